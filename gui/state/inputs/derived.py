"""What follows from a state for the pictures over a plane of inputs: regions and neurons' maps."""

from functools import lru_cache

import numpy as np

from engine.data.dataset import Dataset
from engine.experiment import UpdateRule
from engine.frozen import Array
from engine.maps.grid_pass import PlaceCost
from engine.maps.input_plane import InputPlane, plane_of_components, plane_of_inputs
from gui.state.run import derived
from gui.state.state import State


def pair(state: State) -> tuple[int, int]:
    """Return which two inputs the axes would be, counted from 0."""
    inputs, chosen = state.document.experiment.network.inputs, state.inputs.pair
    are_two = chosen[0] != chosen[1] and all(0 <= each < inputs for each in chosen)
    return chosen if are_two else (0, 1)


def input_plane(state: State) -> InputPlane:
    """Return the plane that is drawn; the same object as long as it is the same plane.

    Where the network has two inputs or one, it is all of them. Of more, it is that of the principal
    components if these are chosen and the samples vary in two directions at least, else that of two
    inputs through the sample that is followed.
    """
    data, inputs = derived.experiment(state).data, state.document.experiment.network.inputs
    if inputs <= 2:
        return _through(data, 0, (0, 1))
    if state.inputs.components and (found := _components(data)) is not None:
        return found
    return _through(data, followed(state), pair(state))


def limits(state: State) -> tuple[tuple[float, float], ...]:
    """Return the (low, high) of each axis of the plane, so that all samples have a place on it."""
    return _limits(derived.experiment(state).data, input_plane(state))


def followed(state: State) -> int:
    """Return which sample is followed, counted from 0 on through the test set.

    While the whole batch is shown it is the one that was followed before.
    """
    shown = derived.sample_shown(state)
    return int(derived.batch(state)[derived.row(state)]) if shown is None else shown


def place_of_followed(state: State) -> Array:
    """Return where the sample that is followed stands on the plane: (axes,)."""
    x = derived.experiment(state).data.sample_inputs(followed(state))
    return input_plane(state).coordinates(x[None])[:, 0]


def place_cost(state: State) -> PlaceCost:
    """Return what the network is judged by at any place: its own loss with the followed target.

    Derivatives come out as the step has them, the mistakes made on purpose included.
    """
    experiment = derived.experiment(state)
    in_place = experiment.training.update_rule is UpdateRule.IN_PLACE
    return PlaceCost(
        experiment.loss,
        experiment.data.sample_targets(followed(state)),
        experiment.training.mistakes,
        derived.scope(state).step.after if in_place else None,
    )


@lru_cache(maxsize=16)
def _through(data: Dataset, sample: int, chosen: tuple[int, int]) -> InputPlane:
    return plane_of_inputs(data.sample_inputs(sample), chosen)


@lru_cache(maxsize=4)
def _components(data: Dataset) -> InputPlane | None:
    """Return the plane of the components, None where the samples do not spread over a plane."""
    plane = plane_of_components(data.inputs)
    spread = np.ptp(plane.coordinates(data.inputs), axis=1)
    return plane if spread[1] > 1e-9 * max(float(spread[0]), 1e-9) else None


@lru_cache(maxsize=8)
def _limits(data: Dataset, plane: InputPlane) -> tuple[tuple[float, float], ...]:
    tested = data.test_inputs if len(data.test_inputs) else data.inputs[:0]
    return plane.limits(np.concatenate([data.inputs, tested]))
