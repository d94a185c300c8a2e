"""The one place where state changes."""

from typing import ParamSpec

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from engine.fault import Fault
from gui.state.action import Action, Call
from gui.state.keeper import Keeper, Watcher, redo, undo
from gui.state.refusal import Refused
from gui.state.state import State
from gui.state.view.actions import other_theme

P = ParamSpec("P")


class Store(QObject):
    """Holds the state, applies actions, and tells the views what changed."""

    changed = Signal(object, object)
    """Emitted after every change with the states (before, after)."""

    refused = Signal(object)
    """Emitted with a fault when an action could not be carried out."""

    def __init__(self, state: State, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keeper = Keeper(state)
        self._telling = False

    @property
    def state(self) -> State:
        return self._keeper.state

    @property
    def can_undo(self) -> bool:
        return bool(self._keeper.history.past)

    @property
    def can_redo(self) -> bool:
        return bool(self._keeper.history.future)

    @property
    def undone_next(self) -> str:
        """The key of the words for what Undo takes back next, "" for nothing."""
        past = self._keeper.history.past
        return past[-1].label if past else ""

    @property
    def redone_next(self) -> str:
        """The key of the words for what Redo brings back next, "" for nothing."""
        future = self._keeper.history.future
        return future[0].label if future else ""

    def handed_on(self) -> "Store":
        """Return a store for another window, with the state, its history and who watches.

        This one keeps the state alone, so that nothing that is left of its window changes more.
        """
        heir = Store(self.state)
        heir._keeper, self._keeper = self._keeper, heir._keeper
        return heir

    def watch(self, watcher: Watcher) -> None:
        """Tell someone of everything that is done from now on."""
        self._keeper.watchers.append(watcher)

    def unwatch(self, watcher: Watcher) -> None:
        """Tell someone nothing more."""
        self._keeper.watchers.remove(watcher)

    def apply(self, action: Action[P], *args: P.args, **kwargs: P.kwargs) -> None:
        """Replace the state by what a registered action makes of it; raise TypeError for others."""
        if not isinstance(action, Action):
            raise TypeError(f"{action!r} is not a registered action")
        self.carry_out(action.call(*args, **kwargs))

    def carry_out(self, call: Call, gesture: int | None = None) -> bool:
        """Do what is asked and return whether it could be done; why not is told by `refused`.

        gesture: of the drag it is part of: all calls of one gesture are undone together.
        """
        fault = self.attempt(call, gesture)
        if fault is not None:
            self.refused.emit(fault)
        return fault is None

    def attempt(self, call: Call, gesture: int | None = None) -> Fault | None:
        """Do what is asked and return why it cannot be done, for a control that says so itself."""
        if self._telling:
            raise RuntimeError("a view changed the state while being told of a change")
        before = self.state
        try:
            self._keeper.carry_out(call, gesture)
        except Refused as refusal:
            return refusal.fault
        if self.state is not before:
            self._telling = True
            try:
                self.changed.emit(before, self.state)
            finally:
                self._telling = False
        return None

    def tell_anew(self) -> None:
        """Let everybody show the state again, as if it had looked otherwise till now."""
        view = self.state.view
        before = replace(self.state, view=replace(view, theme=other_theme(view.theme)))
        self.changed.emit(before, self.state)

    def undo(self) -> None:
        self.apply(undo)

    def redo(self) -> None:
        self.apply(redo)
