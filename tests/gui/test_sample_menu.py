"""What is done with a sample stands in the menu too, where the list of commands finds it."""

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from gui.disk import files
from gui.menu.sample_menu import SampleMenu
from gui.state.experiment import samples
from gui.state.state import first_state
from gui.state.store import Store
from tests.networks import random_experiment


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def _store(name: str) -> Store:
    return Store(first_state(files.read(files.resolve(name))))


def test_the_sample_followed_is_copied_deleted_and_changes_its_part(parent: QWidget) -> None:
    store = _store("xor-2-4-1")
    menu = SampleMenu(QMenu(parent), store)
    for action, followed in ((menu.next, 1), (menu.previous, 0), (menu.previous, 3)):
        action.trigger()
        assert samples.followed_sample(store.state) == followed
    menu.copy.trigger()
    assert store.state.document.experiment.data.samples == 5
    menu.tested.trigger()
    assert store.state.document.experiment.data.is_test(4)
    assert menu.tested.isChecked()
    menu.delete.trigger()
    assert store.state.document.experiment.data.samples == 4
    assert not menu.tested.isChecked()
    for _ in range(3):
        menu.delete.trigger()
    menu.tested.trigger()  # the last one to learn from stays so
    assert not menu.tested.isChecked()


def test_a_class_is_given_by_its_name(parent: QWidget) -> None:
    store = _store("iris-4-5-3")
    menu = SampleMenu(QMenu(parent), store)
    names = [action.text() for action in menu.classes.actions()]
    assert names == ["setosa", "versicolor", "virginica"]
    now = store.state.document.experiment.data.targets[samples.followed_sample(store.state)]
    other = (int(now.argmax()) + 1) % 3
    wanted: QAction = menu.classes.actions()[other]
    number = samples.followed_sample(store.state)
    wanted.trigger()
    assert store.state.document.experiment.data.targets[number].argmax() == other
    assert store.undone_next == "class"


def test_targets_that_are_no_classes_have_none_to_choose(parent: QWidget) -> None:
    store = Store(first_state(random_experiment(1, output="identity")))
    assert not SampleMenu(QMenu(parent), store).classes.isEnabled()
