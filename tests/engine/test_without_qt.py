"""The engine is usable where Qt is not installed."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent

IMPORT_ALL = """
import importlib, pkgutil, sys

ABSENT = {"PySide6", "shiboken6", "pyqtgraph", "qtawesome", "qtpy", "gui"}

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ABSENT:
            raise ModuleNotFoundError(f"{name} is not for the engine", name=name)
        return None

sys.meta_path.insert(0, NoQt())
import engine

names = [found.name for found in pkgutil.walk_packages(engine.__path__, "engine.")]
for name in names:
    importlib.import_module(name)
print(*names)
"""


def _run(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_every_module_of_the_engine_is_imported_without_qt() -> None:
    done = _run(IMPORT_ALL)
    assert done.returncode == 0, done.stderr
    assert {"engine.backprop", "engine.story.beats", "engine.text.file.document"} <= set(
        done.stdout.split()
    )


def test_qt_is_truly_absent_there() -> None:
    done = _run(IMPORT_ALL + "\nimport PySide6.QtCore\n")
    assert done.returncode != 0
    assert "PySide6 is not for the engine" in done.stderr
