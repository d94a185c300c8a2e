"""Runs kept beside the document: no undo takes them back, and a cut run is not lost."""

import pytest
from msgspec.structs import replace

from engine.run.training import Run
from gui.state.experiment import editing
from gui.state.keeper import Keeper, undo
from gui.state.refusal import Refused
from gui.state.run import actions, kept
from gui.state.state import Origin, State, first_state
from tests.faults import complaining
from tests.networks import mazur, random_experiment


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
