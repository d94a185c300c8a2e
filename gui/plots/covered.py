"""A chart in which numbers that are hidden are covered."""

from collections.abc import Collection

from msgspec.structs import replace

from engine.text.covered import said, without
from gui.plots.chart import Chart


def covered_chart(chart: Chart, values: Collection[float]) -> Chart:
    """Return a chart that says none of these numbers: neither in words nor under the pointer.

    Axes keep their ticks, and curves their places: whoever hides them too hides the panel.
    """
    if not values:
        return chart
    return replace(
        chart,
        notes=tuple(replace(each, text=without(each.text, values)) for each in chart.notes),
        labels=tuple(replace(each, text=without(each.text, values)) for each in chart.labels),
        legend=tuple(replace(each, text=without(each.text, values)) for each in chart.legend),
        curves=tuple(replace(each, name="") for each in chart.curves),
        points=tuple(replace(each, said=without(each.said, values)) for each in chart.points),
    )


def covered_in_words(chart: Chart) -> Chart:
    """Return a chart with a plain mark in the place of every covered number."""
    return replace(
        chart,
        notes=tuple(replace(each, text=said(each.text)) for each in chart.notes),
        labels=tuple(replace(each, text=said(each.text)) for each in chart.labels),
        legend=tuple(replace(each, text=said(each.text)) for each in chart.legend),
    )
