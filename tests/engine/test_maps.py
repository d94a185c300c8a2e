"""What neurons make of a plane of inputs is what a single sample there would give."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.backprop import StepTrace, cost, forward, trace_step
from engine.experiment import Experiment, Mistake, UpdateRule
from engine.frozen import Array, freeze
from engine.maps.components import principal_components
from engine.maps.grid_pass import GridPass, PlaceCost
from engine.maps.input_grid import SIZES, InputGrid, input_grid
from engine.maps.input_plane import (
    InputPlane,
    PlaneKind,
    plane_of_components,
    plane_of_inputs,
)
from engine.network import Parameters, flat_index, with_value
from engine.problem import Problem
from engine.written.quantity import ParameterPlace
from tests.networks import experiments, mazur, random_experiment

MISTAKES = [frozenset[Mistake](), *(frozenset({each}) for each in Mistake)]


def _grid(experiment: Experiment, columns: int = 5, rows: int = 4) -> InputGrid:
    """Return a small grid around the samples, of the first inputs or of components."""
    x = experiment.data.inputs
    few = x.shape[1] < 2 or len(x) % 2
    plane = plane_of_inputs(x[0]) if few else plane_of_components(x)
    return InputGrid(plane, plane.limits(x), columns, rows if plane.axes == 2 else 1)


def _alone(experiment: Experiment, x: Array, target: Array) -> StepTrace:
    """Return the readable step of one sample alone, so that its cost is its own loss."""
    training = replace(experiment.training, update_rule=UpdateRule.SIMULTANEOUS)
    problem = experiment.problem.on(x[None], target[None])
    return trace_step(problem, training, experiment.first_parameters())


@given(experiments())
def test_every_place_of_a_grid_is_a_forward_pass_there(experiment: Experiment) -> None:
    grid, first = _grid(experiment), experiment.first_parameters()
    found = GridPass(experiment.network, grid, np.float64).activations(first)
    _, expected = forward(experiment.network, first, grid.x)
    for ours, theirs in zip(found, expected, strict=True):
        assert theirs == pytest.approx(ours.T, rel=1e-9, abs=1e-12)


@given(experiments(), st.sampled_from(MISTAKES))
def test_every_gradient_over_a_grid_is_that_of_a_sample_which_is_there(
    experiment: Experiment, mistakes: frozenset[Mistake]
) -> None:
    experiment = replace(experiment, training=replace(experiment.training, mistakes=mistakes))
    grid, first = _grid(experiment), experiment.first_parameters()
    target = experiment.data.targets[-1]
    judged = PlaceCost(experiment.loss, target, mistakes)
    found = GridPass(experiment.network, grid, np.float64).gradients(first, judged)
    for place, x in enumerate(grid.x):
        layers = _alone(experiment, x, target).layers
        for layer, d_a, delta in zip(layers, found.d_a, found.delta, strict=True):
            assert d_a[:, place] == pytest.approx(layer.d_a[0], rel=1e-7, abs=1e-10)
            assert delta[:, place] == pytest.approx(layer.delta[0], rel=1e-7, abs=1e-10)


def test_the_gradient_by_an_activation_is_the_quotient_of_differences() -> None:
    """A bias moves its z, and so the loss by dC/dz; from two of them dC/da = dC/dz / f'(z)."""
    experiment = random_experiment(4, (2, 3, 3, 1), "tanh", "sigmoid", "binary_cross_entropy")
    grid, first = _grid(experiment, 4, 3), experiment.first_parameters()
    target, h = experiment.data.targets[1], 1e-5
    judged = PlaceCost(experiment.loss, target)
    found = GridPass(experiment.network, grid, np.float64).gradients(first, judged)
    for place, x in enumerate(grid.x):
        problem = experiment.problem.on(x[None], target[None])
        _, a = forward(experiment.network, first, x[None])
        for layer in (1, 2, 3):
            for unit in range(experiment.network.sizes[layer]):
                quotient = _moved_by_bias(problem, first, layer, unit, h)
                slope = experiment.network.layers[layer - 1].activation.derivative(
                    np.zeros(1), a[layer - 1][0, unit : unit + 1]
                )[0]
                assert found.delta[layer - 1][unit, place] == pytest.approx(quotient, rel=1e-6)
                assert found.d_a[layer - 1][unit, place] == pytest.approx(
                    quotient / slope, rel=1e-5
                )


