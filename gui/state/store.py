"""The one place where state changes."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from PySide6.QtCore import QObject, Signal

from gui.state.history import History
from gui.state.refusal import Refused
from gui.state.run import actions
from gui.state.state import State

P = ParamSpec("P")


class Store(QObject):
    """Holds the state, applies actions, and tells the views what changed."""

    changed = Signal(object, object)
    """Emitted after every change with the states (before, after)."""

    refused = Signal(str)
    """Emitted with one sentence when an action could not be carried out."""

    def __init__(self, state: State, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._history = History()
        self._telling = False

    @property
    def state(self) -> State:
        return self._state

    @property
    def can_undo(self) -> bool:
        return bool(self._history.past)

    @property
    def can_redo(self) -> bool:
        return bool(self._history.future)

    def apply(
        self, action: Callable[Concatenate[State, P], State], *args: P.args, **kwargs: P.kwargs
    ) -> None:
        """Replace the state by `action(state, ...)`."""
        self.apply_in_gesture(None, action, *args, **kwargs)

    def apply_in_gesture(
        self,
        gesture: int | None,
        action: Callable[Concatenate[State, P], State],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Do the same as part of a drag: all actions of one gesture are undone together."""
        try:
            after = action(self._state, *args, **kwargs)
        except Refused as refusal:
            self.refused.emit(str(refusal))
            return
        history = self._history
        if after.document is not self._state.document:
            history = history.record(self._state.document, action.__name__, gesture)
        self._replace(after, history)

    def undo(self) -> None:
        if self._history.past:
            history, document = self._history.undo(self._state.document)
            self._replace(actions.restore(self._state, document), history)

    def redo(self) -> None:
        if self._history.future:
            history, document = self._history.redo(self._state.document)
            self._replace(actions.restore(self._state, document), history)

    def _replace(self, after: State, history: History) -> None:
        if self._telling:
            raise RuntimeError("a view changed the state while being told of a change")
        before, self._state, self._history = self._state, after, history
        if after is before:
            return
        self._telling = True
        try:
            self.changed.emit(before, after)
        finally:
            self._telling = False
