"""Saves the drawing of the network as a picture."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from gui.export.figure import picture, png, recorded
from gui.export.formats import DOTS, VECTORS, vectors
from gui.state.state import State
from gui.window.file_dialog import ask_for_file, write_or_tell
from gui.words.catalog import say
from gui.words.functions import title_of

PICTURE_SIZE, PICTURE_SCALE = (1600, 1000), 2.0  # wide enough for half a slide


def ask_to_save_picture(
    window: QWidget, state: State, suggested: str, tell: Callable[[str], object]
) -> None:
    """Ask for a file and draw the network into it; tell: what cannot be written."""

    def save(path: Path) -> None:
        ending = path.suffix.lower()
        if ending == DOTS:
            image = picture(state, "network", PICTURE_SIZE, PICTURE_SCALE)
            write_or_tell(path, png(image), tell)
        elif ending in VECTORS:
            page = recorded(state, "network", PICTURE_SIZE, PICTURE_SCALE)
            write_or_tell(path, vectors(page, ending, title_of(state.document.experiment)), tell)
        else:
            tell(say("command.no-picture", path=path))

    title, patterns = say("dialog.save-picture"), say("dialog.pictures")
    ask_for_file(window, title, patterns, save, suggested)
