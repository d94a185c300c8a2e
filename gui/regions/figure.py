"""The decision regions, or the fitted curve, as a figure, as fine as they can be."""

from PySide6.QtGui import QPainter

from gui.look.theme import Theme
from gui.plots.chart import Chart
from gui.plots.figure import chart_figure
from gui.regions.curve_chart import curve_chart
from gui.regions.field import FINEST, FieldMaker
from gui.regions.regions_chart import regions_chart
from gui.state.inputs import derived as inputs_derived
from gui.state.regions import derived as regions_derived
from gui.state.run import derived
from gui.state.state import State


def _finest_chart(state: State) -> Chart:
    shown = inputs_derived.input_plane(state)
    chart = curve_chart if shown.axes == 1 else regions_chart
    if not regions_derived.is_drawable(state):
        return chart(state, None)
    network, parameters = derived.experiment(state).network, regions_derived.parameters(state)
    limits = inputs_derived.limits(state)
    return chart(state, FieldMaker(FINEST).field(network, parameters, shown, limits))


def draw_regions(
    painter: QPainter, state: State, theme: Theme, width: float, height: float
) -> None:
    """Paint them into this room."""
    chart_figure(_finest_chart)(painter, state, theme, width, height)
