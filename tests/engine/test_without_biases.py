"""A layer may have no biases, and C may be the sum over the samples: nothing is left of either."""

import json
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

from engine.backprop import cost
from engine.checks import Verdict, check_gradients
from engine.experiment import Experiment, Training
from engine.network import count_parameters, flat_index, weight_mask
from engine.optimizers import OPTIMIZERS
from engine.reduction import Reduction
from engine.run.training import Run
from engine.shape import in_network
from engine.story.beats import Scene, cut, revealed
from engine.story.formulas.derivation import derive
from engine.story.rules import beat_rules
from engine.story.scope import Scope
from engine.text.file.document import BadExperiment, parse_experiment, write_experiment
from engine.text.handout.csv_trace import trace_to_csv
from engine.text.handout.latex_handout import trace_to_latex
from engine.text.handout.markdown_handout import trace_to_markdown
from engine.text.handout.tables import trace_to_json, training_to_json
from engine.text.plain import to_text
from engine.text.programs.program import program
from engine.written.quantity import OF_BIASES, ParameterPlace, parse
from gui.words.catalog import say
from tests.faults import complaining
from tests.networks import every_loss, present, random_experiment

WITHOUT = frozenset({1, 2})
SIZES = (3, 4, 2)


def _without(layers: frozenset[int] = WITHOUT, samples: int = 5) -> Experiment:
    training = Training(0.1, batch_size=None)
    return random_experiment(7, SIZES, samples=samples, training=training, without_bias=layers)


def _file(**loss: object) -> dict[str, Any]:
    return {
        "format": "gradientscope-experiment",
        "version": 1,
        "network": {
            "inputs": 1,
            "layers": [
                {"neurons": 1, "activation": "tanh", "bias": False},
                {"neurons": 1, "activation": "identity"},
            ],
            "parameters": {"weights": [[[0.5]], [[2.0]]], "biases": [None, [0.25]]},
        },
        "loss": {"name": "half_squared_error", **loss},
        "data": {"kind": "inline", "inputs": [[1.0], [-2.0]], "targets": [[0.0], [1.0]]},
        "training": {"batch_size": None},
    }


def _read(document: dict[str, Any]) -> Experiment:
    return parse_experiment(json.dumps(document).encode())


def test_the_file_says_which_layers_have_none_and_null_stands_for_their_numbers() -> None:
    experiment = _read(_file())
    first = experiment.first_parameters()
    assert first.flat.tolist() == [0.5, 2.0, 0.25]
    assert first.bias(1) is None
    assert present(first.bias(2)).tolist() == [0.25]
    written = json.loads(write_experiment(experiment))
    assert [layer["bias"] for layer in written["network"]["layers"]] == [False, True]
    assert written["network"]["parameters"]["biases"] == [None, [0.25]]
    assert parse_experiment(write_experiment(experiment)).network == experiment.network


def test_drawn_parameters_have_none_either() -> None:
    document = _file()
    del document["network"]["parameters"]
    assert _read(document).first_parameters().bias(1) is None


@pytest.mark.parametrize(
    ("biases", "complaint"),
    [
        ([[0.0], [0.25]], r"network\.parameters\.biases\[0\]: must be null: layer 1 has no biases"),
        ([None, None], r"network\.parameters\.biases\[1\]: are null, but layer 2 has biases"),
        ([None, [0.25, 1]], r"network\.parameters\.biases\[1\]: has 2 entries for 1 neurons"),
    ],
)
def test_biases_that_do_not_fit_are_refused(biases: list[Any], complaint: str) -> None:
    document = _file()
    document["network"]["parameters"]["biases"] = biases
    with complaining(BadExperiment, complaint):
        _read(document)


def test_a_printed_figure_of_a_bias_that_is_not_there_is_refused() -> None:
    document = _file() | {"published": [{"step": 0, "quantity": "db[1,0]", "printed": "1"}]}
    with complaining(BadExperiment, r"published\[0\]\.quantity: .*layer 1 has no biases"):
        _read(document)


def test_a_reduction_is_mean_or_sum() -> None:
    assert _read(_file()).reduction is Reduction.MEAN
    summed = _read(_file(reduction="sum"))
    assert summed.reduction is Reduction.SUM
    assert json.loads(write_experiment(summed))["loss"]["reduction"] == "sum"
    with complaining(BadExperiment, r"loss\.reduction.*mean, sum"):
        _read(_file(reduction="none"))


