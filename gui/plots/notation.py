"""Charts in the notation that was chosen."""

from dataclasses import replace

from engine.story.notation import STANDARD, Notation, noted_text
from gui.plots.chart import Chart


def noted_chart(chart: Chart, notation: Notation) -> Chart:
    """Return a chart with the letters of its axes, notes and labels in a notation."""
    if notation == STANDARD:
        return chart
    x_axis, y_axis = (
        replace(axis, name=noted_text(axis.name, notation)) for axis in (chart.x_axis, chart.y_axis)
    )
    return replace(
        chart,
        x_axis=x_axis,
        y_axis=y_axis,
        notes=tuple(replace(each, text=noted_text(each.text, notation)) for each in chart.notes),
        labels=tuple(replace(each, text=noted_text(each.text, notation)) for each in chart.labels),
    )
