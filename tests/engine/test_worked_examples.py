"""Every number that a book or article prints in full is ours, too."""

import json
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from engine.backprop import StepTrace, predict
from engine.experiment import Experiment, UpdateRule
from engine.losses import LOSSES
from engine.run.training import Run
from engine.story.readings import read
from engine.written.quantity import Kind, Quantity
from gui.disk import files
from tests.networks import present

PUBLISHED: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "worked-examples.json").read_text("utf-8")
)
MAZUR = PUBLISHED["mazur_2_2_2"]
MAZUR_PLACES = [  # w1..w8 as layer, unit, source
    (layer, unit, source) for layer in (1, 2) for unit in (0, 1) for source in (0, 1)
]
MAZUR_NEURONS = {"h1": (1, 0), "h2": (1, 1), "o1": (2, 0), "o2": (2, 1)}


def bundled(name: str) -> Experiment:
    return files.read(files.resolve(name))


def mazur(*, train_biases: bool) -> Experiment:
    experiment = bundled("mazur-2-2-2")
    assert not experiment.training.train_biases
    return replace(experiment, training=replace(experiment.training, train_biases=train_biases))


def exactly(value: Any) -> Any:  # noqa: ANN401  # pytest's own type
    return pytest.approx(value, rel=1e-12, abs=1e-12)


def weights_after(trace: StepTrace) -> list[float]:
    return [read(trace, Quantity(Kind.WEIGHT_AFTER, *place)) for place in MAZUR_PLACES]


def test_mazur_forward() -> None:
    trace = Run(mazur(train_biases=False)).trace(0)
    for name, (layer, unit) in MAZUR_NEURONS.items():
        assert read(trace, Quantity(Kind.A, layer, unit)) == exactly(MAZUR["forward"][name])
    assert trace.loss == exactly(MAZUR["forward"]["E"])
    errors = (trace.layers[-1].a - trace.targets)[0]
    assert [0.5 * error**2 for error in errors] == exactly(
        [MAZUR["forward"]["E_o1"], MAZUR["forward"]["E_o2"]]
    )


def test_mazur_backward() -> None:
    trace = Run(mazur(train_biases=False)).trace(0)
    for name, (layer, unit) in MAZUR_NEURONS.items():
        delta = read(trace, Quantity(Kind.DELTA, layer, unit))
        assert delta == exactly(MAZUR["delta"][f"delta_{name}"])
        bias_gradient = read(trace, Quantity(Kind.D_BIAS, layer, unit))
        assert bias_gradient == exactly(MAZUR["grad_bias_per_neuron"][f"b_{name}"])
    for number, place in enumerate(MAZUR_PLACES, start=1):
        gradient = read(trace, Quantity(Kind.D_WEIGHT, *place))
        assert gradient == exactly(MAZUR["grad"][f"w{number}"])


def test_mazur_shared_bias_gradients_are_sums_of_ours() -> None:
    trace = Run(mazur(train_biases=False)).trace(0)
    shared = MAZUR["grad_bias_shared"]
    assert [present(layer.d_bias).sum() for layer in trace.layers] == exactly(
        [shared["b1"], shared["b2"]]
    )


def test_mazur_first_weight_gradient_is_the_sum_of_its_paths() -> None:
    trace = Run(mazur(train_biases=False)).trace(0)
    for unit in (0, 1):
        share = (
            read(trace, Quantity(Kind.DELTA, 2, unit))
            * read(trace, Quantity(Kind.WEIGHT, 2, unit, 0))
            * float(trace.layers[0].a[0, 0] * (1 - trace.layers[0].a[0, 0]))
            * read(trace, Quantity(Kind.INPUT, 0, 0))
        )
        assert share == exactly(MAZUR["paths_dE_dw1"][f"i1-h1-o{unit + 1}"])


VARIANTS = pytest.mark.parametrize(
    "variant",
    [f"{rule.value}/{biases}" for rule in UpdateRule for biases in ("fixed", "per_neuron")],
)


def mazur_variant(variant: str) -> Experiment:
    """Return the example for a variant of the JSON; `shared_per_layer` has no network of ours."""
    rule, biases = variant.split("/")
    experiment = mazur(train_biases=biases == "per_neuron")
    return replace(experiment, training=replace(experiment.training, update_rule=UpdateRule(rule)))


@VARIANTS
def test_mazur_after_one_step(variant: str) -> None:
    expected = MAZUR["after_1_step"][variant]
    trace = Run(mazur_variant(variant)).trace(0)
    assert weights_after(trace) == exactly(expected["w"])
    biases = [float(value) for layer in (1, 2) for value in present(trace.after.bias(layer))]
    assert biases == exactly(expected["b"])
    assert trace.a_after[0].tolist() == exactly([expected["o1"], expected["o2"]])
    assert trace.loss_after == exactly(expected["E"])


@VARIANTS
def test_mazur_after_ten_thousand_steps(variant: str) -> None:
    experiment = mazur_variant(variant)
    run = Run(experiment)
    assert run.advance(10_000) == 10_000
    outputs = predict(experiment.network, run.parameters(10_000), experiment.data.inputs)
    assert outputs[0].tolist() == exactly(MAZUR["outputs_after_10000"][variant])
    for step, error in MAZUR["E_after_n_updates"].get(variant, {}).items():
        assert run.loss(int(step)) == exactly(error)


