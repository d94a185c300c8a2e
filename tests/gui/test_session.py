"""A session brings back the moment, and every step of every run to the last bit."""

import json
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from engine.data.dataset import FromTable
from engine.exercise.judging import Worth
from engine.experiment import Mistake, Training
from engine.optimizers import OPTIMIZERS
from engine.run.training import Run
from engine.text.session.document import taken_apart, with_pieces
from engine.text.session.pieces import BadSession, PieceReader, PieceWriter
from engine.written.quantity import parse
from gui.disk import files
from gui.disk.lessons import bundled_lesson
from gui.disk.session_folder import SessionFolder
from gui.state.experiment import conventions, editing
from gui.state.keeper import Keeper
from gui.state.lesson import actions as lesson_actions
from gui.state.plain import session_of
from gui.state.refusal import Refused
from gui.state.run import actions, kept
from gui.state.session.actions import restore
from gui.state.session.session import Session, session_text, written
from gui.state.state import Mode, State, first_state
from gui.state.view import actions as view_actions
from tests.networks import mazur, random_experiment
from tests.random_user import RandomUser
from tests.same_state import assert_same


def _back(state: State) -> State:
    return session_of(session_text(Session(state))).state


def _rested(state: State) -> State:
    """Return a state as it is once nothing goes on by itself and nothing is pointed at."""
    return replace(state, mode=Mode.PAUSED, held=0.0, lit=(), goal=None)


def assert_same_run(one: Run, other: Run) -> None:
    """Every step, every loss that was recorded, where it stopped, and how it goes on."""
    assert one.steps == other.steps
    for step in range(one.steps + 1):
        assert one.parameters(step).flat.tobytes() == other.parameters(step).flat.tobytes()
    assert one.recorded(one.steps) == other.recorded(other.steps)
    assert one.losses_at(one.recorded(one.steps)).tobytes() == (
        other.losses_at(one.recorded(one.steps)).tobytes()
    )
    assert one.test_loss(one.steps) == other.test_loss(one.steps)
    assert one.divergence == other.divergence
    assert one.advance(40) == other.advance(40)
    assert one.parameters(one.steps).flat.tobytes() == other.parameters(one.steps).flat.tobytes()
    assert one.loss(one.steps) == other.loss(one.steps)


@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "adam", "adadelta"])
def test_a_run_comes_back_with_every_step_and_goes_on_as_it_would_have(optimizer: str) -> None:
    training = Training(0.05, batch_size=2, shuffle=True, optimizer=OPTIMIZERS[optimizer])
    state = actions.train(first_state(random_experiment(3, training=training)), 301)
    state = actions.go_to(state, 150, 0, 1.0)
    state = editing.set_learning_rate(state, 0.01)  # a branch, with other settings from there on
    state = conventions.set_mistake(actions.train(state, 33), Mistake.NOT_RESET, True)
    state = actions.train(state, 20)
    back = _back(state)
    assert_same(_rested(state), back)
    assert_same_run(state.document.run, back.document.run)


def test_a_run_that_stopped_comes_back_as_one() -> None:
    experiment = files.read(files.resolve("linear-neuron"))
    wild = replace(experiment, training=replace(experiment.training, learning_rate=1e9))
    state = actions.train(first_state(wild), 10_000)
    assert state.document.run.divergence is not None
    assert_same_run(state.document.run, _back(state).document.run)


def test_kept_runs_share_what_they_shared() -> None:
    state = kept.keep(actions.train(first_state(random_experiment(5)), 100))
    state = editing.set_learning_rate(actions.go_to(state, 40, 2, 0.5), 0.25)
    state = kept.keep(actions.train(state, 30))
    back = _back(state)
    assert_same(_rested(state), back)
    one, other = (each.document.run for each in back.kept)
    assert one.shared_steps(other) == 40
    assert back.kept[1].document.run is back.document.run
    for before, after in zip(state.kept, back.kept, strict=True):
        assert_same_run(before.document.run, after.document.run)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_was_done_comes_back(seed: int) -> None:
    user, keeper = RandomUser(seed), Keeper(first_state(files.read(files.resolve("xor-2-4-1"))))
    for number in range(240):
        try:
            keeper.carry_out(user.next_call(keeper.state))
        except Refused:
            continue
        if number % 12 == 0:
            assert_same(_rested(keeper.state), _back(keeper.state))