def _moved_by_bias(problem: Problem, first: Parameters, layer: int, unit: int, h: float) -> float:
    index = flat_index(first.shape, ParameterPlace(layer, unit, None))
    bias = float(first.flat[index])
    above, below = (cost(problem, with_value(first, index, bias + d)) for d in (h, -h))
    return (above - below) / (2 * h)


def test_deltas_are_sent_back_through_other_weights_where_layers_are_updated_first() -> None:
    experiment = mazur()
    training = replace(experiment.training, update_rule=UpdateRule.IN_PLACE)
    first = experiment.first_parameters()
    trace = trace_step(experiment.problem, training, first)
    plane = plane_of_inputs(experiment.data.inputs[0])
    here = InputGrid(plane, ((-0.05, 0.15), (0.0, 0.2)), 1, 1)  # its only cell is the sample
    judged = PlaceCost(experiment.loss, experiment.data.targets[0], sent_back=trace.after)
    found = GridPass(experiment.network, here, np.float64).gradients(first, judged)
    assert found.d_a[0][:, 0] == pytest.approx(trace.layers[0].d_a[0], rel=1e-12)


def test_a_picture_in_single_precision_differs_by_nothing_that_is_seen() -> None:
    experiment = random_experiment(3, (2, 8, 8, 1), "tanh", "sigmoid", "binary_cross_entropy")
    grid, first = _grid(experiment, 16, 16), experiment.first_parameters()
    judged = PlaceCost(experiment.loss, experiment.data.targets[0])
    exact, fast = (GridPass(experiment.network, grid, each) for each in (np.float64, np.float32))
    for ours, theirs in zip(fast.activations(first), exact.activations(first), strict=True):
        assert ours.dtype == np.float32
        assert ours == pytest.approx(theirs, abs=1e-5)
    pair = (each.gradients(first, judged) for each in (fast, exact))
    for ours, theirs in zip(*(each.d_a for each in pair), strict=True):
        assert ours == pytest.approx(theirs, abs=1e-5 * float(np.abs(theirs).max()))


def test_tiles_that_do_not_fill_the_grid_leave_no_trace_of_their_own() -> None:
    experiment = random_experiment(5, (3, 64, 64, 4))
    grid, first = _grid(experiment, 57, 43), experiment.first_parameters()
    of_network = GridPass(experiment.network, grid, np.float64)
    found = of_network.activations(first)[-1]
    _, expected = forward(experiment.network, first, grid.x)
    assert expected[-1] == pytest.approx(found.T, rel=1e-9)
    assert of_network.activations(first)[-1] is found  # the same room is used again


def test_two_inputs_are_the_axes_and_the_others_stay_as_in_the_sample() -> None:
    sample = freeze([1.0, 2.0, 3.0, 4.0])
    plane = plane_of_inputs(sample, (3, 1))
    assert plane.kind is PlaneKind.THROUGH_SAMPLE
    assert plane.at(np.array([[10.0], [20.0]])) == pytest.approx(np.array([[1, 20, 3, 10]]))
    assert plane.coordinates(sample[None])[:, 0] == pytest.approx([4, 2])
    assert plane_of_inputs(sample[:2]).kind is PlaneKind.WHOLE
    for wrong in ((0, 0), (0, 4), (-1, 0)):
        with pytest.raises(ValueError, match="no two of 4 inputs"):
            plane_of_inputs(sample, wrong)


def test_one_input_gives_a_line() -> None:
    plane = plane_of_inputs(freeze([0.5]))
    assert (plane.axes, plane.kind, plane.inputs) == (1, PlaneKind.WHOLE, (0,))
    grid = input_grid(plane, plane.limits(np.array([[-1.0], [1.0]])), 8)
    assert (grid.rows, grid.columns) == (1, 8)
    assert grid.x[:, 0] == pytest.approx(grid.along(0))
    with pytest.raises(ValueError, match="one input has no two components"):
        plane_of_components(np.zeros((3, 1)))


