"""Pictures of the whole window, made without a screen."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication

from gui.look.theme import Theme
from gui.state.action import Action
from gui.state.state import State
from gui.state.store import Store
from gui.words.catalog import say

if TYPE_CHECKING:
    from gui.views import Figure
    from gui.window.window import Window

_ON_A_PAGE = 1280.0, 720.0  # the least window from which a page has its picture
# no user does this: the states of a film follow from no action, and are undone by none
_SHOW = Action("show", lambda _, state: state, "", None)


def draw_window(painter: QPainter, state: State, theme: Theme, width: float, height: float) -> None:
    """Open a window of this size on a state, on no screen, and paint what it would show.

    Raises ValueError where the size is smaller than the window can be.
    """
    window = _opened(state, width, height)
    window.render(painter, QPoint(0, 0))
    _close(window)


@contextmanager
def filmed_window() -> Iterator["Figure"]:
    """Give what draws states one after the other in one window, each as that would show it.

    They are of one document. What it gives raises ValueError as `draw_window` does.
    """
    windows: list[Window] = []

    def draw(painter: QPainter, state: State, theme: Theme, width: float, height: float) -> None:
        if windows:
            windows[0].store.apply(_SHOW, state)
            _settle(windows[0])
        else:
            windows.append(_opened(state, width, height))
        windows[0].render(painter, QPoint(0, 0))

    try:
        yield draw
    finally:
        for window in windows:
            _close(window)


def on_page(draw: "Figure") -> "Figure":
    """Return what draws a window large enough for its panels, then smaller as a page needs it."""

    def draw_smaller(
        painter: QPainter, state: State, theme: Theme, width: float, height: float
    ) -> None:
        larger = max(1.0, *(of / to for of, to in zip(_ON_A_PAGE, (width, height), strict=True)))
        painter.scale(1 / larger, 1 / larger)
        draw(painter, state, theme, larger * width, larger * height)

    return draw_smaller


def _opened(state: State, width: float, height: float) -> "Window":
    from gui.app import application
    from gui.window.window import Window

    application()
    window = Window(Store(state))
    logical = QSize(round(width), round(height))
    least = window.minimumSize()
    if logical.width() < least.width() or logical.height() < least.height():
        raise ValueError(
            say(
                "picture.window",
                width=logical.width(),
                height=logical.height(),
                least_width=least.width(),
                least_height=least.height(),
            )
        )
    window.resize(logical)
    window.desk.first_layout()
    # only a window that counts as visible moves its parts when one of them grows
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.show()
    _settle(window)
    return window


def _close(window: "Window") -> None:
    window.hide()
    window.deleteLater()


def _settle(window: "Window") -> None:
    window.make_ready_for_picture()
    for _ in range(3):  # a formula finds its height once it knows its width, then the rest moves
        QApplication.processEvents()
