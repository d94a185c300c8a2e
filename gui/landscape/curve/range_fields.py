"""Two fields for the ends of the range drawn."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from engine.text.numbers import short
from engine.written.typed_number import BadNumber, read_number
from gui.field_refusal import FieldRefusal
from gui.landscape.curve.slice import slice_of
from gui.state.curve import actions as curve_actions
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.words.catalog import say
from gui.words.faults import fault_sentence

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
        self._fields = (self.low, self.high)
        self._refusals = tuple(FieldRefusal(field) for field in self._fields)
        self._shown: tuple[float, float] | None = None
        self._typed_last = 0
        for i, field in enumerate(self._fields):
            field.textEdited.connect(partial(self._type, i))
            field.editingFinished.connect(self._send)
            field.returnPressed.connect(self._enter)
        self.free.clicked.connect(self._free)
        store.changed.connect(self._show)

    def _ends(self) -> tuple[float, float]:
        shown = slice_of(self._store.state)
        return float(shown.xs[0]), float(shown.xs[-1])

    def _type(self, index: int, _text: str) -> None:
        self._typed_last = index
        for refusal in self._refusals:  # both ends are judged together
            refusal.clear()

    def _send(self) -> None:
        """Take the range typed; an end that is refused stays as it is, with the sentence."""
        texts = [field.text().strip() for field in self._fields]
        ends = list(self._ends())
        changed = [text != _written(end) for text, end in zip(texts, ends, strict=True)]
        if self._is_refused() or not any(changed):
            return
        for i in (0, 1):
            try:
                ends[i] = read_number(texts[i]).value if changed[i] else ends[i]
            except BadNumber as error:
                self._refusals[i].say(fault_sentence(error.fault))
        if self._is_refused():
            return
        fault = self._store.attempt(curve_actions.set_limits.call(*ends))
        if fault is None:
            self._put_back()
        else:
            self._refusals[self._typed_last].say(fault_sentence(fault))

    def _is_refused(self) -> bool:
        return any(refusal.sentence for refusal in self._refusals)

    def _enter(self) -> None:
        self._send()
        if not self._is_refused():
            for field in self._fields:
                field.clearFocus()  # the keys go back to the beats

    def _free(self) -> None:
        self._store.apply(curve_actions.free_limits)
        self._put_back()

    def _put_back(self) -> None:
        self._shown = self._ends()
        for field, refusal, end in zip(self._fields, self._refusals, self._shown, strict=True):
            refusal.clear()
            field.setText(_written(end))
            field.setCursorPosition(0)

    def _show(self, before: State, after: State) -> None:
        if self.isVisible() and after.mode is not Mode.TRAINING and self._ends() != self._shown:
            self._put_back()

    def showEvent(self, event: object) -> None:
        self._put_back()


def _written(end: float) -> str:
    return short(end, _DIGITS)
