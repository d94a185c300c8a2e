"""One ball: its optimiser, its rate, and what it does."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QToolButton, QWidget

from engine.curves.minima import Minimum
from engine.optimizers import OPTIMIZERS
from engine.text.numbers import short
from engine.text.recomputed import enough_together
from engine.written.expression import Fraction, Number
from engine.written.letters import ONE, TWO
from gui.bind import RATES, ChoiceBinding, SliderBinding
from gui.landscape.curve.balls import INKS
from gui.landscape.curve.does import does_sentences, says_what_balls_do
from gui.landscape.rate_slider import Mark, MarkedSlider
from gui.look.fit import current, fit
from gui.look.theme import THEMES
from gui.number_field import NumberBinding
from gui.state.action import Call
from gui.state.choices import Ball
from gui.state.curve import actions as curve_actions
from gui.state.curve import derived as curve_derived
from gui.state.state import State
from gui.state.store import Store
from gui.words.catalog import say
from gui.words.functions import optimizer_name


class BallRow(QWidget):
    """Number, optimiser, learning rate on a slider and in a field, and a sentence."""

    def __init__(self, store: Store, index: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self.index = store, index
        self._chip = QLabel(str(index + 1))
        self._chip.setAlignment(Qt.AlignmentFlag.AlignCenter)
        fit(self._chip, area="chip")
        self.optimizer = QComboBox()
        self.optimizer.setAccessibleName(say("ball-row.optimizer", ball=index + 1))
        self.slider = MarkedSlider()
        self.slider.setAccessibleName(say("ball-row.rate", ball=index + 1))
        self.field = QLineEdit()
        fit(self.field, width="number")
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.setAccessibleName(say("ball-row.rate", ball=index + 1))
        self.remove = QToolButton()
        self.remove.setObjectName("cardButton")
        self.remove.setText("×")
        self.remove.setToolTip(say("ball-row.remove"))
        self.remove.setAccessibleName(self.remove.toolTip())
        policy = self.remove.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # the rows stay aligned
        self.remove.setSizePolicy(policy)
        self.does = QLabel()
        self.does.setObjectName("small")
        self.does.setWordWrap(True)
        self._bind()
        self._lay_out()

    def _bind(self) -> None:
        store, index = self._store, self.index
        SliderBinding(self.slider, store, self._rate, self._set_rate, RATES)
        NumberBinding(self.field, store, self._rate, self._set_rate)
        names = [(name, optimizer_name(name)) for name in OPTIMIZERS]
        ChoiceBinding(self.optimizer, store, self._optimizer, self._set_optimizer, names)
        self.remove.clicked.connect(lambda: store.apply(curve_actions.remove_ball, index))

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        fit(grid, across="row")
        fit(grid, down="hair")
        grid.addWidget(self._chip, 0, 0)
        grid.addWidget(self.optimizer, 0, 1)
        grid.addWidget(QLabel("η"), 0, 2)
        grid.addWidget(self.field, 0, 3)
        grid.addWidget(self.remove, 0, 4)
        grid.addWidget(self.slider, 1, 1, 1, 4)
        grid.addWidget(self.does, 2, 1, 1, 4)
        grid.setColumnStretch(1, 1)

    def _ball(self, state: State) -> Ball:
        balls = curve_derived.balls(state)
        return balls[min(self.index, len(balls) - 1)]

    def _rate(self, state: State) -> float:
        return self._ball(state).rate

    def _optimizer(self, state: State) -> str:
        return self._ball(state).optimizer

    def _set_rate(self, rate: float) -> Call:
        return curve_actions.set_ball_rate.call(self.index, rate)

    def _set_optimizer(self, name: str) -> Call:
        return curve_actions.set_ball_optimizer.call(self.index, name)

    def show_state(self, state: State, found: tuple[Minimum, ...]) -> None:
        """Show what the ball does; found: the minima in range."""
        theme, ball = THEMES[state.view.theme], self._ball(state)
        ink = getattr(theme, INKS[self.index])
        disc = current().of("chip")[0] // 2
        self._chip.setStyleSheet(
            f"background: {ink}; color: {theme.card}; border-radius: {disc}px; font-weight: 700"
        )
        is_trained = self.index == 0 and curve_derived.is_network(state)
        self.optimizer.setEnabled(not is_trained)
        self.optimizer.setToolTip(say("ball-row.is-trained") if is_trained else "")
        self.remove.setVisible(self.index > 0)
        if not says_what_balls_do(state):
            self.does.setText("")
            return
        self.does.setText("\n".join(does_sentences(state, self.index, found)))
        self.does.setStyleSheet(f"color: {ink}")
        self.slider.show_marks(limit_marks(state, self.index, ball), theme)
        self.slider.setToolTip(limits_note(state, self.index))


def _bend(state: State, index: int) -> float:
    descent = curve_derived.descents(state)[index]
    return curve_derived.bend_at(state, descent.places[curve_derived.steps_of(state, descent)][0])


def limit_marks(state: State, index: int, ball: Ball) -> tuple[Mark, ...]:
    """Return the limits 1/C″ and 2/C″ where a ball of plain descent stands, if it curves up."""
    bend = _bend(state, index)
    if not ball.descends_by.plain or not bend > 0:
        return ()
    return tuple(Mark(RATES.to_tick(n / bend), f"{n}/{state.view.notation.loss}″") for n in (1, 2))


def limits_note(state: State, index: int) -> str:
    """Return the curvature where a ball of plain descent stands, and the limits that follow."""
    bend = _bend(state, index)
    if not curve_derived.balls(state)[index].descends_by.plain or not bend > 0:
        return ""
    digits = state.view.digits
    limits = [Number(n / bend) for n in (1, 2)]
    lines = [
        (Fraction(n, Number(bend)), limit) for n, limit in zip((ONE, TWO), limits, strict=True)
    ]
    extra, _ = enough_together(lines, digits)
    settles, swings = (short(limit.value, digits) for limit in limits)
    return say(
        "ball-row.limits",
        C=state.view.notation.loss,
        bend=short(bend, digits + extra),
        settles=settles,
        swings=swings,
    )
