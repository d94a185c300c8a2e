"""The strip of all training steps done so far, and what can be done from a past one."""

from collections.abc import Sequence
from time import perf_counter

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.run.goals import LOOKS, StayGoal, StepGoal
from engine.run.training import Run
from gui.look.fit import Arranging, current, fit
from gui.menu.menu import Menu
from gui.panels.pace_meter import PaceMeter
from gui.panels.roomy_label import RoomyLabel
from gui.panels.steady_label import SteadyLabel
from gui.panels.step_slider import StepSlider
from gui.panels.tool_buttons import CommandButton
from gui.seeking import seeking_of
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.turns import turns_of
from gui.whole_field import WholeBinding
from gui.words.catalog import say, say_count
from gui.words.goals import stay_said, steps_said

_MANY, _LONG = 888_888, 8.888888888888e-88  # as wide as numbers get


class RunStrip(QWidget):
    """A field, a slider, and below them a sentence on where training goes on, with its buttons."""

    def __init__(self, store: Store, menu: Menu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._turns = store, turns_of(store)
        self._pace = PaceMeter()
        self._stayed: tuple[Run, int, int] | None = None  # at which step, for how many
        self._seeking = seeking = seeking_of(store)
        self.field, self.slider = QLineEdit(), StepSlider(seeking)
        self._step = store.state.cursor.step  # that stands here
        self.binding = WholeBinding(self.field, store, lambda _: self._step, seeking.seek)
        self._of, self.note = SteadyLabel(), RoomyLabel()
        self.beats, self.branch, self.stop = (
            CommandButton(action, with_words=True)
            for action in (menu.run.beats, menu.run.branch, menu.run.cancel)
        )
        self._dress()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        fit(whole, spacing="close")
        whole.addLayout(self._upper())
        self._below = _Below(self.note, (self.beats, self.branch, self.stop))
        whole.addWidget(self._below)
        self.setAccessibleName(say("steps.name"))
        store.changed.connect(self._show)
        self._keep_room(store.state)
        self._follow()

    def _dress(self) -> None:
        fit(self.field, width="number_narrow")
        self.field.setAccessibleName(say("steps.field"))
        self.field.setToolTip(say("steps.field-tip"))
        self.slider.setAccessibleName(say("steps.slider"))
        self.slider.setToolTip(say("steps.slider-tip"))
        fit(self.slider, least_width="slider_least")
        for label in (self._of, self.note):
            label.setObjectName("soft")
        self._of.expect(say("steps.of", trained=_MANY))
        self.note.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def _upper(self) -> QHBoxLayout:
        row = QHBoxLayout()
        fit(row, spacing="controls")
        name = QLabel(say("steps.step"))
        name.setObjectName("value")
        name.setBuddy(self.field)
        for widget in (name, self.field):
            row.addWidget(widget)
        row.addWidget(self.slider, 1)
        row.addWidget(self._of)
        return row

    def be_brief(self, brief: bool) -> None:
        """Leave out the sentence and its buttons, where the beats of the step stand below."""
        self._below.setHidden(brief)

    def type_a_step(self) -> None:
        """Let the number of a step be typed."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _keep_room(self, state: State) -> None:
        """Be high enough for the longest that may be said, so that the network does not move."""
        longest = StayGoal(0, _MANY // LOOKS, _LONG, without=LOOKS)
        said = stay_said(longest, state.view.notation.loss, state.view.digits)
        self.note.keep_room([said, say("steps.past", trained=_MANY)])

    def _show(self, before: State, after: State) -> None:
        if before.view is not after.view:
            self._keep_room(after)
        if before.goal is not after.goal and after.goal is None:
            self._note_end(before, after)
        if after.mode is Mode.TRAINING:
            if before.mode is not after.mode or before.view is not after.view:
                self._pace.clear()
            self._turns.ask(self._follow)
        else:
            self._follow()
        if before.mode is Mode.TRAINING and after.mode is not before.mode:
            self._announce(self._said(after))

    def _announce(self, sentence: str) -> None:
        """Let a screen reader read out how training ended."""
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # hundreds of constants

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def _note_end(self, before: State, after: State) -> None:
        """Remember that it was the loss which ended the training."""
        reached = after.trained > before.trained and after.document.run.divergence is None
        if isinstance(before.goal, StayGoal) and reached:
            self._stayed = after.document.run, after.trained, before.goal.patience

    def _follow(self) -> None:
        state = self._store.state
        if not self.isVisible():
            return
        if state.mode is Mode.TRAINING:
            self._pace.note(perf_counter(), state.trained)
        self._step, wanted = state.cursor.step, self._seeking.wanted
        self.binding.follow()
        self.slider.show_steps(state.cursor.step if wanted is None else wanted, state.trained)
        self._of.setText(say("steps.of", trained=state.trained))
        self.stop.setVisible(state.mode is Mode.TRAINING)  # while there is nothing to branch from
        self.branch.setHidden(state.mode is Mode.TRAINING)
        said = self._said(state)
        if said != self.note.text():
            self.note.setText(said)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow()

    def _said(self, state: State) -> str:
        """Return where training goes on from here, or how far it has come."""
        if state.mode is Mode.TRAINING:
            return self._goal_said(state)
        step, run = state.cursor.step, state.document.run
        if step < state.trained:
            return say("steps.past", trained=state.trained)
        if run.divergence is not None:
            return say("steps.diverged", step=run.divergence.step)
        if self._stayed is not None and self._stayed[:2] == (run, step):
            return say_count("goal.stayed", self._stayed[2])
        return say("steps.newest" if step else "steps.none")

    def _goal_said(self, state: State) -> str:
        if state.goal is None:
            return say("goal.on-and-on")
        if isinstance(state.goal, StepGoal):
            return steps_said(state.goal, state.trained, self._pace.per_second)
        return stay_said(state.goal, state.view.notation.loss, state.view.digits)


class _Below(Arranging):
    """A sentence and its buttons, below it where there is too little width for both."""

    def __init__(self, note: QLabel, buttons: Sequence[QToolButton]) -> None:
        super().__init__()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        fit(self._row, spacing="gap")
        self._row.addWidget(note, 1)
        row = QHBoxLayout()
        fit(row, spacing="controls")
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        self._row.addLayout(row)

    def arrange(self) -> None:
        direction = QBoxLayout.Direction
        wide = self.width() >= current().length("strip_in_a_row")
        self._row.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
