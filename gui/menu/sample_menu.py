"""The menu of the sample that is followed: the ones beside it, a copy, its class, its part."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from gui.state.action import Action
from gui.state.experiment import samples
from gui.state.regions import pen
from gui.state.run import derived
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.words.catalog import say
from gui.words.classes import class_name

MOST_CLASSES = 20  # in the menu; of more, the number is typed


class SampleMenu(QObject):
    """What the panels of the samples offer too, for lists of commands."""

    def __init__(self, menu: QMenu, store: Store) -> None:
        super().__init__(menu)
        self._store = store
        self._listed: object = None
        self.next = self._action(menu, "next-sample", lambda: self._follow(1))
        self.previous = self._action(menu, "previous-sample", lambda: self._follow(-1))
        menu.addSeparator()
        self.copy = self._action(menu, "copy-sample", lambda: self._change(samples.copy_sample))
        self.delete = self._action(
            menu, "delete-sample", lambda: self._change(samples.delete_sample)
        )
        self.tested = self._action(menu, "test-sample", self._change_part)
        self.tested.setCheckable(True)
        self.classes = menu.addMenu(say("menu.sample-class"))
        store.changed.connect(self._show)
        self._show(None, store.state)

    def _action(self, menu: QMenu, name: str, does: Callable[[], object]) -> QAction:
        action = menu.addAction(say(f"command-name.{name}"))
        action.triggered.connect(lambda _checked=False: does())
        return action

    def _follow(self, by: int) -> None:
        state = self._store.state
        count = derived.experiment(state).data.samples
        number = (samples.followed_sample(state) + by) % count
        self._store.apply(view_actions.follow_in_sets, number)

    def _change(self, change: Action[[int]]) -> None:
        self._store.apply(change, samples.followed_sample(self._store.state))

    def _change_part(self) -> None:
        state = self._store.state
        number = samples.followed_sample(state)
        is_test = derived.experiment(state).data.is_test(number)
        self._store.apply(samples.set_tested, number, not is_test)
        self._show(None, self._store.state)  # what was refused is not chosen

    def _give(self, label: int) -> None:
        number = samples.followed_sample(self._store.state)
        self._store.apply(samples.set_class, number, label)

    def _show(self, before: State | None, after: State) -> None:
        if before is not None and _shows_the_same(before, after):
            return
        experiment, known = derived.experiment(after), pen.pen_classes(after)
        self.tested.setChecked(experiment.data.is_test(samples.followed_sample(after)))
        if (experiment.data, known) == self._listed:
            return
        self._listed = experiment.data, known
        self.classes.clear()
        for number in range(0 if known is None else min(known.count, MOST_CLASSES)):
            assert known is not None
            action = self.classes.addAction(class_name(experiment, known, number))
            action.triggered.connect(lambda _checked=False, number=number: self._give(number))
        self.classes.setEnabled(known is not None)


def _shows_the_same(before: State, after: State) -> bool:
    """Return whether the same sample of the same data is followed."""
    if after.mode is Mode.TRAINING and before.mode is after.mode:
        return before.view == after.view and before.document.run is after.document.run
    return derived.same_numbers(before, after)
