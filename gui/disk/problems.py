"""What went wrong that should not have: traces in files, which the next start mentions once."""

import faulthandler
import platform
import sys
import traceback
from contextlib import suppress
from datetime import datetime
from os import getpid
from pathlib import Path
from types import TracebackType
from typing import TextIO

import numpy
import PySide6
from PySide6.QtCore import qVersion

from gui.disk.errors import data_folder
from gui.disk.log_file import program_version
from gui.words.catalog import say

MOST_TRACES = 20  # of one run: what goes wrong at every frame goes wrong in the same way
_MOST_FILES = 20
_NEW, _TOLD = ".new.txt", ".told.txt"


class ProblemFile:
    """The file of one run of the program: empty, and gone at its end, if nothing goes wrong."""

    def __init__(self) -> None:
        started = datetime.now().strftime("%Y-%m-%d-%H%M%S")
        self._path = _folder() / f"{started}-{getpid()}{_NEW}"
        self._before = sys.excepthook
        self._fatal: TextIO | None = None
        self._traces = 0

    def catch(self) -> None:
        """Write down from now on what nobody caught, also what ends the program at once."""
        sys.excepthook = self._hook
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._fatal = self._path.open("a", encoding="utf-8")
            faulthandler.enable(self._fatal)

    def close(self) -> None:
        """Catch nothing more, and leave no file behind where nothing went wrong."""
        sys.excepthook = self._before
        if self._fatal is not None:
            faulthandler.disable()
            self._fatal.close()
        with suppress(OSError):
            if self._path.stat().st_size == 0:
                self._path.unlink()

    def _hook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if self._traces < MOST_TRACES and not issubclass(kind, KeyboardInterrupt):
            self._traces += 1
            text = "".join(traceback.format_exception(kind, error, trace))
            with suppress(OSError), self._path.open("a", encoding="utf-8") as file:
                file.write(f"{datetime.now():%Y-%m-%d %H:%M:%S}\n{text}\n")
        self._before(kind, error, trace)


def untold_problem() -> str:
    """Return in a line what went wrong in the last runs, "" for nothing; once for each of them."""
    told = ""
    with suppress(OSError):
        for path in _with_content(_NEW):
            lines = [
                each for each in path.read_text("utf-8", "replace").split("\n") if each.strip()
            ]
            is_dated = lines[0][:1].isdigit()  # by us: faulthandler begins with what happened
            told = lines[-1] if is_dated else lines[0]
            path.rename(path.with_name(path.name.removesuffix(_NEW) + _TOLD))
        for path in sorted(_folder().iterdir())[:-_MOST_FILES]:
            path.unlink()
    return told


def report() -> str:
    """Return what is to be told of a problem: versions, and the newest trace."""
    newest = ""
    with suppress(OSError):
        paths = sorted([*_with_content(_TOLD), *_with_content(_NEW)])
        newest = paths[-1].read_text("utf-8", "replace") if paths else ""
    return say(
        "report.text",
        program=program_version() or say("report.unknown-version"),
        python=platform.python_version(),
        qt=qVersion(),
        pyside=PySide6.__version__,
        numpy=numpy.__version__,
        system=platform.platform(),
        trace=newest.strip() or say("report.no-trace"),
    )


def _with_content(ending: str) -> list[Path]:
    """Return the files in which something stands, the oldest first."""
    return sorted(path for path in _folder().glob(f"*{ending}") if path.stat().st_size)


def _folder() -> Path:
    return data_folder() / "problems"
