"""Keeps the state with its history, and carries out what is asked."""

from collections.abc import Callable

from msgspec.structs import replace

from engine.data.dataset import Dataset
from gui.state.action import Action, Call, action
from gui.state.choices import Hiding
from gui.state.history import History, Undoable
from gui.state.refusal import Refused
from gui.state.state import Cursor, State, View

Watcher = Callable[[Call, int | None, bool], None]
Follower = Callable[[State, State], tuple[State, Call | None]]
"""Takes note of what a call has changed, from (before, after); returns what else is to be done."""

FOLLOWERS: list[Follower] = []  # of rooms that are seldom entered, who are there once they are


@action("undo")
def undo(state: State) -> State:
    """Bring the document before the present one back; the keeper does it, who knows the past."""
    raise TypeError("only a keeper can undo")


@action("redo")
def redo(state: State) -> State:
    """Bring back what was undone last."""
    raise TypeError("only a keeper can redo")


class Keeper:
    """The state, its history, and who watches what is done.

    watchers: told each call that changed something or was refused, its gesture, and whether it
    was refused.
    """

    def __init__(self, state: State) -> None:
        self.state = state
        self.history = History()
        self.watchers: list[Watcher] = []

    def carry_out(self, call: Call, gesture: int | None = None) -> None:
        """Replace the state by what follows; raise Refused if the action does."""
        if not isinstance(call.action, Action):
            raise TypeError(f"{call.action!r} is not an action")
        before, further = self.state, None
        try:
            self._carry_out(call, gesture)
            for follow in FOLLOWERS if self.state is not before else ():
                self.state, further = follow(before, self.state)
            if self.state.document is not before.document:
                self.history = self.history.bounded(self.state.document)
        except Refused:
            self._tell(call, gesture, refused=True)
            raise
        if self.state is not before:
            self._tell(call, gesture, refused=False)
        if further is not None:
            self.carry_out(further)

    def _carry_out(self, call: Call, gesture: int | None) -> None:
        if call.action is undo:
            if self.history.past:
                now = self.state
                self.history, entry = self.history.undo(now.document, now.cursor)
                self.state = _restored(now, entry)
        elif call.action is redo:
            if self.history.future:
                now = self.state
                self.history, entry = self.history.redo(now.document, now.cursor)
                self.state = _restored(now, entry)
        else:
            self._change(call, gesture)

    def _change(self, call: Call, gesture: int | None) -> None:
        before, after = self.state, call.after(self.state)
        if after.document is not before.document:
            if not call.action.undone_as:
                raise TypeError(f"{call.action.name} changes the document and has no words for it")
            stood = None if after.cursor.step == before.cursor.step else before.cursor
            undone_as = call.action.undone_as
            self.history = self.history.record(Undoable(before.document, undone_as, gesture, stood))
        self.state = after

    def _tell(self, call: Call, gesture: int | None, *, refused: bool) -> None:
        for watcher in self.watchers:
            watcher(call, gesture, refused)


def _restored(state: State, entry: Undoable) -> State:
    """Bring back another document; the playhead stays where it can, unless it was moved."""
    document = entry.document
    trained = document.run.steps
    if document.opened is not state.document.opened:
        state = replace(state, revealed=False, hiding=Hiding())
    if document.experiment.network.shape != state.document.experiment.network.shape:
        elsewhere = replace(state, selected=None, lit=(), view=replace(state.view, row=0))
        at = entry.stood or Cursor()
        return replace(elsewhere, document=document, cursor=at, trained=trained)
    state = replace(state, view=_of_samples(state.view, document.experiment.data))
    step = min(state.cursor.step, trained)
    cursor = state.cursor if step == state.cursor.step else Cursor(step)
    cursor = entry.stood or cursor
    return replace(state, document=document, cursor=cursor, trained=trained)


def _of_samples(view: View, data: Dataset) -> View:
    """Return a view in which no sample is followed that is not there."""
    followed = view.followed if (view.followed or 0) < data.samples else None
    return replace(view, row=min(view.row, len(data.inputs) - 1), followed=followed)
