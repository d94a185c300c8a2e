"""A picture of the whole window, made without a screen."""

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication

from gui.look.theme import Theme
from gui.state.state import State
from gui.state.store import Store
from gui.words.catalog import say

_ON_A_PAGE = 1280.0, 720.0  # the least window from which a page has its picture


def draw_window(painter: QPainter, state: State, theme: Theme, width: float, height: float) -> None:
    """Open a window of this size on a state, on no screen, and paint what it would show.

    Raises ValueError where the size is smaller than the window can be.
    """
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
    window.make_ready_for_picture()
    for _ in range(3):  # a formula finds its height once it knows its width, then the rest moves
        QApplication.processEvents()
    window.render(painter, QPoint(0, 0))
    window.hide()
    window.deleteLater()


def draw_window_on_page(
    painter: QPainter, state: State, theme: Theme, width: float, height: float
) -> None:
    """Paint a window that is large enough for its panels, made smaller as the page needs it."""
    larger = max(1.0, *(of / to for of, to in zip(_ON_A_PAGE, (width, height), strict=True)))
    painter.scale(1 / larger, 1 / larger)
    draw_window(painter, state, theme, larger * width, larger * height)
