"""The panel that compares the present run with kept ones."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from gui.history.kept_table import KeptTable
from gui.look.fit import fit
from gui.menu.keys import KEYS, told
from gui.state.run import kept
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.turns import turns_of
from gui.words.catalog import say


class CompareView(QWidget):
    """The table of runs under what can be done with them."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._stale = True
        self.table = KeptTable(store.carry_out)
        keys = told(KEYS["keep-run"].sequences[0])
        self.keep = self._button("keep", say("kept-tip.keep", keys=keys), self._keep)
        self.go = self._button("go", say("kept-tip.go"), self._go)
        self.remove = self._button("remove", say("kept-tip.remove"), self._remove)
        self.put_back = self._button("put-back", say("kept-tip.put-back"), self._put_back)
        self.put_back.hide()
        self.none = QLabel(say("kept.none"))
        self.none.setObjectName("faint")
        self.none.setWordWrap(True)
        self._lay_out()
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_buttons())
        self.table.go_asked.connect(self._go)
        self.table.removal_asked.connect(self._remove)
        store.changed.connect(self._show)
        self._refresh()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        fit(buttons, spacing="gap")
        for button in (self.keep, self.go, self.remove, self.put_back):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        fit(column, spacing="gap")
        column.addLayout(buttons)
        column.addWidget(self.none)
        column.addWidget(self.table, 1)

    def _button(self, key: str, tip: str, does: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        button.setText(say(f"kept-button.{key}"))
        button.setObjectName("choice")
        button.setToolTip(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _=False: does())
        return button

    def _keep(self) -> None:
        self._store.apply(kept.keep)

    def _go(self) -> None:
        key = self.table.selected_key()
        if key is not None:
            self._store.apply(kept.go_to_kept, key)

    def _remove(self) -> None:
        key = self.table.selected_key()
        if key is not None:
            self._store.apply(kept.remove_kept, key)

    def _put_back(self) -> None:
        self._store.apply(kept.put_back_kept)

    def _show(self, before: State, after: State) -> None:
        if after.mode is Mode.TRAINING:
            turns_of(self._store).ask(self._refresh)
        elif before.mode is not after.mode or not _looks_the_same(before, after):
            self._refresh()

    def _refresh(self) -> None:
        self._stale = not self.isVisible()
        if self._stale:  # behind another panel: shown once it is seen
            return
        state = self._store.state
        self.table.show_state(state)
        self.none.setVisible(not state.kept)
        self._show_buttons()

    def _show_buttons(self) -> None:
        state, key = self._store.state, self.table.selected_key()
        self.go.setEnabled(key is not None)
        self.remove.setEnabled(key is not None)
        self.put_back.setVisible(state.removed is not None)
        if state.removed is not None:
            self.put_back.setText(say("kept.put-back", name=state.removed.name))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._refresh()


def _looks_the_same(before: State, after: State) -> bool:
    return (
        before.document is after.document
        and before.trained == after.trained
        and before.kept is after.kept
        and before.removed is after.removed
        and before.view == after.view
        and before.revealed == after.revealed
        and before.hiding == after.hiding
    )
