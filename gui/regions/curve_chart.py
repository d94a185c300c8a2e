"""The picture of one input: the fitted curve, the true one where it is known, the samples."""

import numpy as np

from engine.data.dataset import Generated
from engine.data.generators import GENERATORS
from engine.frozen import Array
from gui.draw.outlines import class_ink
from gui.plots.chart import Axis, Chart, Note, Series
from gui.regions.dots import clouds_of
from gui.regions.field import Field
from gui.regions.notes import axis_names, heading, legend, output_letter
from gui.regions.readings import followed_mark
from gui.regions.subject import Subject, subject_of
from gui.state.inputs import derived as inputs_derived
from gui.state.regions import derived as regions_derived
from gui.state.regions.derived import Sets
from gui.state.state import State
from gui.words.catalog import say

_MARGIN = 0.12  # of the range of the targets, above and below
_WIDTH, _TRUE_WIDTH = 2.2, 1.6  # units
_TRUE_INK, _FITTED_INK = "text_faint", "positive"


def curve_chart(state: State, field: Field | None, told: Sets) -> Chart:
    """Return the picture; its axes are those of the samples, wherever the curve goes.

    told: the results of the samples.
    """
    subject = subject_of(state)
    ((left, right),) = inputs_derived.limits(state)
    low, high = regions_derived.target_range(regions_derived.data(state), subject.unit or 0)
    margin = _MARGIN * (high - low)
    axes = (
        Axis(axis_names(state)[0], left, right),
        Axis(_output_name(state, subject), low - margin, high + margin),
    )
    if not regions_derived.is_drawable(state):
        return Chart(*axes, notes=(Note(say("chart.too-large"), "text_faint"),))
    cross, label = followed_mark(state, subject)
    shown = () if field is None else (*_truth(state, field), *_fitted(state, subject, field))
    return Chart(
        *axes,
        curves=(*_threshold(subject, left, right), *_error(state, subject), *shown),
        points=(cross,),
        labels=(label,),
        notes=heading(state, told),
        clouds=clouds_of(state, subject, told),
        legend=(*legend(state, subject), *_names_of_curves(state, subject)),
    )


def _names_of_curves(state: State, subject: Subject) -> tuple[Note, ...]:
    source = regions_derived.data(state).source
    notes = []
    if subject.unit is not None:
        notes.append(Note(output_letter(state, subject.unit), "text_soft", "━", _FITTED_INK))
    if isinstance(source, Generated) and GENERATORS[source.name].formula is not None:
        notes.append(Note(say("regions.true-curve"), "text_soft", "╌", _TRUE_INK))
    return tuple(notes)


def _output_name(state: State, subject: Subject) -> str:
    if subject.unit is None:
        return say("regions.outputs")
    return output_letter(state, subject.unit)


def _fitted(state: State, subject: Subject, field: Field) -> tuple[Series, ...]:
    """Return the outputs over the input: of all classes where they are compared."""
    along = field.grid.along(0)
    if subject.unit is not None:
        heights = field.outputs[subject.unit, 0].astype(float)
        name = output_letter(state, subject.unit)
        return (Series(along, _finite(heights), _FITTED_INK, _WIDTH, name=name),)
    return tuple(
        Series(along, _finite(row), class_ink(unit), _WIDTH, name=output_letter(state, unit))
        for unit, row in enumerate(field.outputs[:, 0].astype(float))
    )


def _finite(heights: Array) -> Array:
    return np.where(np.isfinite(heights), heights, np.nan)


def _truth(state: State, field: Field) -> tuple[Series, ...]:
    """Return the formula that the samples were drawn from, without noise, where they were."""
    source = regions_derived.data(state).source
    formula = GENERATORS[source.name].formula if isinstance(source, Generated) else None
    if formula is None:
        return ()
    along = field.grid.along(0)
    return (Series(along, formula(along), _TRUE_INK, _TRUE_WIDTH, dashed=True),)


def _threshold(subject: Subject, left: float, right: float) -> tuple[Series, ...]:
    if subject.threshold is None:
        return ()
    level = np.full(2, subject.threshold)
    return (Series(np.array([left, right]), level, "text", 1.0, dashed=True),)


def _error(state: State, subject: Subject) -> tuple[Series, ...]:
    """Return the way from what is wanted of the followed sample to what comes out."""
    if subject.unit is None:
        return ()
    sample, standing = inputs_derived.followed(state), regions_derived.standing(state)
    output = float(regions_derived.outputs_of(state, sample)[subject.unit])
    if not np.isfinite(output):
        return ()
    x, y = float(standing.xs[sample]), float(standing.ys[sample])
    return (Series(np.array([x, x]), np.array([y, output]), "loss", 1.6),)
