"""Sizes of gradients are those of the trace; a neuron is stuck where its slope says so."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import engine.run.training
from engine.activations import ACTIVATIONS
from engine.backprop import LayerTrace, StepTrace
from engine.experiment import Experiment, Training
from engine.frozen import Array, freeze
from engine.network import of_layers
from engine.run.layer_gradients import MOST_STEPS, GradientHistory, gradient_sizes, spread_steps
from engine.run.training import Run
from engine.saturation import THRESHOLD, Stuck, layer_saturation
from tests.networks import every_loss, experiments, mazur, present, random_experiment

STEEPEST = ["scaled_tanh", "sigmoid", "softsign", "tanh"]
NEVER = sorted(ACTIVATIONS.keys() - {*STEEPEST, "relu"})


def test_the_worked_example_has_the_published_gradient_as_its_largest() -> None:
    sizes = gradient_sizes(Run(mazur()).trace(0))
    assert f"{sizes.largest[1]:.9f}" == "0.082667628"  # of w6, Mazur (2015)
    assert sizes.largest[0] < sizes.largest[1]


@given(experiments())
def test_sizes_are_those_of_every_weight_one_by_one(experiment: Experiment) -> None:
    trace = Run(experiment).trace(0)
    sizes = gradient_sizes(trace)
    for layer, of_layer in enumerate(trace.layers):
        each = [abs(float(g)) for row in of_layer.d_weights for g in row]
        assert sizes.largest[layer] == max(each)
        assert sizes.mean[layer] == pytest.approx(sum(each) / len(each), rel=1e-12, abs=1e-300)


def test_biases_do_not_count() -> None:
    experiment = random_experiment(1, (1, 1))
    unfed = replace(experiment, data=replace(experiment.data, inputs=freeze(np.zeros((6, 1)))))
    trace = Run(unfed).trace(0)
    assert abs(present(trace.layers[0].d_bias)[0]) > 0
    assert gradient_sizes(trace).largest[0] == 0


def test_gradients_of_a_deep_sigmoid_network_vanish_towards_the_first_layer() -> None:
    deep = random_experiment(3, (3, 4, 4, 4, 4, 2), "sigmoid")
    sizes = gradient_sizes(Run(deep).trace(0))
    for each in (sizes.largest, sizes.mean):
        assert (np.diff(each) > 0).all()
    assert sizes.largest[-1] > 50 * sizes.largest[0]


@given(st.integers(-1, 10**7))
def test_at_most_a_hundred_steps_are_spread_evenly_from_the_first_on(last: int) -> None:
    steps = spread_steps(last)
    assert len(steps) <= MOST_STEPS
    assert all(0 <= step <= last for step in steps)
    assert len(steps) == last + 1 or len(steps) >= MOST_STEPS // 2
    assert last < 0 or (steps[0] == 0 and last - steps[-1] < steps.step)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_longer_run_needs_no_step_between_those_it_had(last: int, later: int) -> None:
    last, later = sorted((last, later))
    new = set(spread_steps(later)) - set(spread_steps(last))
    assert all(step > last for step in new)


def test_collected_sizes_are_those_of_the_trace_at_their_steps() -> None:
    experiment = random_experiment(2, training=Training(0.1, batch_size=2))
    run = Run(experiment)
    run.advance(530)
    history = GradientHistory(run)
    while history.more(529, 7):
        pass
    steps, largest = history.largest(529)
    assert history.complete(529)
    assert steps.tolist() == list(range(0, 530, 8))
    assert largest.shape == (len(steps), 2)
    for step, sizes in zip(steps, largest, strict=True):
        own = [np.abs(layer.d_weights).max() for layer in run.trace(int(step)).layers]
        assert sizes.tolist() == own


def test_looking_back_does_not_change_how_a_run_goes_on() -> None:
    watched, alone = (Run(random_experiment(2)) for _ in range(2))
    history = GradientHistory(watched)
    for _ in range(10):
        watched.advance(20)
        history.more(watched.steps - 1, 5)
    alone.advance(200)
    assert every_loss(watched).tolist() == every_loss(alone).tolist()
    assert watched.parameters(200).flat.tolist() == alone.parameters(200).flat.tolist()


@pytest.fixture
def traced(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the steps that any run computes in full, as they come."""
    steps: list[int] = []
    real = Run.trace

    def counted(run: Run, step: int) -> StepTrace:
        steps.append(step)
        return real(run, step)

    monkeypatch.setattr(engine.run.training.Run, "trace", counted)
    return steps


def test_a_call_never_computes_more_than_its_budget_and_no_step_twice(traced: list[int]) -> None:
    run = Run(mazur())
    history = GradientHistory(run)
    run.advance(10)
    for last, budget in [(9, 3), (9, 0), (9, 100), (4, 100), (9, 100)]:
        before = len(traced)
        assert history.more(last, budget) == len(traced) - before <= budget
    assert sorted(traced) == list(range(10))
    for _ in range(40):
        run.advance(37)
        before = len(traced)
        history.more(run.steps - 1, 4)
        assert len(traced) - before <= 4
    history.more(run.steps - 1, 1000)
    assert len(traced) == len(set(traced))
    assert history.more(run.steps - 1, 1000) == 0


def test_the_first_few_steps_already_span_the_run(traced: list[int]) -> None:
    run = Run(mazur())
    run.advance(65)
    GradientHistory(run).more(64, 5)
    assert traced == [0, 64, 32, 16, 48]


