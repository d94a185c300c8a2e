"""Charts as a figure."""

from collections.abc import Callable

from PySide6.QtGui import QPainter

from gui.look.sizes import growth
from gui.look.theme import Theme
from gui.plots.chart import Chart
from gui.plots.paint import paint
from gui.state.state import State


def chart_figure(
    *charts: Callable[[State], Chart],
) -> Callable[[QPainter, State, Theme, float, float], None]:
    """Return what paints these charts side by side, in a type that follows from the room."""

    def draw(painter: QPainter, state: State, theme: Theme, width: float, height: float) -> None:
        unit = growth(width, height)
        painter.scale(unit, unit)
        room = width / unit / len(charts)
        for index, chart in enumerate(charts):
            painter.save()
            painter.translate(index * room, 0)
            paint(chart(state), painter, theme, room, height / unit)
            painter.restore()

    return draw
