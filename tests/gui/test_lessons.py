"""Lessons drive the application through its actions, and take note of what is done."""

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from engine.exercise.judging import Worth
from engine.text.lesson.lesson import Lesson, TextRun
from engine.text.numbers import short
from engine.written.quantity import parse
from gui.disk import files
from gui.disk.lessons import bundled_lesson, read_lesson
from gui.state.action import Call
from gui.state.action_log import ActionLog
from gui.state.curve import actions as curve_actions
from gui.state.experiment import editing
from gui.state.keeper import Keeper, redo, undo
from gui.state.lesson import actions, derived
from gui.state.lesson.facts import value
from gui.state.passing import passing
from gui.state.plain import read_call, to_plain
from gui.state.refusal import Refused
from gui.state.replay import replay
from gui.state.run import actions as run_actions
from gui.state.run import derived as run_derived
from gui.state.state import Cursor, Mode, State, first_state
from gui.state.view import actions as view_actions
from tests.lesson_files import HEAD, asking, card, lesson_of
from tests.lessons_walk import cards, opened, settled, tried, tries
from tests.networks import mazur
from tests.same_state import assert_same

CARDS = cards()
TRIES = tries()


def _id(name: str, index: int) -> str:
    return f"{name}-{bundled_lesson(name).cards[index].key}"


@pytest.mark.parametrize(("name", "index"), CARDS, ids=[_id(*each) for each in CARDS])
def test_a_card_can_begin_and_what_it_wants_is_done_by_trying_it(name: str, index: int) -> None:
    lesson = bundled_lesson(name)
    found = lesson.cards[index]
    state = opened(lesson, index)
    assert not derived.is_done(state)
    shown = settled(state)
    assert not derived.is_done(shown)
    assert not derived.is_question_open(shown)
    assert ((name, found.key) in TRIES) is bool(found.done)
    if found.done:
        after = tried(shown, TRIES[name, found.key])
        assert derived.is_done(after)
        assert after.lesson is not None
        assert after.lesson.tried
        assert found.key in after.lesson.finished


@pytest.mark.parametrize("name", [lesson.name for lesson in files.lessons()])
def test_a_lesson_can_be_walked_through_from_card_to_card(name: str) -> None:
    lesson = bundled_lesson(name)
    keeper = Keeper(opened(lesson, 0))
    for _ in lesson.cards[1:]:
        keeper.carry_out(actions.next_card.call())
        assert not derived.is_done(keeper.state)
    for index in reversed(range(len(lesson.cards) - 1)):
        keeper.carry_out(actions.previous_card.call())
        assert keeper.state.lesson is not None
        assert keeper.state.lesson.at == index
    with pytest.raises(Refused):
        keeper.carry_out(actions.previous_card.call())


def test_every_try_belongs_to_a_card() -> None:
    known = {
        (lesson.name, each.key)
        for lesson in files.lessons()
        for each in bundled_lesson(lesson.name).cards
    }
    assert set(TRIES) - known == set()


TOLD = (  # numbers that stand still in a card, while what is tried changes those on screen
    ("01-three-steps", "again", {"4": "C", "1": "C_after"}),
    ("07-one-neuron", "saturated", {"0.9820": "da[1,0]"}),
    ("12-what-goes-wrong", "other-loss", {"0.01735": "delta[1,0]"}),
    ("12-what-goes-wrong", "wrong-sign", {"0.2984": "C", "0.2910": "C_after"}),
    ("12-what-goes-wrong", "forgotten-slope", {"0.2583": "C_after", "0.4398": "dw[2,0,0]"}),
    ("13-batches", "one-at-a-time", {"4": "C", "−8": "dw[1,0,0]", "−4": "db[1,0]", "6.5": "loss"}),
)


@pytest.mark.parametrize(("name", "key", "told"), TOLD)
def test_numbers_that_stand_still_are_those_with_which_the_card_begins(
    name: str, key: str, told: dict[str, str]
) -> None:
    lesson = bundled_lesson(name)
    index = [each.key for each in lesson.cards].index(key)
    state = opened(lesson, index)
    said = " ".join(
        run.text
        for line in lesson.cards[index].text
        if isinstance(line, tuple)
        for run in line
        if isinstance(run, TextRun)
    )
    for text, fact in told.items():
        found = value(state, fact)
        assert isinstance(found, float)
        assert short(found, 4) == text
        assert text.rstrip("0") in said


