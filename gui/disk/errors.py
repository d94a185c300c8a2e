"""Unexpected errors: logged, told once in a sentence, and the window stays alive."""

import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QStandardPaths

from gui.words.catalog import say

if TYPE_CHECKING:
    from logging import Logger

LONGEST_LOG_BYTES = 1_000_000


def data_folder() -> Path:
    """Return the folder for what the application keeps by itself."""
    location = QStandardPaths.StandardLocation.AppLocalDataLocation
    return Path(QStandardPaths.writableLocation(location))


def _log_path() -> Path:
    return data_folder() / "gradientscope.log"


@cache
def _log() -> "Logger":
    """Return what writes errors to a file in the application's data folder, or else to stderr."""
    import logging  # only once something has gone wrong

    path = _log_path()
    handler: logging.Handler
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        too_long = path.exists() and path.stat().st_size > LONGEST_LOG_BYTES
        handler = logging.FileHandler(path, mode="w" if too_long else "a", encoding="utf-8")
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    log = logging.getLogger("gradientscope")
    log.addHandler(handler)
    return log


_telling: list[Callable[[str], None]] = []  # by the window that is on screen


def say_in_window(sentence: str) -> None:
    """Say something in the window on screen, whichever it is by now."""
    for tell in _telling:
        tell(sentence)


def install(tell: Callable[[str], None]) -> None:
    """Catch what nobody caught: an exception in a slot is seen only by `sys.excepthook`.

    tell: says it, and what else goes wrong beside the window, to the user.
    """
    _telling[:] = [tell]

    def hook(
        kind: type[BaseException], error: BaseException, traceback: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        _log().error("unexpected error", exc_info=(kind, error, traceback))
        say_in_window(say("notice.unexpected", error=kind.__name__, path=_log_path()))

    sys.excepthook = hook
