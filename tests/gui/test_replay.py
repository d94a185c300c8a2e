"""A log of what was done, and doing it again."""

import json
from collections import Counter

import pytest
from msgspec.structs import replace

from engine.story.notation import Notation
from gui.disk import files
from gui.state.action_log import MOST_MERGED, ActionLog
from gui.state.catalogue import ACTIONS
from gui.state.experiment import editing
from gui.state.experiment.challenge import reveal
from gui.state.keeper import Keeper, redo, undo
from gui.state.passing import passing
from gui.state.plain import Plain, to_plain
from gui.state.refusal import Refused
from gui.state.replay import BadLog, Differs, replay
from gui.state.run import actions, kept
from gui.state.session.actions import restore
from gui.state.session.session import Session as Moment
from gui.state.state import Mode, Origin, State, View, first_state
from gui.state.view import actions as view_actions
from tests.networks import mazur, random_experiment
from tests.random_user import RandomUser
from tests.same_state import assert_same

HEAD = '{"format": "gradientscope-log", "version": 1, "program": "0.1.0", '


class Session:
    """A keeper without a window, and the lines of its log."""

    def __init__(self, state: State) -> None:
        self.keeper = Keeper(state)
        self.lines: list[str] = []
        self.log = ActionLog(self.lines.append, state, "0.1.0")
        self.keeper.watchers.append(self.log.note)

    @property
    def state(self) -> State:
        return self.keeper.state

    def let_time_pass(self, seconds: float, frame: float = 1 / 60) -> None:
        for _ in range(round(seconds / frame)):
            call = passing(self.state, frame)
            if call is not None:
                self.keeper.carry_out(call)

    def done(self) -> list[dict[str, object]]:
        self.log.flush()
        return [json.loads(line) for line in self.lines[1:]]

    def again(self) -> State:
        self.log.flush()
        return replay(self.lines, files.experiment_of).state


@pytest.fixture
def session() -> Session:
    return Session(first_state(mazur(), "mazur"))


def test_a_log_begins_with_the_program_and_the_experiment(session: Session) -> None:
    head = json.loads(session.lines[0])
    assert (head["format"], head["version"], head["program"]) == ("gradientscope-log", 1, "0.1.0")
    assert json.loads(head["experiment"])["title"] == mazur().title


def test_each_action_is_a_line_with_plain_arguments(session: Session) -> None:
    session.keeper.carry_out(editing.set_learning_rate.call(0.25), 7)
    session.keeper.carry_out(view_actions.set_digits.call(6))
    assert session.done() == [
        {"action": "experiment.set_learning_rate", "args": [0.25], "gesture": 7},
        {"action": "view.set_digits", "args": [6]},
    ]


def test_playing_is_logged_as_what_was_reached(session: Session) -> None:
    session.keeper.carry_out(actions.next_beat.call())
    session.let_time_pass(0.9)
    assert session.done() == [
        {"action": "run.next_beat", "args": []},
        {"action": "run.play_to", "args": [0, 1, 1.0]},
    ]


def test_steps_trained_in_many_frames_are_counted_together(session: Session) -> None:
    session.keeper.carry_out(actions.start_training.call())
    for count in (7, 30, 5):
        session.keeper.carry_out(actions.train.call(count))
    session.keeper.carry_out(actions.pause.call())
    assert [line["args"] for line in session.done() if line["action"] == "run.train"] == [[42]]


def test_what_goes_on_after_a_beat_has_ended_is_a_line_of_its_own(session: Session) -> None:
    session.keeper.carry_out(actions.next_beat.call())  # plays to the end of the beat
    for beat, part in ((1, 0.5), (1, 1.0), (2, 0.5)):
        session.keeper.carry_out(actions.play_to.call(0, beat, part))
    assert session.state.mode is Mode.PAUSED
    assert [line["args"] for line in session.done()[1:]] == [[0, 1, 1.0], [0, 2, 0.5]]
    assert_same(session.again(), session.state)


def test_after_a_second_of_frames_a_line_is_written(session: Session) -> None:
    for _ in range(MOST_MERGED):
        session.keeper.carry_out(actions.train.call(2))
    assert json.loads(session.lines[-1])["args"] == [2 * MOST_MERGED]


def test_what_changes_nothing_is_not_logged(session: Session) -> None:
    session.keeper.carry_out(editing.set_learning_rate.call(0.5))
    session.keeper.carry_out(actions.pause.call())
    assert session.done() == []


def test_a_view_that_was_remembered_is_replayed() -> None:
    notation = Notation("L", deltas=False)
    view = View(
        theme="dark", digits=6, speed=2.0, reduced_motion=True, goes_on=True, notation=notation
    )
    session = Session(first_state(mazur(), "mazur", view))
    assert session.again().view == view


def test_whose_numbers_are_shown_is_replayed() -> None:
    state = first_state(random_experiment(2, samples=5), "several")
    session = Session(view_actions.show_whole_batch(view_actions.follow_sample(state, 3)))
    assert session.again().view == session.state.view
    session.keeper.carry_out(view_actions.follow_sample.call(2))
    session.keeper.carry_out(view_actions.show_whole_batch.call())
    assert session.again().view == session.state.view
    assert session.state.view.whole_batch
    assert session.state.view.row == 2  # is remembered for the way back