def test_nothing_is_known_of_steps_not_asked_for() -> None:
    steps, largest = GradientHistory(Run(mazur())).largest(-1)
    assert (steps.shape, largest.shape) == ((0,), (0, 2))
    assert GradientHistory(Run(mazur())).complete(-1)


def test_a_step_the_run_has_not_reached_is_refused() -> None:
    with pytest.raises(ValueError, match="step 3 has not been reached"):
        GradientHistory(Run(mazur())).more(3, 1)


def _layer(name: str, z: Array) -> LayerTrace:
    empty = freeze(np.zeros_like(z))
    with np.errstate(all="ignore"):
        a = ACTIVATIONS[name].value(z)
    return LayerTrace(freeze(z), freeze(a), empty, empty, empty, empty)


BATCHES = st.lists(st.floats(-20, 20), min_size=1, max_size=5)


@given(st.sampled_from(STEEPEST), BATCHES)
def test_saturated_means_a_slope_below_one_percent_in_every_sample(
    name: str, zs: list[float]
) -> None:
    found = layer_saturation(ACTIVATIONS[name], _layer(name, np.array(zs)[:, None]))
    # where cosh^2 is 100: z/2, z and 2z/3; and where (1 + z)^2 is
    edge = {"sigmoid": 5.98642, "tanh": 2.99322, "scaled_tanh": 4.48983, "softsign": 9.0}[name]
    if min(abs(abs(z) - edge) for z in zs) > 1e-4:
        far = all(abs(z) > edge for z in zs)
        assert found.kinds == (Stuck.SATURATED if far else None,)
    slope = {
        "sigmoid": lambda z: 0.25 / np.cosh(z / 2) ** 2,
        "tanh": lambda z: 1 / np.cosh(z) ** 2,
        "scaled_tanh": lambda z: 1.7159 * 2 / 3 / np.cosh(2 * z / 3) ** 2,
        "softsign": lambda z: (1 + abs(z)) ** -2,
    }[name]
    assert found.numbers[0] == pytest.approx(max(slope(z) for z in zs), abs=1e-15)


@given(BATCHES)
def test_a_relu_is_dead_where_no_sample_is_above_zero(zs: list[float]) -> None:
    found = layer_saturation(ACTIVATIONS["relu"], _layer("relu", np.array(zs)[:, None]))
    assert found.kinds == (Stuck.DEAD if all(z <= 0 for z in zs) else None,)
    assert found.numbers[0] == max(zs)


@pytest.mark.parametrize("z", [0.0, -0.0])
def test_a_relu_at_its_kink_is_dead(z: float) -> None:
    assert layer_saturation(ACTIVATIONS["relu"], _layer("relu", np.array([[z]]))).kinds == (
        Stuck.DEAD,
    )


@pytest.mark.parametrize("name", NEVER)
def test_other_activations_are_never_stuck(name: str) -> None:
    zs = np.array([[-50.0, 0.0, 50.0], [-60.0, -1.0, 90.0]])
    found = layer_saturation(ACTIVATIONS[name], _layer(name, zs))
    assert found.kinds == (None,) * 3
    assert np.isnan(found.numbers).all()


@pytest.mark.parametrize("name", STEEPEST)
def test_the_steepest_slope_is_that_at_zero(name: str) -> None:
    zs = np.linspace(-3, 3, 601)[:, None]
    slopes = ACTIVATIONS[name].derivative(zs, ACTIVATIONS[name].value(zs))
    assert slopes.max() == ACTIVATIONS[name].steepest == pytest.approx(slopes[300, 0])
    assert THRESHOLD == 0.01


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu"])
def test_what_is_not_a_number_is_not_called_stuck(name: str) -> None:
    found = layer_saturation(ACTIVATIONS[name], _layer(name, np.array([[np.nan], [-40.0]])))
    assert found.kinds == (None,)


def test_large_weights_saturate_and_negative_biases_kill() -> None:
    experiment = random_experiment(5, (2, 3, 2), "sigmoid", "relu", samples=4)
    given = of_layers(
        [freeze([[900.0, 900.0], [0.1, 0.1], [-900.0, 400.0]]), freeze(np.ones((2, 3)))],
        [freeze([0.0, 0.0, 0.0]), freeze([-9.0, 1.0])],
    )
    trace = Run(replace(experiment, given=given)).trace(0)
    hidden, output = (
        layer_saturation(plan.activation, layer)
        for plan, layer in zip(experiment.network.layers, trace.layers, strict=True)
    )
    assert hidden.kinds == (Stuck.SATURATED, None, Stuck.SATURATED)
    assert output.kinds == (Stuck.DEAD, None)


def test_a_dead_relu_has_no_gradient_at_all() -> None:
    experiment = random_experiment(6, (2, 5, 2), "relu", samples=3)
    first = experiment.first_parameters()
    biases = [freeze([-9.0, 5.0, -9.0, 5.0, 5.0]), first.bias(2)]
    given = of_layers([first.weights(1), first.weights(2)], biases)
    sunk = replace(experiment, given=given)
    trace = Run(sunk).trace(0)
    found = layer_saturation(sunk.network.layers[0].activation, trace.layers[0])
    dead = [kind is Stuck.DEAD for kind in found.kinds]
    assert dead == [True, False, True, False, False]
    assert not trace.layers[0].d_weights[dead].any()
    assert trace.layers[0].d_weights[~np.array(dead)].any(axis=1).all()