@pytest.fixture
def lesson(tmp_path: Path) -> Lesson:
    return lesson_of(
        tmp_path,
        card(
            "step = 2",
            'beat = "delta 2"',
            'select = "dw[2,1,0]"',
            'actions = [["curve.choose_curve", "dips"], ["experiment.set_learning_rate", 0.25]]',
            'done = [{fact = "ball_rate", above = "ball_limit"}]',
            key="first",
        ),
        asking('kind = "number"', 'quantity = "dw[2,0,0]"', "varies = true").replace(
            'title = "A card"', 'title = "A card"\nbeat = "dw 2"'
        ),
        card('experiment = "xor-2-4-1"', "batch = true", key="third"),
        card('done = [{fact = "visited", contains = "dw"}]', key="fourth"),
    )


def _keeper(lesson: Lesson, index: int = 0) -> Keeper:
    keeper = Keeper(first_state(mazur(), "mine"))
    keeper.carry_out(actions.open_lesson.call(lesson, index))
    return keeper


def test_a_card_shows_what_it_is_about(lesson: Lesson) -> None:
    state = _keeper(lesson).state
    assert state.document.name == "mazur-2-2-2"
    assert state.cursor == Cursor(2, 7, 1.0)
    assert state.selected == parse("w[2,1,0]")
    assert state.curve.curve == "dips"
    assert run_derived.learning_rate(state) == 0.25
    assert state.mode is Mode.PAUSED


def test_going_to_a_card_is_one_step_of_undo(lesson: Lesson) -> None:
    mine = first_state(mazur(), "mine")
    keeper = Keeper(mine)
    keeper.carry_out(editing.set_learning_rate.call(0.125))
    keeper.carry_out(actions.open_lesson.call(lesson, 0))
    keeper.carry_out(undo.call())
    assert keeper.state.document.name == "mine"
    assert run_derived.learning_rate(keeper.state) == 0.125
    keeper.carry_out(redo.call())
    assert keeper.state.document.name == "mazur-2-2-2"


def test_back_to_the_card_restores_what_it_shows(lesson: Lesson) -> None:
    keeper = _keeper(lesson)
    first = keeper.state
    for call in (
        editing.set_parameter.call(parse("w[2,0,0]"), 3.0),
        run_actions.train.call(5),
        view_actions.select.call(None),
        curve_actions.choose_curve.call("parabola"),
        actions.back_to_card.call(),
    ):
        keeper.carry_out(call)
    assert keeper.state.lesson is not None
    assert_same(replace(keeper.state, trained=2), replace(first, trained=2))
    assert keeper.state.trained == 2


def test_a_card_without_a_step_goes_on_with_what_is_there(lesson: Lesson) -> None:
    keeper = _keeper(lesson)
    keeper.carry_out(editing.set_parameter.call(parse("w[2,0,0]"), 3.0))
    document = keeper.state.document
    keeper.carry_out(actions.next_card.call())
    assert keeper.state.document is document
    keeper.carry_out(actions.previous_card.call())
    assert keeper.state.document is not document


def test_an_experiment_that_is_unchanged_is_not_opened_twice(tmp_path: Path) -> None:
    two = lesson_of(tmp_path, card("step = 3", key="a"), card("step = 0", key="b"))
    keeper = _keeper(two)
    document = keeper.state.document
    keeper.carry_out(actions.next_card.call())
    assert keeper.state.document is document
    assert (keeper.state.cursor.step, keeper.state.trained) == (0, 0)


def test_what_a_card_opened_is_nobodys_work_and_what_was_there_is(lesson: Lesson) -> None:
    before = first_state(mazur(), "mine")
    assert not derived.is_of_lesson(before)
    assert derived.replaces(before, 0)
    state = actions.open_lesson(before, lesson, 0)
    assert derived.is_of_lesson(state)
    changed = editing.set_parameter(state, parse("w[2,0,0]"), 3.0)
    assert derived.is_of_lesson(changed)
    assert derived.replaces(changed, 2)
    assert not derived.replaces(changed, 1)
    own = editing.open_experiment(changed, mazur(), "mine")
    assert own.lesson is changed.lesson
    assert not derived.is_of_lesson(own)
    assert derived.replaces(own, 2)


def test_while_a_question_is_open_the_beat_stands_before_the_answer(lesson: Lesson) -> None:
    keeper = _keeper(lesson, 1)
    assert derived.is_question_open(keeper.state)
    assert keeper.state.cursor == Cursor(0, 7, 1.0)
    assert run_derived.value(keeper.state, parse("dw[2,0,0]")) is None
    keeper.carry_out(actions.answer.call("0.0821670"))  # Mazur's dE/dw5 is 0.082167041
    choice = keeper.state.lesson
    assert choice is not None
    assert choice.attempts[-1].judgement.worth is Worth.RIGHT
    assert choice.is_settled
    assert choice.finished == {"card"}
    assert (keeper.state.cursor, keeper.state.mode) == (Cursor(0, 8, 0.0), Mode.ONE_BEAT)
    with pytest.raises(Refused):
        keeper.carry_out(actions.answer.call("1"))


