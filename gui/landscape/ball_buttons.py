"""The buttons that move the balls: reset, back, step, run."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from gui.look.fit import fit
from gui.state.action import Action
from gui.state.curve import actions as curve_actions
from gui.state.curve import derived as curve_derived
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.words.catalog import say


class BallButtons(QWidget):
    """Four buttons in a row; with words where there is room."""

    def __init__(self, store: Store, *, with_words: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._with_words = store, with_words
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        fit(row, spacing="close" if with_words else "hair")
        self.reset = self._button("⟲", say("ball-button.reset"), say("ball-button.reset-tip"))
        self.back = self._button("◀", say("ball-button.back"), say("ball-button.back-tip"))
        self.step = self._button("▶|", say("ball-button.step"), say("ball-button.step-tip"))
        self.run = self._button("▶▶", say("ball-button.run"), say("ball-button.run-tip"))
        self.run.setCheckable(True)
        for button, action in (
            (self.reset, curve_actions.reset_balls),
            (self.back, curve_actions.step_back),
            (self.step, curve_actions.step_down),
            (self.run, curve_actions.toggle_descending),
        ):
            self._connect(button, action)
            row.addWidget(button)
        store.changed.connect(self._show)
        self._show(None, store.state)

    def _button(self, sign: str, word: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setText(f"{sign} {word}" if self._with_words else sign)
        button.setToolTip(tip)
        button.setAccessibleName(word)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if not self._with_words:
            button.setObjectName("narrow")
        return button

    def _connect(self, button: QToolButton, action: Action[[]]) -> None:
        button.clicked.connect(lambda: self._store.apply(action))

    def _show(self, before: State | None, after: State) -> None:
        if before is not None and before.mode is after.mode and before.curve is after.curve:
            return
        chosen = curve_derived.choice(after)
        self.run.setChecked(after.mode is Mode.DESCENDING)
        self.back.setEnabled(chosen.steps > 0)
        self.reset.setEnabled(chosen.steps > 0 or chosen.start is not None)
