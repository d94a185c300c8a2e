"""`sweep` gives the losses of `train`, a row for every combination of what is swept."""

import csv
import json
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from main import main
from tests.command_line import Capture, assert_one_complaint, example, saved

Document = dict[str, Any]


def _swept(capsys: Capture, name: str, *overs: str, steps: int = 30) -> list[dict[str, Any]]:
    """Return the rows of a sweep as JSON."""
    options = [part for over in overs for part in ("--over", over)]
    command = ["sweep", name, *options, "--steps", str(steps), "--format", "json"]
    assert main(command) == 0
    rows: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return rows


def _trained(capsys: Capture, path: Path, steps: int = 30) -> dict[str, Any]:
    main(["train", str(path), "--steps", str(steps)])
    trained: dict[str, Any] = json.loads(capsys.readouterr().out)
    last: dict[str, Any] = trained["history"][-1]
    return last | {"steps": trained["steps"]}


def _set_rate(document: Document, value: Any) -> None:  # noqa: ANN401
    document["training"]["optimizer"]["learning_rate"] = value


def _set_seed(document: Document, value: Any) -> None:  # noqa: ANN401
    document["network"]["init"]["seed"] = document["training"]["seed"] = value


def _set_neurons(document: Document, value: Any) -> None:  # noqa: ANN401
    document["network"]["layers"][0]["neurons"] = value


def _set_optimizer(document: Document, value: Any) -> None:  # noqa: ANN401
    document["training"]["optimizer"]["name"] = value


def _set_noise(document: Document, value: Any) -> None:  # noqa: ANN401
    document["data"]["noise"] = value


def _set_batch(document: Document, value: Any) -> None:  # noqa: ANN401
    document["training"] |= {"batch_size": value, "shuffle": True}


@pytest.mark.parametrize(
    ("overs", "changes"),
    [
        (("learning_rate=0.01,0.1", "seed=3..5"), (_set_rate, _set_seed)),
        (("layers[0].neurons=2,5", "optimizer=sgd,adam"), (_set_neurons, _set_optimizer)),
        (("optimizer.name=momentum,adadelta,rmsprop", "seed=0..1"), (_set_optimizer, _set_seed)),
        (("data.noise=0.05,0.2", "init.seed=1,2"), (_set_noise, _set_seed)),
        (("batch_size=null,8,30",), (_set_batch,)),
    ],
)
def test_every_row_is_what_train_gives(
    overs: tuple[str, ...],
    changes: tuple[Callable[[Document, Any], None], ...],
    capsys: Capture,
    tmp_path: Path,
) -> None:
    name = str(saved(tmp_path, lambda d: d["training"].update(shuffle=True), "moons-2-8-1"))
    rows = _swept(capsys, name, *overs)
    keys = [over.partition("=")[0] for over in overs]
    assert len({tuple(str(row[key]) for key in keys) for row in rows}) == len(rows) > 1
    for row in rows:
        assert list(row) == [*keys, "train_loss", "test_loss"]
        document = json.loads(Path(name).read_text("utf-8"))
        for key, change in zip(keys, changes, strict=True):
            change(document, row[key])
        path = tmp_path / "one.json"
        path.write_text(json.dumps(document), "utf-8")
        expected = _trained(capsys, path)
        assert row["train_loss"] == pytest.approx(expected["train_loss"], rel=1e-9)
        assert row["test_loss"] == pytest.approx(expected["test_loss"], rel=1e-9)


def test_csv_is_the_usual_form_and_the_last_key_changes_fastest(capsys: Capture) -> None:
    overs = ("--over", "optimizer=sgd,adam", "--over", "batch_size=null,2")
    assert main(["sweep", "xor-2-4-1", *overs, "--steps", "4"]) == 0
    table = list(csv.reader(StringIO(capsys.readouterr().out)))
    assert table[0] == ["optimizer", "batch_size", "train_loss", "test_loss"]
    assert [row[:2] for row in table[1:]] == [
        *(["sgd", "null"], ["sgd", "2"]),
        *(["adam", "null"], ["adam", "2"]),
    ]
    assert [row[3] for row in table[1:]] == [""] * 4, "there is no test set"
    same = _swept(capsys, "xor-2-4-1", "optimizer=sgd,adam", "batch_size=null,2", steps=4)
    assert [float(row[2]) for row in table[1:]] == [row["train_loss"] for row in same]


def test_whole_values_of_json_can_be_swept(capsys: Capture) -> None:
    over = 'optimizer={"name":"momentum","momentum":0.5,"learning_rate":0.1},"sgd"'
    first, second = _swept(capsys, "xor-2-4-1", over)
    assert first["optimizer"] == {"name": "momentum", "momentum": 0.5, "learning_rate": 0.1}
    assert second["optimizer"] == "sgd"
    by_parts = _swept(
        capsys, "xor-2-4-1", "momentum=0.5", "optimizer=momentum", "learning_rate=0.1"
    )
    assert by_parts[0]["train_loss"] == first["train_loss"]


def test_a_single_weight_can_be_swept(capsys: Capture) -> None:
    rows = _swept(capsys, "mazur-2-2-2", "weights[0][1][0]=0.25,0.3", steps=0)
    assert rows[0]["train_loss"] == pytest.approx(0.298371109, abs=1e-9)  # Mazur 2015
    assert rows[1]["train_loss"] != rows[0]["train_loss"]


