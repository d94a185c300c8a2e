"""The check of the gradient on screen by a finite difference, made when it is asked for."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from engine.text.covered import without
from engine.text.names import name
from engine.written.quantity import gradient_of
from gui.look.theme import THEMES
from gui.state.hiding.derived import is_hidden
from gui.state.run import derived
from gui.state.state import State
from gui.state.store import Store
from gui.words.catalog import say

if TYPE_CHECKING:
    from engine.checks import Check


class CheckMark(QLabel):
    """Agree, close or wrong (CS231n's thresholds), with both numbers' relative error.

    It is forgotten as soon as the gradient on screen is another one.
    """

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.found: Check | None = None
        self.button = QPushButton(say("check-button.name"))
        self.button.setToolTip(say("check-button.tip"))
        self.button.clicked.connect(self._check)
        self.setObjectName("small")
        self.setWordWrap(True)
        self.hide()
        store.changed.connect(self._show)

    def _check(self) -> None:
        from engine.checks import check_parameter  # not needed before it is asked for

        state = self._store.state
        which, scope = derived.parameter(state), derived.scope(state)
        problem, step = scope.experiment.problem, scope.with_gradient
        self.found = check_parameter(problem, step, which.place)
        self._write(state)

    def _show(self, before: State, after: State) -> None:
        if self.found is None:
            return
        if before.hiding != after.hiding:
            self._write(after)
        same = (
            before.document is after.document
            and before.cursor.step == after.cursor.step
            and derived.parameter(before) == derived.parameter(after)
            and derived.sample_shown(before) == derived.sample_shown(after)
        )
        if not same:
            self.found = None
        self._write(after)

    def _write(self, state: State) -> None:
        from engine.checks import Verdict
        from gui.words.checks import check_sentence

        found, theme = self.found, THEMES[state.view.theme]
        self.setVisible(found is not None)
        if found is not None:
            checked = derived.scope(state).address(gradient_of(derived.parameter(state)))
            letter = name(checked, state.view.notation)
            hidden = (found.gradient, found.difference) if is_hidden(state, checked) else ()
            self.setText(without(check_sentence(found, letter, state.view.digits), hidden))
            wrong = found.verdict is Verdict.WRONG
            colour = theme.text if wrong else theme.text_soft
            self.setStyleSheet(f"color: {colour}; font-weight: 600")
