"""The loss over two directions is what moving the parameters by hand gives."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.backprop import cost
from engine.experiment import Experiment
from engine.frozen import Array
from engine.landscape import loss_along
from engine.network import of_flat, weight_mask
from engine.plane import (
    along_gradient,
    along_parameter,
    loss_plane,
    random_directions,
    refinements,
)
from engine.training import Run
from tests.networks import experiments, mazur, random_experiment

ALPHAS, BETAS = np.linspace(-1, 1, 5), np.linspace(-0.5, 2, 4)


def _plane(experiment: Experiment, first: Array, second: Array) -> Array:
    data = experiment.data
    return loss_plane(
        experiment.network,
        experiment.loss,
        experiment.first_parameters(),
        data.inputs,
        data.targets,
        first,
        second,
        ALPHAS,
        BETAS,
    )


@settings(max_examples=15)
@given(experiments(), st.integers(0, 1000))
def test_every_place_is_a_forward_pass_there(experiment: Experiment, seed: int) -> None:
    before = experiment.first_parameters()
    first, second = random_directions(before, seed)
    plane = _plane(experiment, first, second)
    assert plane.shape == (4, 5)
    for row, beta in enumerate(BETAS):
        for column, alpha in enumerate(ALPHAS):
            moved = of_flat(before.sizes, before.flat + alpha * first + beta * second)
            expected = cost(
                experiment.network,
                experiment.loss,
                moved,
                experiment.data.inputs,
                experiment.data.targets,
            )
            assert plane[row, column] == pytest.approx(expected, rel=1e-12)


def test_along_one_weight_the_plane_is_the_curve() -> None:
    experiment = mazur()
    sizes = experiment.network.sizes
    first, second = along_parameter(sizes, 2, 0, 0), along_parameter(sizes, 1, 1, None)
    row = _plane(experiment, first, second)[0]
    moved = of_flat(sizes, experiment.first_parameters().flat + BETAS[0] * second)
    curve = loss_along(
        experiment.network,
        experiment.loss,
        moved,
        experiment.data.inputs,
        experiment.data.targets,
        2,
        0,
        0,
        0.4 + ALPHAS,
    )
    assert row == pytest.approx(curve, rel=1e-12)


def test_along_the_gradient_the_loss_rises_by_its_length() -> None:
    experiment = mazur()
    trace = Run(experiment).trace(0)
    direction = along_gradient(trace)
    h = 1e-6
    moved = of_flat(trace.before.sizes, trace.before.flat + h * direction)
    risen = cost(experiment.network, experiment.loss, moved, trace.x, trace.targets) - trace.loss
    assert np.linalg.norm(direction) == pytest.approx(1)
    assert risen / h == pytest.approx(np.linalg.norm(trace.gradient.flat), rel=1e-5)


def test_random_directions_are_as_long_as_the_weights_of_each_neuron() -> None:
    before = random_experiment(1, sizes=(3, 5, 2)).first_parameters()
    first, second = random_directions(before, seed=4)
    assert not np.allclose(first, second)
    for direction in (first, second):
        shaped = of_flat(before.sizes, direction)
        for layer in (1, 2):
            lengths = np.linalg.norm(shaped.weights(layer), axis=1)
            assert lengths == pytest.approx(np.linalg.norm(before.weights(layer), axis=1))
        assert not direction[~weight_mask(before.sizes)].any()
    assert np.array_equal(random_directions(before, seed=4)[0], first)


@pytest.mark.parametrize("size", [8, 16, 64])
def test_a_refined_picture_visits_each_place_once_from_coarse_to_fine(size: int) -> None:
    visited = np.zeros((size, size), dtype=int)
    counts = []
    for rows, columns in refinements(size):
        visited[rows, columns] += 1
        counts.append(len(rows))
    assert (visited == 1).all()
    assert counts == sorted(counts)
    assert counts[0] == 64
