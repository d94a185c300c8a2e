"""Samples come from where the experiment says, and the same samples every time."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.backprop import predict
from engine.data.dataset import FromTable, Inline, split
from engine.data.generators import GENERATORS, generate
from engine.data.table_form import TableForm
from engine.experiment import Experiment
from engine.run.training import Run
from engine.text.file.document import (
    BadExperiment,
    parse_experiment,
    read_experiment,
    write_experiment,
)
from engine.text.handout.tables import training_to_json
from engine.text.table.reading import table_of
from gui.disk.files import RESOURCES
from tests.faults import said

BUILTIN = RESOURCES / "data"


def _document(data: dict[str, Any], inputs: int, outputs: int) -> bytes:
    return json.dumps(
        {
            "format": "gradientscope-experiment",
            "version": 1,
            "network": {
                "inputs": inputs,
                "layers": [{"neurons": outputs, "activation": "sigmoid"}],
            },
            "loss": {"name": "half_squared_error"},
            "data": data,
            "training": {"batch_size": None},
        }
    ).encode()


def _of(data: dict[str, Any], inputs: int, outputs: int) -> Experiment:
    return parse_experiment(_document(data, inputs, outputs), builtin=BUILTIN)


@pytest.mark.parametrize("name", sorted(GENERATORS))
def test_a_seed_always_gives_the_same_samples_and_another_seed_others(name: str) -> None:
    made = GENERATORS[name]
    x, y = generate(name, 60, 0.1, seed=5)
    assert x.shape == (60, made.inputs)
    assert y.shape == (60, made.targets)
    assert np.array_equal(generate(name, 60, 0.1, seed=5)[0], x)
    assert not np.array_equal(generate(name, 60, 0.1, seed=6)[0], x)


@pytest.mark.parametrize("name", ["moons", "circles", "spirals", "gaussians"])
def test_two_classes_are_equally_often(name: str) -> None:
    _, y = generate(name, 100, 0.0, seed=1)
    assert y.sum() == 50


def test_without_noise_the_samples_lie_on_their_curves() -> None:
    x, y = generate("circles", 50, 0.0, seed=2)
    assert np.linalg.norm(x, axis=1) == pytest.approx(1 - 0.5 * y[:, 0])
    x, y = generate("rings", 60, 0.0, seed=2)
    assert np.linalg.norm(x, axis=1) == pytest.approx((y.argmax(axis=1) + 1) / 3)
    assert (y.sum(axis=1) == 1).all()
    x, y = generate("moons", 50, 0.0, seed=2)
    centre = np.where(y == 0, [[0.0, 0.0]], [[1.0, 0.5]])
    assert np.linalg.norm(x - centre, axis=1) == pytest.approx(1)
    assert (x[y[:, 0] == 0][:, 1] >= 0).all()
    x, y = generate("sine", 50, 0.0, seed=2)
    assert y == pytest.approx(np.sin(np.pi * x))
    x, y = generate("xor", 50, 0.0, seed=2)
    assert ((x[:, :1] * x[:, 1:] < 0) == (y == 1)).all()


def test_the_polynomial_is_found_again_by_least_squares() -> None:
    x, y = generate("polynomial", 200, 0.0, seed=3)
    assert np.polyfit(x[:, 0], y[:, 0], 3) == pytest.approx([2, -1, -1, 0.5])


def test_noise_has_the_deviation_asked_for() -> None:
    clean, noisy = (generate("sine", 4000, noise, seed=3)[1] for noise in (0.0, 0.2))
    assert np.std(noisy - clean) == pytest.approx(0.2, rel=0.1)


@given(st.integers(2, 60), st.floats(0, 0.9), st.integers(0, 99))
def test_a_split_is_complete_and_nothing_stands_on_both_sides(
    samples: int, fraction: float, seed: int
) -> None:
    x = np.arange(float(samples))[:, None]
    data = split(x, 2 * x, fraction, seed, Inline())
    assert len(data.test_inputs) == round(fraction * samples)
    assert sorted([*data.inputs[:, 0], *data.test_inputs[:, 0]]) == list(range(samples))
    assert np.array_equal(data.targets, 2 * data.inputs)
    assert np.array_equal(data.test_targets, 2 * data.test_inputs)
    if len(data.test_inputs) == 0:
        assert np.array_equal(data.inputs, x)


def test_normalising_uses_the_training_part_alone_and_says_what_it_did() -> None:
    x, y = generate("gaussians", 80, 0.3, seed=4)
    data = split(3 + 5 * x, y, 0.25, 1, Inline(), normalise=True)
    assert data.inputs.mean(axis=0) == pytest.approx([0, 0], abs=1e-12)
    assert data.inputs.std(axis=0) == pytest.approx([1, 1])
    assert data.normalisation is not None
    restored = data.inputs * data.normalisation.deviation + data.normalisation.mean
    plain = split(3 + 5 * x, y, 0.25, 1, Inline())
    assert restored == pytest.approx(plain.inputs)


@pytest.mark.parametrize(
    ("name", "inputs", "labels", "rows"),
    [
        ("iris", 4, ("setosa", "versicolor", "virginica"), 150),
        ("penguins", 4, ("Adelie", "Chinstrap", "Gentoo"), 333),
        ("digits", 64, tuple("0123456789"), 1797),
    ],
)
def test_built_in_data_is_whole(name: str, inputs: int, labels: tuple[str, ...], rows: int) -> None:
    data = _of({"kind": "builtin", "name": name}, inputs, len(labels)).data
    assert data.inputs.shape == (rows, inputs)
    assert data.target_names == labels
    assert (data.targets.sum(axis=1) == 1).all()
    assert len(data.input_names) == inputs


def test_the_first_iris_is_fishers_first() -> None:
    data = _of({"kind": "builtin", "name": "iris"}, 4, 3).data
    assert data.inputs[0].tolist() == [5.1, 3.5, 1.4, 0.2]
    assert data.targets[0].tolist() == [1, 0, 0]


def test_every_built_in_table_has_its_origin_and_licence_stated() -> None:
    stated = (BUILTIN / "README.md").read_text("utf-8")
    for path in BUILTIN.glob("*.csv"):
        (line,) = [line for line in stated.splitlines() if f"`{path.name}`" in line]
        assert "CC" in line


def _table(tmp_path: Path, text: str) -> Path:
    (tmp_path / "table.csv").write_text(text, "utf-8")
    path = tmp_path / "experiment.json"
    data = {"kind": "csv", "path": "table.csv", "inputs": ["a", "b"], "targets": ["c"]}
    path.write_bytes(_document(data, 2, 1))
    return path


@pytest.mark.parametrize(
    "text",
    [
        "a,b,c\n1,2,0.5\n3,4,1\n",
        "c,b,a\r\n0.5,2,1\r\n1,4,3\r\n",
        "\ufeffa;b;c\n1;2;0.5\n3;4;1\n\n",
        '"a", "b", "c"\n1, 2, 0.5\n3, 4, 1\n'.replace(", ", ","),
    ],
)
def test_tables_are_read_by_their_column_names(tmp_path: Path, text: str) -> None:
    data = read_experiment(_table(tmp_path, text)).data
    assert data.inputs.tolist() == [[1, 2], [3, 4]]
    assert data.targets.tolist() == [[0.5], [1]]


def test_labels_become_one_hot_in_sorted_order() -> None:
    table = table_of(b"kind\nyes\nno\nyes\n", "t.csv", TableForm())
    numbers, labels = table.one_hot("kind")
    assert labels == ("no", "yes")
    assert numbers.tolist() == [[0, 1], [1, 0], [0, 1]]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a,b,c\n1,x,0\n", "table.csv: row 2, column 'b': 'x' is not a number"),
        (
            "a,b,c\n1,2,0\n,2,0\n",
            'table.csv: row 3, column \'a\': the cell is empty; with "missing": "drop"',
        ),
        ("a,b,c\n1,nan,0\n", "table.csv: row 2, column 'b': 'nan' is not a finite number"),
        ("a,b,c\n1,2\n", "table.csv: row 2: 2 cells where 3 belong"),
        ("a,a,c\n1,2,3\n", "table.csv: row 1: the column name 'a' stands there twice"),
        ("a,c\n1,2\n", "table.csv: there is no column 'b'; there are a, c"),
        ("a,b,c\n", "table.csv: there are no rows below the column names"),
        ("a,b,c\n1,2,no\n1,2,yes\n1,2,so\n", "there are 2 inputs and 3 targets; the network"),
    ],
)
def test_what_is_wrong_with_a_table_is_named_with_row_and_column(
    tmp_path: Path, text: str, sentence: str
) -> None:
    with pytest.raises(BadExperiment) as error:
        read_experiment(_table(tmp_path, text))
    assert sentence in said(error.value)
    assert "\n" not in said(error.value)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"kind": "generator", "name": "moon"}, "data.name: 'moon' is not one of linear, xor"),
        ({"kind": "generator", "name": "xor", "samples": 0}, "data.samples: 0 is not a whole"),
        ({"kind": "generator", "name": "xor", "noise": -1}, "data.noise: -1.0 is negative"),
        (
            {"kind": "generator", "name": "xor", "samples": 200, "noise": 1e308},
            "data.noise: 1e+308 is so much noise that samples are no longer finite",
        ),
        (
            {"kind": "generator", "name": "xor", "test_fraction": 1},
            "data.test_fraction: 1.0 is not from 0 to below 1",
        ),
        ({"kind": "builtin", "name": "mnist"}, "data.name: 'mnist' is not one of digits, iris"),
        ({"kind": "csv", "path": "no.csv", "inputs": ["a"], "targets": ["b"]}, "no.csv: no such"),
        ({"kind": "csv", "path": "no.csv", "inputs": [], "targets": []}, "data: inputs and"),
    ],
)
def test_what_is_wrong_with_the_data_is_named(data: dict[str, Any], sentence: str) -> None:
    with pytest.raises(BadExperiment) as error:
        _of(data, 2, 1)
    assert said(error.value).startswith(sentence)


def test_saving_keeps_where_the_samples_come_from(tmp_path: Path) -> None:
    generated = _of({"kind": "generator", "name": "xor", "samples": 40, "test_fraction": 0.5}, 2, 1)
    again = parse_experiment(write_experiment(generated))
    assert len(write_experiment(generated)) < 1500
    assert again.data.source == generated.data.source
    assert np.array_equal(again.data.test_inputs, generated.data.test_inputs)
    real = _of({"kind": "builtin", "name": "iris", "normalise": True}, 4, 3)
    assert np.array_equal(
        parse_experiment(write_experiment(real), builtin=BUILTIN).data.inputs, real.data.inputs
    )


def test_a_table_is_still_found_when_its_experiment_is_saved_elsewhere(tmp_path: Path) -> None:
    experiment = read_experiment(_table(tmp_path, "a,b,c\n1,2,0.5\n3,4,1\n"))
    elsewhere = tmp_path / "deep" / "down"
    elsewhere.mkdir(parents=True)
    copy = elsewhere / "copy.json"
    copy.write_bytes(write_experiment(experiment, elsewhere))
    again = read_experiment(copy)
    assert isinstance(again.data.source, FromTable)
    assert again.data.source.path == "../../table.csv"
    assert np.array_equal(again.data.inputs, experiment.data.inputs)


def test_a_generated_experiment_trains() -> None:
    experiment = _of({"kind": "generator", "name": "linear", "samples": 50}, 2, 1)
    run = Run(experiment)
    run.advance(100)
    assert run.loss(100) < 0.7 * run.loss(0)


def test_the_loss_on_the_test_part_stands_in_the_history() -> None:
    data = {"kind": "generator", "name": "linear", "samples": 40, "test_fraction": 0.25}
    experiment = _of(data, 2, 1)
    run = Run(experiment)
    run.advance(5)
    history = json.loads(training_to_json(experiment, run))["history"]
    for entry in history:
        outputs = predict(
            experiment.network, run.parameters(entry["step"]), experiment.data.test_inputs
        )
        errors = outputs - experiment.data.test_targets
        assert entry["test_loss"] == pytest.approx(float(np.mean(0.5 * errors**2)))
