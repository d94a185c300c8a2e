"""A challenge tells what is done differently in it only when it is asked to."""

import json

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from engine.experiment import Published, Training
from engine.text.file.document import parse_experiment, write_experiment
from gui.disk import files
from gui.menu.experiment_menu import ExperimentMenu
from gui.panels.challenge import ChallengeBanner
from gui.panels.comparison import comparisons
from gui.panels.mistake_warning import MistakeWarning
from gui.state.action_log import ActionLog
from gui.state.experiment import challenge, conventions, editing
from gui.state.keeper import Keeper, undo
from gui.state.refusal import Refused
from gui.state.run import actions
from gui.state.state import State, first_state
from gui.state.store import Store
from gui.window.window import Window
from gui.words.catalog import say
from gui.words.mistakes import in_place_name
from tests.networks import mazur, random_experiment
from tests.windows import opened

BUG = "mazur-in-place"


def _opened(name: str = BUG) -> State:
    return first_state(files.read(files.resolve(name)), name)


def _everything_said(window: Window) -> list[str]:
    """Return what can be read in the window: labels and their tips, buttons, titles, pickers."""
    said = [window.windowTitle()]
    for label in window.findChildren(QLabel):
        said += [label.text(), label.toolTip()] if label.isVisibleTo(window) else []
    said += [button.text() for button in window.findChildren(QPushButton)]
    lists = window.findChildren(QComboBox)
    said += [each.currentText() for each in lists if each.isVisibleTo(window)]
    return [text.replace("\N{NON-BREAKING HYPHEN}", "-") for text in said]


def test_nothing_on_screen_gives_the_bug_away_until_reveal_is_pressed(qtbot: QtBot) -> None:
    window = opened(qtbot, 1280, 800)
    window.store.apply(editing.open_experiment, files.read(files.resolve(BUG)), BUG)
    window.store.apply(actions.last_beat)
    menu, card = window.menu.experiment, window.desk.card
    banner, warning = card.findChild(ChallengeBanner), card.findChild(MistakeWarning)
    assert banner is not None
    assert warning is not None
    switches = [menu.in_place, *menu.mistakes.values(), menu.train_biases, menu.summed]
    switches += menu.losses.values()

    said = " ".join(_everything_said(window))
    for telling in (in_place_name(), say("experiment.at-once"), "in place", "in-place", "weights;"):
        assert telling not in said
    assert banner.isVisible()
    assert not warning.isVisible()
    assert not any(action.isChecked() or action.isEnabled() for action in switches)
    assert menu.reveal.isVisible()

    qtbot.mouseClick(banner.reveal, Qt.MouseButton.LeftButton)
    said = " ".join(_everything_said(window))
    assert say("experiment.at-once") in said
    assert say("loss.half_squared_error") in said
    assert in_place_name() in warning.text()
    assert warning.isVisible()
    assert not banner.isVisible()
    assert menu.in_place.isChecked()
    assert not menu.train_biases.isChecked()
    assert all(action.isEnabled() for action in switches)
    assert not menu.reveal.isVisible()
    assert not isinstance(QApplication.focusWidget(), QAbstractButton)

    other = files.resolve("mazur-2-2-2")
    window.store.apply(editing.open_experiment, files.read(other), other.stem)
    assert not banner.isVisible()
    assert menu.train_biases.isEnabled()


def test_the_menu_reveals_too(qtbot: QtBot) -> None:

    store, menu = Store(_opened()), QMenu()
    qtbot.addWidget(menu)
    switches = ExperimentMenu(menu, store, QAction(menu))
    switches.reveal.trigger()
    assert challenge.is_told(store.state)
    assert isinstance(switches.in_place, QAction)
    assert switches.in_place.isChecked()


def test_the_list_of_examples_does_not_tell() -> None:
    titles = {example.name: example.title for example in files.examples()}
    assert "place" not in titles[BUG]
    assert "updat" not in titles[BUG]


def test_what_is_revealed_is_written_down_but_never_saved() -> None:
    keeper, lines = Keeper(_opened()), list[str]()
    log = ActionLog(lines.append, keeper.state, "test")
    keeper.watchers.append(lambda call, gesture, refused: log.note(call, gesture, refused))
    keeper.carry_out(challenge.reveal.call())
    assert json.loads(lines[-1])["action"] == "experiment.reveal"
    written = write_experiment(keeper.state.document.experiment)
    assert json.loads(written)["challenge"] is True
    again = first_state(parse_experiment(written))
    assert not challenge.is_told(again)


def test_a_switch_that_would_answer_waits_for_the_reveal() -> None:
    hidden = _opened()
    for switch in (
        lambda state: conventions.set_in_place(state, True),
        lambda state: conventions.set_in_place(state, False),
        lambda state: conventions.set_train_biases(state, True),
        lambda state: conventions.choose_squared_error(state, "squared_error"),
        lambda state: conventions.set_summed(state, True),
    ):
        with pytest.raises(Refused):
            switch(hidden)
        switch(challenge.reveal(hidden))
    faster = editing.set_learning_rate(hidden, 0.25)
    assert not challenge.is_told(faster)


def test_going_back_to_another_challenge_hides_it_again() -> None:
    other = replace(random_experiment(1), challenge=True)
    keeper = Keeper(_opened())
    keeper.carry_out(editing.open_experiment.call(other, "other"))
    keeper.carry_out(challenge.reveal.call())
    keeper.carry_out(editing.set_learning_rate.call(0.25))
    keeper.carry_out(undo.call())
    assert challenge.is_told(keeper.state)
    keeper.carry_out(undo.call())
    assert keeper.state.document.name == BUG
    assert not challenge.is_told(keeper.state)


def test_a_note_of_a_printed_figure_waits_too() -> None:
    figure = Published(0, "C", "0.3", "a book", "printed by a program that updated in place")
    told = replace(mazur(Training(0.5)), published=(replace(figure, printed="0.4"),))
    state = actions.last_beat(first_state(told))
    assert comparisons(state)[0].remark == figure.note
    hidden = actions.last_beat(first_state(replace(told, challenge=True)))
    assert comparisons(hidden)[0].remark == ""
    assert comparisons(challenge.reveal(hidden))[0].remark == figure.note


def test_an_ordinary_experiment_has_nothing_to_reveal() -> None:
    state = first_state(mazur())
    assert challenge.is_told(state)
    assert challenge.reveal(state) is state
