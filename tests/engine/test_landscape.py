"""The fast way along one weight gives what moving the weight by hand gives, slopes included."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.activations import ACTIVATIONS
from engine.backprop import cost, trace_step
from engine.curves.landscape import derivatives_along, loss_along
from engine.data.dataset import Dataset
from engine.experiment import Experiment
from engine.frozen import Array, freeze
from engine.losses import LOSSES
from engine.network import flat_index, of_flat, with_value
from engine.penalty import Penalty
from engine.run.training import Run
from engine.shape import NetworkShape
from engine.tape.layers import sampled_ops
from engine.written.quantity import ParameterPlace
from tests.networks import ELEMENTWISE, experiments, mazur, places, random_experiment


def _by_hand(
    experiment: Experiment, layer: int, unit: int, source: int | None, values: Array
) -> list[float]:
    before = experiment.first_parameters()
    index = flat_index(before.shape, ParameterPlace(layer, unit, source))
    return [cost(experiment.problem, with_value(before, index, float(value))) for value in values]


def _fast(
    experiment: Experiment, layer: int, unit: int, source: int | None, values: Array
) -> Array:
    place = ParameterPlace(layer, unit, source)
    return loss_along(experiment.problem, experiment.first_parameters(), place, values)


@given(experiments(), st.data())
def test_it_equals_a_forward_pass_for_each_value(
    experiment: Experiment, data: st.DataObject
) -> None:
    place = data.draw(places(experiment))
    layer, unit, source = place.layer, place.unit, place.source
    values = np.linspace(-3, 3, 7)
    expected = _by_hand(experiment, layer, unit, source, values)
    assert _fast(experiment, layer, unit, source, values) == pytest.approx(expected, rel=1e-12)


def _places(experiment: Experiment) -> list[tuple[int, int, int | None]]:
    """Return a weight and a bias of every layer."""
    layers = range(1, experiment.network.depth + 1)
    return [(layer, 1, source) for layer in layers for source in (0, None)]


def _assert_true_in_every_layer(experiment: Experiment) -> None:
    values = np.linspace(-4, 4, 41)
    for at in _places(experiment):
        expected = np.array(_by_hand(experiment, *at, values))
        assert _fast(experiment, *at, values) == pytest.approx(expected, rel=1e-13)
        place, first = ParameterPlace(*at), experiment.first_parameters()
        drawn = loss_along(experiment.problem, first, place, values, np.float32)
        assert drawn == pytest.approx(expected, abs=2e-6 * expected.max())


@pytest.mark.parametrize("hidden", ELEMENTWISE)
def test_with_any_activation_a_curve_is_true_in_every_layer(hidden: str) -> None:
    _assert_true_in_every_layer(random_experiment(7, (3, 4, 5, 2), hidden, hidden, samples=9))


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("output", ACTIVATIONS)
def test_with_any_loss_a_curve_is_true_in_every_layer(loss: str, output: str) -> None:
    if output == (LOSSES[loss].activation or output):
        _assert_true_in_every_layer(
            random_experiment(8, (3, 4, 4, 3), "tanh", output, loss, samples=9)
        )


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_quick_way_to_an_activation_is_as_good_as_the_record(name: str) -> None:
    z = np.concatenate([np.linspace(-40, 40, 999), [-800, 800, 1e-9]]).reshape(2, -1)
    expected, found = ACTIVATIONS[name].value(z.T).T, z.copy()
    with np.errstate(over="ignore"):
        for op in sampled_ops(ACTIVATIONS[name], found, found):
            op()
    assert found == pytest.approx(expected, rel=4e-16, abs=4e-16)


def test_many_values_in_several_tiles_are_all_computed() -> None:
    values = np.linspace(-2, 2, 100_001)
    losses = _fast(mazur(), 1, 0, 0, values)
    some = [0, 1, 33_333, 50_000, 99_999, 100_000]
    assert losses[some] == pytest.approx(_by_hand(mazur(), 1, 0, 0, values[some]), rel=1e-13)


def test_its_slope_at_the_present_weight_is_the_printed_gradient() -> None:
    h = 1e-5
    below, above = _fast(mazur(), 2, 0, 0, np.array([0.4 - h, 0.4 + h]))
    assert f"{(above - below) / (2 * h):.9f}" == "0.082167041"


def test_at_the_present_weight_it_is_the_loss_of_the_step() -> None:
    trace = Run(mazur()).trace(0)
    assert _fast(mazur(), 1, 1, 0, np.array([0.25]))[0] == pytest.approx(trace.loss, rel=1e-14)


@pytest.mark.parametrize("loss", LOSSES)
def test_one_output_of_many_moves_and_the_others_count(loss: str) -> None:
    output = LOSSES[loss].activation or "softmax"
    for name in {output, LOSSES[loss].activation or "tanh"}:
        experiment = random_experiment(5, sizes=(3, 4, 5), output=name, loss=loss)
        values = np.linspace(-9, 9, 33)
        expected = _by_hand(experiment, 2, 3, 1, values)
        assert _fast(experiment, 2, 3, 1, values) == pytest.approx(expected, rel=1e-13)


def test_a_loss_that_is_no_sum_over_outputs_is_computed_whole() -> None:
    worst = replace(LOSSES["huber"], value=lambda z, a, y: np.abs(a - y).max(axis=1))
    experiment = replace(random_experiment(6, sizes=(2, 3, 4)), loss=worst)
    values = np.linspace(-9, 9, 33)
    expected = _by_hand(experiment, 2, 1, 0, values)
    assert _fast(experiment, 2, 1, 0, values) == pytest.approx(expected, rel=1e-13)


def test_the_penalty_is_no_part_of_the_curve() -> None:
    values = np.linspace(-1, 1, 5)
    heavy = replace(mazur(), penalty=Penalty(l1=3.0, l2=7.0))
    assert np.array_equal(_fast(heavy, 1, 0, 0, values), _fast(mazur(), 1, 0, 0, values))


def test_where_numbers_overflow_the_curve_says_so_and_nobody_warns() -> None:
    linear = random_experiment(3, sizes=(2, 2, 2), hidden="identity", output="identity")
    low, high = _fast(linear, 2, 0, 0, np.array([0.0, 1e300]))
    assert np.isfinite(low)
    assert high == np.inf


def test_no_values_make_an_empty_curve() -> None:
    assert _fast(mazur(), 2, 0, 0, np.array([])).shape == (0,)


def _derivatives(
    experiment: Experiment, layer: int, unit: int, source: int | None
) -> tuple[float, float]:
    place = ParameterPlace(layer, unit, source)
    return derivatives_along(experiment.problem, experiment.first_parameters(), place)


def _slope_at(experiment: Experiment, index: int, value: float) -> float:
    moved = with_value(experiment.first_parameters(), index, value)
    trace = trace_step(experiment.problem, experiment.training, moved)
    return float(trace.gradient.flat[index])


@given(experiments(), st.data())
def test_the_derivatives_are_the_gradient_and_its_slope(
    experiment: Experiment, data: st.DataObject
) -> None:
    place = data.draw(places(experiment))
    layer, unit, source = place.layer, place.unit, place.source
    index = flat_index(experiment.network.shape, place)
    trace = Run(experiment).trace(0)
    first, second = _derivatives(experiment, layer, unit, source)
    largest = np.abs(trace.gradient.flat).max()
    rounding = max(1e-13 * largest, 1e-15)  # 1 - a of a saturated softmax has few digits left
    assert first == pytest.approx(trace.gradient.flat[index], rel=1e-12, abs=rounding)
    assume(experiment.loss.side is None and experiment.loss.name != "huber")
    plans = experiment.network.layers
    assume(not any(plan.activation.kinks or plan.activation.name == "elu" for plan in plans))
    at, h = float(trace.before.flat[index]), 1e-4
    slopes = [_slope_at(experiment, index, at + h * k) for k in (-2, -1, 1, 2)]
    # the five-point formula, whose error is of fourth order in h
    expected = float(np.dot([1, -8, 8, -1], slopes)) / (12 * h)
    assert second == pytest.approx(expected, rel=1e-6, abs=1e-9 * max(1, largest))


@pytest.mark.parametrize("source", [0, None])
def test_the_second_derivative_of_a_parabola_is_its_curvature(source: int | None) -> None:
    line = random_experiment(2, sizes=(1, 1), output="identity", samples=5)
    sent = line.data.inputs if source == 0 else np.ones(5)
    # C = mean of 1/2 (w x + b - y)^2 has C'' = mean of x^2, and of 1 for the bias
    assert _derivatives(line, 1, 0, source)[1] == pytest.approx(np.mean(sent**2), rel=1e-13)


def test_the_second_derivative_for_w5_is_that_of_a_printed_step_by_hand() -> None:
    a, sent, error = 0.7513650695523157, 0.5932699921071872, 0.7413650695523157
    slope = a * (1 - a)
    by_hand = sent**2 * (slope**2 + error * slope * (1 - 2 * a))  # d/dz of error x slope
    assert _derivatives(mazur(), 2, 0, 0)[1] == pytest.approx(by_hand, rel=1e-12)


def test_the_curvature_by_a_logit_is_that_of_logistic_regression() -> None:
    experiment = random_experiment(4, (3, 4), output="softmax", loss="cross_entropy")
    a = Run(experiment).trace(0).layers[0].a[:, 2]
    expected = np.mean(experiment.data.inputs[:, 1] ** 2 * a * (1 - a))
    assert _derivatives(experiment, 1, 2, 1)[1] == pytest.approx(expected, rel=1e-10)


@pytest.mark.parametrize("hidden", ["relu", "leaky_relu"])
@given(seed=st.integers(0, 1000))
def test_a_kink_has_no_bend(hidden: str, seed: int) -> None:
    """Between its kinks such a network is linear in one weight: C'' = mean of sum (da/dw)^2."""
    experiment = random_experiment(seed, (2, 5, 4, 1), hidden, "identity", samples=20)
    flat = experiment.first_parameters().flat
    biases = [
        flat_index(NetworkShape((2, 5, 4, 1)), ParameterPlace(layer, unit, None))
        for layer in (1, 2)
        for unit in range(4)
    ]
    centred = np.where(np.isin(np.arange(len(flat)), biases), 0.0, flat)
    x = np.concatenate([np.zeros((1, 2)), experiment.data.inputs[1:]])  # 0 lies on every kink
    data = Dataset(freeze(x), experiment.data.targets)
    experiment = replace(experiment, data=data, given=of_flat(NetworkShape((2, 5, 4, 1)), centred))
    trace = Run(experiment).trace(0)
    delta_2 = trace.before.weights(3)[0] * _stated_slope(hidden, trace.layers[1].z)
    delta_1 = delta_2 @ trace.before.weights(2) * _stated_slope(hidden, trace.layers[0].z)
    for unit in range(5):
        expected = float(np.mean(delta_1[:, unit] ** 2))
        assert _derivatives(experiment, 1, unit, None)[1] == pytest.approx(expected, abs=1e-10)


def _stated_slope(name: str, z: Array) -> Array:
    return ACTIVATIONS[name].derivative(z, ACTIVATIONS[name].value(z))


def test_an_absolute_error_of_zero_has_neither_slope_nor_bend() -> None:
    experiment = random_experiment(8, (1, 1), output="identity", loss="mean_absolute_error")
    reached = Run(experiment).trace(0).a(1)
    met = replace(experiment, data=Dataset(experiment.data.inputs, freeze(reached)))
    assert _derivatives(met, 1, 0, 0) == (0.0, 0.0)
