"""The loss over two directions is what moving the parameters by hand gives."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.backprop import StepTrace, cost
from engine.curves.landscape import loss_along
from engine.curves.plane import (
    along_parameter,
    plane_through,
    random_directions,
    refinements,
)
from engine.data.dataset import Dataset
from engine.experiment import Experiment
from engine.frozen import Array, freeze
from engine.network import of_flat, weight_mask
from engine.run.training import Run
from engine.written.quantity import ParameterPlace
from tests.networks import experiments, mazur, places, random_experiment

ALPHAS, BETAS = np.linspace(-1, 1, 5), np.linspace(-0.5, 2, 4)


def _plane(experiment: Experiment, first: Array, second: Array) -> Array:
    """Return the cost at all pairs of ALPHAS and BETAS: (betas, alphas)."""
    plane = plane_through(experiment.problem, experiment.first_parameters(), first, second)
    alphas, betas = np.meshgrid(ALPHAS, BETAS)
    return plane.costs(alphas.ravel(), betas.ravel()).reshape(alphas.shape)


def _steepest(trace: StepTrace) -> Array:
    """Return the direction of steepest ascent, of length 1 where there is one: (count,)."""
    gradient = trace.gradient.flat
    return gradient / (np.linalg.norm(gradient) or 1.0)


def _by_hand(experiment: Experiment, first: Array, second: Array) -> list[list[float]]:
    before = experiment.first_parameters()
    return [
        [
            cost(
                experiment.problem,
                of_flat(before.shape, before.flat + alpha * first + beta * second),
            )
            for alpha in ALPHAS
        ]
        for beta in BETAS
    ]


def _assert_equal_to_hand(experiment: Experiment, first: Array, second: Array) -> None:
    plane = _plane(experiment, first, second)
    assert plane.shape == (4, 5)
    assert plane == pytest.approx(np.array(_by_hand(experiment, first, second)), rel=1e-12)


@given(experiments(), st.integers(0, 1000))
def test_every_place_of_a_random_plane_is_a_forward_pass_there(
    experiment: Experiment, seed: int
) -> None:
    _assert_equal_to_hand(experiment, *random_directions(experiment.first_parameters(), seed))


@given(experiments(), st.data())
def test_every_place_over_two_parameters_is_a_forward_pass_there(
    experiment: Experiment, data: st.DataObject
) -> None:
    pair = [data.draw(places(experiment)) for _ in range(2)]
    directions = [along_parameter(experiment.network.shape, place) for place in pair]
    _assert_equal_to_hand(experiment, *directions)


@given(experiments(), st.integers(0, 1000))
def test_the_gradient_and_a_direction_that_rests_make_a_plane_too(
    experiment: Experiment, seed: int
) -> None:
    gradient = _steepest(Run(experiment).trace(0))
    _assert_equal_to_hand(experiment, gradient, np.zeros_like(gradient))
    _assert_equal_to_hand(experiment, np.zeros_like(gradient), np.zeros_like(gradient))
    random, _ = random_directions(experiment.first_parameters(), seed)
    _assert_equal_to_hand(experiment, random, gradient)


def test_a_gradient_of_zero_is_a_direction_that_rests() -> None:
    experiment = random_experiment(1, sizes=(1, 1), output="identity", loss="mean_absolute_error")
    trace = Run(experiment).trace(0)
    met = replace(experiment, data=Dataset(trace.x, freeze(trace.a(1))))
    assert not _steepest(Run(met).trace(0)).any()


def test_along_one_weight_the_plane_is_the_curve() -> None:
    experiment = mazur()
    shape = experiment.network.shape
    place = ParameterPlace(2, 0, 0)
    first, second = (along_parameter(shape, each) for each in (place, ParameterPlace(1, 1)))
    row = _plane(experiment, first, second)[0]
    moved = of_flat(shape, experiment.first_parameters().flat + BETAS[0] * second)
    curve = loss_along(experiment.problem, moved, place, 0.4 + ALPHAS)
    assert row == pytest.approx(curve, rel=1e-12)


def test_along_the_gradient_the_loss_rises_by_its_length() -> None:
    experiment = mazur()
    trace = Run(experiment).trace(0)
    direction = _steepest(trace)
    h = 1e-6
    moved = of_flat(trace.before.shape, trace.before.flat + h * direction)
    risen = cost(experiment.problem.on(trace.x, trace.targets), moved) - trace.loss
    assert np.linalg.norm(direction) == pytest.approx(1)
    assert risen / h == pytest.approx(np.linalg.norm(trace.gradient.flat), rel=1e-5)


def test_random_directions_are_as_long_as_the_weights_of_each_neuron() -> None:
    before = random_experiment(1, sizes=(3, 5, 2)).first_parameters()
    first, second = random_directions(before, seed=4)
    assert not np.allclose(first, second)
    for direction in (first, second):
        shaped = of_flat(before.shape, direction)
        for layer in (1, 2):
            lengths = np.linalg.norm(shaped.weights(layer), axis=1)
            assert lengths == pytest.approx(np.linalg.norm(before.weights(layer), axis=1))
        assert not direction[~weight_mask(before.shape)].any()
    assert np.array_equal(random_directions(before, seed=4)[0], first)


def test_a_picture_grows_place_by_place_into_the_whole_plane() -> None:
    experiment = random_experiment(3, sizes=(2, 5, 3))
    first = experiment.first_parameters()
    plane = plane_through(experiment.problem, first, *random_directions(first, seed=1))
    alphas, betas = np.linspace(-1, 1, 16), np.linspace(-2, 2, 16)
    picture = np.full((16, 16), np.nan)
    for rows, columns in refinements(16):
        picture[rows, columns] = plane.costs(alphas[columns], betas[rows])
    whole = [plane.costs(alphas, np.full(16, beta)) for beta in betas]
    assert picture == pytest.approx(np.array(whole), rel=1e-13)


@pytest.mark.parametrize("size", [5, 8, 16, 50, 64])
def test_a_refined_picture_visits_each_place_once_from_coarse_to_fine(size: int) -> None:
    visited = np.zeros((size, size), dtype=int)
    counts = []
    for rows, columns in refinements(size):
        visited[rows, columns] += 1
        counts.append(len(rows))
    assert (visited == 1).all()
    assert sum(counts) == size * size
    if size in (16, 64):
        finest = [8 * 8, 16 * 16 - 8 * 8, 32 * 32 - 16 * 16, 64 * 64 - 32 * 32]
        assert counts == finest[: len(counts)]
