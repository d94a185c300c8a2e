"""The panel with the confusion matrix, under the accuracy and a switch for the set counted."""

from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.look.fit import fit
from gui.results.cells_view import ConfusionCells
from gui.results.counts import accuracy_said, counts_of
from gui.results.results_view import ResultsView
from gui.state.choices import SampleSet
from gui.state.results import actions as results_actions
from gui.state.results import derived as results_derived
from gui.state.run import derived
from gui.state.state import State
from gui.state.store import Store
from gui.words.catalog import say
from gui.words.keys import part


class ConfusionPanel(ResultsView):
    """Where targets are no classes, a sentence stands in place of the matrix."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(store, parent)
        self.said = QLabel()
        self.said.setObjectName("faint")
        self.said.setWordWrap(True)
        # what it says must not decide how many panels there is room for
        self.said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.sets = {which: self._button(which) for which in SampleSet}
        self._group = QButtonGroup(self)
        row = QHBoxLayout()
        fit(row, spacing="hair")
        for button in self.sets.values():
            self._group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        self.cells = ConfusionCells(store)
        self.foot = QLabel(say("confusion.foot"))
        self.foot.setObjectName("faint")
        self.foot.setWordWrap(True)
        self.foot.setSizePolicy(self.said.sizePolicy())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        fit(column, spacing="close")
        column.addWidget(self.said)
        column.addLayout(row)
        column.addWidget(self.cells, 1)
        column.addWidget(self.foot)
        self.look()

    def _button(self, which: SampleSet) -> QToolButton:
        button = QToolButton()
        button.setObjectName("choice")
        button.setCheckable(True)
        button.setText(say(f"sample-set.{part(which)}"))
        button.setToolTip(say(f"sample-set-tip.{part(which)}"))
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda _=False: self.store.apply(results_actions.count, which))
        return button

    def show_results(self, state: State, is_there: bool) -> None:
        """Show the counts of a moment, or that nothing can be counted."""
        shown = counts_of(state, is_there=is_there)
        self.said.setText("" if shown is None else accuracy_said(state, is_there=is_there))
        self.said.setVisible(shown is not None)
        has_tests = shown is not None and len(derived.experiment(state).data.test_inputs) > 0
        counted = results_derived.chosen(state).counted
        for which, button in self.sets.items():
            button.setVisible(has_tests)
            button.setChecked(which is counted)
        self.foot.setVisible(shown is not None)
        self.cells.show_counts(shown)
