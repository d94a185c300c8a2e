"""Begins to make an experiment of a table."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from engine.experiment import Experiment
from engine.fault import Fault
from engine.text.table.bad_table import BadTable
from engine.text.table.reading import read_bytes
from gui.look.theme import Theme
from gui.table.dialog import TableDialog
from gui.table.draft import first_draft


def ask_about_table(
    file: str,
    path: Path | None,
    content: bytes,
    theme: Theme,
    done: Callable[[Experiment], object],
    window: QWidget,
) -> Fault | None:
    """Show the preview of a file, or of a content without one; return why if it is no table."""
    try:
        draft = first_draft(file, read_bytes(path) if path is not None else content, path)
    except BadTable as error:
        return error.fault
    dialog = TableDialog(draft, theme, done, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return None
