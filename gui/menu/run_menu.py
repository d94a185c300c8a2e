"""The commands of the run: training towards a goal, its speed, past steps, branches."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from engine.run.divergence import Divergence
from engine.text.numbers import short
from gui.menu.keys import KEYS, told
from gui.seeking import seeking_of
from gui.state.action import Action
from gui.state.experiment import diverged
from gui.state.experiment.challenge import is_told
from gui.state.run import actions, branching, kept, training
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.words.catalog import say, say_count

Make = Callable[[str, Callable[[], object] | None], QAction]
_TENTH = 10
_SPEEDS = tuple(digit * 10.0**power for power in range(4) for digit in (1, 2, 5))
_SPEEDS += (view_actions.FASTEST_TRAINING,)  # and beyond it full speed


class RunMenu(QObject):
    """What is done with the run as a whole; `make` returns a command of the window by its name.

    escaping: the commands that Escape does while nothing trains.
    """

    def __init__(self, menu: QMenu, store: Store, make: Make, escaping: dict[str, QAction]) -> None:
        super().__init__(menu)
        self._store, self._make, self._escaping = store, make, escaping
        self._offered: tuple[Divergence | None, bool] | None = None
        seeking = seeking_of(store)
        self.train_steps = make("train-steps", self._train_steps)
        self.train_epoch = self._does("train-epoch", training.train_epoch)
        self.until_it_stays = self._does("until-it-stays", training.train_until_it_stays)
        self.cancel = self._does("cancel-training", actions.pause)
        self.slower = make("slower-training", self._go_slower)
        self.faster = make("faster-training", self._go_faster)
        self.full_speed = make("full-speed", self._toggle_full_speed)
        self.full_speed.setCheckable(True)
        self.tenth_back = make("tenth-back", lambda: seeking.seek_by(-self._tenth()))
        self.tenth_on = make("tenth-on", lambda: seeking.seek_by(self._tenth()))
        self.newest_step = make("newest-step", lambda: seeking.seek(store.state.trained))
        self.go_to_step = make("go-to-step", None)
        self.beats = make("beats-of-step", None)
        self.branch = make("branch-here", lambda: seeking.then(self._branch))
        self.keep = self._does("keep-run", kept.keep)
        self.last_finite = self._does("to-last-finite", branching.to_last_finite)
        self.halve_rate = self._does("halve-rate", diverged.halve_rate)
        for action, words in (
            (self.until_it_stays, say("button.until-it-stays")),
            (self.train_epoch, say("button.epoch")),
            (self.beats, say("button.beats-of-step")),
            (self.branch, say("button.branch")),
            (self.cancel, say("button.cancel")),
        ):
            action.setIconText(words)
        self.until_it_stays.setToolTip(
            say("until-it-stays.tip", keys=told(self.until_it_stays.shortcut()))
        )
        self._fill(menu)
        store.changed.connect(self._show)
        self._show(None, store.state)

    def _fill(self, menu: QMenu) -> None:
        menu.addActions([self.train_steps, self.train_epoch, self.until_it_stays, self.cancel])
        speed = menu.addMenu(say("training-speed.name"))
        speed.addActions([self.slower, self.faster, self.full_speed])
        menu.addSeparator()
        past = menu.addMenu(say("steps.name"))
        past.addActions([self.tenth_back, self.tenth_on, self.newest_step, self.go_to_step])
        menu.addActions([self.beats, self.branch, self.keep, self.last_finite, self.halve_rate])

    def _does(self, name: str, action: Action[[]]) -> QAction:
        return self._make(name, lambda: self._store.apply(action))

    def _train_steps(self) -> None:
        self._store.apply(training.train_steps, self._store.state.view.more_steps)

    def _branch(self) -> None:
        self._store.apply(branching.branch_here)

    def _tenth(self) -> int:
        return max(self._store.state.trained // _TENTH, 1)

    def _go_faster(self) -> None:
        speed = self._store.state.view.training_speed
        faster = None if speed is None else next((s for s in _SPEEDS if s > speed), None)
        self._store.apply(view_actions.set_training_speed, faster)

    def _go_slower(self) -> None:
        speed = self._store.state.view.training_speed
        below = [each for each in _SPEEDS if speed is None or each < speed]
        self._store.apply(view_actions.set_training_speed, below[-1] if below else _SPEEDS[0])

    def _toggle_full_speed(self) -> None:
        full = self._store.state.view.training_speed is None
        slow = view_actions.SLOWEST_TRAINING
        self._store.apply(view_actions.set_training_speed, slow if full else None)

    def _show(self, before: State | None, after: State) -> None:
        count, trains = after.view.more_steps, after.mode is Mode.TRAINING
        if before is None or before.view != after.view:
            self.train_steps.setText(say_count("train-more.name", count))
            self.train_steps.setIconText(say("button.train-more", count=count))
            self.full_speed.setChecked(after.view.training_speed is None)
        if before is None or (before.mode is Mode.TRAINING) != trains:
            self.cancel.setEnabled(trains)
            for name, action in self._escaping.items():  # Escape does one thing at a time
                action.setShortcuts([] if trains else list(KEYS[name].sequences))
        self.branch.setEnabled(after.cursor.step < after.trained and not trains)
        self._show_divergence(after)

    def _show_divergence(self, state: State) -> None:
        """Offer ways back from a run that diverged, and say where they lead."""
        run = state.document.run
        found = run.divergence, is_told(state)
        if found == self._offered:
            return
        self._offered = found
        self.last_finite.setVisible(run.divergence is not None)
        self.halve_rate.setVisible(run.divergence is not None and is_told(state))
        if run.divergence is not None:
            step = diverged.lowest_step(run)
            rate = short(run.settings(step).training.learning_rate / 2, state.view.digits)
            finite = branching.last_finite(run)
            self.last_finite.setText(say("last-finite.name", step=finite))
            self.halve_rate.setText(say("halve-rate.name", step=step, rate=rate))
