"""How many digits numbers have, at the foot of the window: one fewer, as many, one more."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from engine.text.numbers import MINUS
from gui.look.fit import fit, has_new_look
from gui.menu.menu import Menu
from gui.state.state import State
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.words.catalog import say


class DigitsControl(QWidget):
    """The number of digits between two buttons that change it by one."""

    def __init__(self, store: Store, menu: Menu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        fit(row, spacing="fine")
        self.shown = QLabel()
        self.shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.fewer, self.more = QToolButton(), QToolButton()
        row.addWidget(self.fewer)
        row.addWidget(self.shown)
        row.addWidget(self.more)
        for button, sign, action in (
            (self.fewer, MINUS, menu.fewer_digits),
            (self.more, "+", menu.more_digits),
        ):
            button.setText(sign)
            button.setToolTip(action.toolTip())
            button.setAccessibleName(action.text())
            button.clicked.connect(action.trigger)
            action.enabledChanged.connect(button.setEnabled)
        store.changed.connect(self._show)
        self._show(None, store.state)
        self._fit()

    def _fit(self) -> None:
        """Keep room for any number, so that no button moves under the pointer."""
        self.shown.ensurePolished()
        widest = _said(view_actions.DIGITS[-1])
        metrics = self.shown.fontMetrics()
        more = metrics.horizontalAdvance(widest) - metrics.horizontalAdvance(self.shown.text())
        self.shown.setMinimumWidth(self.shown.sizeHint().width() + max(more, 0))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if has_new_look(event):
            self._fit()

    def _show(self, before: State | None, after: State) -> None:
        if before is None or before.view.digits != after.view.digits:
            self.shown.setText(_said(after.view.digits))


def _said(digits: int) -> str:
    return say("digits.now", digits=digits)
