"""Written numbers are complete, in the order of the format, and readable by anybody's parser."""

import csv
import json
from typing import Any, NoReturn

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.backprop import predict
from engine.experiment import Experiment, Training
from engine.frozen import Array, freeze
from engine.network import of_flat
from engine.penalty import Penalty
from engine.run.training import Run
from engine.text.handout import tables
from engine.text.handout.tables import (
    history_steps,
    trace_to_json,
    training_to_csv,
    training_to_json,
    training_to_text,
)
from gui.words.catalog import say
from tests.networks import every_loss, experiments, mazur, present, random_experiment

STEP_KEYS = ["title", "samples", "inputs", "targets", "loss_before", "loss_after", "layers"]
LAYER_KEYS = [
    "layer",
    "weights",
    "biases",
    "z",
    "a",
    "dC_da",
    "dC_dz",
    "dC_dW",
    "dC_db",
    "weights_after",
    "biases_after",
]


def strictly(text: str) -> dict[str, Any]:
    """Read JSON as other languages do: NaN and Infinity are no numbers there."""

    def refuse(word: str) -> NoReturn:
        raise AssertionError(f"{word} is not JSON")

    document: dict[str, Any] = json.loads(text, parse_constant=refuse)
    return document


def overflowing() -> Experiment:
    """Return an experiment whose first step has numbers that are not finite."""
    experiment = random_experiment(0, hidden="identity", output="identity")
    huge = of_flat(experiment.network.shape, np.full(26, 1e200))
    return replace(experiment, given=huge)


def diverging() -> Run:
    experiment = random_experiment(
        0, hidden="identity", output="identity", training=Training(1e3, batch_size=None)
    )
    run = Run(experiment)
    run.advance(200)
    assert run.divergence is not None
    return run


def test_a_step_has_the_keys_of_the_format_in_their_order() -> None:
    written = strictly(trace_to_json(mazur(), Run(mazur()).trace(0)))
    assert list(written) == STEP_KEYS
    assert [list(layer) for layer in written["layers"]] == [LAYER_KEYS, LAYER_KEYS]
    assert [layer["layer"] for layer in written["layers"]] == [1, 2]
    assert (written["title"], written["samples"]) == (mazur().title, [0])


@given(experiments(batch_size=4))
def test_a_step_reads_back_to_the_same_numbers(experiment: Experiment) -> None:
    trace = Run(experiment).trace(0)
    written = strictly(trace_to_json(experiment, trace))
    assert written["samples"] == list(trace.samples)
    assert np.array_equal(written["inputs"], trace.x)
    assert np.array_equal(written["targets"], trace.targets)
    assert written["loss_before"] == trace.loss
    assert written["loss_after"] == trace.loss_after
    for number, (layer, ours) in enumerate(
        zip(written["layers"], trace.layers, strict=True), start=1
    ):
        assert np.array_equal(layer["weights"], trace.before.weights(number))
        assert _same_or_none(layer["biases"], trace.before.bias(number))
        assert np.array_equal(layer["z"], ours.z)
        assert np.array_equal(layer["a"], ours.a)
        assert np.array_equal(layer["dC_da"], ours.d_a)
        assert np.array_equal(layer["dC_dz"], ours.delta)
        assert np.array_equal(layer["dC_dW"], ours.d_weights)
        assert _same_or_none(layer["dC_db"], ours.d_bias)
        assert np.array_equal(layer["weights_after"], trace.after.weights(number))
        assert _same_or_none(layer["biases_after"], trace.after.bias(number))


def _same_or_none(written: list[float] | None, ours: Array | None) -> bool:
    return written is None if ours is None else np.array_equal(written or [], ours)


def test_a_penalty_stands_beside_the_losses_and_gradients() -> None:
    experiment = replace(random_experiment(4), penalty=Penalty(0.01, 0.02))
    trace = Run(experiment).trace(0)
    written = strictly(trace_to_json(experiment, trace))
    assert list(written) == [*STEP_KEYS[:-1], "penalty_before", "penalty_after", "layers"]
    assert (written["penalty_before"], written["penalty_after"]) == (
        trace.penalty,
        trace.penalty_after,
    )
    assert written["loss_before"] == trace.loss == float(np.mean(trace.losses))
    for number, layer in enumerate(written["layers"], start=1):
        weights = np.array(layer["weights"])
        assert np.allclose(layer["penalty_dW"], 0.01 * np.sign(weights) + 0.02 * weights)
        assert np.array_equal(layer["dC_dW"], trace.layers[number - 1].d_weights)
        total = np.array(layer["dC_dW"]) + np.array(layer["penalty_dW"])
        assert np.allclose(layer["weights_after"], weights - 0.1 * total, rtol=0, atol=1e-15)


