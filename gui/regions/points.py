"""What a click, a drag or a key does to the points in a picture of the inputs."""

import numpy as np

from engine.maps.input_plane import PlaneKind
from gui.regions.snapping import grid_of
from gui.state.action import Call
from gui.state.experiment import samples
from gui.state.inputs import derived as inputs_derived
from gui.state.regions import derived as regions_derived
from gui.state.regions.pen import pen_classes, pen_label
from gui.state.run import derived
from gui.state.state import State

Place = tuple[float, float]
Ranges = tuple[tuple[float, float], ...]


def can_be_edited(state: State) -> bool:
    """Return whether a place of the picture says which inputs a point has."""
    shown = inputs_derived.input_plane(state)
    return shown.kind is not PlaneKind.COMPONENTS and regions_derived.is_drawable(state)


def is_edited(state: State) -> bool:
    """Return whether clicks add points and drags move them."""
    return state.regions.pen.on and can_be_edited(state)


def snapped(place: Place, seen: Ranges, *, fine: bool = False) -> Place:
    """Return the next place with round numbers; seen: the ranges of both axes on screen."""
    found = [
        grid_of(low, high, fine=fine).nearest(value)
        for value, (low, high) in zip(place, seen, strict=True)
    ]
    return found[0], found[1]


def added(state: State, place: Place) -> Call:
    """Return what puts a point of the pen's class or target at a place."""
    shown = inputs_derived.input_plane(state)
    along = np.array(place[: shown.axes])[:, None]
    inputs = tuple(shown.at(along)[0].tolist())
    return samples.add_sample.call(inputs, _targets(state, place[1]), state.regions.pen.tested)


def moved(state: State, sample: int, place: Place) -> Call:
    """Return what moves a point to a place; where the picture has one input, with its target."""
    data, shown = derived.experiment(state).data, inputs_derived.input_plane(state)
    inputs, targets = data.sample_inputs(sample).copy(), data.sample_targets(sample).copy()
    inputs[list(shown.inputs)] = place[: shown.axes]
    if shown.axes == 1 and pen_classes(state) is None:
        targets[_unit(state)] = place[1]
    return samples.move_sample.call(sample, tuple(inputs.tolist()), tuple(targets.tolist()))


def relabelled(state: State, sample: int) -> Call | None:
    """Return what gives a point the class or the target of the pen, None where it has it."""
    data = derived.experiment(state).data
    inputs, present = data.sample_inputs(sample), data.sample_targets(sample)
    if pen_classes(state) is None and inputs_derived.input_plane(state).axes == 1:
        return None  # its target is its height
    targets = _targets(state, 0.0)
    if targets == tuple(present.tolist()):
        return None
    return samples.move_sample.call(sample, tuple(inputs.tolist()), targets)


def place_of(state: State, sample: int) -> Place:
    """Return where a point stands in the picture."""
    standing = regions_derived.standing(state)
    return float(standing.xs[sample]), float(standing.ys[sample])


def _targets(state: State, height: float) -> tuple[float, ...]:
    """Return the targets of a new point; height: what its place says where there is one input."""
    if pen_classes(state) is not None:
        return samples.class_targets(state, pen_label(state))
    data, shown = derived.experiment(state).data, inputs_derived.input_plane(state)
    targets = data.sample_targets(samples.followed_sample(state)).copy()
    targets[_unit(state)] = height if shown.axes == 1 else state.regions.pen.target
    return tuple(targets.tolist())


def _unit(state: State) -> int:
    """Return the output whose target is given."""
    return regions_derived.shown_output(state) or 0
