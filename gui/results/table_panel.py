"""The panel with the table of samples, under what the losses come to or which are listed."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from gui.look.fit import fit
from gui.results.listed import Listed, listed
from gui.results.said import summary
from gui.results.table_view import SampleTable
from gui.state.results import actions as results_actions
from gui.state.results import derived as results_derived
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.turns import turns_of
from gui.words.catalog import say

_STILL = 6  # turns while training for which rows keep their places: about a second


class TablePanel(QWidget):
    """Shows numbers as they are, in an order that holds still long enough to be read."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._turns, self._turn = store, turns_of(store), 0
        self._listed: Listed | None = None
        self.said = QLabel()
        self.said.setObjectName("faint")
        self.said.setWordWrap(True)
        # what it says must not decide how many panels there is room for
        self.said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.all = QToolButton()
        self.all.setObjectName("choice")
        self.all.setText(say("samples-table.list-all"))
        self.all.setToolTip(say("samples-table.list-all-tip"))
        self.all.clicked.connect(lambda: store.apply(results_actions.list_all))
        self.table = SampleTable(store)
        head = QHBoxLayout()
        fit(head, spacing="row")
        head.addWidget(self.said, 1)
        head.addWidget(self.all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        fit(column, spacing="close")
        column.addLayout(head)
        column.addWidget(self.table, 1)
        store.changed.connect(self._show)
        self._refresh()

    def _show(self, before: State, after: State) -> None:
        if not self.isVisible():
            self._listed = None
        elif after.mode is Mode.TRAINING:
            self._turns.ask(self._refresh_in_turn)
        elif self._listed is None or results_derived.may_differ(before, after):
            self._refresh()

    def _refresh_in_turn(self) -> None:
        """Show the numbers of this moment; only now and then the rows change their places."""
        self._turn += 1
        keeps = self._turn % _STILL != 0 and self._store.state.mode is Mode.TRAINING
        self._refresh(self._listed if keeps else None)

    def _refresh(self, before: Listed | None = None) -> None:
        state = self._store.state
        self._listed = listed(state, before)
        self.said.setText(summary(self._listed, state.view.notation))
        self.all.setVisible(self._listed.choice.cell is not None)
        self.table.show_rows(self._listed)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._listed is None:
            self._refresh()
