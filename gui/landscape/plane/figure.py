"""The loss over two weights as a figure, its contours complete."""

from PySide6.QtGui import QPainter

from gui.landscape.plane.plane_chart import drawable, plane_chart
from gui.landscape.plane.relief import Relief
from gui.look.theme import Theme
from gui.plots.chart import Chart
from gui.plots.figure import chart_figure
from gui.state.plane import derived as plane_derived
from gui.state.state import State


def _complete_chart(state: State) -> Chart:
    relief = Relief(plane_derived.drawn(state)) if drawable(state) else None
    while relief is not None and not relief.complete:
        relief.more()
    return plane_chart(state, relief)


def draw_plane(painter: QPainter, state: State, theme: Theme, width: float, height: float) -> None:
    """Paint the contours into this room."""
    chart_figure(_complete_chart)(painter, state, theme, width, height)
