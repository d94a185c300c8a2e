"""The decision regions, or the fitted curve, as a figure, as fine as they can be."""

from functools import partial

from msgspec.structs import replace
from PySide6.QtGui import QPainter

from gui.look.sizes import growth
from gui.look.theme import Theme
from gui.plots.chart import Chart
from gui.plots.figure import chart_figure
from gui.plots.paint import plane_of
from gui.regions.curve_chart import curve_chart
from gui.regions.field import FINEST, Field, FieldMaker, Limits
from gui.regions.regions_chart import regions_chart
from gui.state.inputs import derived as inputs_derived
from gui.state.regions import derived as regions_derived
from gui.state.run import derived
from gui.state.state import State


def draw_regions(
    painter: QPainter, state: State, theme: Theme, width: float, height: float
) -> None:
    """Paint them into this room."""
    unit = growth(width, height)
    chart = partial(_finest_chart, width=width / unit, height=height / unit)
    chart_figure(chart)(painter, state, theme, width, height)


def _finest_chart(state: State, width: float, height: float) -> Chart:
    limits, told = inputs_derived.limits(state), regions_derived.sets(state)
    if len(limits) == 1:
        is_drawable = regions_derived.is_drawable(state)
        return curve_chart(state, _finest_field(state, limits) if is_drawable else None, told)
    empty = regions_chart(state, None, told)
    if not regions_derived.is_drawable(state):
        return empty
    if empty.equal:
        limits = _widened(limits, empty, width, height)
    return regions_chart(state, _finest_field(state, limits), told, limits)


def _finest_field(state: State, limits: Limits) -> Field:
    network, shown = derived.experiment(state).network, inputs_derived.input_plane(state)
    return FieldMaker(FINEST).field(network, regions_derived.parameters(state), shown, limits)


def _widened(limits: Limits, chart: Chart, width: float, height: float) -> Limits:
    """Return limits that fill the room of a chart with a unit as long along both axes."""
    room = plane_of(replace(chart, equal=False), width, height).room
    spans = [high - low for low, high in limits]
    per_unit = min(room.width() / spans[0], room.height() / spans[1])
    found = []
    for (low, high), pixels in zip(limits, (room.width(), room.height()), strict=True):
        more = (pixels / per_unit - (high - low)) / 2
        found.append((low - more, high + more))
    return tuple(found)
