"""One training step agrees with an independent implementation and with finite differences."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine.activations import ACTIVATIONS, sigmoid
from engine.backprop import StepTrace, cost, trace_step
from engine.experiment import Experiment, Training
from engine.frozen import Array, freeze
from engine.losses import LOSSES
from engine.network import LayerPlan, NetworkPlan, Parameters, of_layers, with_value
from engine.training import Run
from tests import oracle
from tests.networks import experiments, mazur, random_experiment

SATURATED_Z = 800.0


def traced(experiment: Experiment) -> StepTrace:
    """Return a step on the whole data."""
    return trace_step(
        experiment.network,
        experiment.loss,
        experiment.training,
        experiment.first_parameters(),
        experiment.data.inputs,
        experiment.data.targets,
    )


def oracle_layers(experiment: Experiment) -> list[oracle.Layer]:
    parameters = experiment.first_parameters()
    return [
        oracle.Layer(
            plan.activation.name,
            parameters.weights(layer).tolist(),
            parameters.bias(layer).tolist(),
        )
        for layer, plan in enumerate(experiment.network.layers, start=1)
    ]


def assert_same(ours: Array | float, theirs: npt.ArrayLike) -> None:
    np.testing.assert_allclose(ours, np.array(theirs), rtol=1e-9, atol=1e-12)


def assert_same_parameters(ours: Parameters, theirs: Sequence[oracle.Layer]) -> None:
    for number, layer in enumerate(theirs, start=1):
        assert_same(ours.weights(number), layer.weights)
        assert_same(ours.bias(number), layer.biases)


@given(experiments())
def test_every_number_of_a_step_agrees_with_the_oracle(experiment: Experiment) -> None:
    ours = traced(experiment)
    theirs = oracle.train_step(
        oracle_layers(experiment),
        experiment.loss.name,
        experiment.data.inputs.tolist(),
        experiment.data.targets.tolist(),
        experiment.training.learning_rate,
        experiment.training.train_biases,
    )
    for i, layer in enumerate(ours.layers):
        assert_same(layer.z, theirs.z[i])
        assert_same(layer.a, theirs.a[i])
        assert_same(layer.d_a, theirs.d_a[i])
        assert_same(layer.delta, theirs.delta[i])
        assert_same(layer.d_weights, theirs.d_weights[i])
        assert_same(layer.d_bias, theirs.d_biases[i])
    assert_same(ours.loss, theirs.loss)
    assert_same(ours.loss_after, theirs.loss_after)
    assert_same_parameters(ours.after, theirs.after)


@given(experiments(), st.integers(1, 13), st.integers(0, 8))
def test_training_in_batches_agrees_with_the_oracle(
    experiment: Experiment, size: int, steps: int
) -> None:
    training = replace(experiment.training, batch_size=size, learning_rate=0.01)
    run = Run(replace(experiment, training=training))
    assume(run.advance(steps) == steps)
    assume(np.abs(run.parameters(steps).flat).max() < 100)  # explosions amplify rounding
    largest = max(np.abs(run.trace(step).layers[-1].z).max() for step in range(steps + 1))
    assume(largest < 30)  # the oracle takes ln a as it stands in the book
    theirs = oracle.train(
        oracle_layers(experiment),
        experiment.loss.name,
        experiment.data.inputs.tolist(),
        experiment.data.targets.tolist(),
        training.learning_rate,
        training.train_biases,
        size,
        steps,
    )
    assert_same_parameters(run.parameters(steps), theirs)


@given(experiments().filter(lambda experiment: not any(kinks(experiment))))
def test_gradients_of_smooth_networks_agree_with_finite_differences(
    experiment: Experiment,
) -> None:
    gradient = traced(experiment).gradient
    step = 1e-5

    def moved(index: int, by: float) -> float:
        parameters = experiment.first_parameters()
        value = float(parameters.flat[index]) + by
        return cost(
            experiment.network,
            experiment.loss,
            with_value(parameters, index, value),
            experiment.data.inputs,
            experiment.data.targets,
        )

    for index in range(0, len(gradient.flat), 1 + len(gradient.flat) // 20):
        difference = (moved(index, step) - moved(index, -step)) / (2 * step)
        assert gradient.flat[index] == pytest.approx(difference, rel=1e-6, abs=1e-8)


@given(experiments())
def test_the_gradient_of_a_batch_is_the_mean_over_its_samples(experiment: Experiment) -> None:
    data = experiment.data
    alone = [
        traced(
            replace(
                experiment, data=replace(data, inputs=data.inputs[[n]], targets=data.targets[[n]])
            )
        ).gradient.flat
        for n in range(len(data.inputs))
    ]
    assert_same(traced(experiment).gradient.flat, np.mean(alone, axis=0))


@pytest.mark.parametrize("z", [SATURATED_Z, -SATURATED_Z])
@pytest.mark.parametrize("target", [0.0, 0.3, 1.0])
def test_a_saturated_sigmoid_keeps_cross_entropy_finite(z: float, target: float) -> None:
    experiment = replace(
        random_experiment(0, sizes=(1, 1), samples=1),
        network=NetworkPlan(1, (LayerPlan(1, ACTIVATIONS["sigmoid"]),)),
        loss=LOSSES["binary_cross_entropy"],
        given=of_layers([freeze([[z]])], [freeze([0.0])]),
    )
    data = replace(experiment.data, inputs=freeze([[1.0]]), targets=freeze([[target]]))
    trace = traced(replace(experiment, data=data))
    wrong_by = 1 - target if z > 0 else -target
    assert trace.loss == pytest.approx(abs(wrong_by) * SATURATED_Z, abs=1e-12)
    assert trace.layers[0].delta[0, 0] == wrong_by
    assert np.isfinite(trace.after.flat).all()


def test_nothing_overflows_where_a_sigmoid_is_saturated() -> None:
    z, y = np.array([[SATURATED_Z, -SATURATED_Z]]), np.array([[0.0, 1.0]])
    loss = LOSSES["binary_cross_entropy"]
    assert loss.d_z is not None
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        a = sigmoid(z)
        assert loss.value(z, a, y).tolist() == [SATURATED_Z]
        assert loss.d_z(z, a, y).tolist() == [[0.5, -0.5]]


def test_fixed_biases_stay_while_their_gradients_are_still_told() -> None:
    trace = traced(mazur(Training(0.5, train_biases=False)))
    for layer in (1, 2):
        assert np.array_equal(trace.after.bias(layer), trace.before.bias(layer))
        assert np.all(trace.layers[layer - 1].d_bias != 0)


def kinks(experiment: Experiment) -> list[float]:
    return [kink for layer in experiment.network.layers for kink in layer.activation.kinks]
