"""Unexpected errors: logged, told once in a sentence, and the window stays alive."""

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QStandardPaths

from gui.words.catalog import say

LONGEST_LOG_BYTES = 1_000_000

log = logging.getLogger("gradientscope")


def data_folder() -> Path:
    """Return the folder for what the application keeps by itself."""
    location = QStandardPaths.StandardLocation.AppLocalDataLocation
    return Path(QStandardPaths.writableLocation(location))


def start_log() -> Path:
    """Send errors to a file in the application's data folder and return its path."""
    folder = data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "gradientscope.log"
    too_long = path.exists() and path.stat().st_size > LONGEST_LOG_BYTES
    handler = logging.FileHandler(path, mode="w" if too_long else "a", encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    log.addHandler(handler)
    return path


def install(tell: Callable[[str], None], log_path: Path) -> None:
    """Catch what nobody caught: an exception in a slot is seen only by `sys.excepthook`."""

    def hook(
        kind: type[BaseException], error: BaseException, traceback: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        log.error("unexpected error", exc_info=(kind, error, traceback))
        tell(say("notice.unexpected", error=kind.__name__, path=log_path))

    sys.excepthook = hook
