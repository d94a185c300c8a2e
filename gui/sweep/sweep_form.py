"""What is swept, through which values, with how many seeds and steps."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.look.fit import current, fit, has_new_look
from gui.state.run import derived as run_derived
from gui.state.state import State
from gui.state.store import Store
from gui.state.sweep import actions as sweep_actions
from gui.state.sweep import derived
from gui.sweep.values_field import ValuesField
from gui.whole_field import WholeBinding
from gui.words.catalog import say
from gui.words.sweeps import swept_name


class _QuietChoice(QComboBox):
    """A list that the wheel passes over: one scrolls the panel, and nothing is changed by it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class SweepForm(QWidget):
    """Two lines of controls; `second` has room for buttons at its end."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._keys: tuple[str, ...] = ()
        self.key = _QuietChoice()
        self.key.setObjectName("small")
        self.key.setAccessibleName(say("sweep-form.key"))
        self.key.setToolTip(say("sweep-form.key"))
        self.key.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.key.activated.connect(self._choose)
        self.values = ValuesField(store)
        self.count = self._number("count")
        self.log = QToolButton()
        self.log.setObjectName("choice")
        self.log.setText(say("sweep-form.log"))
        self.log.setToolTip(say("sweep-form.log-tip"))
        self.log.setCheckable(True)
        self.log.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.log.clicked.connect(lambda on: store.apply(sweep_actions.set_log, on))
        self.seeds, self.steps = self._number("seeds"), self._number("steps")
        attempt = store.attempt
        WholeBinding(
            *(self.count, store, lambda state: state.sweep.count),
            lambda number: attempt(sweep_actions.set_count.call(number)),
        )
        WholeBinding(
            *(self.seeds, store, lambda state: state.sweep.seeds),
            lambda number: attempt(sweep_actions.set_seeds.call(number)),
        )
        WholeBinding(
            *(self.steps, store, lambda state: state.sweep.steps),
            lambda number: attempt(sweep_actions.set_steps.call(number)),
        )
        self.second = QHBoxLayout()
        self._lay_out()
        store.changed.connect(self._show)
        self._show(None, store.state)

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        for row in (first, self.second):
            fit(row, spacing="close")
        first.addWidget(self.key, 1)
        first.addWidget(self.values, 1)
        first.addWidget(self.count)
        first.addWidget(self.log)
        for key, field in (("seeds", self.seeds), ("steps", self.steps)):
            label = QLabel(say(f"sweep-form.{key}"))
            label.setBuddy(field)
            self.second.addWidget(label)
            self.second.addWidget(field)
        self.second.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        fit(column, spacing="close")
        column.addLayout(first)
        column.addLayout(self.second)

    def _fit(self) -> None:
        """Keep room for what is chosen, also beside a long range of values."""
        self.key.ensurePolished()
        words = self.key.fontMetrics().horizontalAdvance(self.key.currentText())
        self.key.setMinimumWidth(words + current().length("around_choice"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if has_new_look(event):
            self._fit()

    def _number(self, key: str) -> QLineEdit:
        field = QLineEdit()
        fit(field, width="count_field" if key != "steps" else "steps_field")
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.setAccessibleName(say(f"sweep-form.{key}"))
        field.setToolTip(say(f"sweep-form-tip.{key}"))
        return field

    def _choose(self, row: int) -> None:
        self._store.apply(sweep_actions.choose, self.key.itemData(row))

    def _show(self, before: State | None, after: State) -> None:
        same = before is not None and before.sweep == after.sweep
        if same and before is not None and before.document is after.document:
            return
        offered = derived.offered(run_derived.experiment(after))
        if offered != self._keys:
            self._keys = offered
            self.key.clear()
            for key in offered:
                self.key.addItem(swept_name(key), key)
        self.key.setCurrentIndex(self.key.findData(after.sweep.key))
        self._fit()
        is_range = derived.RANGE in after.sweep.values
        for widget in (self.count, self.log):
            widget.setVisible(is_range)
        self.log.setChecked(after.sweep.is_log)
        self.seeds.setEnabled(after.sweep.key != derived.SEED)