def test_the_figures_mazur_prints_are_those_of_the_mistake() -> None:
    """His programme updates the output weights before it computes the hidden deltas."""
    right, mistaken = (mazur_variant(f"{rule.value}/fixed") for rule in UpdateRule)
    assert f"{Run(mistaken).trace(0).loss_after:.9f}" == "0.291027924"
    assert f"{Run(right).trace(0).loss_after:.9f}" == "0.291027774"
    at_the_end = MAZUR["outputs_after_10000"]["in_place/fixed"]  # which are ours, as shown above
    assert [f"{output:.9f}" for output in at_the_end] == ["0.015912196", "0.984065734"]


@pytest.mark.parametrize("case", PUBLISHED["nielsen_ch3_single_neuron"]["cases"])
def test_nielsen_single_neuron(case: dict[str, Any]) -> None:
    name = "nielsen-good" if case["w0"] == 0.6 else "nielsen-saturated"
    experiment = bundled(name)
    loss = {"quadratic": "half_squared_error", "cross_entropy": "binary_cross_entropy"}
    experiment = replace(
        experiment,
        loss=LOSSES[loss[case["cost"]]],
        training=replace(experiment.training, learning_rate=case["eta"]),
    )
    run = Run(experiment)
    first = experiment.first_parameters()
    assert first.flat.tolist() == [case["w0"], case["b0"]]
    inputs = experiment.data.inputs
    assert predict(experiment.network, first, inputs)[0, 0] == exactly(case["a0"])
    run.advance(PUBLISHED["nielsen_ch3_single_neuron"]["epochs"])
    last = run.parameters(run.steps)
    assert last.flat.tolist() == exactly([case["final"]["w"], case["final"]["b"]])
    assert predict(experiment.network, last, inputs)[0, 0] == exactly(case["final"]["a"])


def test_hagan_one_step() -> None:
    hagan = PUBLISHED["hagan_1_2_1"]
    trace = Run(bundled("hagan-1-2-1")).trace(0)
    hidden, output = trace.layers
    assert hidden.a[0].tolist() == exactly(hagan["a1"])
    assert output.a[0, 0] == exactly(hagan["a2"])
    assert trace.targets[0, 0] - output.a[0, 0] == exactly(hagan["e"])
    assert trace.loss == exactly(hagan["e"] ** 2)
    assert output.delta[0, 0] == exactly(hagan["s2"])
    assert hidden.delta[0].tolist() == exactly(hagan["s1"])
    assert trace.after.weights(2)[0].tolist() == exactly(hagan["W2_new"])
    assert present(trace.after.bias(2))[0] == exactly(hagan["b2_new"])
    assert trace.after.weights(1)[:, 0].tolist() == exactly(hagan["W1_new"])
    assert present(trace.after.bias(1)).tolist() == exactly(hagan["b1_new"])


def test_karpathy_tanh_neuron() -> None:
    """The lecture differentiates the output itself, not a loss: dC/da is divided out."""
    karpathy = PUBLISHED["karpathy_tanh_neuron"]
    trace = Run(bundled("karpathy-neuron")).trace(0)
    layer = trace.layers[0]
    d_output = layer.d_a[0, 0]
    assert d_output != 0
    assert layer.z[0, 0] == exactly(karpathy["n"])
    assert layer.a[0, 0] == exactly(karpathy["o"])
    assert (layer.d_weights[0] / d_output).tolist() == exactly(karpathy["dw"])
    assert present(layer.d_bias)[0] / d_output == exactly(karpathy["db"])
    d_inputs = layer.delta @ trace.before.weights(1) / d_output
    assert d_inputs[0].tolist() == exactly(karpathy["dx"])


def test_cs231n_sigmoid_neuron() -> None:
    """The notes differentiate the output itself, not a loss: dC/da is divided out."""
    notes = PUBLISHED["cs231n_sigmoid_neuron"]
    trace = Run(bundled("cs231n-neuron")).trace(0)
    layer = trace.layers[0]
    d_output = layer.d_a[0, 0]
    assert d_output != 0
    assert layer.z[0, 0] == exactly(notes["dot"])
    assert layer.a[0, 0] == exactly(notes["f"])
    assert layer.delta[0, 0] / d_output == exactly(notes["ddot"])
    gradients = [*(layer.d_weights[0] / d_output), present(layer.d_bias)[0] / d_output]
    assert gradients == exactly(notes["dw"])
    d_inputs = layer.delta @ trace.before.weights(1) / d_output
    assert d_inputs[0].tolist() == exactly(notes["dx"])


def test_linear_neuron_is_mental_arithmetic() -> None:
    linear = PUBLISHED["bachman_linear"]
    trace = Run(bundled("linear-neuron")).trace(0)
    assert trace.layers[0].a[0, 0] == linear["pred"]
    assert trace.loss == linear["L"]
    assert trace.layers[0].d_weights[0, 0] == linear["dw"]
    assert present(trace.layers[0].d_bias)[0] == linear["db"]
    assert trace.after.weights(1)[0, 0] == exactly(linear["w_new"])
    assert present(trace.after.bias(1))[0] == exactly(linear["b_new"])
    assert trace.a_after[0, 0] == exactly(linear["pred_new"])
    assert trace.loss_after == exactly(linear["L_new"])


@pytest.mark.parametrize("example", files.examples(), ids=lambda example: example.name)
def test_every_bundled_example_trains(example: files.Example) -> None:
    run = Run(files.read(example.path))
    assert run.advance(10) == 10
    assert run.loss(10) < run.loss(0)