def test_a_run_has_its_last_penalty_beside_the_history() -> None:
    experiment = replace(random_experiment(4), penalty=Penalty(0.01, 0.02))
    run = Run(experiment)
    run.advance(3)
    written = strictly(training_to_json(experiment, run))
    assert list(written) == ["steps", "history", "penalty", "parameters", "outputs"]
    weights = np.concatenate([np.ravel(each) for each in written["parameters"]["weights"]])
    assert written["penalty"] == pytest.approx(
        0.01 * np.sum(np.abs(weights)) + 0.01 * np.sum(weights**2), rel=1e-14
    )
    assert [entry["train_loss"] for entry in written["history"]] == every_loss(run).tolist()


def test_what_is_not_finite_is_written_as_null() -> None:
    written = strictly(trace_to_json(overflowing(), Run(overflowing()).trace(0)))
    assert written["loss_before"] is None
    assert written["layers"][0]["weights"][0][0] == 1e200
    assert written["layers"][1]["a"][0][0] is None


@given(st.integers(0, 10_000_000))
def test_a_history_has_its_ends_and_at_most_a_thousand_between(steps: int) -> None:
    written = history_steps(steps)
    assert written[0] == 0
    assert written[-1] == steps
    assert len(written) <= 1_002
    assert len(written) >= min(steps + 1, 501)
    gaps = set(np.diff(written[:-1]).tolist())
    assert len(gaps) <= 1
    assert all(gap > 0 for gap in np.diff(written))


def test_a_history_without_steps_is_its_beginning() -> None:
    assert history_steps(0) == [0]
    assert history_steps(1) == [0, 1]
    assert history_steps(1_001) == list(range(1_002))
    assert history_steps(1_002) == [*range(0, 1_002, 2), 1_002]


def test_a_run_has_the_keys_of_the_format_and_exact_numbers() -> None:
    experiment = random_experiment(4, training=Training(0.1, batch_size=4))
    run = Run(experiment)
    run.advance(7)
    written = strictly(training_to_json(experiment, run))
    assert list(written) == ["steps", "history", "parameters", "outputs"]
    assert written["steps"] == 7
    assert written["history"] == [
        {"step": step, "train_loss": float(loss), "test_loss": None}
        for step, loss in enumerate(every_loss(run))
    ]
    assert list(written["history"][0]) == ["step", "train_loss", "test_loss"]
    last = run.parameters(7)
    assert list(written["parameters"]) == ["weights", "biases"]
    for layer in (1, 2):
        assert np.array_equal(written["parameters"]["weights"][layer - 1], last.weights(layer))
        assert np.array_equal(written["parameters"]["biases"][layer - 1], present(last.bias(layer)))
    outputs = predict(experiment.network, last, experiment.data.inputs)
    assert np.array_equal(written["outputs"], outputs)


@pytest.mark.parametrize(("samples", "has_outputs"), [(10_000, True), (10_001, False)])
def test_outputs_of_very_many_samples_are_left_out(samples: int, has_outputs: bool) -> None:
    experiment = random_experiment(5, sizes=(1, 1), samples=samples)
    written = strictly(training_to_json(experiment, Run(experiment)))
    assert ("outputs" in written) is has_outputs


def test_a_run_that_diverged_is_still_json() -> None:
    run = diverging()
    written = strictly(training_to_json(run.experiment, run))
    assert written["steps"] == run.steps
    assert written["history"][-1]["step"] == run.steps


def test_a_loss_that_is_not_finite_is_empty_in_csv_and_null_in_json() -> None:
    experiment = overflowing()
    run = Run(experiment)
    assert strictly(training_to_json(experiment, run))["history"][0]["train_loss"] is None
    assert training_to_csv(experiment, run) == "step,train_loss,test_loss\n0,,\n"
    assert "∞" in training_to_text(experiment, run, say)


def test_csv_reads_back_to_the_same_losses() -> None:
    experiment = random_experiment(6)
    run = Run(experiment)
    run.advance(1_200)
    rows = list(csv.DictReader(training_to_csv(experiment, run).splitlines()))
    assert list(rows[0]) == ["step", "train_loss", "test_loss"]
    assert [int(row["step"]) for row in rows] == history_steps(1_200)
    assert all(float(row["train_loss"]) == run.loss(int(row["step"])) for row in rows)
    assert {row["test_loss"] for row in rows} == {""}


@given(st.integers(0, 300))
def test_text_tells_few_round_steps(steps: int) -> None:
    experiment = mazur()
    run = Run(experiment)
    run.advance(steps)
    written = training_to_text(experiment, run, say).split("\n\n")
    told = [int(line.split()[0]) for line in written[1].splitlines()[1:]]
    assert told[0] == 0
    assert told[-1] == steps
    assert len(told) <= tables._TEXT_LINES + 2
    assert f"{steps} training steps" in written[0]


def test_text_sets_outputs_beside_targets_and_cuts_long_lists() -> None:
    experiment = random_experiment(7, samples=14)
    experiment = replace(
        experiment,
        data=replace(experiment.data, targets=freeze(np.full((14, 2), 0.25))),
    )
    written = training_to_text(experiment, Run(experiment), say)
    assert written.count("0.25\n") == 20
    assert written.endswith("and 4 more samples\n")
