"""What a click puts into the picture of the inputs: one plain function for each choice."""

from functools import lru_cache
from math import isfinite

from msgspec.structs import replace

from engine.data.dataset import Dataset
from engine.functions.loss import Loss
from engine.results.classes import Classes
from engine.results.targets_of_class import classes_given, targets_of_class
from gui.state.action import action
from gui.state.refusal import Refused
from gui.state.regions.derived import all_targets
from gui.state.run import derived, results
from gui.state.state import State


@action("regions.set_pen_on")
def set_pen_on(state: State, on: bool) -> State:
    """Let clicks add points and drags move them, or leave the data alone."""
    return _with(state, on=on)


@action("regions.set_pen_class")
def set_pen_class(state: State, label: int) -> State:
    """Add points of a class, counted from 0, from now on."""
    known = pen_classes(state)
    if known is None:
        raise Refused("refused.no-classes")
    if not 0 <= label < known.count:
        raise Refused("refused.no-class", label=label, last=known.count - 1)
    return _with(state, label=label)


@action("regions.set_pen_target")
def set_pen_target(state: State, target: float) -> State:
    """Add points with this target from now on, where targets are no classes."""
    if not isfinite(target):
        raise Refused("refused.target", value=target)
    return _with(state, target=target)


@action("regions.set_pen_tested")
def set_pen_tested(state: State, tested: bool) -> State:
    """Keep points that are added for testing, or let them be learnt."""
    return _with(state, tested=tested)


def pen_classes(state: State) -> Classes | None:
    """Return the classes that a point can be of, None where targets are not classes.

    One class alone is known as such where its target is one that the loss has for classes.
    """
    experiment = derived.experiment(state)
    return _classes(experiment.data, experiment.loss)


def pen_label(state: State) -> int:
    """Return the class of the next point, which must have one."""
    known = pen_classes(state)
    assert known is not None
    return min(state.regions.pen.label, known.count - 1)


@lru_cache(maxsize=4)
def _classes(data: Dataset, loss: Loss) -> Classes | None:
    found = results.classes_of(data)
    if found is not None:
        return found
    given, targets = classes_given(data, loss), all_targets(data)
    label = int(given.of(targets[:1])[0])
    return given if (targets == targets_of_class(given, label)).all() else None


def _with(state: State, **changes: object) -> State:
    pen = replace(state.regions.pen, **changes)  # the callers name the fields
    if pen == state.regions.pen:
        return state
    return replace(state, regions=replace(state.regions, pen=pen))