def test_a_challenge_opened_twice_is_revealed_anew_when_the_first_is_brought_back() -> None:
    challenge = replace(mazur(), challenge=True)
    session = Session(first_state(challenge, "bug"))
    for call in (
        editing.open_experiment.call(challenge, "bug"),
        reveal.call(),
        undo.call(),
    ):
        session.keeper.carry_out(call)
    assert not session.state.revealed
    assert_same(session.again(), session.state)


def test_a_moment_restored_twice_is_there_twice_also_when_that_is_replayed(
    session: Session,
) -> None:
    kept_run = kept.keep(actions.train(first_state(mazur(), "then"), 20))
    moment = Moment(actions.train(kept_run, 11))
    for call in (
        restore.call(moment),
        kept.keep.call(),  # all 31 steps of the first time
        restore.call(moment),
        actions.train.call(4),
        kept.keep.call(),
    ):
        session.keeper.carry_out(call)
    of_moment, of_first, of_second = session.state.kept
    assert of_first.steps == 31
    assert of_second.origin == Origin(of_moment.key, 20)  # not 31 of the first time
    assert moment.state.document.run.steps == 31  # and it stays as it was
    assert_same(session.again(), session.state)


def test_undo_and_redo_of_a_drag_are_replayed(session: Session) -> None:
    for rate in (0.6, 0.7, 0.8):
        session.keeper.carry_out(editing.set_learning_rate.call(rate), 3)
    session.keeper.carry_out(undo.call())
    assert session.again().document.experiment.training.learning_rate == 0.5
    session.keeper.carry_out(redo.call())
    assert_same(session.again(), session.state)


@pytest.mark.parametrize("frames", [1 / 60, 1 / 17])
def test_playing_through_a_step_is_replayed(session: Session, frames: float) -> None:
    session.keeper.carry_out(actions.play.call())
    session.keeper.carry_out(view_actions.set_going_on.call(True))
    session.let_time_pass(45.0, frames)
    while session.state.cursor.step == 0 or not 0.4 < session.state.held < 1:
        session.let_time_pass(frames, frames)  # into the middle of a hold
    assert session.state.mode is Mode.PLAYING
    assert_same(session.again(), session.state)


@pytest.mark.parametrize("seed", range(6))
def test_a_random_session_is_replayed_to_the_last_bit(seed: int) -> None:
    start = mazur() if seed % 2 else random_experiment(seed, samples=7)
    session, user = Session(first_state(start, "first")), RandomUser(seed)
    done: Counter[bool] = Counter()
    for number in range(250):
        call = user.next_call(session.state)
        try:
            session.keeper.carry_out(call, number // 3 if number % 2 else None)
            done[True] += 1
        except Refused:
            done[False] += 1
    assert done[True] > 2 * done[False]  # the user is not stuck
    assert_same(session.again(), session.state)


def test_a_random_user_does_the_same_whatever_was_imported_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def calls() -> list[tuple[str, list[Plain]]]:
        user, state = RandomUser(4), first_state(mazur())
        drawn = [user.next_call(state) for _ in range(300)]
        return [(each.action.name, list(map(to_plain, each.arguments))) for each in drawn]

    before = calls()
    monkeypatch.setattr("tests.random_user.ACTIONS", dict(reversed(ACTIONS.items())))
    assert calls() == before


def test_a_training_that_diverges_is_replayed() -> None:
    wild = mazur()
    wild = replace(wild, training=replace(wild.training, learning_rate=1e200))
    session = Session(first_state(wild))
    session.keeper.carry_out(actions.start_training.call())
    for _ in range(5):
        session.keeper.carry_out(actions.train.call(3))
    assert_same(session.again(), session.state)


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("", "log.no-json"),
        ("[]", "log.no-json"),
        ("{}", "log.no-action"),
        ('{"action": "run.play", "args": [], "when": 3}', "log.no-action"),
        ('{"action": "run.play", "args": [], "gesture": "a"}', "log.no-action"),
        ('{"action": "run.play"}', "log.no-action"),
        ('{"action": "run.fly", "args": []}', "log.unknown-action"),
        ('{"action": "run.play", "args": [1]}', "log.arguments"),
        ('{"action": "run.train", "args": ["many"]}', "log.argument"),
    ],
)
def test_a_bad_line_is_told_with_its_number(session: Session, line: str, key: str) -> None:
    session.keeper.carry_out(actions.play.call())
    with pytest.raises(BadLog) as told:
        replay([*session.lines, line], files.experiment_of)
    assert (told.value.fault.key, told.value.line) == (key, 3)


@pytest.mark.parametrize(
    ("lines", "key"),
    [
        ([], "log.no-json"),
        (['{"format": "gradientscope-experiment"}'], "log.no-log"),
        ([HEAD.replace("1,", "2,", 1) + '"name": "", "experiment": "{}"}'], "log.version"),
        ([HEAD + '"name": ""}'], "log.no-log"),
        ([HEAD + '"name": "", "experiment": "{}"}'], "log.bad-experiment"),
    ],
)
def test_a_bad_beginning_is_told(lines: list[str], key: str) -> None:
    with pytest.raises(BadLog) as told:
        replay(lines, files.experiment_of)
    assert (told.value.fault.key, told.value.line) == (key, 1)


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ('{"action": "run.go_to", "args": [9, 0, 1.0]}', "log.refused-now"),
        ('{"action": "run.play", "args": [], "refused": true}', "log.refused-then"),
    ],
)
def test_an_action_that_no_longer_does_what_it_did_differs(
    session: Session, line: str, key: str
) -> None:
    with pytest.raises(Differs) as told:
        replay([*session.lines, line], files.experiment_of)
    assert told.value.fault.key == key
