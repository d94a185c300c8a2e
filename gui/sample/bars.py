"""The outputs of the network for one sample, as rows with a bar, a number and the target."""

import numpy as np
from msgspec import Struct

from engine.frozen import Array
from engine.text.covered import covered, said
from engine.text.numbers import short
from engine.written.quantity import Kind, Quantity
from gui.sample.subject import SampleSubject
from gui.state.hiding.derived import is_hidden
from gui.state.run import derived
from gui.state.state import State
from gui.words.catalog import say
from gui.words.classes import output_letter, target_name
from gui.words.functions import target_column

_ENOUGH = 1e150  # larger numbers are written, not drawn


class OutputBar(Struct, frozen=True):
    """A row: start and end of the bar and where the target lies, as shares of the room, 0..1.

    end and target: None where there is nothing to draw, or where another class is meant; is_told:
    whether the sample is taken for this class; said: all of it, for a screen reader.
    """

    name: str
    number: str
    target_number: str
    start: float
    end: float | None
    target: float | None
    is_told: bool
    said: str


def output_bars(state: State, subject: SampleSubject) -> tuple[OutputBar, ...]:
    """Return a row for each output."""
    units = range(derived.experiment(state).network.sizes[-1])
    low, high = _range(subject.outputs, subject.targets)
    return tuple(_bar(state, subject, unit, low, high) for unit in units)


def _bar(state: State, subject: SampleSubject, unit: int, low: float, high: float) -> OutputBar:
    experiment, digits = derived.experiment(state), state.view.digits
    outputs, targets = subject.outputs, subject.targets
    named = target_column(experiment.data, unit)
    several = experiment.network.sizes[-1] > 1
    is_other = several and subject.meant is not None and unit != subject.meant
    name = named if named and several else output_letter(experiment, unit)
    number = short(float(outputs[unit]), digits, kind=Kind.A)
    target = "" if targets is None else short(float(targets[unit]), digits)
    depth = experiment.network.depth
    hides, hides_target = (
        is_hidden(state, Quantity(kind, depth, unit)) for kind in (Kind.A, Kind.TARGET)
    )
    number = covered(number) if hides else number
    target = covered(target) if hides_target and target else target
    key = "sample.output" if target else "sample.output-of-drawing"
    is_unmarked = is_other or hides_target
    return OutputBar(
        name,
        number,
        target,
        _share(0.0, low, high) or 0.0,
        None if hides else _share(float(outputs[unit]), low, high),
        None if targets is None or is_unmarked else _share(float(targets[unit]), low, high),
        len(outputs) > 1 and unit == subject.told,
        said(say(key, name=target_name(experiment, unit), output=number, target=target)),
    )


def _range(outputs: Array, targets: Array | None) -> tuple[float, float]:
    """Return the numbers at both ends of a bar: those of all outputs and targets, 0 and 1."""
    wanted = np.zeros(0) if targets is None else targets
    values = np.concatenate([np.array([0.0, 1.0]), outputs, wanted])
    values = values[np.abs(values) < _ENOUGH]  # leaves out what is no number
    return float(values.min()), float(values.max())


def _share(value: float, low: float, high: float) -> float | None:
    share = (value - low) / (high - low)
    return share if 0 <= share <= 1 else None
