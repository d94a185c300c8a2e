"""Asks for a file through the system's dialog, and writes it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from gui.disk.files import write_atomically
from gui.words.catalog import say


def ask_for_file(
    window: QWidget, title: str, patterns: str, take: Callable[[Path], object], suggested: str = ""
) -> None:
    """Ask for a file to read, or to write where a name is suggested, and take the one chosen."""
    dialog = QFileDialog(window, title, "", patterns)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if suggested:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(suggested).suffix.removeprefix("."))
        dialog.selectFile(suggested)
    else:
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(lambda path: take(Path(path)))
    dialog.open()


def write_or_tell(path: Path, content: bytes, tell: Callable[[str], object]) -> bool:
    """Write a file and return whether that could be done; if not, tell why."""
    try:
        write_atomically(path, content)
    except OSError as error:
        tell(say("notice.unwritable", path=path, reason=error.strerror))
        return False
    return True