def test_by_hand_the_weights_of_a_network_without_biases_are_these() -> None:
    # z1 = 0.5 x, a1 = tanh z1, a2 = 2 a1 + 0.25; C = sum of (a2 - y)^2 / 2
    x, y, w1, w2, b2 = np.array([1.0, -2.0]), np.array([0.0, 1.0]), 0.5, 2.0, 0.25
    for _ in range(4):
        a1 = np.tanh(w1 * x)
        delta = w2 * a1 + b2 - y
        d_w1 = float(np.sum(delta * w2 * (1 - a1**2) * x))
        d_w2, d_b2 = float(np.sum(delta * a1)), float(np.sum(delta))
        w1, w2, b2 = w1 - 0.5 * d_w1, w2 - 0.5 * d_w2, b2 - 0.5 * d_b2
    run = Run(_read(_file(reduction="sum")))
    assert run.advance(4) == 4
    assert run.parameters(4).flat.tolist() == pytest.approx([w1, w2, b2], rel=1e-13)
    loss = float(np.sum((w2 * np.tanh(w1 * x) + b2 - y) ** 2)) / 2
    assert run.loss(4) == pytest.approx(loss, rel=1e-13)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_nothing_that_counts_parameters_counts_biases_that_are_not_there(name: str) -> None:
    training = Training(0.01, batch_size=2, optimizer=OPTIMIZERS[name])
    run = Run(replace(_without(), training=training))
    run.advance(3)
    shape = run.experiment.network.shape
    assert count_parameters(shape) == 3 * 4 + 4 * 2 == len(run.parameters(3).flat)
    assert weight_mask(shape).all()
    assert all(len(slot) == 20 for slot in run.trace(3).memory.slots)
    with pytest.raises(KeyError):
        flat_index(shape, ParameterPlace(1, 0, None))


def test_every_gradient_that_there_is_agrees_with_central_differences() -> None:
    for reduction in Reduction:
        one = replace(_without(frozenset({2})), reduction=reduction)
        checks = check_gradients(one.problem, one.training, one.first_parameters())
        assert len(checks) == 4 * (3 + 1) + 2 * 4
        assert {check.verdict for check in checks} == {Verdict.AGREE}


def test_the_sum_is_as_many_means_as_there_are_samples() -> None:
    mean = _without(frozenset({1}))
    summed = replace(mean, reduction=Reduction.SUM)
    one, other = Run(mean).trace(0), Run(summed).trace(0)
    assert other.loss == pytest.approx(5 * one.loss, rel=1e-14)
    assert other.gradient.flat == pytest.approx(5 * one.gradient.flat, rel=1e-12)
    slower = replace(summed, training=replace(summed.training, learning_rate=0.1 / 5))
    runs = [Run(mean), Run(slower)]
    for run in runs:
        run.advance(30)
    assert every_loss(runs[1]) == pytest.approx(5 * every_loss(runs[0]), rel=1e-11)


def test_a_test_set_is_added_up_too() -> None:
    mean = _without()
    data = replace(mean.data, test_inputs=mean.data.inputs[:3], test_targets=mean.data.targets[:3])
    runs = [Run(replace(mean, data=data, reduction=each)) for each in Reduction]
    tested = [run.test_loss(0) for run in runs]
    assert tested[0] is not None
    assert tested[1] == pytest.approx(3 * tested[0])
    for run in runs:
        run.advance(2)
        tests = run.experiment.problem.on(data.test_inputs, data.test_targets)
        assert run.test_loss(2) == pytest.approx(cost(tests, run.parameters(2)), rel=1e-13)


def test_no_beat_and_no_number_is_of_a_bias_that_is_not_there() -> None:
    shape = _without(frozenset({1})).network.shape
    beats = cut(shape)
    assert [beat.layer for beat in beats if beat.scene is Scene.BIAS_GRADIENT] == [2]
    numbers = [number for beat in beats for number in revealed(beat, shape)]
    assert {number.layer for number in numbers if number.kind in OF_BIASES} == {2}
    assert all(in_network(number, shape) for number in numbers)
    assert not in_network(parse("b[1,0]"), shape)


def test_formulas_have_no_bias_and_a_sum_no_one_over_n() -> None:
    experiment = replace(_without(frozenset({1})), reduction=Reduction.SUM)
    shape, trace = experiment.network.shape, Run(experiment).trace(0)
    rules = {
        (beat.scene, beat.layer): " ".join(
            to_text(line.right, 4) for line in beat_rules(Scope(experiment, trace, None), beat)
        )
        for beat in cut(shape)
    }
    assert "b" not in rules[Scene.WEIGHTED_SUM, 1]
    assert "b" in rules[Scene.WEIGHTED_SUM, 2]
    assert "b" not in rules[Scene.UPDATE, 1]
    assert "N" not in "".join(rules.values())
    own = derive(experiment, trace, parse("z[1,0]"), 0)
    assert "b" not in "".join(to_text(rule, 4) for rule in own.rules)
    assert "1/5" not in to_text(derive(experiment, trace, parse("C"), 0).numbers[-1], 4)


def test_handouts_name_no_bias_that_is_not_there() -> None:
    experiment = replace(_without(), reduction=Reduction.SUM)
    run = Run(experiment)
    trace = run.trace(0)
    step = json.loads(trace_to_json(experiment, trace))
    for key in ("biases", "dC_db", "biases_after"):
        assert [layer[key] for layer in step["layers"]] == [None, None]
    assert json.loads(training_to_json(experiment, run))["parameters"]["biases"] == [None, None]
    assert '\n"b[' not in trace_to_csv(experiment, trace)
    for write in (trace_to_markdown, trace_to_latex):
        text = write(experiment, trace, say)
        assert "Layers without biases: 1, 2" in text
        assert "sum over 5 samples" in text
        assert "b_{" not in text
        assert "b₁" not in text


def test_a_torch_program_has_no_bias_and_adds_up() -> None:
    text = program(replace(_without(), reduction=Reduction.SUM), "torch", say)
    assert "b1" not in text
    assert '"biases": [None, None],' in text
    assert "(0.5 * (a - y) ** 2).sum(dim=1).sum()" in text
