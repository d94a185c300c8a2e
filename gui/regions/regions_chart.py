"""The picture of two inputs: the regions, the lines between them, the samples."""

from gui.plots.chart import Axis, Chart, Note
from gui.regions.colouring import ground_of, lines_of
from gui.regions.dots import clouds_of
from gui.regions.field import Field, Limits
from gui.regions.isolines import isolines
from gui.regions.notes import axis_names, heading, legend
from gui.regions.readings import followed_mark
from gui.regions.subject import subject_of
from gui.state.inputs import derived as inputs_derived
from gui.state.regions import derived as regions_derived
from gui.state.regions.derived import Sets
from gui.state.state import State
from gui.words.catalog import say


def regions_chart(
    state: State, field: Field | None, told: Sets, limits: Limits | None = None
) -> Chart:
    """Return the picture, with the regions as far as they have been computed.

    told: the results of the samples; limits: of the axes, None for those that just show them all.
    """
    subject = subject_of(state)
    (left, right), (low, high) = limits or inputs_derived.limits(state)
    first, second = axis_names(state)
    axes = Axis(first, left, right), Axis(second, low, high)
    if not regions_derived.is_drawable(state):
        return Chart(*axes, notes=(Note(say("chart.too-large"), "text_faint"),))
    coloured = field is not None and state.regions.coloured
    cross, label = followed_mark(state, subject)
    lines, names = ((), ()) if field is None else isolines(subject, field)
    return Chart(
        *axes,
        curves=() if field is None else (*lines_of(subject, field), *lines),
        points=(cross,),
        labels=(*names, label),
        notes=heading(state, told),
        ground=ground_of(subject, field) if coloured and field is not None else None,
        clouds=clouds_of(state, subject, told),
        legend=legend(state, subject),
        equal=regions_derived.has_one_unit(state),
    )
