"""A picture of the whole window, made without a screen."""

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QImage, QPaintDevice, QPainter
from PySide6.QtWidgets import QApplication

from gui.look.theme import THEMES
from gui.recording.marks import FigurePage
from gui.recording.recorder import Recorder
from gui.state.state import State
from gui.state.store import Store
from gui.words.catalog import say


def window_picture(state: State, size: tuple[int, int], scale: float) -> QImage:
    """Open a window on a state, on no screen, and return what it would show.

    Raises ValueError where the size is smaller than the window can be.
    """
    image = QImage(QSize(*size), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    _paint_window(image, state, size, scale)
    return image


def window_page(state: State, size: tuple[int, int], scale: float) -> FigurePage:
    """Record a window as `window_picture` paints it, in the pixels of the window."""
    recorder = Recorder(size[0] / scale, size[1] / scale)
    _paint_window(recorder, state, size, scale)
    return recorder.page((THEMES[state.view.theme].ground, 1.0))


def _paint_window(paper: QPaintDevice, state: State, size: tuple[int, int], scale: float) -> None:
    from gui.app import application
    from gui.window.window import Window

    application()
    window = Window(Store(state))
    logical = QSize(round(size[0] / scale), round(size[1] / scale))
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
    painter = QPainter(paper)
    window.render(painter, QPoint(0, 0))
    painter.end()
    window.hide()
    window.deleteLater()
