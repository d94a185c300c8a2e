"""The menu of how many digits numbers have."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from gui.state.state import State
from gui.state.store import Store
from gui.state.view import actions as view_actions


class DigitsMenu(QObject):
    """One more or one fewer, and each number of digits there can be."""

    def __init__(self, menu: QMenu, store: Store, by_one: Sequence[QAction]) -> None:
        super().__init__(menu)
        self._store = store
        menu.addActions(by_one)
        menu.addSeparator()
        self._actions = {digits: self._action(menu, digits) for digits in view_actions.DIGITS}
        store.changed.connect(self._show)
        self._show(None, store.state)

    def _action(self, menu: QMenu, digits: int) -> QAction:
        action = menu.addAction(str(digits))
        action.triggered.connect(lambda: self._store.apply(view_actions.set_digits, digits))
        action.setCheckable(True)
        return action

    def _show(self, before: State | None, after: State) -> None:
        for digits, action in self._actions.items():
            action.setChecked(digits == after.view.digits)
