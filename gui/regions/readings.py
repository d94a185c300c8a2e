"""What is read of the samples and of places in a picture of the inputs."""

import numpy as np

from engine.frozen import Array
from engine.text.names import output_name
from engine.text.numbers import short
from engine.written.quantity import Kind, Quantity
from gui.draw.outlines import class_ink
from gui.plots.chart import Label, Point, Shape
from gui.plots.reading import Reading
from gui.regions.notes import axis_names, output_letter
from gui.regions.subject import Subject
from gui.state.hiding.derived import told
from gui.state.inputs import derived as inputs_derived
from gui.state.regions import derived as regions_derived
from gui.state.run import derived
from gui.state.state import State
from gui.words.catalog import say
from gui.words.classes import class_name

_CROSS = 13.0  # units, from the middle of the cross hair to its ends


def followed_mark(state: State, subject: Subject) -> tuple[Point, Label]:
    """Return the cross hair at the sample that is followed, and what the network says of it."""
    sample = inputs_derived.followed(state)
    standing = regions_derived.standing(state)
    x, y = float(standing.xs[sample]), float(standing.ys[sample])
    said = said_of_sample(state, subject, sample)
    return Point(x, y, "text", _CROSS, Shape.CROSS), Label(x, y, said, "text", gap_px=_CROSS + 1)


def said_of_sample(state: State, subject: Subject, sample: int) -> str:
    """Return the number of a sample and the output that tells what the network makes of it."""
    said = _told(state, subject, regions_derived.outputs_of(state, sample))
    is_test = regions_derived.data(state).is_test(sample)
    return say(
        "regions.of-test-sample" if is_test else "regions.of-sample", sample=sample + 1, told=said
    )


def sample_reading(state: State, subject: Subject, sample: int) -> Reading:
    """Return what is read at the dot of a sample."""
    standing = regions_derived.standing(state)
    x, y = float(standing.xs[sample]), float(standing.ys[sample])
    ink = _ink_of_sample(state, subject, sample)
    return Reading(x, y, said_of_sample(state, subject, sample), ink)


def place_reading(state: State, subject: Subject, place: tuple[float, float]) -> Reading:
    """Return what the network says at a place of the plane, in the digits of the view."""
    digits = state.view.digits
    at = np.array([float(f"{each:.{digits - 1}e}") for each in place])
    outputs = regions_derived.output_at(state, at)
    first, second = axis_names(state)
    said = say(
        "regions.place",
        first=first,
        x=short(float(at[0]), digits),
        second=second,
        y=short(float(at[1]), digits),
        told=_told(state, subject, outputs),
    )
    return Reading(float(at[0]), float(at[1]), said, "text")


def nearest_sample(
    state: State, place: tuple[float, float], per_unit: tuple[float, float]
) -> tuple[int, float]:
    """Return the sample nearest to a place of the picture, and how far it is from there.

    per_unit: how many pixels a unit of each axis takes; the distance is in these pixels.
    """
    standing = regions_derived.standing(state)
    across = (standing.xs - place[0]) * per_unit[0]
    up = (standing.ys - place[1]) * per_unit[1]
    apart = np.hypot(across, up)
    found = int(apart.argmin())
    return found, float(apart[found])


def _ink_of_sample(state: State, subject: Subject, sample: int) -> str:
    """Return the colour of the class that a sample belongs to."""
    if subject.classes is None:
        return "text"
    targets = regions_derived.data(state).sample_targets(sample)
    return class_ink(int(subject.classes.of(targets[None])[0]))


def _told(state: State, subject: Subject, outputs: Array) -> str:
    """Return the output that is told: the largest where several are compared."""
    largest = int(np.nan_to_num(outputs, nan=-np.inf).argmax())
    unit = largest if subject.unit is None else subject.unit
    value = short(float(outputs[unit]), state.view.digits, kind=Kind.A)
    value = told(state, Quantity(Kind.A, derived.experiment(state).network.depth, unit), value)
    if subject.unit is None and subject.classes is not None:
        experiment = derived.experiment(state)
        named = class_name(experiment, subject.classes, unit)
        letter = output_name(experiment.network.depth, unit)
        return say("regions.told-class", name=named, output=letter, value=value)
    return say("regions.told", output=output_letter(state, unit), value=value)
