"""Charts as a figure."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QPainter

from gui.draw.letters import text_width
from gui.look.sizes import Sizes, growth
from gui.look.theme import Theme
from gui.plots.chart import Chart
from gui.plots.paint import paint, plane_of
from gui.recording.naming import tell_crowded
from gui.state.state import State

_LEAST_HIGH = 110.0  # units of a plot: a figure that may be higher is, where its notes leave less


def chart_figure(
    *charts: Callable[[State], Chart],
) -> Callable[[QPainter, State, Theme, float, float], None]:
    """Return what paints these charts in a type that follows from the room.

    Several stand beside each other or one over the other, whichever leaves their plots larger.
    """

    def draw(painter: QPainter, state: State, theme: Theme, width: float, height: float) -> None:
        unit = growth(width, height)
        painter.scale(unit, unit)
        shown = [chart(state) for chart in charts]
        across = (width / unit / len(shown), height / unit)
        down = (width / unit, height / unit / len(shown))
        are_below = len(shown) > 1 and _least_side(shown, *down) > _least_side(shown, *across)
        room = down if are_below else across
        if any(_is_low(chart, *room) for chart in shown):
            tell_crowded(painter)
        for index, chart in enumerate(shown):
            painter.save()
            painter.translate(*((0, index * room[1]) if are_below else (index * room[0], 0)))
            paint(chart, painter, theme, *room)
            painter.restore()

    return draw


def _least_side(charts: Sequence[Chart], width: float, height: float) -> float:
    """Return how long the shortest side of all plots is."""
    rooms = (plane_of(chart, width, height).room for chart in charts)
    return min(min(room.width(), room.height()) for room in rooms)


def _is_low(chart: Chart, width: float, height: float) -> bool:
    """Return whether a plot would be better to read if it were higher."""
    named = text_width(chart.y_axis.name, Sizes().length("tiny"))
    return plane_of(chart, width, height).room.height() < max(_LEAST_HIGH, named)