def test_a_wrong_answer_leaves_the_question_open(lesson: Lesson) -> None:
    keeper = _keeper(lesson, 1)
    keeper.carry_out(actions.answer.call("7"))
    keeper.carry_out(actions.answer.call("seven"))
    choice = keeper.state.lesson
    assert choice is not None
    assert [each.given for each in choice.attempts] == ["7", "seven"]
    assert [each.judgement.worth for each in choice.attempts] == [Worth.WRONG, Worth.UNREADABLE]
    assert derived.is_question_open(keeper.state)
    assert keeper.state.cursor == Cursor(0, 7, 1.0)
    keeper.carry_out(actions.show_answer.call())
    assert not derived.is_question_open(keeper.state)
    assert keeper.state.mode is Mode.ONE_BEAT


def test_an_answered_question_stays_so_until_the_card_is_begun_anew(lesson: Lesson) -> None:
    keeper = _keeper(lesson, 1)
    keeper.carry_out(actions.show_answer.call())
    keeper.carry_out(actions.next_card.call())
    keeper.carry_out(actions.previous_card.call())
    assert not derived.is_question_open(keeper.state)
    assert keeper.state.cursor.beat == 8
    keeper.carry_out(actions.back_to_card.call())
    assert derived.is_question_open(keeper.state)
    assert keeper.state.cursor.beat == 7


def test_another_one_has_other_numbers_from_its_seed(lesson: Lesson) -> None:
    keeper = _keeper(lesson, 1)
    first = run_derived.trace(keeper.state).loss
    keeper.carry_out(actions.another.call(7))
    assert keeper.state.lesson is not None
    assert keeper.state.lesson.seed == 7
    drawn = run_derived.trace(keeper.state).loss
    assert drawn != first
    assert derived.is_of_lesson(keeper.state)
    keeper.carry_out(actions.back_to_card.call())
    assert run_derived.trace(keeper.state).loss == first
    again = _keeper(lesson, 1)
    again.carry_out(actions.another.call(7))
    assert run_derived.trace(again.state).loss == drawn


ANSWERS = {
    ('kind = "sign"', 'quantity = "dw[2,1,0]"'): ("-", "+"),
    ('kind = "choice"', 'options = ["a", "b"]', "right = 1", 'reasons = ["c", "d"]'): ("1", "0"),
    ('kind = "pick"', 'among = "dw[2]"', 'which = "negative"'): ("w[2,1,1]", "dw[2,0,1]"),
    ('kind = "pick"', 'right = ["a[1,0]"]'): ("a[1,0]", "a[1,1]"),
    ('kind = "order"', 'items = ["a", "b", "c"]'): ("0,1,2", "0,2,1"),
}


@pytest.mark.parametrize("lines", ANSWERS)
def test_each_kind_of_question_takes_its_answers(lines: tuple[str, ...], tmp_path: Path) -> None:
    keeper = _keeper(lesson_of(tmp_path, asking(*lines)))
    right, wrong = ANSWERS[lines]
    for no_answer in ("", "x", "5", "0,1", "w[9,9,9]x"):
        with pytest.raises(Refused):
            keeper.carry_out(actions.answer.call(no_answer))
    keeper.carry_out(actions.answer.call(wrong))
    assert derived.is_question_open(keeper.state)
    keeper.carry_out(actions.answer.call(right))
    assert not derived.is_question_open(keeper.state)


def test_what_was_done_stays_done_until_the_card_is_begun_anew(lesson: Lesson) -> None:
    keeper = _keeper(lesson)
    keeper.carry_out(curve_actions.set_ball_rate.call(0, 5.0))
    keeper.carry_out(curve_actions.set_ball_rate.call(0, 0.01))
    assert derived.is_done(keeper.state)
    assert keeper.state.lesson is not None
    assert keeper.state.lesson.finished == {"first"}
    keeper.carry_out(actions.back_to_card.call())
    assert not derived.is_done(keeper.state)
    assert keeper.state.lesson.finished == {"first"}


def test_scenes_are_seen_as_one_passes_them(lesson: Lesson) -> None:
    keeper = _keeper(lesson, 3)
    keeper.carry_out(run_actions.go_to.call(0, 6, 1.0))
    assert keeper.state.lesson is not None
    assert keeper.state.lesson.visited == {"input", "sum", "activation", "loss", "slope"}
    assert not derived.is_done(keeper.state)
    keeper.carry_out(run_actions.next_step.call())
    assert not derived.is_done(keeper.state)  # of a step that is passed over nothing is seen


