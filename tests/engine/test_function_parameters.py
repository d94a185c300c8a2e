"""Functions with parameters of their own: every number, formula, program and file has them."""

import json
from collections.abc import Callable
from math import exp, expm1, tanh

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.activations import ACTIVATIONS
from engine.checks import Verdict, check_gradients
from engine.experiment import Experiment, Training
from engine.functions.activation import Activation
from engine.functions.optimizer import Optimizer
from engine.losses import LOSSES
from engine.network import NetworkPlan
from engine.optimizers import OPTIMIZERS
from engine.run.training import Run
from engine.story.formulas.derivation import derive
from engine.story.formulas.substeps import substeps
from engine.text.file.document import BadExperiment, parse_experiment, write_experiment
from engine.text.plain import to_text
from engine.text.programs.course import Course
from engine.text.programs.program import program
from engine.written.expression import Symbol, evaluate
from engine.written.quantity import Kind, Quantity
from gui.words.catalog import say
from tests.faults import complaining, said
from tests.networks import random_experiment
from tests.oracle_optimizers import Memory, moved

Function = Callable[[float], float]
Path = list[str | int]
# Each at unusual values, with its formula and the formula of its slope.
SHAPED: dict[str, tuple[dict[str, float], Function, Function]] = {
    "leaky_relu": (
        {"slope": 0.2},
        lambda z: z if z > 0 else 0.2 * z,
        lambda z: 1.0 if z > 0 else 0.2,
    ),
    "elu": (
        {"alpha": 0.5},
        lambda z: z if z > 0 else 0.5 * expm1(z),
        lambda z: 1.0 if z > 0 else 0.5 * exp(z),
    ),
    "scaled_tanh": (
        {"a": 2.0, "b": 0.25},
        lambda z: 2 * tanh(z / 4),
        lambda z: 2 * exp(-abs(z) / 2) / (1 + exp(-abs(z) / 2)) ** 2,
    ),
}
SETTINGS: dict[str, dict[str, float]] = {
    "momentum": {"momentum": 0.5},
    "nesterov": {"momentum": 0.6},
    "adagrad": {"eps": 0.01},
    "adadelta": {"rho": 0.7, "eps": 0.001},
    "rmsprop": {"alpha": 0.8, "eps": 0.01},
    "adam": {"beta1": 0.8, "beta2": 0.95, "eps": 0.001},
    "adamw": {"beta1": 0.7, "beta2": 0.9, "eps": 0.01, "decay": 0.1},
}
LAYER: Path = ["network", "layers", 0, "activation"]
TAUGHT: Path = ["training", "optimizer"]


def activation(name: str) -> Activation:
    return ACTIVATIONS[name].with_values(**SHAPED[name][0])


def optimizer(name: str) -> Optimizer:
    return OPTIMIZERS[name].with_values(**SETTINGS[name])


def with_activation(name: str) -> Experiment:
    drawn = random_experiment(21, (3, 4, 3, 2), samples=4, training=Training(0.05, batch_size=2))
    layers = [replace(plan, activation=activation(name)) for plan in drawn.network.layers]
    return replace(drawn, network=NetworkPlan(3, tuple(layers)))


def with_optimizer(name: str) -> Experiment:
    training = Training(0.05, batch_size=3, optimizer=optimizer(name))
    return random_experiment(22, (2, 3, 1), samples=5, training=training)


EXPERIMENTS = {
    **{name: with_activation(name) for name in SHAPED},
    **{name: with_optimizer(name) for name in SETTINGS},
}
of_each = pytest.mark.parametrize("name", EXPERIMENTS)


def test_everything_with_parameters_is_tried_at_other_values() -> None:
    functions = [*ACTIVATIONS.values(), *LOSSES.values(), *OPTIMIZERS.values()]
    asked = {each.name: {p.key for p in each.parameters} for each in functions if each.parameters}
    tried = {name: set(values) for name, (values, _, _) in SHAPED.items()}
    tried |= {name: set(values) for name, values in SETTINGS.items()}
    assert asked == tried
    for name, values in [(n, v) for n, (v, _, _) in SHAPED.items()] + list(SETTINGS.items()):
        usual = (ACTIVATIONS.get(name) or OPTIMIZERS[name]).settings
        assert all(values[key] != usual[key] for key in values)


@pytest.mark.parametrize("name", SHAPED)
@given(z=st.floats(-20, 20))
def test_value_and_slope_are_those_of_the_formula(name: str, z: float) -> None:
    shaped, (_, value, slope) = activation(name), SHAPED[name]
    a = shaped.value(np.array([[z]]))
    assert a[0, 0] == pytest.approx(value(z), rel=1e-12, abs=1e-14)
    found = shaped.derivative(np.array([[z]]), a)
    assert found[0, 0] == pytest.approx(slope(z), rel=1e-12, abs=1e-14)


