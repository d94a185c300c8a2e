"""What the window does for the run: leads to its steps and beats, and says how it ended."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from engine.fault import Fault
from gui.seeking import seeking_of
from gui.state.run import actions
from gui.state.state import Mode, State
from gui.words.catalog import say
from gui.words.faults import fault_sentence
from gui.words.quantities import number_name

if TYPE_CHECKING:
    from gui.window.window import Window


class RunCommands(QObject):
    """Leads from the steps into the beats of one, and says what to do once a run has stopped."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window, self._store, self._run = window, window.store, window.menu.run
        seeking = seeking_of(window.store)
        self._run.beats.triggered.connect(lambda: seeking.then(self._show_beats))
        self._run.go_to_step.triggered.connect(self._type_a_step)
        window.store.changed.connect(self._show)
        window.store.refused.connect(self._offer)

    def _show_beats(self) -> None:
        """Lead from the steps into the beats of the one on screen."""
        self._window.room.choose("step")
        self._store.apply(actions.first_beat)

    def _type_a_step(self) -> None:
        if not self._window.desk.foot.has_steps:
            self._window.room.choose("training")
        self._window.desk.foot.strip.type_a_step()

    def _show(self, before: State, after: State) -> None:
        stopped = after.document.run.divergence
        ended = before.mode is not after.mode and after.mode is Mode.PAUSED
        if ended and stopped is not None and after.trained == stopped.step:
            said = say("window.diverged", step=stopped.step, number=number_name(stopped))
            self._window.notice.say(said, self._offers())

    def _offer(self, fault: Fault) -> None:
        """Say the same where a single step could not be taken."""
        if fault.key == "refused.step-too-large":
            self._window.notice.say(fault_sentence(fault), self._offers())

    def _offers(self) -> list[QAction]:
        return [each for each in (self._run.last_finite, self._run.halve_rate) if each.isVisible()]
