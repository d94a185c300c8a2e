"""An experiment file is read whole or refused with one sentence that names place and value."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.experiment import Experiment, UpdateRule
from engine.optimizers import OPTIMIZERS
from engine.penalty import Penalty
from engine.text.file.document import (
    LARGEST_FILE_BYTES,
    BadExperiment,
    parse_experiment,
    read_experiment,
    write_experiment,
)
from gui.disk import files
from gui.disk.files import Example, examples
from tests.faults import complaining, said
from tests.networks import experiments, present

Change = Callable[[dict[str, Any]], object]


def _mazur() -> dict[str, Any]:
    return {
        "format": "gradientscope-experiment",
        "version": 1,
        "title": "Worked 2-2-2 example",
        "network": {
            "inputs": 2,
            "layers": [{"neurons": 2, "activation": "sigmoid"} for _ in range(2)],
            "init": {"scheme": "xavier_uniform", "seed": 0},
            "parameters": {
                "weights": [[[0.15, 0.20], [0.25, 0.30]], [[0.40, 0.45], [0.50, 0.55]]],
                "biases": [[0.35, 0.35], [0.60, 0.60]],
            },
        },
        "loss": {"name": "half_squared_error", "l1": 0.0, "l2": 0.0},
        "data": {"kind": "inline", "inputs": [[0.05, 0.10]], "targets": [[0.01, 0.99]]},
        "training": {
            "optimizer": {"name": "sgd", "learning_rate": 0.5},
            "batch_size": 1,
            "shuffle": False,
            "seed": 0,
            "train_biases": True,
            "update_rule": "simultaneous",
        },
        "published": [
            {"step": 0, "quantity": "dw[2,0,0]", "printed": "0.082167041", "source": "Mazur"}
        ],
    }


def _parse(document: object) -> Experiment:
    return parse_experiment(json.dumps(document).encode())


def test_every_key_of_the_format_is_read() -> None:
    experiment = _parse(_mazur())
    assert experiment.title == "Worked 2-2-2 example"
    assert experiment.network.sizes == (2, 2, 2)
    assert experiment.given is not None
    assert experiment.given.weights(2).tolist() == [[0.40, 0.45], [0.50, 0.55]]
    assert present(experiment.given.bias(1)).tolist() == [0.35, 0.35]
    assert experiment.data.targets.tolist() == [[0.01, 0.99]]
    assert experiment.training.learning_rate == 0.5
    assert experiment.published[0].printed == "0.082167041"


@pytest.mark.parametrize(
    "printed", ["1.25e-01", ".5", "−0.0226", "2.57×10⁻³", "0.29837110876000272", "1/3"]
)
def test_a_figure_in_any_notation_is_kept_with_its_note(printed: str) -> None:
    figure = {"step": 0, "quantity": "C", "printed": printed, "note": "a first program"}
    document = _mazur()
    document["published"] = [figure]
    read = _parse(document)
    assert (read.published[0].printed, read.published[0].note) == (printed, "a first program")
    again = parse_experiment(write_experiment(read))
    assert again.published == read.published


def test_only_the_required_keys_are_required() -> None:
    document = {
        "format": "gradientscope-experiment",
        "version": 1,
        "network": {"inputs": 1, "layers": [{"neurons": 1, "activation": "tanh"}]},
        "loss": {"name": "mean_squared_error"},
        "data": {"kind": "inline", "inputs": [[1]], "targets": [[0]]},
    }
    experiment = parse_experiment(json.dumps(document).encode(), title="stem")
    assert experiment.title == "stem"
    assert experiment.training.learning_rate == 0.5
    assert experiment.training.batch_size == 1
    assert experiment.training.train_biases
    assert present(experiment.first_parameters().bias(1)).tolist() == [0.0]


def test_a_byte_order_mark_is_accepted() -> None:
    assert parse_experiment(b"\xef\xbb\xbf" + json.dumps(_mazur()).encode()).title


def _set(*path: str | int, to: object) -> Change:
    def change(document: dict[str, Any]) -> None:
        place: Any = document
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = to

    return change


def _drop(*path: str | int) -> Change:
    def change(document: dict[str, Any]) -> None:
        place: Any = document
        for key in path[:-1]:
            place = place[key]
        del place[path[-1]]

    return change


LAYER = ("network", "layers", 1)
RATE = ("training", "optimizer", "learning_rate")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (_set("tittle", to="x"), "the key 'tittle' is not known"),
        (_set("network", "depth", to=3), "network: the key 'depth' is not known"),
        (_drop("format"), "the key 'format' is missing"),
        (_drop("network", "layers"), "network: the key 'layers' is missing"),
        (_set("format", to="other"), "format: 'other' is not gradientscope-experiment"),
        (_set("version", to=2), "version: 2 cannot be read, a newer program wrote this file"),
        (_set("network", "inputs", to="2"), "network.inputs: '2' stands where a whole number"),
        (_set("network", "inputs", to=2.5), "network.inputs: 2.5 stands where a whole number"),
        (_set("network", "inputs", to=True), "network.inputs: true stands where a whole number"),
        (_set("network", "inputs", to=0), "network.inputs: 0 is not a whole number from 1"),
        (_set("network", "layers", to=[]), "network.layers: the list is empty"),
        (_set(*LAYER, "neurons", to=-1), "network.layers[1].neurons: -1 is not a whole number"),
        (
            _set(*LAYER, "activation", to="sigmod"),
            "network.layers[1].activation: 'sigmod' is not one of identity, sigmoid,",
        ),
        (
            _set("network", "layers", 0, "activation", to="softmax"),
            "network.layers[0].activation: softmax can only stand in the last layer",
        ),
        (
            _set("network", "parameters", "weights", 1, 0, to=[1, 2, 3]),
            "network.parameters.weights[1][0]: has 3 numbers where 2 belong",
        ),
        (
            _set("network", "parameters", "weights", 1, to=[[1, 2]]),
            "network.parameters.weights[1]: has 1 entries for 2 rows",
        ),
        (
            _set("network", "parameters", "biases", to=[[0, 0]]),
            "network.parameters.biases: has 1 entries for 2 layers",
        ),
        (
            _set("network", "parameters", "biases", 0, to=[0]),
            "network.parameters.biases[0]: has 1 entries for 2 neurons",
        ),
        (
            _set("network", "parameters", "weights", 0, 0, 0, to=None),
            "network.parameters.weights[0][0][0]: null stands where a number belongs",
        ),
        (_set("network", "init", "scheme", to="magic"), "network.init.scheme: 'magic' is not one"),
        (_set("network", "init", "seed", to=-1), "network.init.seed: -1 is not a seed from 0"),
        (_set("loss", "name", to="mse"), "loss.name: 'mse' is not one of half_squared_error"),
        (_set("loss", "name", to="cross_entropy"), "loss.name: 'cross_entropy' needs softmax"),
        (_set("loss", "l2", to=-0.1), "loss.l2: -0.1 is negative; a penalty is 0 or more"),
        (_set("data", "inputs", to=[]), "data.inputs: the list is empty"),
        (_set("data", "inputs", 0, to=[1]), "data.inputs[0]: has 1 numbers where 2 belong"),
        (_set("data", "targets", 0, to=[1]), "data.targets[0]: has 1 numbers where 2 belong"),
        (_set("data", "targets", to=[]), "data.targets: has 0 entries for 1 samples"),
        (_set("data", "inputs", 0, 1, to="a"), "data.inputs[0][1]: 'a' stands where a number"),
        (_set("data", to={"kind": "moons"}), "data.kind: 'moons' is not one of inline"),
        (
            _set("data", to={"kind": "generator", "name": "moons"}),
            "data: there are 2 inputs and 1 targets; the network has 2 inputs and 2 outputs",
        ),
        (_set(*RATE, to=0), "training.optimizer.learning_rate: 0.0 is not above zero"),
        (_set(*RATE, to=-0.5), "training.optimizer.learning_rate: -0.5 is not above zero"),
        (
            _set("training", "optimizer", "name", to="adams"),
            "training.optimizer.name: 'adams' is not one of sgd, momentum, nesterov",
        ),
        (_set("training", "batch_size", to=0), "training.batch_size: 0 is not a whole number"),
        (_set("training", "update_rule", to="inplace"), "training.update_rule: 'inplace' is not"),
        (_set("training", "shuffle", to=1), "training.shuffle: 1 stands where true or false"),
        (_set("published", 0, "quantity", to="dw[2,0]"), "published[0].quantity: 'dw[2,0]' has"),
        (
            _set("published", 0, "quantity", to="dw[2,0,7]"),
            "published[0].quantity: 'dw[2,0,7]'",
        ),
        (
            _set("published", 0, "quantity", to="w[1,0,0]@0"),
            "published[0].quantity: 'w[1,0,0]@0' does not name a number of one sample",
        ),
        (
            _set("published", 0, "quantity", to="a[2,0]@-1"),
            "published[0].quantity: 'a[2,0]@-1' does not name a number of one sample",
        ),
        (
            _set("published", 0, "quantity", to="a[2,0]@1"),
            "published[0].quantity: 'a[2,0]@1' lies outside the batch of step 0, whose size is 1",
        ),
        (_set("published", 0, "printed", to="nan"), "published[0].printed: 'nan' is not a printed"),
        (_set("published", 0, "printed", to="1e-999"), "published[0].printed: '1e-999' is not"),
        (_set("new\nline", to=1), "the key 'new\\nline' is not known"),
        (_set("loss", "name", to="x" * 5000), "loss.name: 'xxxxx"),
        (_set("published", 0, "step", to=-1), "published[0].step: -1 is negative"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(change: Change, sentence: str) -> None:
    document = _mazur()
    change(document)
    with pytest.raises(BadExperiment) as error:
        _parse(document)
    assert said(error.value).startswith(sentence)
    assert "\n" not in said(error.value)
    assert len(said(error.value)) < 400


def test_cross_entropy_needs_sigmoid_outputs_and_targets_that_are_probabilities() -> None:
    document = _mazur()
    document["loss"]["name"] = "binary_cross_entropy"
    assert _parse(document).loss.name == "binary_cross_entropy"
    document["data"]["targets"] = [[0.01, 1.5]]
    with complaining(BadExperiment, r"data\.targets\[0\]\[1\]: 1\.5 is not between 0 and"):
        _parse(document)
    document["network"]["layers"][1]["activation"] = "tanh"
    with complaining(BadExperiment, "needs sigmoid neurons in the last layer, not tanh"):
        _parse(document)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"", "the file is empty"),
        (b"  \n ", "the file is empty"),
        (b"\xff\xfe\x00", "byte 0 is no UTF-8 text"),
        (b"[]", "a list stands where a group of keys in braces belongs"),
        (b'{"format": "gradientscope-experiment",\n "version": ', "the text ends too early, in"),
        (b'{"format":\n  NaN}', "line 2, column 3: 'NaN' is no JSON value"),
        (b'{"format": -Infinity}', "line 1, column 1"),
        (b"[" * 200_000, "something else stands where"),
        (b'{"a":' * 200_000, "the key 'a' is not known"),
        (b"\x00" * 1000, "line 1, column 1"),
    ],
)
def test_what_is_no_experiment_at_all_is_refused(text: bytes, sentence: str) -> None:
    with pytest.raises(BadExperiment) as error:
        parse_experiment(text)
    assert said(error.value).startswith(sentence)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "1" + "0" * 400])
def test_a_number_that_is_not_finite_is_refused(number: str) -> None:
    text = json.dumps(_mazur()).replace("0.05", number)
    with complaining(BadExperiment, r"no JSON value|out of range|invalid"):
        parse_experiment(text.encode())


def test_a_huge_file_is_refused_without_being_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE_BYTES + 2**20)
    with complaining(BadExperiment, "an experiment has at most 64 MB"):
        read_experiment(path)


def test_a_path_that_no_file_can_have_is_refused() -> None:
    with complaining(BadExperiment, "null"):
        read_experiment(Path("no\0file.json"))


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "missing.json"
    with complaining(BadExperiment, "no such file") as error:
        read_experiment(missing)
    assert str(missing) in said(error.value)
    with complaining(BadExperiment, "this is a folder"):
        read_experiment(tmp_path)


@given(
    experiments(),
    st.sampled_from(sorted(OPTIMIZERS)),
    st.sampled_from(list(UpdateRule)),
    st.floats(0, 1),
    st.booleans(),
)
def test_saving_and_loading_is_the_identity(
    experiment: Experiment, optimizer: str, rule: UpdateRule, l2: float, shuffle: bool
) -> None:
    training = replace(
        experiment.training, optimizer=OPTIMIZERS[optimizer], update_rule=rule, shuffle=shuffle
    )
    experiment = replace(experiment, training=training, penalty=Penalty(l2 / 3, l2))
    again = parse_experiment(write_experiment(experiment))
    assert again.title == experiment.title
    assert again.network == experiment.network
    assert again.loss is experiment.loss
    assert again.training == experiment.training
    assert again.penalty == experiment.penalty
    assert np.array_equal(again.data.inputs, experiment.data.inputs)
    assert np.array_equal(again.data.targets, experiment.data.targets)
    assert np.array_equal(again.first_parameters().flat, experiment.first_parameters().flat)
    assert write_experiment(again) == write_experiment(experiment)


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_every_bundled_example_can_be_opened_and_saved(example: Example) -> None:
    experiment = files.read(example.path)
    assert experiment.title == example.title
    again = parse_experiment(write_experiment(experiment), builtin=files.RESOURCES / "data")
    assert again.published == experiment.published
    assert np.array_equal(again.first_parameters().flat, experiment.first_parameters().flat)