@given(st.integers(0, 2**32 - 1), st.integers(2, 9), st.integers(2, 30))
def test_components_are_the_eigenvectors_of_the_covariance(
    seed: int, inputs: int, samples: int
) -> None:
    generator = np.random.default_rng(seed)
    x = generator.normal(size=(samples, inputs)) * 2.0 ** -np.arange(inputs) + 3
    found = principal_components(x)
    values, vectors = np.linalg.eigh(np.cov(x.T, bias=True))
    assert found.mean == pytest.approx(x.mean(axis=0))
    assert found.directions @ found.directions.T == pytest.approx(np.eye(2), abs=1e-12)
    for rank, direction in enumerate(found.directions):
        assert direction[np.abs(direction).argmax()] > 0
        eigenvalue = values[-1 - rank]
        assert found.shares[rank] == pytest.approx(eigenvalue / values.sum(), abs=1e-12)
        # the same line, as far as eigenvalues that are nearly alike leave one
        covariance = np.cov(x.T, bias=True)
        assert covariance @ direction == pytest.approx(eigenvalue * direction, abs=1e-9)
    gap = np.diff(values)[-1] / values[-1]
    if gap > 1e-3:
        assert abs(vectors[:, -1] @ found.directions[0]) == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize("x", [np.ones((1, 3)), np.zeros((5, 2)), np.ones((4, 1)) * [1, 2, 3]])
def test_inputs_that_do_not_vary_have_some_directions_all_the_same(x: Array) -> None:
    found = principal_components(x)
    assert found.directions @ found.directions.T == pytest.approx(np.eye(2), abs=1e-12)
    assert not found.shares.any()
    assert principal_components(x).directions == pytest.approx(found.directions, abs=0)


def test_the_second_component_is_that_of_what_the_first_leaves_over() -> None:
    along, across = np.array([0.6, 0.8, 0.0]), np.array([-0.8, 0.6, 0.0])
    steps = np.array([-3.0, -1.0, 1.0, 3.0])
    x = 5 + np.stack([*(t * along for t in steps), across, -across])
    found = principal_components(x)
    assert found.directions[0] == pytest.approx(along)
    assert found.directions[1] == pytest.approx(-across)  # its largest entry is positive
    assert found.shares == pytest.approx([20 / 22, 2 / 22])


def test_samples_stand_on_the_plane_of_components_where_they_are_projected() -> None:
    x = np.random.default_rng(2).normal(size=(7, 4))
    plane = plane_of_components(x)
    assert plane.kind is PlaneKind.COMPONENTS
    places = plane.coordinates(x)
    left_over = x - plane.at(places)
    assert plane.directions @ left_over.T == pytest.approx(np.zeros((2, 7)), abs=1e-12)


def test_limits_leave_a_margin_and_a_range_where_nothing_varies() -> None:
    plane = plane_of_inputs(freeze([0.0, 0.0]))
    (low, high), still = plane.limits(np.array([[0.0, 2.0], [10.0, 2.0]]))
    assert low < 0 < 10 < high
    assert low == pytest.approx(10 - high)
    assert still == (1.0, 3.0)


@pytest.mark.parametrize("side", SIZES)
def test_a_place_lies_in_the_cell_whose_middle_is_nearest(side: int) -> None:
    grid = input_grid(_square(), ((-1.0, 1.0), (0.0, 4.0)), side)
    assert grid.places == side * side == len(grid.x)
    for index in (0, side - 1, side * side - 1, 3 * side + 5):
        assert grid.cell(grid.coordinates[:, index]) == index
    assert grid.cell(np.array([1.0, 4.0])) == side * side - 1
    assert grid.cell(np.array([1.01, 1.0])) is None
    assert grid.coordinates[1, 0] < grid.coordinates[1, -1]  # rows go up


def _square() -> InputPlane:
    return plane_of_inputs(freeze([0.0, 0.0]))


def test_inputs_beyond_the_precision_are_asked_for_without_a_word() -> None:
    experiment = random_experiment(3, sizes=(2, 3, 1))
    plane = plane_of_inputs(experiment.data.inputs[0])
    x = np.array([[0.0, 0.0], [1e300, 1.0]])
    grid = input_grid(plane, plane.limits(x), SIZES[0])
    outputs = GridPass(experiment.network, grid).activations(experiment.first_parameters())[-1]
    assert outputs.shape[-1] == grid.places
