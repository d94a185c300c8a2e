"""A table becomes an experiment of fitting shape, or a sentence says why not."""

import json
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from engine.data.dataset import FromTable, Inline
from engine.data.table_form import TableForm
from engine.experiment import Experiment
from engine.fault import Faulty
from engine.run.training import Run
from engine.text.file.document import read_experiment, write_experiment
from gui.disk.files import RESOURCES
from gui.table.draft import (
    ColumnRole,
    Draft,
    experiment_of,
    first_draft,
    problem,
    with_form,
    with_roles,
)
from gui.words.faults import fault_sentence
from tests.faults import said
from tests.spreadsheets import xlsx


def _draft(text: str, file: str = "t.csv") -> Draft:
    return first_draft(file, text.encode())


def _roles(draft: Draft) -> dict[str, str]:
    return {name: role.value for name, role in draft.roles.items()}


def _problem(draft: Draft) -> str:
    found = problem(draft)
    return "" if found is None else fault_sentence(found)


def _shape(experiment: Experiment) -> tuple[tuple[int, ...], str, str]:
    network = experiment.network
    return network.sizes, network.layers[-1].activation.name, experiment.loss.name


CLASSES = "id;x;kind;y\n1;1,5;a;2\n2;2,5;b;3\n3;3,5;a;4\n4;4,5;b;5\n"


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        (CLASSES, ((2, 4, 1), "sigmoid", "binary_cross_entropy")),
        ("x,y\n1,2.5\n2,3\n", ((1, 4, 1), "identity", "half_squared_error")),
        ("x,k,note\n1,a,one\n2,b,two\n3,a,\n", ((1, 4, 1), "sigmoid", "binary_cross_entropy")),
        ("k,x\na,1\nb,2\nc,3\n", ((1, 4, 3), "softmax", "cross_entropy")),
        ("x,y\n" + "1.5,0\n2.5,1\n" * 4, ((1, 4, 1), "sigmoid", "binary_cross_entropy")),
        ("x,y\n" + "1.5,0\n2.5,1\n3,2\n" * 4, ((1, 4, 3), "softmax", "cross_entropy")),
        ("1.5,2.5\n2.5,3.5\n", ((1, 4, 1), "identity", "half_squared_error")),
    ],
)
def test_the_network_fits_what_the_target_holds(
    text: str, shape: tuple[tuple[int, ...], str, str]
) -> None:
    experiment = experiment_of(_draft(text))
    assert _shape(experiment) == shape
    run = Run(experiment)
    run.advance(200)
    assert run.loss(200) < run.loss(0)


def test_what_only_counts_the_rows_is_left_out_at_first() -> None:
    draft = _draft(CLASSES)
    assert _roles(draft) == {"id": "left-out", "x": "input", "kind": "target", "y": "input"}


def test_inputs_are_normalised_unless_that_is_switched_off() -> None:
    draft = _draft("x,y\n10,1\n20,3\n60,5\n")
    data = experiment_of(draft).data
    assert data.inputs.mean() == pytest.approx(0, abs=1e-15)
    assert data.inputs.std() == pytest.approx(1)
    plain = Draft(
        **{key: getattr(draft, key) for key in Draft.__struct_fields__} | {"normalise": False}
    )
    assert experiment_of(plain).data.inputs.tolist() == [[10], [20], [60]]


def test_several_targets_are_numbers() -> None:
    draft = with_roles(_draft("x,y,z,k\n1,2,0,a\n3,4,1,b\n"), ("y", "z"), ColumnRole.TARGET)
    assert "several targets can only be numbers" not in _problem(draft)
    assert "row 2, column 'k': 'a' is not a number" in _problem(draft)
    draft = with_roles(draft, ("k",), ColumnRole.LEFT_OUT)
    assert _problem(draft) == ""
    assert experiment_of(draft).data.targets.tolist() == [[2, 0], [4, 1]]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x,y\n1,2\nq,3\n2,4\n5,6\n", "row 3, column 'x': 'q' is not a number"),
        ("x,y\n1,2\n?,3\n2,4\n", "row 3, column 'x': '?' stands for a missing value"),
        ("k\na\nb\n", "choose at least one column as an input"),
        ("x,y\n1,2\n1\n", "row 3: 1 cells where 2 belong"),
        ("", "there are no rows below the column names"),
    ],
)
def test_what_stands_in_the_way_is_said_without_the_name_of_the_file(
    text: str, sentence: str
) -> None:
    draft = _draft(text)
    assert _problem(draft) == sentence
    with pytest.raises(Faulty) as told:
        experiment_of(draft)
    assert said(told.value) == sentence


