"""The menu of conventions, notation, and mistakes made on purpose."""

from msgspec.structs import replace
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from engine.experiment import Experiment, Mistake, UpdateRule
from engine.reduction import Reduction
from engine.story.notation import Notation
from gui.menu.heading import add_heading
from gui.menu.sample_menu import SampleMenu
from gui.state.action import Action
from gui.state.experiment import challenge, conventions, original, weights
from gui.state.experiment.challenge import is_told
from gui.state.experiment.conventions import SQUARED
from gui.state.run import derived
from gui.state.state import State
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.words.catalog import say
from gui.words.functions import loss_name
from gui.words.mistakes import in_place_name, mistake_name

# The controls of the experiment's panel that a command leads to.
SETTINGS = (
    *("data", "samples", "neurons", "activation", "output", "loss", "optimizer", "rate"),
    *("batch", "first-weights", "seed", "penalty"),
)


class ExperimentMenu(QObject):
    """Every switch as a checkable action; what does not apply is grey."""

    def __init__(self, menu: QMenu, store: Store, new_weights: QAction) -> None:
        super().__init__(menu)
        self._store = store
        new_weights.triggered.connect(lambda: store.apply(weights.draw_weights))
        self.add_layer = menu.addAction(say("panel-setting.add-layer"))
        inside = menu.addMenu(say("panel-setting.menu"))
        self.settings = {key: inside.addAction(say(f"panel-setting.{key}")) for key in SETTINGS}
        self.restore = menu.addAction(say("published.restore"))
        self.restore.triggered.connect(lambda: store.apply(original.restore))
        add_heading(menu, say("switch.conventions"))
        self.losses = {name: self._check(menu, loss_name(name)) for name in SQUARED}
        group = QActionGroup(self)
        for name, action in self.losses.items():
            group.addAction(action)
            action.triggered.connect(
                lambda _=False, name=name: store.apply(conventions.choose_squared_error, name)
            )
        self.summed = self._check(menu, say("switch.sum"))
        self._switch(self.summed, conventions.set_summed)
        self.train_biases = self._check(menu, say("switch.train-biases"))
        self._switch(self.train_biases, conventions.set_train_biases)
        notation = menu.addMenu(say("switch.notation"))
        self.loss_letter = self._check(notation, say("switch.call-loss-l"))
        self.loss_letter.triggered.connect(self._call_loss_l)
        self.deltas = self._check(notation, say("switch.deltas"))
        self.deltas.triggered.connect(self._show_deltas)
        self.sender_first = self._check(notation, say("switch.sender-first"))
        self.sender_first.triggered.connect(self._put_sender_first)
        self.sample = SampleMenu(menu.addMenu(say("menu.sample")), store)
        add_heading(menu, say("switch.mistakes"))
        self.reveal = menu.addAction(say("switch.reveal"))
        self.reveal.triggered.connect(lambda: store.apply(challenge.reveal))
        self.in_place = self._check(menu, in_place_name())
        self._switch(self.in_place, conventions.set_in_place)
        self.mistakes = {mistake: self._check(menu, mistake_name(mistake)) for mistake in Mistake}
        for mistake, action in self.mistakes.items():
            action.triggered.connect(lambda on, mistake=mistake: self._set_mistake(mistake, on))
        store.changed.connect(self._show)
        self._show(None, store.state)

    def _check(self, menu: QMenu, text: str) -> QAction:
        action = menu.addAction(text)
        action.setCheckable(True)
        return action

    def _switch(self, action: QAction, change: Action[[bool]]) -> None:
        action.triggered.connect(lambda on: self._store.apply(change, on))

    def _set_mistake(self, mistake: Mistake, on: bool) -> None:
        self._store.apply(conventions.set_mistake, mistake, on)

    def _call_loss_l(self, on: bool) -> None:
        self._note(replace(self._store.state.view.notation, loss="L" if on else "C"))

    def _show_deltas(self, on: bool) -> None:
        self._note(replace(self._store.state.view.notation, deltas=on))

    def _put_sender_first(self, on: bool) -> None:
        self._note(replace(self._store.state.view.notation, receiver_first=not on))

    def _note(self, notation: Notation) -> None:
        set_notation = view_actions.set_notation
        self._store.apply(set_notation, notation.loss, notation.deltas, notation.receiver_first)

    def _show(self, before: State | None, after: State) -> None:
        same = before is not None and (
            before.document is after.document
            and before.cursor.step == after.cursor.step
            and before.view == after.view
            and is_told(before) == is_told(after)
        )
        if same:
            return
        experiment, notation = derived.experiment(after), after.view.notation
        self.restore.setEnabled(original.departure(after) is not original.Departure.NONE)
        self._show_settings(experiment, is_told(after))
        self.loss_letter.setChecked(notation.loss == "L")
        self.deltas.setChecked(notation.deltas)
        self.sender_first.setChecked(not notation.receiver_first)

    def _show_settings(self, experiment: Experiment, told: bool) -> None:
        """Mark what is set; in a challenge that is not revealed, nothing is marked or can be."""
        training, shape = experiment.training, experiment.network.shape
        squared = experiment.loss.name in SQUARED
        has_biases = len(shape.without_bias) < len(shape.layers)
        shown = [
            (self.summed, True, experiment.reduction is Reduction.SUM),
            (self.train_biases, has_biases, training.train_biases),
            (self.in_place, True, training.update_rule is UpdateRule.IN_PLACE),
        ]
        shown += [
            (action, squared, name == experiment.loss.name) for name, action in self.losses.items()
        ]
        shown += [
            (action, True, mistake in training.mistakes)
            for mistake, action in self.mistakes.items()
        ]
        for action, applies, is_set in shown:
            action.setEnabled(applies and told)
            action.setChecked(is_set and told)
        self.reveal.setVisible(not told)
