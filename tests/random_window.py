"""A random user in front of a real window, and what must hold after everything they do."""

import gc
import math
from collections import Counter
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QLineEdit, QStatusBar

from engine.shape import in_network
from engine.text.covered import is_covered
from engine.text.numbers import DASH, full
from engine.written.quantity import Kind, Quantity
from gui.app import application
from gui.disk import files
from gui.state.action_log import ActionLog
from gui.state.experiment import editing
from gui.state.hiding.derived import is_hidden
from gui.state.replay import replay
from gui.state.run import actions, derived, kept
from gui.state.state import Mode, State, first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.views import PANELS
from gui.window.window import Window
from tests.random_user import RandomUser
from tests.same_state import assert_same

START = "mazur-2-2-2"
TURN = 40  # actions until other panels are looked at
COLLECTED = 5  # turns until garbage is
_AGES_MS = 2**30
_PLAIN = str.maketrans("−⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "-0123456789-")


@dataclass
class Sitting:
    """A window in use; log: the lines that do the same again; done: how often what was done."""

    window: Window
    user: RandomUser
    log: list[str]
    action_log: ActionLog
    done: Counter[str] = field(default_factory=Counter)
    refusals: int = 0

    @property
    def store(self) -> Store:
        return self.window.store

    def use(self, count: int) -> None:
        """Do so many things; look at other panels from time to time."""
        for number in range(count):
            if number % TURN == 0:
                self._look_at(number // TURN)
            call = self.user.next_call(self.store.state)
            self.done[call.action.name] += 1
            self.refusals += not self.store.carry_out(call)
            QCoreApplication.processEvents()
            assert_consistent(self.store.state)
            assert_shown(self.window)

    def _look_at(self, turn: int) -> None:
        """Show one panel beside the network: drawing all of them takes most of the time."""
        if turn % COLLECTED == 0:
            gc.collect()  # while Qt does nothing
        shown = PANELS[turn % len(PANELS)].key
        for key, panel in self.window.desk.panels.items():
            panel.setVisible(key == shown)

    def count_objects(self) -> tuple[int, int]:
        """Return how many objects Python and Qt keep, back in the same experiment."""
        self.store.apply(editing.open_experiment, files.read(files.resolve(START)), START)
        self.store.apply(actions.pause)
        for run in self.store.state.kept:
            self.store.apply(kept.remove_kept, run.key)
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        return len(gc.get_objects()), len(self.window.findChildren(QObject))

    def assert_log_leads_here(self) -> None:
        """Check that replaying the log ends in the same state, to the last bit."""
        self.action_log.flush()
        assert_same(replay(self.log, files.experiment_of).state, self.store.state)


def sit_down(seed: int) -> Sitting:
    """Return a window that a random user may use, without a clock of its own."""
    application()
    example = files.resolve(START)
    window = Window(Store(first_state(files.read(example), example.stem)))
    timers = window.player.findChildren(QTimer)
    assert timers
    for timer in timers:
        timer.setInterval(_AGES_MS)  # time passes as the random user says
    window.resize(960, 600)
    window.desk.first_layout()
    window.show()
    build_everything(window)
    lines: list[str] = []
    log = ActionLog(lines.append, window.store.state, "")
    window.store.watch(log.note)
    return Sitting(window, RandomUser(seed), lines, log)


def build_everything(window: Window) -> None:
    """Let every panel be seen with all the room it can get: nothing is left to be built later."""
    window.store.apply(view_actions.set_scale, 0.8)
    for panel in window.desk.panels.values():
        window.room.show_in_full_size(panel)
        QCoreApplication.processEvents()
        window.make_ready_for_picture()
        QCoreApplication.processEvents()
        window.room.leave_full_size()
    window.store.apply(view_actions.set_scale, 1.0)


def assert_consistent(state: State) -> None:
    """Check what always holds of a state."""
    run, cursor, shape = state.document.run, state.cursor, state.document.experiment.network.shape
    assert 0 <= cursor.step <= state.trained <= run.steps
    assert 0 <= cursor.beat < len(derived.beats(state))
    assert 0 <= cursor.part <= 1
    assert state.selected is None or in_network(state.selected, shape)
    assert all(in_network(weight, shape) for weight in state.lit)
    assert 0 <= derived.row(state) < len(derived.trace(state).x)
    assert all(ball.rate > 0 and math.isfinite(ball.rate) for ball in state.curve.balls)


def assert_shown(window: Window) -> None:
    """Check that numbers on screen are those of the trace; while training they take turns."""
    state = window.store.state
    if state.mode is Mode.TRAINING:
        return
    bar = window.statusBar()
    assert isinstance(bar, QStatusBar)
    letter = f"{state.view.notation.loss} = "
    labels = [each.text() for each in bar.children() if hasattr(each, "text")]
    shown = (
        next(text for text in labels if text.startswith(letter)).removeprefix(letter).split(",")[0]
    )
    cost = derived.value(state, Quantity(Kind.LOSS))
    if is_covered(shown):
        assert is_hidden(state, Quantity(Kind.LOSS))
    elif cost is None:
        assert shown == DASH
    else:
        assert math.isclose(_number(shown), cost, rel_tol=1e-8, abs_tol=1e-300)
    fields = [each.text() for each in window.desk.view("experiment").findChildren(QLineEdit)]
    assert full(derived.learning_rate(state)) in fields


def _number(text: str) -> float:
    """Read a number as the screen writes it."""
    plain = text.translate(_PLAIN).replace("×10", "e").replace("∞", "inf")
    return math.nan if plain == "not a number" else float(plain)
