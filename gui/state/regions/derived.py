"""What follows from a state for the picture of the inputs."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from engine.backprop import predict
from engine.data.dataset import Dataset, FromTable
from engine.frozen import Array, freeze
from engine.maps.components import principal_components
from engine.maps.input_plane import InputPlane
from engine.network import Parameters
from engine.results.evaluation import SetResults
from gui.state.inputs import derived as inputs_derived
from gui.state.run import derived, results
from gui.state.state import State

Sets = tuple[SetResults, ...]
"""The results of the training set and, where there is one, of the test set; none before them."""

Places = npt.NDArray[np.intp]
LARGEST_DRAWN, SMALLEST_RANGE = 1e30, 1e-30  # beyond, there are numbers but no picture
MOST_APART = 3.0  # one range and the other, where a unit is as long along both axes


class Standing(Struct, frozen=True, eq=False):
    """Where all samples stand in the picture, those of the training part first.

    xs, ys: (samples,). Where there is but one input, ys are targets: is_line.
    """

    xs: Array
    ys: Array
    is_line: bool


def data(state: State) -> Dataset:
    """Return the samples with which the step on screen is taken."""
    return derived.experiment(state).data


def standing(state: State) -> Standing:
    """Return where the samples stand; the same as long as data and axes are."""
    samples, shown = data(state), inputs_derived.input_plane(state)
    if shown.axes == 1:
        return _standing_on_line(samples, shown_output(state))
    return _standing_at(samples, shown.inputs) if shown.inputs else _standing(samples, shown)


@lru_cache(maxsize=4)
def _standing_at(samples: Dataset, pair: tuple[int, int]) -> Standing:
    xs, ys = all_inputs(samples)[:, pair].T
    return Standing(freeze(xs), freeze(ys), is_line=False)


@lru_cache(maxsize=4)
def _standing(samples: Dataset, shown: InputPlane) -> Standing:
    xs, ys = shown.coordinates(all_inputs(samples))
    return Standing(freeze(xs), freeze(ys), is_line=False)


@lru_cache(maxsize=4)
def _standing_on_line(samples: Dataset, unit: int | None) -> Standing:
    """Place each sample at its target; of several classes, at the target of its own."""
    targets = all_targets(samples)
    told, ys = results.classes_of(samples), targets[:, unit or 0]
    if told is not None and told.outputs > 1 and unit is None:
        ys = targets.max(axis=1)
    return Standing(all_inputs(samples)[:, 0], freeze(ys), is_line=True)


@lru_cache(maxsize=4)
def all_inputs(samples: Dataset) -> Array:
    """Return the inputs of the training and the test part, (samples, inputs), in this order."""
    if not len(samples.test_inputs):
        return samples.inputs
    return freeze(np.vstack([samples.inputs, samples.test_inputs]))


@lru_cache(maxsize=4)
def all_targets(samples: Dataset) -> Array:
    """Return the targets of the training and the test part, (samples, outputs)."""
    if not len(samples.test_targets):
        return samples.targets
    return freeze(np.vstack([samples.targets, samples.test_targets]))


def shown_output(state: State) -> int | None:
    """Return the output whose value is shown, None where all are compared."""
    outputs, chosen = derived.experiment(state).network.sizes[-1], state.regions.output
    if outputs == 1:
        return 0
    return chosen if chosen is not None and chosen < outputs else None


@lru_cache(maxsize=8)
def target_range(samples: Dataset, unit: int) -> tuple[float, float]:
    """Return the lowest and the highest target of an output; around the only one, if it is."""
    column = all_targets(samples)[:, unit]
    low, high = float(column.min()), float(column.max())
    return (low, high) if low < high else (low - 1.0, high + 1.0)


def sets(state: State) -> Sets:
    """Return what the network makes of the training set and, where there is one, the test set."""
    training, tests = results.of_training(state), results.of_tests(state)
    return (training,) if tests is None else (training, tests)


def outputs_of(state: State, sample: int) -> Array:
    """Return the outputs, (n_L,), for a sample, counted on through the test set."""
    return _outputs(state, data(state).sample_inputs(sample))


def wrong(told: Sets) -> Places:
    """Return which samples are taken for another class than their own: (wrong ones,)."""
    parts = [each.wrong for each in told]
    known = [np.zeros(0, np.bool_), *(part for part in parts if part is not None)]
    return np.flatnonzero(np.concatenate(known))


def output_at(state: State, coordinates: Array) -> Array:
    """Return the outputs, (n_L,), at a place of the plane, (axes,)."""
    return _outputs(state, inputs_derived.input_plane(state).at(coordinates[:, None])[0])


def _outputs(state: State, x: Array) -> Array:
    network = derived.experiment(state).network
    with np.errstate(all="ignore"):
        return freeze(predict(network, parameters(state), x[None])[0])


def parameters(state: State) -> Parameters:
    """Return the parameters whose regions are drawn: those before the update of the step."""
    return derived.trace(state).before


def is_drawable(state: State) -> bool:
    """Return whether there is a picture of the samples: numbers can be too large or too close."""
    return are_drawable(inputs_derived.limits(state))


def are_drawable(ranges: Sequence[tuple[float, float]]) -> bool:
    """Return whether ranges of a picture, (low, high) each, are neither too long nor too short."""
    sizes = [(abs(low), abs(high), high - low) for low, high in ranges]
    return all(max(one) <= LARGEST_DRAWN and one[2] >= SMALLEST_RANGE for one in sizes)


def has_one_unit(state: State) -> bool:
    """Return whether a unit is the same along both axes, and can be drawn as long along both.

    Of the columns of a table this is known only once they are normalised.
    """
    source = data(state).source
    if isinstance(source, FromTable) and not (source.normalise or source.builtin):
        return False
    spans = [high - low for low, high in inputs_derived.limits(state)]
    return max(spans) <= MOST_APART * min(spans)


def shown_variance(state: State) -> tuple[float, float]:
    """Return which part of the variance of the training part each component has, 0..1."""
    return _variance(data(state))


@lru_cache(maxsize=4)
def _variance(samples: Dataset) -> tuple[float, float]:
    first, second = principal_components(samples.inputs).shares.tolist()
    return first, second
