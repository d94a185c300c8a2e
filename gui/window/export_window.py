"""Draws the window as it is on screen, for a figure of it."""

from functools import cache

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from gui.export.layout import Drawing
from gui.look.theme import Theme
from gui.recording.marks import FigurePage
from gui.recording.recorder import Recorder
from gui.recording.replay import paint_page
from gui.state.state import State


def still_of(window: QWidget) -> Drawing:
    """Return what draws a window as it is when that is asked for first."""

    @cache
    def still() -> FigurePage:
        recorder = Recorder(window.width(), window.height())
        painter = QPainter(recorder)
        window.render(painter, QPoint(0, 0))
        painter.end()
        return recorder.page(None)

    def draw(painter: QPainter, state: State, theme: Theme, width: float, height: float) -> None:
        page = still()
        unit = min(width / page.width, height / page.height)
        painter.translate((width - unit * page.width) / 2, (height - unit * page.height) / 2)
        painter.scale(unit, unit)
        paint_page(painter, page)

    return draw