def test_an_elu_whose_slope_jumps_has_a_kink() -> None:
    assert ACTIVATIONS["elu"].kinks == ()
    assert activation("elu").kinks == (0.0,)


@pytest.mark.parametrize("name", SETTINGS)
@given(gradients=st.lists(st.floats(-10, 10), min_size=1, max_size=10))
def test_every_step_is_that_of_the_documented_formula(name: str, gradients: list[float]) -> None:
    shaped, memory, theirs = optimizer(name), Memory(), 1.0
    ours, slots = np.array([1.0]), optimizer(name).first_slots(1)
    for count, gradient in enumerate(gradients, start=1):
        ours, slots = shaped.step(ours, np.array([gradient]), slots, 0.1, count)
        theirs = moved(name, 0.1, theirs, gradient, memory, SETTINGS[name])
        assert ours[0] == pytest.approx(theirs, rel=1e-11, abs=1e-11)


@pytest.mark.parametrize("name", SETTINGS)
def test_the_lines_of_a_step_come_to_it(name: str) -> None:
    shaped = optimizer(name)
    kept = (0.3, 0.2)[: shaped.slots]
    lines = substeps(shaped, Symbol("w"), 1.5, -0.5, kept, 0.1, 3)
    slots = tuple(np.array([slot]) for slot in kept)
    after, _ = shaped.step(np.array([1.5]), np.array([-0.5]), slots, 0.1, 3)
    result = lines[-1].equation.result
    assert result is not None
    assert result.value == pytest.approx(after[0], rel=1e-12)


@of_each
def test_a_run_takes_the_steps_of_the_trace_and_its_gradients_are_believed(name: str) -> None:
    experiment = EXPERIMENTS[name]
    run = Run(experiment)
    assert run.advance(6) == 6
    for step in range(6):
        after = run.parameters(step + 1).flat
        np.testing.assert_allclose(run.trace(step).after.flat, after, rtol=1e-11, atol=1e-13)
    checks = check_gradients(experiment.problem, experiment.training, run.parameters(0))
    verdicts = {check.verdict for check in checks}
    assert verdicts <= {Verdict.AGREE, Verdict.CLOSE}


@of_each
def test_formulas_have_the_values_in_them(name: str) -> None:
    experiment = EXPERIMENTS[name]
    run = Run(experiment)
    run.advance(2)
    trace = run.trace(2)
    for kind in (Kind.A, Kind.DELTA, Kind.D_WEIGHT, Kind.WEIGHT_AFTER):
        source = 0 if kind in (Kind.D_WEIGHT, Kind.WEIGHT_AFTER) else None
        for unit in range(experiment.network.sizes[1]):
            found = derive(experiment, trace, Quantity(kind, 1, unit, source), 0)
            for numbers in found.numbers:
                assert evaluate(numbers, {}) == pytest.approx(found.value, rel=1e-9, abs=1e-14)


def test_a_formula_shows_the_value_that_was_chosen() -> None:
    written = derive(
        EXPERIMENTS["adamw"], Run(EXPERIMENTS["adamw"]).trace(0), Quantity(Kind.BIAS_AFTER, 1, 0), 0
    )
    rule = to_text(written.rules[-1], 4)
    assert "0.7" in rule
    assert "0.9 " in rule
    assert "0.999" not in rule
    assert "2/3" in to_text(ACTIVATIONS["scaled_tanh"].written.value(Symbol("z")), 4)


@of_each
def test_a_program_gives_the_same_numbers(name: str) -> None:
    experiment = EXPERIMENTS[name]
    run = Run(experiment)
    run.advance(5)
    printed: list[str] = []
    space: dict[str, object] = {"print": printed.append}
    exec(compile(program(experiment, "numpy", say, Course(5)), name, "exec"), space)
    parameters = json.loads(printed[0])["parameters"]
    last = run.parameters(5)
    for layer in range(1, experiment.network.depth + 1):
        theirs = parameters["weights"][layer - 1]
        np.testing.assert_allclose(theirs, last.weights(layer), rtol=1e-12)


@of_each
def test_the_file_keeps_what_is_not_usual_and_nothing_else(name: str) -> None:
    experiment = EXPERIMENTS[name]
    text = write_experiment(experiment)
    again = parse_experiment(text)
    assert again.network == experiment.network
    assert again.training == experiment.training
    assert write_experiment(again) == text
    document = json.loads(text)
    if name in SHAPED:
        assert at(document, LAYER) == {"name": name, **SHAPED[name][0]}
        assert at(document, TAUGHT) == {"name": "sgd", "learning_rate": 0.05}
    else:
        assert at(document, TAUGHT) == {"name": name, "learning_rate": 0.05, **SETTINGS[name]}
        assert at(document, LAYER) == "tanh"