def test_a_lesson_comes_back_with_its_card_and_answers() -> None:
    lesson = bundled_lesson("09-sum-over-paths")
    keeper = Keeper(first_state(files.read(files.resolve("xor-2-4-1"))))
    keeper.carry_out(lesson_actions.open_lesson.call(lesson, 0))
    keeper.carry_out(actions.go_to.call(0, 9, 1.0))  # which the card wants to be tried
    keeper.carry_out(lesson_actions.next_card.call())
    for given in ("0,05,5", "0.0554"):  # no number, and that of one way alone
        keeper.carry_out(lesson_actions.answer.call(given))
    keeper.carry_out(editing.set_parameter.call(parse("w[2,0,0]"), -0.5))
    back = restore(first_state(mazur()), Session(_back(keeper.state)))
    assert back.lesson is not None
    assert back.lesson.lesson.cards[back.lesson.at].key == "one-path"
    assert back.lesson.finished == {"two-ways"}
    worths = [each.judgement.worth for each in back.lesson.attempts]
    assert worths == [Worth.UNREADABLE, Worth.SLIP]
    assert_same(_rested(keeper.state), back)
    keeper.carry_out(lesson_actions.back_to_card.call())
    assert_same(_rested(keeper.state), restore(first_state(mazur()), Session(_back(keeper.state))))


@pytest.mark.parametrize(
    ("field", "value"),
    [("at", 99), ("seed", -1), ("attempts", [{"given": "7", "judgement": {"worth": "slip"}}])],
)
def test_a_lesson_that_cannot_be_open_is_refused(field: str, value: object) -> None:
    state = lesson_actions.open_lesson(first_state(mazur()), bundled_lesson("07-one-neuron"), 1)
    content, pieces = taken_apart(session_text(Session(state)))
    session = json.loads(content)
    session["state"]["lesson"][field] = value
    with pytest.raises(BadSession, match=field):
        session_of(with_pieces(json.dumps(session).encode(), pieces))


def test_a_table_that_is_gone_comes_back_with_its_names_and_numbers(tmp_path: Path) -> None:
    table = tmp_path / "flowers.csv"
    table.write_text("u,v,kind\n1,2,a\n3,5,b\n8,13,a\n", "utf-8")
    experiment = json.loads(files.resolve("iris-4-5-3").read_text("utf-8"))
    experiment["network"]["inputs"] = 2
    experiment["network"]["layers"][-1]["neurons"] = 2
    experiment["data"] = {
        "kind": "csv",
        "path": "flowers.csv",
        "inputs": ["u", "v"],
        "targets": ["kind"],
        "normalise": True,
    }
    path = tmp_path / "flowers.json"
    path.write_text(json.dumps(experiment), "utf-8")
    state = actions.train(first_state(files.read(path)), 9)
    text = session_text(Session(state))
    table.unlink()
    data, back = state.document.experiment.data, session_of(text).state.document.experiment.data
    assert isinstance(back.source, FromTable)
    assert back.source == data.source
    assert back.input_names == ("u", "v")
    assert back.normalisation is not None
    assert data.normalisation is not None
    assert back.normalisation.mean.tobytes() == data.normalisation.mean.tobytes()
    assert back.inputs.tobytes() == data.inputs.tobytes()


