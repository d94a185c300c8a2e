"""Puts a figure on the clipboard: as dots, as lines, and as text where it is made of that."""

import atexit
from functools import cache

from msgspec.structs import replace
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from gui.export.figure import file_of
from gui.export.layout import Drawing, figure_image, laid_out
from gui.export.request import FigureRequest
from gui.figures import TEXTS
from gui.state.state import State

_SVG = ".svg"


def copy_figure(state: State, request: FigureRequest, window: Drawing | None) -> None:
    """Put a figure on the clipboard, in every form in which a program may want it.

    What is pasted elsewhere does not reopen: the picture alone was copied.
    """
    request = replace(request, reopens=False)
    let_go_at_the_end()
    data = QMimeData()
    data.setImageData(figure_image(laid_out(state, request, window)))
    data.setData("image/svg+xml", file_of(state, request, _SVG, window))
    if text := figure_text(state, request.view):
        data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)


def figure_text(state: State, view: str) -> str:
    """Return what a view says as text, "" of one that is but a picture."""
    load = TEXTS.get(view)
    return "" if load is None else load()(state)


@cache
def let_go_at_the_end() -> None:
    """Take what is copied off the clipboard when the program ends.

    Qt would destroy it after the interpreter has gone, and crash.
    """
    atexit.register(_clear)


def _clear() -> None:
    if QGuiApplication.instance() is not None:
        QGuiApplication.clipboard().clear()
