"""Whatever is wrong with a file or a request, a command says so in one line and prints no more."""

import json
from pathlib import Path

import pytest

from engine.text.file.document import write_experiment
from gui.disk import files
from main import main
from tests.command_line import Capture, Change, assert_one_complaint, saved


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda d: d.update(tilte="x"), ("'tilte'", "title is meant")),
        (lambda d: d["network"]["layers"][1].update(activatoin=1), ("layers[1]", "activation is")),
        (lambda d: d["training"].update(learning_rate=1), ("training", "there are optimizer")),
        (lambda d: d["data"].update(delimiter=";"), ("data", "inputs, targets, input_names")),
        (lambda d: d.update(data={"kind": "builtin", "nam": "iris"}), ("data", "name is meant")),
        (lambda d: d["network"].pop("layers"), ("network", "layers")),
        (
            lambda d: d["network"]["layers"][1].update(activation="sigmod"),
            ("network.layers[1].activation", "'sigmod'"),
        ),
        (
            lambda d: d["network"]["layers"][0].update(activation="softmax"),
            ("network.layers[0].activation", "last layer"),
        ),
        (lambda d: d["network"]["layers"][0].update(neurons="two"), ("neurons", "two")),
        (lambda d: d["network"]["layers"][0].update(neurons=0), ("neurons", "0")),
        (lambda d: d["network"]["parameters"]["weights"][0].pop(), ("parameters.weights[0]",)),
        (lambda d: d["data"]["inputs"][0].append(1.0), ("data.inputs[0]",)),
        (lambda d: d["data"].update(inputs=[[float("nan"), 0.1]]), ("NaN",)),
        (lambda d: d["data"].update(inputs=[[float("inf"), 0.1]]), ("Infinity",)),
        (lambda d: d["training"]["optimizer"].update(learning_rate=-1), ("learning_rate", "-1")),
        (lambda d: d["training"].update(update_rule="sideways"), ("'sideways'", "in_place")),
        (lambda d: d["loss"].update(l2=-0.1), ("loss.l2", "-0.1")),
        (lambda d: d.update(version=2), ("version", "2")),
    ],
)
@pytest.mark.parametrize("command", ["trace", "check"])
def test_a_bad_value_is_one_line_with_its_place(
    command: str, change: Change, words: tuple[str, ...], capsys: Capture, tmp_path: Path
) -> None:
    assert main([command, str(saved(tmp_path, change))]) == 2
    assert_one_complaint(capsys, *words)


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\xff\xfe", b"[1, 2, 3]", b'"text"', b"null", b"{}", b"[" * 100_000],
    ids=["empty", "binary", "list", "text", "null", "nothing", "deep"],
)
def test_what_is_no_experiment_is_one_line(content: bytes, capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    assert main(["train", str(path), "--steps", "1"]) == 2
    assert_one_complaint(capsys, "bad.json")


def test_an_experiment_cut_off_anywhere_is_one_line(capsys: Capture, tmp_path: Path) -> None:
    whole = files.resolve("mazur-2-2-2").read_bytes().rstrip()
    path = tmp_path / "cut.json"
    for length in range(1, len(whole), 97):
        path.write_bytes(whole[:length])
        assert main(["trace", str(path)]) == 2
        assert_one_complaint(capsys, "cut.json")


def test_a_hundred_megabytes_of_garbage_are_refused_at_once(
    capsys: Capture, tmp_path: Path
) -> None:
    path = tmp_path / "huge.json"
    with path.open("wb") as file:
        file.truncate(100 * 2**20)  # sparse: it takes no room on disk
    assert main(["trace", str(path)]) == 2
    assert_one_complaint(capsys, "huge.json", "MB")


def test_a_table_in_place_of_an_experiment_is_told_where_it_belongs(
    capsys: Capture, tmp_path: Path
) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("a,b\n1,2\n")
    assert main(["trace", str(path)]) == 2
    assert_one_complaint(capsys, "mine.csv", "this is a table, not an experiment")


def test_what_was_guessed_of_a_table_is_one_line_beside_the_results(
    capsys: Capture, tmp_path: Path
) -> None:
    (tmp_path / "t.csv").write_bytes(b"a;b\n1,5;2,5\n?;3\n")
    document = json.loads(write_experiment(files.read(files.resolve("mazur-2-2-2"))))
    document["network"] = {"inputs": 1, "layers": [{"neurons": 1, "activation": "identity"}]}
    document["data"] = {"kind": "csv", "path": "t.csv", "inputs": ["a"], "targets": ["b"]}
    document["data"]["missing"] = "drop"
    document.pop("published")
    path = tmp_path / "t.json"
    path.write_text(json.dumps(document))
    assert main(["trace", str(path)]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["inputs"] == [[1.5]]
    assert printed.err == (
        "gradientscope: t.csv was read as utf-8 text with semicolons between its cells, decimal "
        "commas and names in its first row; 1 row that lacks a value is left out\n"
    )


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["trace", "no-such-example"], ("no-such-example",)),
        (["no-such-example"], ("no-such-example",)),
        (["no/such/file.json"], ("no/such/file.json",)),
        ([""], ("neither",)),
        (["x" * 5_000], ("neither",)),
        (["tarce", "mazur-2-2-2"], ("tarce", "trace")),
        (["--no-such-option"], ("--no-such-option",)),
        (["trace"], ("trace", "EXP")),
        (["trace", "."], ("folder",)),
        (["trace", "mazur-2-2-2", "--sample", "1"], ("sample 1", "from 0 to 0")),
        (["trace", "mazur-2-2-2", "--sample", "-1"], ("-1",)),
        (["trace", "mazur-2-2-2", "--sample", "one"], ("one",)),
        (["trace", "mazur-2-2-2", "--format", "xml"], ("xml",)),
        (["trace", "mazur-2-2-2", "-o", "/no/such/folder/x"], ("/no/such/folder/x",)),
        (["trace", "mazur-2-2-2", "-o", "/"], ("cannot be written",)),
        (["train", "mazur-2-2-2"], ("--steps",)),
        (["train", "mazur-2-2-2", "--steps", "-1"], ("-1",)),
        (["train", "mazur-2-2-2", "--steps", "1.5"], ("1.5",)),
        (["train", "mazur-2-2-2", "--steps", "9" * 30], ("9" * 30, "too large", "9" * 18)),
        (["train", "mazur-2-2-2", "--steps", "0" * 30 + "x"], ("whole number",)),
        (["replay", "nosuch"], ("'nosuch'", "--log")),
        (["worksheet", "mazur-2-2-2", "--blank", "z,,a", "-o", "x.pdf"], ("'' is no kind",)),
        (["code", "mazur-2-2-2"], ("--to",)),
        (["code", "mazur-2-2-2", "--to", "julia"], ("julia", "torch")),
        (["code", "mazur-2-2-2", "--to", "numpy", "--steps", "-1"], ("-1",)),
        (["examples", "-o", "/no/such/folder/x"], ("/no/such/folder/x",)),
        (["render", "mazur-2-2-2", "-o", "x.png"], ("--view",)),
        (["render", "mazur-2-2-2", "--view", "network"], ("-o",)),
        (["render", "mazur-2-2-2", "--view", "sunset", "-o", "x.png"], ("sunset",)),
        (["render", "mazur-2-2-2", "--view", "network", "-o", "x"], (".png",)),
    ],
)
def test_a_bad_request_is_one_line(
    argv: list[str], words: tuple[str, ...], capsys: Capture
) -> None:
    assert main(argv) == 2
    assert_one_complaint(capsys, *words)