def test_a_table_is_found_where_the_session_has_gone_with_it(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    (here / "tables").mkdir()
    (here / "tables" / "t.csv").write_text("u,v\n1,2\n3,5\n", "utf-8")
    experiment = json.loads(files.resolve("linear-neuron").read_text("utf-8"))
    experiment["data"] = {
        "kind": "csv",
        "path": "t.csv",
        "inputs": ["u"] * experiment["network"]["inputs"],
        "targets": ["v"],
    }
    (here / "tables" / "first.json").write_text(json.dumps(experiment), "utf-8")
    state = first_state(files.read(here / "tables" / "first.json"))
    folder = SessionFolder(here / "x.session", here)
    list(folder.writing(Session(state)))
    here.rename(there)
    source = SessionFolder(there / "x.session", there).read().state.document.experiment.data.source
    assert isinstance(source, FromTable)
    assert (Path(source.folder) / source.path).samefile(there / "tables" / "t.csv")
    assert str(tmp_path) not in (there / "x.session" / "session.json").read_text("utf-8")


def test_how_one_looks_at_it_stays_and_what_one_looks_at_comes_back() -> None:
    then = first_state(files.read(files.resolve("xor-2-4-1")))
    then = view_actions.set_theme(view_actions.follow_sample(then, 2), "dark")
    then = view_actions.select(actions.train(then, 5), parse("w[2,0,1]"))
    now = view_actions.set_digits(first_state(random_experiment(1)), 7)
    back = restore(now, Session(actions.start_training(then)))
    assert (back.view.theme, back.view.digits, back.view.row) == ("light", 7, 2)
    assert (back.selected, back.cursor, back.mode) == (then.selected, then.cursor, Mode.PAUSED)


def test_a_run_that_goes_on_writes_its_end_alone() -> None:
    put: list[str] = []
    pieces = PieceWriter(lambda name, content: put.append(name))
    state = actions.train(first_state(files.read(files.resolve("moons-2-8-1"))), 40_000)
    assert len(list(written(Session(state), pieces, ""))) >= len(put)
    first = len(put)
    assert first > 4
    list(written(Session(actions.train(state, 100)), pieces, ""))
    assert len(put) - first <= 4  # the last of the states, the newest, and the losses


def test_an_array_of_many_pieces_is_read_as_one(tmp_path: Path) -> None:
    array = np.random.default_rng(1).normal(size=(3, 70_000))
    pieces: dict[str, bytes] = {}
    writing = PieceWriter(pieces.__setitem__).part(array)
    rests = 0
    while True:
        try:
            next(writing)
            rests += 1
        except StopIteration as done:
            part = done.value
            break
    assert rests == len(pieces) == 4
    read = PieceReader(pieces.__getitem__).array(part)
    assert read.tobytes() == array.tobytes()
    for name, content in pieces.items():
        (tmp_path / "piece.npy").write_bytes(content)
        assert np.load(tmp_path / "piece.npy", allow_pickle=False).ndim == 1
        damaged = {**pieces, name: content[:-1] + bytes([content[-1] ^ 1])}
        with pytest.raises(BadSession, match="damaged"):
            PieceReader(damaged.__getitem__).array(part)


_STATE = '"cursor":{"step":3,"beat":0,"part":1.0}'


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        ('"format":"gradientscope-session"', '"format":"x"', "format"),
        ('"version":1,"program"', '"version":2,"program"', "version"),
        (_STATE, _STATE.replace("3", "1000000"), "cursor.step"),
        (_STATE, _STATE.replace("1.0", "1.5"), "cursor.part"),
        (_STATE, _STATE.replace('"beat":0', '"beat":"0"'), "cursor.beat"),
        ('"selected":null', '"selected":"w[9,0,0]"', "selected"),
        ('"selected":null', '"selected":"w"', "selected"),
        ('"curve":"network"', '"curve":"no such curve"', "curve.curve"),
        ('"optimizer":"sgd"', '"optimizer":"no such one"', "curve.balls"),
        ('"run":0', '"run":7', ""),
        ('"steps":3,', '"steps":-3,', ""),
        ('"first_step":0', '"first_step":2', ""),
        ('"experiment":0', '"experiment":-1', ""),
        ('"newest_step":3', '"newest_step":9', ""),
        ('"learning_rate":', '"learning_rate":-', ""),
        ('"shape":[1,1,17]', '"shape":[1,1,18]', ""),
        ('"shape":[1,1,17]', '"shape":[17]', ""),
        ('"neurons":4', '"neurons":5', ""),
        ('"kind":"inline","values"', '"kind":"pickle","values"', ""),
        ("{", "", ""),
    ],
)
def test_what_is_wrong_is_said_with_its_place(before: str, after: str, place: str) -> None:
    state = actions.train(first_state(files.read(files.resolve("xor-2-4-1"))), 3)
    content, pieces = taken_apart(session_text(Session(state)))
    text = content.decode()
    assert before in text
    changed = text.replace(before, after)
    with pytest.raises(BadSession) as told:
        session_of(with_pieces(changed.encode(), pieces))
    assert place in told.value.fault.place
