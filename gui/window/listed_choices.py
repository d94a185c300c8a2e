"""What fields of the toolbar choose, as lists in a menu where there is no room for the fields."""

from typing import TypeVar

from PySide6.QtWidgets import QMenu

from gui.panels.transport import speed_said
from gui.state.action import Action
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.words.catalog import say

COUNTS = (1, 10, 100, 1_000, 10_000)
SPEEDS = (0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0)

V = TypeVar("V", int, float)


class ListedChoices:
    """Menus of the speed of the beats, and of how many steps are trained."""

    def __init__(self, within: QMenu, store: Store) -> None:
        self._within, self._store = within, store

    def speeds(self) -> QMenu:
        """Return a menu of speeds, the present one ticked."""
        menu, view = QMenu(say("window.speed"), self._within), self._store.state.view
        for speed in SPEEDS:
            self._offer(menu, speed_said(speed), speed == view.speed, view_actions.set_speed, speed)
        return menu

    def counts(self) -> QMenu:
        """Return a menu of numbers of steps, the present one ticked."""
        menu, view = QMenu(say("steps.count-name"), self._within), self._store.state.view
        for count in COUNTS:
            chosen, action = count == view.more_steps, view_actions.set_more_steps
            self._offer(menu, str(count), chosen, action, count)
        return menu

    def _offer(self, menu: QMenu, text: str, chosen: bool, action: Action[[V]], value: V) -> None:
        offered = menu.addAction(text)
        offered.setCheckable(True)
        offered.setChecked(chosen)
        offered.triggered.connect(lambda: self._store.apply(action, value))
