"""What draws each view that is a picture, what writes some as text or tables; loaded when asked."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.text.sheets.number_table import NumberDocument
    from gui.state.state import State
    from gui.views import Figure


def _network() -> "Figure":
    from gui.network.figure import draw_network

    return draw_network


def _lesson() -> "Figure":
    from gui.lessons.figure import draw_lesson

    return draw_lesson


def _loss() -> "Figure":
    from gui.history.loss_curve import loss_curve
    from gui.plots.figure import chart_figure

    return chart_figure(loss_curve)


def _gradients() -> "Figure":
    from gui.history.gradients import gradients_now
    from gui.plots.figure import chart_figure

    return chart_figure(gradients_now)


def _samples() -> "Figure":
    from gui.history.samples import samples_page
    from gui.plots.figure import chart_figure

    return chart_figure(samples_page)


def _regions() -> "Figure":
    from gui.regions.figure import draw_regions

    return draw_regions


def _table() -> "Figure":
    from gui.results.figure import draw_table

    return draw_table


def _confusion() -> "Figure":
    from gui.results.figure import draw_confusion

    return draw_confusion


def _sample() -> "Figure":
    from gui.sample.figure import draw_sample

    return draw_sample


def _explanation() -> "Figure":
    from gui.panels.page import draw_explanation

    return draw_explanation


def _tree() -> "Figure":
    from gui.chain.figure import draw_tree

    return draw_tree


def _paths() -> "Figure":
    from gui.chain.figure import draw_paths

    return draw_paths


def _slice() -> "Figure":
    from gui.landscape.curve.slice_chart import slice_chart
    from gui.plots.figure import chart_figure

    return chart_figure(slice_chart)


def _secant() -> "Figure":
    from gui.landscape.secant.secant_chart import secant_chart
    from gui.plots.figure import chart_figure

    return chart_figure(secant_chart)


def _plane() -> "Figure":
    from gui.landscape.plane.figure import draw_plane

    return draw_plane


def _neuron() -> "Figure":
    from gui.landscape.neuron.neuron_charts import activation_chart, loss_chart
    from gui.plots.figure import chart_figure

    return chart_figure(activation_chart, loss_chart)


def _numbers() -> "Figure":
    from gui.numbers.figure import draw_numbers

    return draw_numbers


def _formulas_as_text() -> "Callable[[State], str]":
    from gui.panels.explain import explanation_text

    return explanation_text


def _table_as_text() -> "Callable[[State], str]":
    from gui.results.rows_view import rows_to_paste

    return rows_to_paste


LOADERS: "dict[str, Callable[[], Figure]]" = {
    "network": _network,
    "lesson": _lesson,
    "loss": _loss,
    "gradients": _gradients,
    "samples": _samples,
    "regions": _regions,
    "table": _table,
    "confusion": _confusion,
    "sample": _sample,
    "explanation": _explanation,
    "tree": _tree,
    "paths": _paths,
    "slice": _slice,
    "secant": _secant,
    "plane": _plane,
    "neuron": _neuron,
    "numbers": _numbers,
}


def _numbers_as_text() -> "Callable[[State], str]":
    from gui.numbers.as_tables import numbers_as_text

    return numbers_as_text


def _numbers_as_tables() -> "Callable[[State], NumberDocument]":
    from gui.numbers.as_tables import numbers_as_tables

    return numbers_as_tables


def _samples_as_table() -> "Callable[[State], NumberDocument]":
    from gui.results.as_table import samples_as_table

    return samples_as_table


def _losses_as_table() -> "Callable[[State], NumberDocument]":
    from gui.history.as_table import losses_as_table

    return losses_as_table


def _formulas_as_table() -> "Callable[[State], NumberDocument]":
    from gui.panels.as_table import formulas_as_table

    return formulas_as_table


TEXTS: "dict[str, Callable[[], Callable[[State], str]]]" = {
    "explanation": _formulas_as_text,
    "table": _table_as_text,
    "numbers": _numbers_as_text,
}

SHEETS: "dict[str, Callable[[], Callable[[State], NumberDocument]]]" = {
    "loss": _losses_as_table,
    "table": _samples_as_table,
    "explanation": _formulas_as_table,
    "numbers": _numbers_as_tables,
}


def is_of_experiment(state: "State", view: str) -> bool:
    """Return whether a view shows numbers of the experiment, or of a curve or neuron of its own."""
    from gui.state.choices import NETWORK, RANDOM

    if view in ("slice", "secant"):
        return state.curve.curve == NETWORK
    if view == "plane":
        return state.plane.surface in (NETWORK, RANDOM)
    return view != "neuron"