def test_a_target_must_be_chosen() -> None:
    draft = with_roles(_draft("x,y\n1,2\n3,4\n"), ("y",), ColumnRole.LEFT_OUT)
    assert _problem(draft) == "choose a column as the target"


def test_rows_that_lack_a_value_are_left_out_by_the_columns_chosen() -> None:
    draft = _draft("x,y,k\n1,2,\n?,3,a\n5,6,a\n7,8,b\n")
    draft = with_form(draft, _form(draft, missing="drop"))
    assert len(experiment_of(draft).data.inputs) == 2
    draft = with_roles(with_roles(draft, ("k",), ColumnRole.LEFT_OUT), ("y",), ColumnRole.TARGET)
    assert len(experiment_of(draft).data.inputs) == 3


def _form(draft: Draft, **keys: object) -> TableForm:
    return replace(draft.form, **keys)


def test_a_file_is_learnt_from_as_it_lies_there(tmp_path: Path) -> None:
    path = tmp_path / "größen.csv"
    path.write_bytes(CLASSES.encode("cp1252"))
    experiment = experiment_of(first_draft(path.name, path.read_bytes(), path))
    assert isinstance(experiment.data.source, FromTable)
    assert experiment.title == "größen"
    elsewhere = tmp_path / "deep"
    elsewhere.mkdir()
    copy = elsewhere / "experiment.json"
    copy.write_bytes(write_experiment(experiment, elsewhere))
    assert json.loads(copy.read_bytes())["data"]["path"] == "../größen.csv"
    again = read_experiment(copy)
    assert np.array_equal(again.data.inputs, experiment.data.inputs)
    assert again.data.target_names == ("b",)


def test_a_pasted_table_stands_in_the_experiment_itself() -> None:
    experiment = experiment_of(_draft("x\ty\n1,5\t2\n2,5\t3\n", "pasted table"))
    assert isinstance(experiment.data.source, Inline)
    assert experiment.data.input_names == ("x",)
    assert experiment.data.target_names == ("y",)
    assert experiment.data.targets.tolist() == [[2], [3]]


def test_the_sheets_of_a_spreadsheet_can_be_chosen() -> None:
    content = xlsx({"notes": [["hello"]], "data": [["x", "y"], [1, 2], [3, 4.5]]})
    draft = first_draft("t.xlsx", content)
    assert draft.sheets == ("notes", "data")
    draft = with_form(draft, _form(draft, sheet="data"))
    assert experiment_of(draft).data.targets.tolist() == [[2], [4.5]]
    broken = first_draft("t.xlsx", b"PK no")
    assert _problem(broken) == "this is no spreadsheet that can be read"


def test_the_bundled_tables_are_understood_without_a_word() -> None:
    for name, sizes in (("iris", (4, 4, 3)), ("digits", (64, 4, 10))):
        path = RESOURCES / "data" / f"{name}.csv"
        draft = first_draft(path.name, path.read_bytes(), path)
        assert experiment_of(draft).network.sizes == sizes


def test_a_large_table_is_seen_at_once_and_learnt_whole() -> None:
    row = "0.123456789,0.987654321,1.5\n"
    draft = _draft("a,b,c\n" + 50_000 * row)
    assert draft.table is not None
    assert 0 < len(draft.table.rows) < 50_000
    assert len(experiment_of(draft).data.inputs) == 50_000
