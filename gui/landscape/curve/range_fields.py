"""Two fields for the ends of the range drawn."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from engine.text.numbers import short
from engine.text.typed_number import BadNumber, read_number
from gui.landscape.curve.slice import slice_of
from gui.state.curve import actions as curve_actions
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.words.catalog import say

_DIGITS = 6


class RangeFields(QWidget):
    """From … to …, and a button that lets the range be chosen automatically again."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.low, self.high = QLineEdit(), QLineEdit()
        self.low.setAccessibleName(say("range.low"))
        self.high.setAccessibleName(say("range.high"))
        self.free = QPushButton(say("range.fit"))
        self.free.setToolTip(say("range.fit-tip"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(QLabel(say("range.from")))
        row.addWidget(self.low, 1)
        row.addWidget(QLabel(say("range.to")))
        row.addWidget(self.high, 1)
        row.addWidget(self.free)
        for field in (self.low, self.high):
            field.editingFinished.connect(self._send)
            field.returnPressed.connect(field.clearFocus)
        self.free.clicked.connect(lambda: store.apply(curve_actions.free_limits))
        store.changed.connect(self._show)

    def _ends(self) -> tuple[float, float]:
        shown = slice_of(self._store.state)
        return float(shown.xs[0]), float(shown.xs[-1])

    def _send(self) -> None:
        low, high = self._ends()
        typed = self.low.text().strip(), self.high.text().strip()
        if typed == (_written(low), _written(high)):
            return
        ends = []
        for text, end in zip(typed, (low, high), strict=True):
            try:
                ends.append(end if text == _written(end) else read_number(text).value)
            except BadNumber as error:
                self._store.refused.emit(error.fault)
                break
        else:
            self._store.apply(curve_actions.set_limits, *ends)
        self._put_back()

    def _put_back(self) -> None:
        for field, end in zip((self.low, self.high), self._ends(), strict=True):
            if not field.hasFocus():
                field.setText(_written(end))
                field.setCursorPosition(0)

    def _show(self, before: State, after: State) -> None:
        if self.isVisible() and after.mode is not Mode.TRAINING:
            self._put_back()

    def showEvent(self, event: object) -> None:
        self._put_back()


def _written(end: float) -> str:
    return short(end, _DIGITS)