def test_closing_a_lesson_leaves_what_is_on_screen(lesson: Lesson) -> None:
    keeper = _keeper(lesson)
    before = keeper.state
    keeper.carry_out(actions.close.call())
    assert keeper.state.lesson is None
    assert keeper.state.document is before.document
    for call in (actions.next_card.call(), actions.answer.call("1"), actions.back_to_card.call()):
        with pytest.raises(Refused):
            keeper.carry_out(call)


@pytest.mark.parametrize("name", ["08-indices", "13-batches"])
def test_a_lesson_goes_through_json_and_comes_back(name: str) -> None:
    call = actions.open_lesson.call(bundled_lesson(name), 3)
    text = json.dumps([to_plain(each) for each in call.arguments])
    back = read_call("lesson.open", json.loads(text), files.experiment_of)
    again = back.arguments[0]
    assert isinstance(again, Lesson)
    assert [each.text for each in again.cards] == [each.text for each in bundled_lesson(name).cards]
    assert back.arguments[1] == 3


def test_a_lesson_is_replayed_from_its_log_without_its_files(tmp_path: Path) -> None:
    """Playing is logged as what was reached: what was done on the way is done again, too."""
    (tmp_path / "own.json").write_bytes(files.resolve("hagan-1-2-1").read_bytes())
    head = HEAD.replace("mazur-2-2-2", "own.json")
    doing = card('done = [{fact = "beat", equals = 3}]', 'experiment = "own.json"')
    path = tmp_path / "lesson.toml"
    path.write_text(
        head + doing + asking('kind = "sign"', 'quantity = "C"').replace('"card"', '"b"')
    )
    keeper, lines = Keeper(first_state(mazur(), "mine")), list[str]()
    log = ActionLog(lines.append, keeper.state, "0")
    keeper.watchers.append(log.note)
    keeper.carry_out(actions.open_lesson.call(read_lesson(path), 0))
    keeper.carry_out(run_actions.play.call())
    _let_time_pass(keeper, 20.0)
    keeper.carry_out(actions.next_card.call())
    keeper.carry_out(actions.answer.call("+"))
    _let_time_pass(keeper, 0.3)
    log.flush()
    for each in tmp_path.iterdir():
        each.unlink()
    again = replay(lines, files.experiment_of).state
    assert_same(again, keeper.state)
    assert [json.loads(line)["action"] for line in lines[1:]].count("lesson.reach") == 1
    assert _noted(again) == _noted(keeper.state)


def test_a_lesson_opened_twice_is_replayed_with_what_undo_takes_back() -> None:
    keeper, lines = Keeper(first_state(mazur(), "mazur-2-2-2")), list[str]()
    log = ActionLog(lines.append, keeper.state, "0")
    keeper.watchers.append(log.note)
    lesson = bundled_lesson("08-indices")
    for call in (
        actions.open_lesson.call(lesson, 0),
        actions.open_lesson.call(lesson, 0),
        actions.close.call(),
        actions.open_lesson.call(lesson, 1),
        undo.call(),
        undo.call(),
    ):
        keeper.carry_out(call)
    log.flush()
    again = replay(lines, files.experiment_of)
    assert_same(again.state, keeper.state)
    assert len(again.history.past) == len(keeper.history.past)


def test_answering_while_another_network_is_on_screen_is_refused(lesson: Lesson) -> None:
    keeper = _keeper(lesson, 1)
    neuron = files.experiment_of("karpathy-neuron")
    keeper.carry_out(editing.open_experiment.call(neuron, "neuron"))
    with pytest.raises(Refused):
        keeper.carry_out(actions.answer.call("1"))
    keeper.carry_out(actions.show_answer.call())
    assert not derived.is_question_open(keeper.state)
    keeper.carry_out(actions.back_to_card.call())
    assert keeper.state.document.name == "mazur-2-2-2"


def _noted(state: State) -> tuple[object, ...]:
    choice = state.lesson
    assert choice is not None
    names = ("at", "visited", "tried", "is_settled", "seed", "answered", "finished")
    attempts = [(each.given, each.judgement.worth) for each in choice.attempts]
    return *(getattr(choice, name) for name in names), attempts


def _let_time_pass(keeper: Keeper, seconds: float) -> None:
    for _ in range(round(seconds * 60)):
        call: Call | None = passing(keeper.state, 1 / 60)
        if call is not None:
            keeper.carry_out(call)
