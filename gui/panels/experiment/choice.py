"""A list to choose from; what does not fit says why below it, and what would make it fit."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from engine.fault import Fault
from gui.look.fit import fit
from gui.look.theme import THEMES
from gui.state.action import Call
from gui.state.refusal import Refused
from gui.state.run import derived
from gui.state.state import State
from gui.state.store import Store
from gui.words.catalog import say
from gui.words.faults import fault_sentence

Ask = Callable[[str, bool], Call]
"""Returns the call that chooses a key; the second argument: with the changes that make it fit."""


class QuietBox(QComboBox):
    """A list that the wheel passes over: one scrolls the panel, and nothing is changed by it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("small")
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        fit(self, least_width="choice_least")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.installEventFilter(self)
        self.opens: Callable[[], None] | None = None

    def showPopup(self) -> None:
        if self.opens is not None:
            self.opens()
        super().showPopup()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class RemedyNote(QFrame):
    """Why something cannot be chosen, and a button that changes what stands in the way."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.button = QPushButton()
        column = QVBoxLayout(self)
        fit(column, margins="remedy", spacing="close")
        column.addWidget(self.words)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def say(self, fault: Fault) -> None:
        """Show what is wrong, and the remedy where there is one."""
        remedy = fault.details.get("remedy")
        self.words.setText(fault_sentence(fault))
        self.setAccessibleName(self.words.text())
        self.button.setVisible(isinstance(remedy, Fault))
        if isinstance(remedy, Fault):
            self.button.setText(fault_sentence(remedy))
            self.button.setToolTip(say("remedy.tip"))
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))


class FittingChoice(QObject):
    """Joins a list to the store and a note to the list.

    choices: (key, words) in order, ("", "") for a line between them; what is chosen and not among
    them is shown by `other`. Choices that do not fit are faint, and say why in their tips; tried:
    whether that is found out for a key; tip: of the list, "" for what is chosen.
    """

    def __init__(
        self,
        box: QuietBox,
        note: RemedyNote,
        store: Store,
        read: Callable[[State], str],
        ask: Ask,
        choices: Sequence[tuple[str, str]],
        other: Callable[[State], str] = lambda state: "",
        tried: Callable[[str], bool] = lambda key: True,
        tip: Callable[[State], str] = lambda state: "",
    ) -> None:
        super().__init__(box)
        self._box, self._note, self._store = box, note, store
        self._read, self._ask, self._other = read, ask, other
        self._tried, self._tip, self._refused = tried, tip, ""
        for key, words in choices:
            if key:
                box.addItem(words, key)
            else:
                box.insertSeparator(box.count())
        self._known = box.count()
        box.activated.connect(self._choose)
        box.opens = self._mark
        note.button.clicked.connect(self._fit)
        store.changed.connect(self._show)
        self._follow()

    def choose(self, key: str) -> None:
        """Choose as by hand: what is refused is said below the list."""
        self._choose(self._box.findData(key))

    def _choose(self, row: int) -> None:
        self._note.hide()
        key = self._box.itemData(row)
        if key is None or key == self._read(self._store.state) or row >= self._known:
            self._follow()
            return
        fault = self._store.attempt(self._ask(key, False))
        if fault is not None:
            self._follow()  # what was refused is not chosen
            self._refused = key
            self._note.say(fault)
            if not self._note.button.isHidden():
                self._note.button.setFocus()

    def _fit(self) -> None:
        fault = self._store.attempt(self._ask(self._refused, True))
        self._box.setFocus()
        if fault is not None:
            self._note.say(fault)

    def _mark(self) -> None:
        """Make faint what does not fit at present."""
        state, model = self._store.state, self._box.model()
        assert isinstance(model, QStandardItemModel)
        theme = THEMES[state.view.theme]
        for row in range(self._known):
            key, item = self._box.itemData(row), model.item(row)
            if key is None or item is None or not self._tried(key):
                continue
            fault = _fault_of(state, self._ask(key, False))
            item.setForeground(QColor(theme.text_faint if fault else theme.text))
            item.setToolTip(fault_sentence(fault) if fault else "")

    def _show(self, before: State, after: State) -> None:
        if before.document is not after.document:
            self._note.hide()
        if not derived.same_settings(before, after):
            self._follow()

    def _follow(self) -> None:
        """Show what is chosen."""
        state = self._store.state
        key = self._read(state)
        row = self._box.findData(key)
        other = self._other(state) if row < 0 or row >= self._known else ""
        if not other and self._box.count() > self._known:
            self._box.removeItem(self._known)
        if other:
            if self._box.count() == self._known:
                self._box.addItem(other, key)
            self._box.setItemText(self._known, other)
            self._box.setItemData(self._known, key)
            row = self._known
        if self._box.currentIndex() != row:
            self._box.setCurrentIndex(row)
        self._box.setToolTip(self._tip(state) or self._box.currentText())


def _fault_of(state: State, call: Call) -> Fault | None:
    """Return why an action cannot be carried out, without doing so."""
    try:
        call.after(state)
    except Refused as refusal:
        return refusal.fault
    return None


def with_note(row: QWidget, note: RemedyNote) -> QWidget:
    """Return a row with the note of its list below it."""
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    fit(column, spacing="gap")
    column.addWidget(row)
    column.addWidget(note)
    return both