def test_a_program_of_very_many_samples_is_refused(capsys: Capture, tmp_path: Path) -> None:
    path = saved(
        tmp_path, lambda d: d["data"].update(inputs=[[0.0, 0.0]] * 201, targets=[[0.0, 0.0]] * 201)
    )
    assert main(["code", str(path), "--to", "torch"]) == 2
    assert_one_complaint(capsys, "200 samples", "201")


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--theme", "pink", ("pink",)),
        ("--lang", "fr", ("fr", "not built yet")),
        ("--size", "big", ("big", "1440x900")),
        ("--size", "100", ("100",)),
        ("--size", "0x0", ("0x0",)),
        ("--size", "1000000x1000000", ("1000000x1000000",)),
        ("--scale", "double", ("double",)),
        ("--scale", "nan", ("nan",)),
        ("--step", "-1", ("-1",)),
        ("--beat", "99", ("beat 99",)),
        ("--select", "w[9,0,0]", ("w[9,0,0]",)),
        ("--select", "w[2,0]", ("w[2,0]",)),
        ("--select", "dw[2,0,0]", ("dw[2,0,0] cannot be selected; a neuron",)),
        ("--select", "weight", ("weight",)),
    ],
)
def test_a_picture_that_cannot_be_drawn_is_one_line(
    option: str, value: str, words: tuple[str, ...], capsys: Capture, tmp_path: Path, qapp: object
) -> None:
    path = tmp_path / "x.png"
    asked = ["render", "mazur-2-2-2", "--view", "network", "-o", str(path), option, value]
    assert main(asked) == 2
    assert_one_complaint(capsys, *words)
    assert not path.exists()
