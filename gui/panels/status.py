"""The line at the bottom of the window: step, cost, size of the gradient, selection."""

import math

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStatusBar, QWidget

from engine.network import weight_mask
from engine.text.covered import covered
from engine.text.names import name
from engine.text.numbers import DASH, short
from engine.written.quantity import Kind, Quantity
from gui.panels.steady_label import SteadyLabel
from gui.state.experiment.challenge import is_told
from gui.state.hiding.derived import hides_among, told
from gui.state.run import derived
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.turns import turns_of
from gui.words.batch import alone_name, pooled_name
from gui.words.catalog import say, say_count

_MOST_WANTED_FIRST = (0, 1, 4, 3, 2)
_LOSS = Quantity(Kind.LOSS)
_GAP = 0.5  # between two of them, in heights of a line
_MANY, _LONG = 888_888, 8.888888888888e-88  # as wide as numbers get


class Status(QStatusBar):
    """Numbers of the step on screen; what is not computed yet is a dash."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._labels = [SteadyLabel() for _ in range(5)]
        for label in self._labels:
            self.addWidget(label)
        self._store, self._turns = store, turns_of(store)
        store.changed.connect(self._show)
        self._write()

    def _penalty(self, state: State) -> str:
        if not state.document.experiment.penalty:
            return ""
        value = short(derived.trace(state).penalty, state.view.digits)
        return say("status.penalty", penalty=value, C=state.view.notation.loss)

    def _show(self, before: State, after: State) -> None:
        if self._turns.are_taken(after):
            self._turns.ask(self._write)
        elif before.mode is Mode.TRAINING or not _says_the_same(before, after):
            self._write()

    def _write(self) -> None:
        after = self._store.state
        step, trained = after.cursor.step, after.trained
        steps = say("status.step", step=step)
        if trained > step:
            steps = say("status.step-of", step=step, trained=trained)
        notation, cost = after.view.notation, derived.value(after, _LOSS)
        texts = (
            steps,
            _cost(after, DASH if cost is None else told(after, _LOSS, short(cost, 9))),
            _norm(after, _told_norm(after, gradient_norm(after))),
            self._penalty(after),
            say("status.selected", letter=name(after.selected, notation)) if after.selected else "",
        )
        for label, text in zip(self._labels, texts, strict=True):
            if label.text() != text:
                label.setText(text)
        self._keep_room(after)

    def _keep_room(self, state: State) -> None:
        """Let no number move those beside it, however long it becomes."""
        longest = (
            say("status.step-of", step=_MANY, trained=_MANY),
            _cost(state, short(_LONG, 9)),
            _norm(state, short(_LONG, state.view.digits)),
        )
        for label, text in zip(self._labels, longest, strict=False):
            label.expect(text)
        self._use_room()

    def _use_room(self) -> None:
        """Leave out what is said elsewhere too, rather than push the last thing off the screen."""
        others = [each for each in self.findChildren(QWidget) if each.parent() is self]
        spare = float(self.width())
        for other in others:
            if other not in self._labels:
                spare -= other.sizeHint().width() + _GAP * self.fontMetrics().height()
        for which in _MOST_WANTED_FIRST:
            label = self._labels[which]
            spare -= label.sizeHint().width() + (_GAP * self.fontMetrics().height())
            label.setVisible(spare >= 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._use_room()


def _cost(state: State, cost: str) -> str:
    """Say the cost of the step's batch, and of several samples what it is of them."""
    scope, letter = derived.scope(state), state.view.notation.loss
    guest = derived.guest(state)
    if guest is not None:
        sample = alone_name(scope.experiment, guest)
        return say("status.cost-alone", C=letter, cost=cost, sample=sample)
    if scope.samples == 1:
        return f"{letter} = {cost}"
    return say("status.cost-of-batch", C=letter, cost=cost, all=pooled_name(scope))


def gradient_norm(state: State) -> str:
    """Return the root of the sum of squares of the gradients of all parameters that are trained.

    It is a dash until the last of them is known.
    """
    trace = derived.scope(state).step
    last = Kind.D_BIAS if trace.before.shape.has_bias(1) else Kind.D_WEIGHT
    if not derived.is_known(state, Quantity(last, 1, 0, 0)):
        return DASH
    return short(math.hypot(*trace.gradient.flat[_trained(state)]), state.view.digits)


def _told_norm(state: State, norm: str) -> str:
    hides = any(hides_among(state, kind) for kind in (Kind.D_WEIGHT, Kind.D_BIAS))
    return covered(norm) if hides and norm != DASH else norm


def _trained(state: State) -> npt.NDArray[np.bool_]:
    """Return which of the parameters are trained: (count,)."""
    weights = weight_mask(derived.trace(state).before.shape)
    both = derived.experiment(state).training.train_biases
    return np.ones_like(weights) if both else weights


def _norm(state: State, norm: str) -> str:
    """Say the norm of the gradient, and over which parameters it is taken."""
    if not is_told(state):  # which parameters are trained may be what is to be found
        return say("status.norm-alone", norm=norm, C=state.view.notation.loss)
    trained = _trained(state)
    key = "status.norm" if trained.all() else "status.norm-of-weights"
    count = int(np.count_nonzero(trained))
    return say_count(key, count, norm=norm, C=state.view.notation.loss)


def _says_the_same(before: State, after: State) -> bool:
    """Return whether no number can have changed: most frames pass within a beat."""
    same = derived.same_numbers(before, after) and before.trained == after.trained
    return same and before.revealed == after.revealed
