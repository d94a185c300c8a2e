"""The panel with the table of samples, under what the losses come to or which are listed."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from gui.look.fit import fit
from gui.results.listed import listed
from gui.results.results_view import ResultsView
from gui.results.said import summary
from gui.results.table_view import SampleTable
from gui.state.results import actions as results_actions
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.words.catalog import say

_STILL = 6  # turns while training for which rows keep their places: about a second


class TablePanel(ResultsView):
    """Shows numbers as they are, in an order that holds still long enough to be read."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(store, parent)
        self._turn, self._listed = 1, listed(store.state, is_there=False)
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
        self.look()

    def show_results(self, state: State, is_there: bool) -> None:
        """Show the numbers of a moment; while training, rows seldom change their places."""
        keeps = state.mode is Mode.TRAINING and self._turn % _STILL != 0
        self._turn += 1
        self._listed = listed(state, self._listed if keeps else None, is_there=is_there)
        self.said.setText(summary(self._listed, state.view.notation))
        self.all.setVisible(self._listed.choice.cell is not None)
        self.table.show_rows(self._listed)
