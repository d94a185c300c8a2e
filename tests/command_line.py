"""What tests of the command line share: changed examples, processes, the one line of complaint."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gui.disk import files

ROOT = Path(__file__).parent.parent
Change = Callable[[dict[str, Any]], object]
Capture = pytest.CaptureFixture[str]


def example(name: str = "mazur-2-2-2") -> dict[str, Any]:
    document: dict[str, Any] = json.loads(files.resolve(name).read_text("utf-8"))
    return document


def saved(folder: Path, change: Change, name: str = "mazur-2-2-2") -> Path:
    """Write an example after a change and return its file."""
    document = example(name)
    change(document)
    path = folder / "changed.json"
    path.write_text(json.dumps(document), "utf-8")
    return path


def start(*arguments: str, **more: Any) -> subprocess.CompletedProcess[str]:  # noqa: ANN401
    """Run the program in a process of its own that has no display."""
    return start_python(str(ROOT / "main.py"), *arguments, **more)


def start_python(*arguments: str, **more: Any) -> subprocess.CompletedProcess[str]:  # noqa: ANN401
    """Run Python without a display, in the project's folder unless told otherwise."""
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=more.pop("cwd", ROOT),
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=600,
        **more,
    )


def assert_one_complaint(capture: Capture, *words: str) -> None:
    printed = capture.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("gradientscope: ")
    assert printed.err.endswith("\n")
    assert len(printed.err.splitlines()) == 1
    for word in words:
        assert word in printed.err
