"""The menu of the regions: their colours, which class they tell of, the samples that are wrong."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from gui.state.inputs import derived as inputs_derived
from gui.state.regions import actions as regions_actions
from gui.state.regions import derived as regions_derived
from gui.state.regions import pen
from gui.state.run import derived
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.state.view import actions as view_actions

Make = Callable[[str, Callable[[], object]], QAction]
"""Makes the action of a command's name, which does something."""


class RegionsMenu(QObject):
    """What the panel of the regions offers too, for keys and lists of commands."""

    def __init__(self, menu: QMenu, store: Store, make: Make) -> None:
        super().__init__(menu)
        self._store = store
        self.coloured = make("coloured-regions", self._toggle_colours)
        self.coloured.setCheckable(True)
        self.points = make("edit-points", self._toggle_points)
        self.points.setCheckable(True)
        self.next_output = make("next-output", self._change_output)
        self.next_wrong = make("next-wrong", self._follow_wrong)
        menu.addActions([self.coloured, self.points, self.next_output, self.next_wrong])
        store.changed.connect(self._show)
        self._show(None, store.state)

    def _toggle_colours(self) -> None:
        coloured = self._store.state.regions.coloured
        self._store.apply(regions_actions.set_coloured, not coloured)

    def _toggle_points(self) -> None:
        self._store.apply(pen.set_pen_on, not self._store.state.regions.pen.on)

    def _change_output(self) -> None:
        """Show the first output alone, then the next one, after the last one all of them."""
        state = self._store.state
        shown, outputs = state.regions.output, derived.experiment(state).network.sizes[-1]
        following = 0 if shown is None else shown + 1
        self._store.apply(regions_actions.show_output, following if following < outputs else None)

    def _follow_wrong(self) -> None:
        """Follow the next of the samples taken for another class, after the last the first one."""
        state = self._store.state
        wrong = regions_derived.wrong(regions_derived.sets(state))
        now = inputs_derived.followed(state)
        if len(wrong):
            following = next((each for each in wrong if each > now), wrong[0])
            self._store.apply(view_actions.follow_in_sets, int(following))

    def _show(self, before: State | None, after: State) -> None:
        if after.mode is Mode.TRAINING and before is not None and before.mode is after.mode:
            return
        self.coloured.setChecked(after.regions.coloured)
        self.points.setChecked(after.regions.pen.on)
        self.next_output.setEnabled(derived.experiment(after).network.sizes[-1] > 1)
