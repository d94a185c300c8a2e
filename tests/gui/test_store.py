"""One place where state changes: who is told, what is refused, what undo brings back."""

import pytest
from pytestqt.qtbot import QtBot

from engine.fault import Fault
from engine.written.quantity import parse
from gui.player import Player
from gui.state import history
from gui.state.experiment import editing
from gui.state.history import MOST_ENTRIES
from gui.state.run import actions, derived
from gui.state.state import Mode, State, first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.words.faults import fault_sentence
from tests.networks import mazur, random_experiment
from tests.passing import stands_still


@pytest.fixture
def store(qapp: object) -> Store:
    return Store(first_state(mazur()))


def _rate(store: Store) -> float:
    return derived.experiment(store.state).training.learning_rate


def test_views_are_told_before_and_after(store: Store, qtbot: QtBot) -> None:
    before = store.state
    with qtbot.waitSignal(store.changed) as told:
        store.apply(editing.set_learning_rate, 0.25)
    assert told.args == [before, store.state]


def test_nobody_is_told_of_a_change_that_changes_nothing(store: Store, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(store.changed):
        store.apply(editing.set_learning_rate, 0.5)
    assert not store.can_undo


def test_a_refused_action_says_why_and_changes_nothing(store: Store, qtbot: QtBot) -> None:
    before = store.state
    with qtbot.waitSignal(store.refused) as told:
        store.apply(editing.set_learning_rate, -1.0)
    assert told.args is not None
    sentence = "the learning rate must be a number above zero, not -1.0"
    assert [fault_sentence(fault) for fault in told.args] == [sentence]
    assert store.state is before


def test_one_drag_is_one_undo(store: Store) -> None:
    for rate in (0.6, 0.7, 0.8):
        store.carry_out(editing.set_learning_rate.call(rate), 7)
    store.apply(editing.set_learning_rate, 0.9)
    store.undo()
    assert _rate(store) == 0.8
    store.undo()
    assert _rate(store) == 0.5
    store.redo()
    assert _rate(store) == 0.8


def test_undo_does_not_move_the_playhead(store: Store) -> None:
    store.apply(editing.set_learning_rate, 0.9)
    store.apply(actions.go_to, 0, 5, 1.0)
    store.undo()
    assert store.state.cursor.beat == 5


def test_undo_brings_back_a_run_that_was_branched_off(store: Store) -> None:
    store.apply(actions.train, 20)
    store.apply(actions.go_to, 5, 0, 1.0)
    store.apply(editing.set_learning_rate, 3.0)
    assert store.state.trained == 5
    store.undo()
    assert store.state.trained == 20


def test_undo_of_opening_brings_back_the_other_network(store: Store) -> None:
    store.apply(editing.open_experiment, random_experiment(1, sizes=(3, 5, 1)), "other")
    store.apply(actions.train, 3)
    store.undo()
    assert derived.experiment(store.state).network.sizes == (2, 2, 2)
    assert store.state.cursor.step == 0


def test_a_view_that_changes_state_while_being_told_is_an_error(store: Store) -> None:
    def meddle(before: State, after: State) -> None:
        with pytest.raises(RuntimeError, match="a view changed the state"):
            store.apply(view_actions.set_speed, 2.0)

    store.changed.connect(meddle)
    store.apply(editing.set_learning_rate, 0.25)
    assert store.state.view.speed == 1.0


def test_undo_goes_back_a_hundred_changes_and_no_further(store: Store) -> None:
    for rate in range(1, MOST_ENTRIES + 51):
        store.apply(editing.set_learning_rate, float(rate))
    taken_back = 0
    while store.can_undo:
        store.undo()
        taken_back += 1
    assert taken_back == MOST_ENTRIES
    assert _rate(store) == 50.0


def test_what_undo_keeps_alive_is_bounded_and_the_nearest_stays(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "MOST_BYTES", 200_000)
    for rate in range(1, 21):
        store.apply(actions.train, 500)
        store.apply(actions.reset)  # nothing is shared with the run before
        store.apply(editing.set_learning_rate, float(rate))
    kept = store._keeper.history
    held = {id(array) for array in store.state.document.run.arrays()}
    runs = [entry.document.run for entry in kept.past]
    alone = {id(a): a.nbytes for run in runs for a in run.arrays() if id(a) not in held}
    assert 0 < sum(alone.values()) <= 200_000
    assert 1 < len(kept.past) < 40
    store.undo()
    assert _rate(store) == 19.0
    assert store.can_redo


def test_changes_that_share_their_past_cost_undo_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.apply(actions.train, 1_900)
    monkeypatch.setattr(history, "MOST_BYTES", 100_000)  # half of what the run holds
    for rate in range(1, 51):
        store.apply(editing.set_learning_rate, float(rate) / 100)
        store.apply(actions.train, 1)
    assert len(store._keeper.history.past) == 50
    for _ in range(50):
        store.undo()
    assert (_rate(store), store.state.trained) == (0.5, 1_900)


def test_undo_back_to_another_network_points_at_nothing_of_this_one(store: Store) -> None:
    store.apply(editing.open_experiment, random_experiment(1, sizes=(3, 5, 1)), "other")
    store.apply(view_actions.light, (parse("w[1,4,2]"),))
    store.apply(view_actions.select, parse("w[1,4,2]"))
    store.undo()
    assert (store.state.selected, store.state.lit) == (None, ())


def test_playing_into_what_cannot_be_computed_pauses_and_is_refused_once(
    store: Store, qtbot: QtBot
) -> None:
    player = Player(store)
    store.apply(editing.set_learning_rate, 1e200)
    store.apply(actions.train, 100)
    last = store.state.trained
    assert last < 100
    store.apply(actions.go_to, last, len(derived.beats(store.state)) - 1, 0.5)
    told: list[Fault] = []
    store.refused.connect(told.append)
    store.apply(actions.play)
    qtbot.waitUntil(lambda: store.state.mode is Mode.PAUSED)
    assert stands_still(player)
    assert len(told) == 1
    assert store.state.cursor.step == last
    player.deleteLater()
