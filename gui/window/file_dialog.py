"""Asks for a file through the system's dialog, and writes it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from gui.disk.files import write_atomically
from gui.disk.settings import user_settings
from gui.words.catalog import say
from gui.words.faults import reason_of

_FOLDER = "files/folder"


def ask_for_file(
    window: QWidget, title: str, patterns: str, take: Callable[[Path], object], suggested: str = ""
) -> None:
    """Ask for a file to read, or to write where a name is suggested, and take the one chosen.

    It begins in the folder of the last one.
    """
    dialog = QFileDialog(window, title, _last_folder(), patterns)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if suggested:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(suggested).suffix.removeprefix("."))
        dialog.selectFile(suggested)
    else:
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(lambda path: _take(Path(path), take))
    dialog.open()


def _take(path: Path, take: Callable[[Path], object]) -> None:
    user_settings().setValue(_FOLDER, str(path.parent))
    take(path)


def _last_folder() -> str:
    folder = str(user_settings().value(_FOLDER, ""))
    return folder if folder and Path(folder).is_dir() else ""


def write_or_tell(path: Path, content: bytes, tell: Callable[[str], object]) -> bool:
    """Write a file and return whether that could be done; if not, tell why."""
    try:
        write_atomically(path, content)
    except OSError as error:
        tell(say("notice.unwritable", path=path, reason=reason_of(error)))
        return False
    return True