def test_functions_are_equal_where_their_values_are() -> None:
    leaky = ACTIVATIONS["leaky_relu"]
    assert leaky.with_values(slope=0.2) == leaky.with_values(slope=0.2) != leaky
    assert leaky.with_values(slope=0.01) == leaky
    assert len({leaky, leaky.with_values(slope=0.2), leaky.with_values(slope=0.2)}) == 2
    assert ACTIVATIONS["relu"] != leaky.with_values(slope=0.0)
    with pytest.raises(KeyError, match="alpha"):
        leaky.with_values(alpha=1.0)


def test_the_learning_rate_is_one_half_and_that_of_adadelta_one() -> None:
    rates = {}
    for name in OPTIMIZERS:
        document = json.loads(write_experiment(random_experiment(1)))
        document["training"]["optimizer"] = {"name": name}
        rates[name] = parse_experiment(json.dumps(document).encode()).training.learning_rate
    assert rates == {name: 1.0 if name == "adadelta" else 0.5 for name in OPTIMIZERS}


def at(document: dict[str, object], path: Path) -> object:
    found: object = document
    for key in path:
        found = found[key]  # type: ignore[index]  # a list or a group of keys
    return found


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        (LAYER, 3, "network.layers[0].activation: 3 stands where text or a group of keys"),
        (LAYER, {}, "network.layers[0].activation: the key 'name' is missing"),
        (LAYER, {"name": 1}, "network.layers[0].activation.name: 1 stands where text belongs"),
        (LAYER, {"name": "relo"}, "network.layers[0].activation.name: 'relo' is not one of ident"),
        (
            LAYER,
            {"name": "relu", "slope": 0.1},
            "network.layers[0].activation: the key 'slope' is not known; relu has no parameters",
        ),
        (
            LAYER,
            {"name": "leaky_relu", "alpha": 0.1},
            "network.layers[0].activation: the key 'alpha' is not known; leaky_relu has slope",
        ),
        (
            LAYER,
            {"name": "leaky_relu", "slope": -1},
            "network.layers[0].activation.slope: -1.0 is not a number from 0 to 1",
        ),
        (
            LAYER,
            {"name": "elu", "alpha": True},
            "network.layers[0].activation.alpha: true stands where a number belongs",
        ),
        (
            LAYER,
            {"name": "scaled_tanh", "b": 0},
            "network.layers[0].activation.b: 0.0 is not a number above 0",
        ),
        (LAYER, {"name": "softmax"}, "network.layers[0].activation: softmax can only stand in"),
        (TAUGHT, "sgd", "training.optimizer: 'sgd' stands where a group of keys in braces"),
        (
            TAUGHT,
            {"name": "sgd", "momentum": 0.9},
            "training.optimizer: the key 'momentum' is not known; sgd has learning_rate",
        ),
        (
            TAUGHT,
            {"name": "momentum", "momentum": 1},
            "training.optimizer.momentum: 1.0 is not a number from 0 to less than 1",
        ),
        (
            TAUGHT,
            {"name": "adam", "eps": "small"},
            "training.optimizer.eps: 'small' stands where a number belongs",
        ),
        (
            TAUGHT,
            {"name": "adamw", "decay": -0.1},
            "training.optimizer.decay: -0.1 is not a number of at least 0",
        ),
        (
            TAUGHT,
            {"learning_rate": None},
            "training.optimizer.learning_rate: null stands where a number belongs",
        ),
    ],
)
def test_a_parameter_that_does_not_fit_is_refused_with_its_place(
    path: Path, value: object, sentence: str
) -> None:
    document = json.loads(write_experiment(random_experiment(1)))
    group = at(document, path[:-1])
    group[path[-1]] = value  # type: ignore[index]  # a list or a group of keys
    with pytest.raises(BadExperiment) as error:
        parse_experiment(json.dumps(document).encode())
    assert said(error.value).startswith(sentence)
    assert "\n" not in said(error.value)


def test_a_hinge_takes_signs_for_targets() -> None:
    drawn = random_experiment(3, (2, 3, 1), output="identity", loss="hinge", samples=2)
    document = json.loads(write_experiment(drawn))
    document["data"]["targets"] = [[-1], [1]]
    assert parse_experiment(json.dumps(document).encode()).loss is LOSSES["hinge"]
    document["data"]["targets"] = [[-1], [0]]
    with complaining(BadExperiment, r"data\.targets\[1\]\[0\]: 0\.0 is not -1 or 1, as hi"):
        parse_experiment(json.dumps(document).encode())
