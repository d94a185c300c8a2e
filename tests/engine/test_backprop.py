"""One training step agrees with an independent implementation and with finite differences."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.activations import ACTIVATIONS
from engine.activations.sigmoid import sigmoid
from engine.backprop import StepTrace, forward, trace_step
from engine.experiment import Experiment, Training, UpdateRule
from engine.frozen import Array, freeze
from engine.losses import LOSSES
from engine.network import LayerPlan, NetworkPlan, Parameters, of_layers, with_value
from engine.optimizers import OPTIMIZERS
from engine.reduction import Reduction
from engine.run.training import Run
from tests import oracle
from tests.networks import experiments, mazur, present, random_experiment, trainings

SATURATED_Z = 800.0
STEP = 1e-5


def traced(experiment: Experiment) -> StepTrace:
    """Return a step on the whole data."""
    return trace_step(experiment.problem, experiment.training, experiment.first_parameters())


def oracle_layers(experiment: Experiment) -> list[oracle.Layer]:
    parameters = experiment.first_parameters()
    return [
        oracle.Layer(
            plan.activation.name,
            parameters.weights(layer).tolist(),
            None if (bias := parameters.bias(layer)) is None else bias.tolist(),
        )
        for layer, plan in enumerate(experiment.network.layers, start=1)
    ]


def assert_same(ours: Array | float, theirs: npt.ArrayLike) -> None:
    wanted = np.array(theirs)
    atol = 1e-12 * max(1.0, float(np.abs(wanted).max()))  # what remains where large terms cancel
    np.testing.assert_allclose(ours, wanted, rtol=1e-9, atol=atol)


def assert_same_parameters(ours: Parameters, theirs: Sequence[oracle.Layer]) -> None:
    for number, layer in enumerate(theirs, start=1):
        np.testing.assert_allclose(ours.weights(number), layer.weights, rtol=1e-9, atol=1e-9)
        assert (ours.bias(number) is None) == (layer.biases is None)
        if layer.biases is not None:
            bias = present(ours.bias(number))
            np.testing.assert_allclose(bias, layer.biases, rtol=1e-9, atol=1e-9)


def oracle_rules(experiment: Experiment) -> oracle.Rules:
    training = experiment.training
    return oracle.Rules(
        loss=experiment.loss.name,
        rate=training.learning_rate,
        optimizer=training.optimizer.name,
        train_biases=training.train_biases,
        in_place=training.update_rule is UpdateRule.IN_PLACE,
        l1=experiment.penalty.l1,
        l2=experiment.penalty.l2,
        reduction=experiment.reduction.value,
    )


def assert_same_step(experiment: Experiment) -> None:
    ours = traced(experiment)
    theirs = oracle.train_step(
        oracle_layers(experiment),
        oracle_rules(experiment),
        experiment.data.inputs.tolist(),
        experiment.data.targets.tolist(),
    )
    for i, layer in enumerate(ours.layers):
        assert_same(layer.z, theirs.z[i])
        assert_same(layer.a, theirs.a[i])
        assert_same(layer.d_a, theirs.d_a[i])
        assert_same(layer.delta, theirs.delta[i])
        assert_same(layer.d_weights, theirs.d_weights[i])
        wanted = theirs.d_biases[i]
        assert (layer.d_bias is None) == (wanted is None)
        if wanted is not None:
            assert_same(present(layer.d_bias), wanted)
    assert_same(ours.loss, theirs.loss)
    assert_same(ours.loss_after, theirs.loss_after)
    assert_same(ours.penalty, theirs.penalty)
    assert_same_parameters(ours.after, theirs.after)


@given(experiments())
def test_every_number_of_a_step_agrees_with_the_oracle(experiment: Experiment) -> None:
    largest = max(np.abs(layer.z).max() for layer in traced(experiment).layers)
    assume(largest < 300)  # the oracle takes e^z as it stands in the book
    assert_same_step(experiment)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@settings(max_examples=10)
@given(st.data())
def test_every_number_of_a_step_with_all_settings_agrees_with_the_oracle(
    optimizer: str, data: st.DataObject
) -> None:
    assert_same_step(data.draw(trainings(optimizer)))


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@settings(max_examples=12)
@given(st.data(), st.integers(20, 100))
def test_training_agrees_with_the_oracle(optimizer: str, data: st.DataObject, steps: int) -> None:
    experiment = data.draw(trainings(optimizer))
    run = Run(experiment)
    assume(run.advance(steps) == steps)
    layers = oracle_layers(experiment)
    theirs = oracle_trained(experiment, layers, steps)
    nudged = oracle_trained(experiment, [nudged_layer(layer) for layer in layers], steps)
    assume(apart(theirs, nudged) < 1e-10)  # else the run makes much of the last digits
    assert_same_parameters(run.parameters(steps), theirs)


def oracle_trained(
    experiment: Experiment, layers: list[oracle.Layer], steps: int
) -> list[oracle.Layer]:
    data = experiment.data
    size = experiment.training.batch_size or len(data.inputs)
    rules = oracle_rules(experiment)
    return oracle.train(layers, rules, data.inputs.tolist(), data.targets.tolist(), size, steps)


def nudged_layer(layer: oracle.Layer) -> oracle.Layer:
    rows = [[w * (1 + 1e-14) for w in row] for row in layer.weights]
    return oracle.Layer(layer.activation, rows, layer.biases)


def apart(one: list[oracle.Layer], other: list[oracle.Layer]) -> float:
    pairs = list(zip(one, other, strict=True))
    weights = [np.abs(np.subtract(a.weights, b.weights)).max() for a, b in pairs]
    return float(
        max(
            weights
            + [np.abs(np.subtract(a.biases or 0.0, b.biases or 0.0)).max() for a, b in pairs]
        )
    )


@given(experiments())
def test_gradients_agree_with_finite_differences_away_from_kinks(experiment: Experiment) -> None:
    gradient, data = traced(experiment).gradient, experiment.data
    size = abs(traced(experiment).loss)

    def moved(index: int, by: float) -> tuple[float, Array]:
        value = float(gradient_at.flat[index]) + by
        parameters = with_value(gradient_at, index, value)
        zs, activations = forward(experiment.network, parameters, data.inputs)
        losses = experiment.loss.value(zs[-1], activations[-1], data.targets)
        return experiment.reduction.of(losses), sides(experiment, zs, activations[-1])

    gradient_at = experiment.first_parameters()
    for index in range(0, len(gradient.flat), 1 + len(gradient.flat) // 20):
        (high, above), (low, below) = moved(index, STEP), moved(index, -STEP)
        if np.array_equal(above, below):
            difference = (high - low) / (2 * STEP)
            near = pytest.approx(difference, rel=1e-6, abs=1e-8 * max(1.0, size))
            assert gradient.flat[index] == near


def sides(experiment: Experiment, zs: list[Array], outputs: Array) -> Array:
    """Return on which sides of the kinks, and of jumps of the curvature, everything lies."""
    error = outputs - experiment.data.targets
    signs = [np.sign(np.concatenate([z.ravel() for z in zs])), np.sign(error).ravel()]
    return np.concatenate([*signs, np.sign(np.abs(error) - 1).ravel()])


@given(experiments())
def test_the_gradient_of_a_batch_is_that_of_its_samples_reduced(
    experiment: Experiment,
) -> None:
    data = experiment.data
    alone = [
        traced(
            replace(
                experiment, data=replace(data, inputs=data.inputs[[n]], targets=data.targets[[n]])
            )
        ).gradient.flat
        for n in range(len(data.inputs))
    ]
    reduced = np.mean if experiment.reduction is Reduction.MEAN else np.sum
    assert_same(traced(experiment).gradient.flat, reduced(alone, axis=0))


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
        assert np.array_equal(present(trace.after.bias(layer)), present(trace.before.bias(layer)))
        assert np.all(trace.layers[layer - 1].d_bias != 0)
