"""`--log FILE` and `replay FILE`, from the command line."""

import json
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from gui.disk import files
from gui.state.action_log import ActionLog
from gui.state.experiment import editing
from gui.state.keeper import Keeper
from gui.state.run import actions
from gui.state.state import first_state
from gui.window.window import Window
from main import main


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Return the log of a short session: 12 steps, half of them with another rate."""
    path = tmp_path / "session.jsonl"
    state = first_state(files.read(files.resolve("mazur-2-2-2")), "mazur-2-2-2")
    with path.open("w", encoding="utf-8") as stream:
        keeper = Keeper(state)
        keeper.watchers.append(ActionLog(stream.write, state, "0.1.0").note)
        for call in (
            actions.start_training.call(),
            actions.train.call(6),
            editing.set_learning_rate.call(0.25),
            actions.train.call(6),
            actions.pause.call(),
        ):
            keeper.carry_out(call)
    return path


def test_replay_prints_the_numbers_of_the_step_on_screen(
    log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["replay", str(log)]) == 0
    printed = json.loads(capsys.readouterr().out)
    # the same by another way: train six steps, and six more from what they led to
    assert main(["train", "mazur-2-2-2", "--steps", "6"]) == 0
    halfway = json.loads(capsys.readouterr().out)["parameters"]
    text = json.loads(files.resolve("mazur-2-2-2").read_text("utf-8"))
    text["network"]["parameters"] = halfway
    text["training"]["optimizer"]["learning_rate"] = 0.25
    later = tmp_path / "later.json"
    later.write_text(json.dumps(text), "utf-8")
    assert main(["train", str(later), "--steps", "6"]) == 0
    expected = json.loads(capsys.readouterr().out)["parameters"]
    assert [layer["weights"] for layer in printed["layers"]] == expected["weights"]
    assert [layer["biases"] for layer in printed["layers"]] == expected["biases"]


@pytest.mark.parametrize(
    ("line", "status", "sentence"),
    [
        ("nonsense", 2, "line 7: this is not a JSON object"),
        ('{"action": "run.fly", "args": []}', 2, "line 7: there is no action called run.fly"),
        ('{"action": "run.go_to", "args": [99, 0, 1]}', 1, "line 7: run.go_to is refused"),
    ],
)
def test_a_bad_line_is_one_sentence_with_its_number(
    log: Path, capsys: pytest.CaptureFixture[str], line: str, status: int, sentence: str
) -> None:
    with log.open("a", encoding="utf-8") as stream:
        stream.write(line + "\n")
    assert main(["replay", str(log)]) == status
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
    assert f"{log}: {sentence}" in told.err


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b'{"format": "x"}\n'])
def test_what_is_no_log_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    path = tmp_path / "no.jsonl"
    path.write_bytes(content)
    assert main(["replay", str(path)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("argv", [["--log"], ["--log", "."], ["--log=nowhere/x.jsonl"]])
def test_a_log_that_cannot_be_written_is_one_sentence(
    argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(argv) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_session_in_the_window_is_logged_and_replayed(
    qapp: QApplication,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # the window sets its own
    path = tmp_path / "log.jsonl"
    numbers: list[float] = []

    def use() -> None:
        for window in qapp.topLevelWidgets():
            if isinstance(window, Window) and window.isVisible():
                window.menu.next_step.trigger()
                window.menu.next_step.trigger()
                run = window.store.state.document.run
                numbers.append(float(run.trace(2).layers[0].z[0, 0]))
                window.close()

    QTimer.singleShot(0, use)
    assert main(["--log", str(path), "xor-2-4-1"]) == 0
    assert main(["replay", str(path)]) == 0
    assert json.loads(capsys.readouterr().out)["layers"][0]["z"][0][0] == numbers[0]
