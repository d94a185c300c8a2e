"""How much faster the loss along one weight is than a forward pass for each value.

Numbers are computed in float64; a curve that is drawn while training runs is computed in float32.
"""

from collections.abc import Callable
from functools import partial
from time import perf_counter

import numpy as np
import pytest

from engine.backprop import cost
from engine.curves.landscape import derivatives_along, loss_along
from engine.curves.plane import along_parameter, plane_through, random_directions
from engine.experiment import Experiment
from engine.frozen import Array
from engine.network import flat_index, of_flat, with_value
from engine.shape import NetworkShape
from engine.written.quantity import ParameterPlace
from tests.networks import random_experiment

ROUNDS = 7
VALUES = np.linspace(-5, 5, 400)
PLACES = np.linspace(-1, 1, 64)
GOALS = {  # times faster, in a first layer
    "2-4-2-1 tanh, 250 samples": 9,
    "2-8-8-8-1 tanh, 250 samples": 4,
    "64-32-10 tanh and squared error, 1,792 samples": 11,
}
NETWORKS = {
    "2-4-2-1 tanh, 250 samples": random_experiment(
        1, (2, 4, 2, 1), "tanh", "tanh", "half_squared_error", 250
    ),
    "2-8-8-8-1 tanh, 250 samples": random_experiment(
        1, (2, 8, 8, 8, 1), "tanh", "tanh", "half_squared_error", 250
    ),
    "64-32-10 tanh and squared error, 1,792 samples": random_experiment(
        1, (64, 32, 10), "tanh", "tanh", "half_squared_error", 1792
    ),
    "64-32-10 relu and cross-entropy, 1,792 samples": random_experiment(
        1, (64, 32, 10), "relu", "softmax", "cross_entropy", 1792
    ),
}


def medians_ms(*jobs: Callable[[], object]) -> list[float]:
    """Time the jobs in turn, so that what else the machine does slows all of them alike."""
    times: list[list[float]] = [[] for _ in jobs]
    for _ in range(ROUNDS):
        for job, taken in zip(jobs, times, strict=True):
            start = perf_counter()
            job()
            taken.append(1000 * (perf_counter() - start))
    return [float(np.median(taken)) for taken in times]


def costs_at(experiment: Experiment, index: int) -> list[float]:
    problem, first = experiment.problem, experiment.first_parameters()
    return [cost(problem, with_value(first, index, value)) for value in VALUES]


def costs_on_a_diagonal(experiment: Experiment, direction: Array) -> list[float]:
    first = experiment.first_parameters()
    places = (of_flat(first.shape, first.flat + place * direction) for place in PLACES)
    return [cost(experiment.problem, moved) for moved in places]


def _along(shape: NetworkShape, layer: int, source: int) -> Array:
    return along_parameter(shape, ParameterPlace(layer, 0, source))


@pytest.mark.parametrize("name", NETWORKS)
def test_along_one_weight(name: str) -> None:
    experiment = NETWORKS[name]
    first = experiment.first_parameters()
    print(f"\n{name}: {len(VALUES)} values, to be {GOALS.get(name, '-')} times faster in layer 1")
    for layer in (1, experiment.network.depth):
        given = experiment.problem, first, ParameterPlace(layer, 0, 0)
        index = flat_index(first.shape, given[-1])
        expected = np.array(costs_at(experiment, index))
        assert loss_along(*given, VALUES) == pytest.approx(expected, rel=1e-12)
        drawn = loss_along(*given, VALUES, np.float32)
        assert drawn == pytest.approx(expected, abs=1e-6 * expected.max())
        naive_ms, *fast_ms, slopes_ms = medians_ms(
            partial(costs_at, experiment, index),
            partial(loss_along, *given, VALUES),
            partial(loss_along, *given, VALUES, np.float32),
            partial(derivatives_along, *given),
        )
        times = (f"{each:7.2f} ms, {naive_ms / each:5.1f} times faster" for each in fast_ms)
        print(
            f"  layer {layer}: naive {naive_ms:8.2f} ms; float64 {'; float32 '.join(times)};"
            f" both derivatives {slopes_ms:6.2f} ms"
        )


@pytest.mark.parametrize("name", NETWORKS)
def test_over_two_directions(name: str) -> None:
    experiment = NETWORKS[name]
    first = experiment.first_parameters()
    last = experiment.network.depth
    planes = {
        "random directions": random_directions(first, 0),
        "two weights, first layer": [_along(first.shape, 1, k) for k in (0, 1)],
        "two weights, last layer": [_along(first.shape, last, k) for k in (0, 1)],
    }
    print(f"\n{name}: {len(PLACES)} places")
    for title, (u, v) in planes.items():
        plane = plane_through(experiment.problem, first, u, v)

        fast = partial(plane.costs, PLACES, -PLACES)
        by_hand = partial(costs_on_a_diagonal, experiment, u - v)
        assert fast() == pytest.approx(by_hand(), rel=1e-12)
        naive_ms, fast_ms = medians_ms(by_hand, fast)
        print(
            f"  {title:25} naive {naive_ms:7.2f} ms, plane {fast_ms:7.2f} ms,"
            f" {naive_ms / fast_ms:6.1f} times faster"
        )
