"""Runs kept beside the document: no undo takes them back, and a cut run is not lost."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from engine.backprop import cost
from engine.experiment import Mistake, Training
from engine.frozen import freeze
from engine.optimizers import OPTIMIZERS
from engine.penalty import Penalty
from engine.reduction import Reduction
from engine.run.training import Run
from gui.disk.files import read, resolve
from gui.history.compare_view import CompareView
from gui.history.compared import compared_runs, differing
from gui.history.kept_curves import MOST_POINTS
from gui.history.kept_table import KeptTable
from gui.history.loss_curve import loss_curve
from gui.state.experiment import challenge, conventions, editing
from gui.state.keeper import Keeper, undo
from gui.state.refusal import Refused
from gui.state.run import actions, kept
from gui.state.state import Mode, Origin, State, first_state
from gui.words.settings import SETTINGS
from tests.faults import complaining
from tests.gui.drawn_texts import drawn_texts
from tests.networks import mazur, random_experiment
from tests.windows import opened


@pytest.fixture
def state() -> State:
    return actions.train(first_state(mazur()), 20)


def _at(state: State, step: int) -> State:
    return actions.go_to(state, step, 0, 1.0)


def _cut(state: State, step: int) -> State:
    """Cut the run at a step and go on from there, as a branch does."""
    here = kept.with_given_up(_at(state, step))
    run = here.document.run.branch(step, here.document.experiment)
    return replace(here, document=replace(here.document, run=run), trained=step)


def _names(state: State) -> list[str]:
    return [run.name for run in state.kept]


def test_runs_are_kept_by_letters_with_their_own_lines(state: State) -> None:
    two = kept.keep(actions.train(kept.keep(state), 5))
    assert [(run.name, run.steps, run.slot) for run in two.kept] == [("A", 20, 0), ("B", 25, 1)]
    one = kept.remove_kept(two, two.kept[0].key)
    again = kept.keep(actions.train(one, 5))
    assert [(run.name, run.slot) for run in again.kept] == [("B", 1), ("A", 0)]
    assert len({run.key for run in (*again.kept, two.kept[0])}) == 3


def test_nothing_and_the_same_are_not_kept(state: State) -> None:
    with complaining(Refused, "no training step has been done"):
        kept.keep(first_state(mazur()))
    with complaining(Refused, "kept already, as A"):
        kept.keep(kept.keep(state))


def test_six_are_drawn_and_as_many_kept_as_there_are_letters_for(state: State) -> None:
    for _ in range(kept.MOST_KEPT):
        state = actions.train(kept.keep(state), 1)
    slots = [run.slot for run in state.kept]
    assert slots == [*range(kept.MOST_DRAWN), *[None] * (kept.MOST_KEPT - kept.MOST_DRAWN)]
    with complaining(Refused, "24 runs are kept"):
        kept.keep(state)
    last = state.kept[-1].key
    with complaining(Refused, "6 kept runs are drawn"):
        kept.draw_kept(state, last, True)
    without = kept.draw_kept(state, state.kept[2].key, False)
    assert kept.draw_kept(without, last, True).kept[-1].slot == 2


def test_a_kept_run_is_renamed(state: State) -> None:
    state = kept.keep(actions.train(kept.keep(state), 5))
    first = state.kept[0].key
    assert _names(kept.rename_kept(state, first, "  warm   start ")) == ["warm start", "B"]
    for name, complaint in (("B", "called B already"), (" ", "1 to 24"), ("x" * 25, "1 to 24")):
        with complaining(Refused, complaint):
            kept.rename_kept(state, first, name)
    with complaining(Refused, "no kept run with the number 99"):
        kept.rename_kept(state, 99, "x")


def test_what_is_removed_can_be_put_back_once(state: State) -> None:
    state = kept.keep(actions.train(kept.keep(state), 5))
    gone = kept.remove_kept(state, state.kept[0].key)
    assert _names(gone) == ["B"]
    back = kept.put_back_kept(gone)
    assert [(run.name, run.steps) for run in back.kept] == [("A", 20), ("B", 25)]
    with complaining(Refused, "no kept run has been removed"):
        kept.put_back_kept(back)


def test_no_undo_and_no_opening_takes_a_kept_run_away(state: State) -> None:
    keeper = Keeper(state)
    keeper.carry_out(editing.set_learning_rate.call(2.0))
    keeper.carry_out(actions.train.call(7))
    keeper.carry_out(kept.keep.call())
    keeper.carry_out(editing.open_experiment.call(random_experiment(3), "other"))
    for _ in range(2):
        keeper.carry_out(undo.call())
        assert _names(keeper.state) == ["A"]
    run = keeper.state.kept[0]
    assert run.document.run.settings(26).training.learning_rate == 2.0
    assert run.steps == 27


def test_runs_of_other_samples_are_not_drawn_beside_an_experiment_that_is_opened(
    state: State,
) -> None:
    state = kept.keep(state)
    same = replace(mazur(), data=replace(mazur().data))
    assert editing.open_experiment(state, same, "").kept[0].slot == 0
    other = editing.open_experiment(state, random_experiment(3), "")
    assert other.kept[0].slot is None
    assert kept.draw_kept(other, 1, True).kept[0].slot == 0


def test_going_to_a_kept_run_is_one_step_of_undo_and_loses_nothing(state: State) -> None:
    keeper = Keeper(kept.keep(state))
    keeper.carry_out(editing.open_experiment.call(random_experiment(3), "other"))
    keeper.carry_out(actions.train.call(9))
    keeper.carry_out(kept.go_to_kept.call(1))
    now = keeper.state
    assert (now.trained, now.cursor.step, now.document.run) == (20, 20, state.document.run)
    assert [(run.name, run.steps) for run in now.kept] == [("A", 20), ("B", 9)]
    keeper.carry_out(undo.call())
    assert keeper.state.document.name == "other"
    keeper.carry_out(kept.go_to_kept.call(1))
    assert _names(keeper.state) == ["A", "B"], "what is kept already is not kept again"


def test_a_run_that_is_cut_is_kept_as_what_the_new_one_branched_off(state: State) -> None:
    branch = actions.train(_cut(state, 8), 30)
    assert [(run.name, run.steps, run.origin) for run in branch.kept] == [("A", 20, None)]
    twice = kept.keep(branch)
    assert twice.kept[1].origin == Origin(twice.kept[0].key, 8)
    third = kept.keep(actions.train(_cut(twice, 12), 5))
    assert [run.origin for run in third.kept][2] == Origin(twice.kept[1].key, 12)
    assert len(third.kept) == 3, "what was given up had been kept already"


def test_cutting_where_nothing_is_lost_keeps_nothing(state: State) -> None:
    assert kept.with_given_up(_at(state, 20)).kept == ()
    at_end = kept.keep(state)
    assert len(kept.with_given_up(_at(at_end, 3)).kept) == 1


def test_a_kept_run_can_be_taken_again_from_its_plain_values(state: State) -> None:
    changed = editing.set_learning_rate(_at(state, 8), 0.05)
    run = kept.keep(actions.train(changed, 10)).kept[0]
    segments = run.document.run.segments_until(run.steps)
    assert [segment.first_step for segment in segments] == [0, 8]
    again = Run(segments[0].experiment)
    for segment in segments[1:]:
        again.advance(segment.first_step - again.steps)
        again = again.branch(segment.first_step, segment.experiment)
    again.advance(run.steps - again.steps)
    ours, theirs = run.document.run.parameters(run.steps), again.parameters(run.steps)
    assert ours.flat.tobytes() == theirs.flat.tobytes()


def test_kept_runs_are_thinned_where_they_would_take_too_much(
    state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "MOST_BYTES", 30_000)
    expected = []
    for rate in (0.1, 0.2, 0.3, 0.4):
        state = actions.train(editing.set_learning_rate(_at(state, 0), rate), 400)
        expected.append(state.document.run.parameters(301).flat.tobytes())
        state = kept.keep(state)
    held = {id(a): a.nbytes for run in state.kept[:3] for a in run.document.run.arrays()}
    assert sum(held.values()) <= 30_000
    found = [run.document.run.parameters(301).flat.tobytes() for run in state.kept]
    assert found == expected


def _two_rates() -> State:
    """Return a run at another rate than the one that is kept, and two steps longer."""
    first = kept.keep(actions.train(first_state(mazur()), 20))
    return actions.train(editing.set_learning_rate(_at(first, 0), 3.0), 22)


def test_only_what_differs_is_compared(state: State) -> None:
    assert differing(kept.keep(state)) == ()
    two = _two_rates()
    assert differing(two) == ("rate",)
    now, first = compared_runs(two)
    assert (now.name, now.texts, now.steps) == ("now", ("3",), 22)
    assert (first.name, first.texts, first.steps) == ("A", ("0.5",), 20)
    assert now.loss == two.document.run.loss(22)
    assert first.loss == pytest.approx(
        cost(mazur().problem, two.kept[0].document.run.parameters(20))
    )


def test_a_setting_changed_on_the_way_is_told_with_its_step() -> None:
    two = _two_rates()
    branch = editing.set_learning_rate(_at(kept.keep(two), 10), 0.1)
    now = compared_runs(actions.train(branch, 5))[0]
    assert now.texts == ("3; 0.1 from step 10 on",)
    assert now.origin == "of B after 10 steps"


def test_everything_that_can_differ_has_words() -> None:
    state = kept.keep(actions.train(first_state(mazur()), 3))
    other = random_experiment(
        2,
        (3, 4, 1),
        "relu",
        "identity",
        "huber",
        training=Training(0.1, 2, True, 5, train_biases=False, optimizer=OPTIMIZERS["adam"]),
        reduction=Reduction.SUM,
    )
    other = replace(other, penalty=Penalty(l2=0.5), given=None)
    state = editing.open_experiment(state, other, "other")
    state = conventions.set_mistake(state, Mistake.WRONG_SIGN, True)
    assert set(differing(state)) == set(SETTINGS) - {"biases"}
    now = compared_runs(state)[0]
    assert "seed 5" in now.texts[differing(state).index("order")]


def test_equal_descriptions_of_other_samples_are_told_apart(state: State) -> None:
    state = kept.keep(state)
    data = replace(mazur().data, targets=freeze([[0.5, 0.5]]))
    assert differing(editing.open_experiment(state, replace(mazur(), data=data), "")) == ("data",)


def test_a_challenge_stays_untold_until_it_is_revealed() -> None:
    challenge_ = replace(mazur(), challenge=True)
    state = kept.keep(actions.train(first_state(mazur()), 3))
    state = editing.open_experiment(state, replace(challenge_, reduction=Reduction.SUM), "")
    row = differing(state).index("loss")
    assert compared_runs(state)[0].texts[row] == "not told yet"
    assert "not told" not in compared_runs(challenge.reveal(state))[0].texts[row]


def test_kept_runs_are_drawn_each_in_its_own_way() -> None:
    state = first_state(mazur())
    for rate in (0.1, 0.2, 0.3, 0.4, 0.6, 0.7):
        state = editing.set_learning_rate(_at(state, 0), rate)
        state = kept.keep(actions.train(state, 40))
    state = actions.train(editing.set_learning_rate(_at(state, 0), 0.5), 30)
    chart = loss_curve(state)
    *lines, present, _ = chart.curves  # the last marks the step on screen
    assert len({line.dash for line in lines}) == len({line.ink for line in lines}) == 6
    assert [line.name for line in lines] == list("ABCDEF")
    assert present.dash == ()
    for line, run in zip(lines, state.kept, strict=True):
        assert line.xs[-1] == 40
        assert line.ys[-1] == run.document.run.loss(40)
    assert [label.text for label in chart.labels] == list("ABCDEF")
    said = [note.text for note in chart.legend]
    assert said == ["kept:", *(f"{n} (η 0.{r})" for n, r in zip("ABCDEF", "123467", strict=True))]
    left_out = kept.draw_kept(state, state.kept[0].key, False)
    assert [line.name for line in loss_curve(left_out).curves[:-2]] == list("BCDEF")


def test_a_branch_is_drawn_from_where_it_leaves_the_other(state: State) -> None:
    branch = kept.keep(actions.train(_cut(actions.train(state, 20), 12), 30))
    chart = loss_curve(branch)
    first, second, *_ = chart.curves
    assert (first.xs[0], first.xs[-1]) == (0, 40)
    assert (second.xs[0], second.xs[-1]) == (12, 42)
    fork = chart.points[0]
    assert (fork.x, fork.y) == (12, branch.document.run.loss(12))
    alone = loss_curve(kept.draw_kept(branch, branch.kept[0].key, False))
    assert alone.curves[0].xs[0] == 0, "there is nothing to leave"


def test_a_long_kept_run_is_drawn_by_few_points_of_its_own() -> None:
    state = kept.keep(actions.train(first_state(mazur()), 5000))
    line, *_ = loss_curve(state).curves
    assert len(line.xs) <= MOST_POINTS + 1
    for step, loss in zip(line.xs[::40], line.ys[::40], strict=True):
        assert loss == state.document.run.loss(int(step))


def test_kept_runs_set_the_range_of_the_plot(state: State) -> None:
    long = kept.keep(actions.train(state, 180))
    short = editing.set_learning_rate(_at(long, 0), 9.0)
    chart = loss_curve(actions.train(short, 5))
    assert chart.x_axis.high >= 200
    assert chart.y_axis.high >= float(max(line.ys.max() for line in chart.curves))


def test_the_panel_keeps_draws_names_leaves_and_removes_by_hand_and_keys(qtbot: QtBot) -> None:
    window = opened(qtbot, 1440, 900)
    store = window.store
    window.menu.arrangements["training"].trigger()
    panel = window.desk.panels["compare"]
    panel.raise_()
    window.make_ready_for_picture()
    view = window.desk.view("compare")
    assert isinstance(view, CompareView)
    qtbot.waitUntil(view.table.isVisible)
    store.apply(actions.train, 30)
    QTest.keyClick(window, Qt.Key.Key_K)
    store.apply(actions.go_to, 0, 0, 1.0)
    store.apply(editing.set_learning_rate, 2.0)
    store.apply(actions.train, 10)
    qtbot.mouseClick(view.keep, Qt.MouseButton.LeftButton)
    model = view.table.runs
    texts = [[model.index(r, c).data() for c in (0, 1, 3)] for r in range(3)]
    assert texts == [["now", "10", "2"], ["A", "30", "0.5"], ["B", "10", "2"]]
    assert [model.headerData(c, Qt.Orientation.Horizontal) for c in range(4)] == [
        *("Run", "Steps", "C, train", "Learning rate η")
    ]
    _type_into(view.table, 1, "slow")
    qtbot.waitUntil(lambda: _names(store.state) == ["slow", "B"])
    assert store.state.trained == 10, "Return in the field goes to no run"
    view.table.setCurrentIndex(model.index(1, 0))
    view.table.setFocus()
    QTest.keyClick(view.table, Qt.Key.Key_Space)
    assert store.state.kept[0].slot is None
    assert store.state.mode is Mode.PAUSED, "Space belongs to the table"
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert store.state.trained == 30
    assert store.undone_next == "going-to-run"
    assert view.table.selected_key() == store.state.kept[0].key, "what was chosen stays so"
    assert view.put_back.isHidden()
    QTest.keyClick(view.table, Qt.Key.Key_Delete)
    assert _names(store.state) == ["B"]
    assert view.put_back.text() == "Put slow back"
    qtbot.mouseClick(view.put_back, Qt.MouseButton.LeftButton)
    assert _names(store.state) == ["slow", "B"]
    view.table.selectRow(2)
    qtbot.mouseClick(view.remove, Qt.MouseButton.LeftButton)
    view.table.selectRow(1)
    qtbot.mouseClick(view.remove, Qt.MouseButton.LeftButton)
    assert store.state.kept == ()
    assert view.none.isVisible()
    assert not view.go.isEnabled()
    for button in (view.keep, view.go, view.remove, view.put_back):
        assert button.toolTip()


def test_steps_and_losses_are_in_sight_however_much_differs(qtbot: QtBot) -> None:
    window = opened(qtbot, 1440, 900)
    store = window.store
    store.apply(editing.open_experiment, read(resolve("iris-4-5-3")), "iris-4-5-3")
    window.menu.arrangements["training"].trigger()
    window.desk.panels["compare"].raise_()
    window.make_ready_for_picture()
    for rate in (0.25, 0.125):
        store.apply(actions.train, 30)
        store.apply(kept.keep)
        store.apply(actions.go_to, 0, 0, 1.0)
        store.apply(editing.set_learning_rate, rate)
    store.apply(actions.train, 5)
    view = window.desk.view("compare")
    assert isinstance(view, CompareView)
    qtbot.waitUntil(view.table.isVisible)
    model, sight = view.table.runs, view.table.viewport().width()
    heads = [
        model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())
    ]
    assert heads[:4] == ["Run", "Steps", "C, train", "C, test"]
    assert "Learning rate η" in heads
    for column in range(4):
        right = view.table.columnViewportPosition(column) + view.table.columnWidth(column)
        assert right <= sight, heads[column]
    size = view.table.size()
    drawn = drawn_texts(lambda painter: view.table.render(painter, QPoint(0, 0)), *size.toTuple())
    numbers = [each for each in drawn if each.text[:1].isdigit()]
    assert len(numbers) >= 9
    assert [each.text for each in numbers if each.is_cut] == []


def _type_into(table: KeptTable, row: int, text: str) -> None:
    table.setCurrentIndex(table.runs.index(row, 0))
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_F2)
    (editor,) = table.findChildren(QLineEdit)
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