def test_a_run_that_diverges_is_marked_and_the_others_stand(
    capsys: Capture, tmp_path: Path
) -> None:
    path = saved(
        tmp_path,
        lambda d: d["network"]["layers"][0].update(activation="relu"),
        "moons-2-8-1",
    )
    document = json.loads(path.read_text("utf-8"))
    document["network"]["layers"][1]["activation"] = "identity"
    document["loss"]["name"] = "mean_squared_error"
    document["training"]["optimizer"] = {"name": "sgd"}
    path.write_text(json.dumps(document), "utf-8")
    command = ["sweep", str(path), "--over", "learning_rate=0.01,1000,0.02", "--steps", "100"]
    assert main(command) == 0
    printed = capsys.readouterr()
    table = list(csv.reader(StringIO(printed.out)))
    assert table[2] == ["1000", "", ""]
    assert all(float(cell) for row in (table[1], table[3]) for cell in row)
    _set_rate(document, 1000)
    path.write_text(json.dumps(document), "utf-8")
    stopped = _trained(capsys, path, 100)["steps"]
    assert "learning_rate=1000" in printed.err
    assert f"step {stopped}," in printed.err
    assert len(printed.err.splitlines()) == 1


def test_given_weights_make_a_seed_of_theirs_idle(capsys: Capture) -> None:
    assert main(["sweep", "mazur-2-2-2", "--over", "seed=0..2", "--steps", "2"]) == 0
    printed = capsys.readouterr()
    assert len({line.partition(",")[2] for line in printed.out.splitlines()[1:]}) == 1
    assert "seed draws none" in printed.err


@pytest.mark.parametrize(
    ("over", "words"),
    [
        ("learnin_rate=1", ("learnin_rate", "learning_rate")),
        ("lr=1", ("lr", "learning_rate", "seed")),
        ("learning_rate", ("'learning_rate'", "learning_rate=0.01")),
        ("learning_rate=", ("learning_rate=",)),
        ("=1", ("'=1'",)),
        ("learning_rate=0.1,,1", ("learning_rate", "comma")),
        ("learning_rate=0.1;1", ("learning_rate", "'0.1;1'")),
        ("learning_rate=NaN", ("learning_rate", "'NaN'")),
        ("learning_rate=fast", ("training.optimizer.learning_rate", "'fast'")),
        ("learning_rate=-1", ("training.optimizer.learning_rate", "-1")),
        ("seed=0..1.5", ("seed", "0..1.5", "0..9")),
        ("seed=5..2", ("seed", "5..2")),
        ("seed=0..100000000", ("seed", "20000")),
        ("name=sgd", ("name", "loss.name", "training.optimizer.name")),
        ("neurons=3", ("network.layers[0].neurons", "network.layers[1].neurons")),
        ("layers[0].neurons=0", ("network.layers[0].neurons", "0")),
        ("layers[7].neurons=2", ("layers[7].neurons", "layers[0].neurons")),
        ("optimizer=sgdd", ("training.optimizer.name", "'sgdd'", "adam")),
        ("momentum=0.5", ("training.optimizer", "'momentum'", "adam")),
        ("data.inputs[0][0]=1", ("data.inputs[0][0]",)),
        ("weights[0][0][0]=1", ("weights[0][0][0]",)),
    ],
)
def test_what_cannot_be_swept_is_one_line(
    over: str, words: tuple[str, ...], capsys: Capture
) -> None:
    assert main(["sweep", "moons-2-8-1", "--over", over, "--steps", "1"]) == 2
    assert_one_complaint(capsys, "--over", *words)


@pytest.mark.parametrize(
    ("overs", "words"),
    [
        (("seed=1,2", "init.seed=3"), ("init.seed", "another key")),
        (("optimizer=sgd", "optimizer.name=adam"), ("optimizer.name", "another key")),
        (("seed=0..999", "learning_rate=" + ",".join(["1"] * 21)), ("20000",)),
    ],
)
def test_keys_that_do_not_go_together_are_one_line(
    overs: tuple[str, ...], words: tuple[str, ...], capsys: Capture
) -> None:
    options = [part for over in overs for part in ("--over", over)]
    assert main(["sweep", "moons-2-8-1", *options, "--steps", "1"]) == 2
    assert_one_complaint(capsys, *words)


def test_given_weights_fix_the_sizes(capsys: Capture) -> None:
    command = ["sweep", "mazur-2-2-2", "--over", "layers[0].neurons=2,4", "--steps", "1"]
    assert main(command) == 2
    assert_one_complaint(capsys, "--over", "layers[0].neurons", "parameters")


def test_a_bad_experiment_is_told_as_by_other_commands(capsys: Capture, tmp_path: Path) -> None:
    path = saved(tmp_path, lambda d: d["loss"].update(name="huberr"))
    assert main(["sweep", str(path), "--over", "seed=1", "--steps", "1"]) == 2
    assert_one_complaint(capsys, "changed.json", "loss.name", "'huberr'")


def test_rows_go_to_a_file_and_progress_to_a_terminal(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    path = tmp_path / "rows.csv"
    command = ["sweep", "xor-2-4-1", "--over", "seed=0..4", "--steps", "20", "-o", str(path)]
    assert main(command) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "100" in printed.err
    assert len(path.read_text("utf-8").splitlines()) == 6


def test_a_file_that_leaves_the_rate_out_has_that_of_each_optimiser(
    capsys: Capture, tmp_path: Path
) -> None:
    """Adadelta's own rate is 1, not that of gradient descent: a sweep reads the file as it is."""
    path = saved(tmp_path, lambda d: d["training"].pop("optimizer"), "xor-2-4-1")
    sgd, adadelta = _swept(capsys, str(path), "optimizer=sgd,adadelta")
    document = example("xor-2-4-1")
    document["training"]["optimizer"] = {"name": "adadelta", "learning_rate": 1.0}
    path.write_text(json.dumps(document), "utf-8")
    assert adadelta["train_loss"] == pytest.approx(_trained(capsys, path)["train_loss"], rel=1e-9)
    assert sgd["train_loss"] != adadelta["train_loss"]
