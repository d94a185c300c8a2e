"""The menus of how the network is drawn: which weights are written, what neurons show inside."""

from collections.abc import Callable
from enum import Enum
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from gui.state.choices import NeuronContent, WeightLabels
from gui.state.inputs import actions as inputs_actions
from gui.state.state import State
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.words.catalog import say
from gui.words.keys import part

Choice = TypeVar("Choice", bound=Enum)
Make = Callable[[str, Callable[[], object]], QAction]
"""Makes the action of a command's name, which does something."""


class DrawingMenu(QObject):
    """Weights: all, of one neuron, on hover; neurons: numbers, maps or gradients, and over what."""

    def __init__(self, labels: QMenu, neurons: QMenu, store: Store, make: Make) -> None:
        super().__init__(labels)
        self._store = store
        self.labels = {each: self._labels_action(labels, each) for each in WeightLabels}
        self.next_labels = make("next-labels", self._change_labels)
        labels.addActions(list(self.labels.values()))
        labels.addSeparator()
        labels.addAction(self.next_labels)
        self.contents = {each: self._content(each, make) for each in NeuronContent}
        group = QActionGroup(self)
        for action in self.contents.values():
            group.addAction(action)
        self.next_neurons = make("next-neurons", self._change_neurons)
        self.components = make("over-components", self._toggle_components)
        self.components.setCheckable(True)
        neurons.addActions(list(self.contents.values()))
        neurons.addSeparator()
        neurons.addActions([self.next_neurons, self.components])
        store.changed.connect(self._show)
        self._show(None, store.state)

    def _labels_action(self, menu: QMenu, labels: WeightLabels) -> QAction:
        action = QAction(say(f"labels.{part(labels)}"), menu)
        action.triggered.connect(lambda: self._store.apply(view_actions.set_labels, labels))
        action.setCheckable(True)
        return action

    def _content(self, content: NeuronContent, make: Make) -> QAction:
        action = make(
            f"neurons-{part(content)}", lambda: self._store.apply(view_actions.set_neurons, content)
        )
        action.setCheckable(True)
        return action

    def _change_labels(self) -> None:
        following = _after(self._store.state.view.labels)
        self._store.apply(view_actions.set_labels, following)

    def _change_neurons(self) -> None:
        following = _after(self._store.state.view.neurons)
        self._store.apply(view_actions.set_neurons, following)

    def _toggle_components(self) -> None:
        shown = self._store.state.inputs.components
        self._store.apply(inputs_actions.show_components, not shown)

    def _show(self, before: State | None, after: State) -> None:
        if before is not None and not _concerns(before, after):
            return
        for labels, action in self.labels.items():
            action.setChecked(labels is after.view.labels)
        for content, action in self.contents.items():
            action.setChecked(content is after.view.neurons)
        self.components.setChecked(after.inputs.components)
        self.components.setEnabled(after.document.experiment.network.inputs > 2)


def _after(chosen: Choice) -> Choice:
    """Return the choice after one, the first after the last."""
    kinds = list(type(chosen))
    return kinds[(kinds.index(chosen) + 1) % len(kinds)]


def _concerns(before: State, after: State) -> bool:
    return (
        before.view is not after.view
        or before.inputs is not after.inputs
        or before.document is not after.document
    )
