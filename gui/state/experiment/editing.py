"""Changing the parameters themselves: one plain function each."""

from dataclasses import replace
from math import isfinite

from engine.frozen import Array
from engine.network import flat_index, of_flat
from engine.run.training import Run
from engine.written.quantity import Kind, Quantity
from gui.state.refusal import Refused
from gui.state.run import actions, derived
from gui.state.state import Cursor, Mode, State


def set_parameter(state: State, which: Quantity, value: float) -> State:
    """Give a weight or bias another value; training starts anew from the weights on screen."""
    if which.kind not in (Kind.WEIGHT, Kind.BIAS):
        raise Refused(f"{which} is computed; only weights and biases can be given a value")
    if not isfinite(value):
        raise Refused(f"a weight must be a number, not {value}")
    before = derived.trace(state).before
    index = flat_index(before.sizes, which.layer, which.unit, which.source)
    if float(before.flat[index]) == value:
        return state
    flat = before.flat.copy()
    flat[index] = value
    edited = with_parameters(state, flat)
    beat = min(state.cursor.beat, len(derived.beats(edited)) - 1)
    return actions.go_to(edited, 0, beat, state.cursor.part)


def with_parameters(state: State, flat: Array) -> State:
    """Start a new run from these parameters, (count,), with the settings of the step on screen."""
    experiment = derived.experiment(state)
    run = Run(replace(experiment, given=of_flat(experiment.network.sizes, flat)))
    document = replace(state.document, run=run)
    return replace(state, document=document, cursor=Cursor(), trained=0, mode=Mode.PAUSED)
