"""Undo as a list of earlier documents."""

from itertools import zip_longest

from msgspec import Struct

from gui.state.state import Cursor, Document

MOST_ENTRIES = 100
MOST_BYTES = 64 * 2**20  # beside the present document


class Undoable(Struct, frozen=True, eq=False):
    """label: the name of the action that came after; entries of one drag share a gesture.

    stood: where the playhead was, if that action moved it to another step, as a new run does.
    """

    document: Document
    label: str
    gesture: int | None
    stood: Cursor | None = None


class History(Struct, frozen=True, eq=False):
    """The documents before and after the present one."""

    past: tuple[Undoable, ...] = ()
    future: tuple[Undoable, ...] = ()

    def record(self, entry: Undoable) -> "History":
        """Remember how it was before, unless this drag already did."""
        gesture = entry.gesture
        same_drag = gesture is not None and self.past and self.past[-1].gesture == gesture
        return History(self.past if same_drag else (*self.past, entry))

    def undo(self, now: Document, at: Cursor) -> tuple["History", Undoable]:
        """Return what is left, with `now` to be redone, and what is brought back."""
        last = self.past[-1]
        return History(self.past[:-1], (_in_turn(last, now, at), *self.future)), last

    def redo(self, now: Document, at: Cursor) -> tuple["History", Undoable]:
        """Return what is left, with `now` to be undone, and what is brought back."""
        first = self.future[0]
        return History((*self.past, _in_turn(first, now, at)), self.future[1:]), first

    def bounded(self, now: Document) -> "History":
        """Return those nearest to the present document that are not too many nor too large."""
        held = {id(array) for array in now.run.arrays()}
        room, past, future = MOST_BYTES, 0, 0
        for both in zip_longest(reversed(self.past), self.future):
            for entry, is_past in zip(both, (True, False), strict=True):
                if entry is None:
                    continue
                room -= _bytes_alone(entry, now, held)
                if room < 0 or past + future == MOST_ENTRIES:
                    return History(self.past[len(self.past) - past :], self.future[:future])
                past, future = past + is_past, future + (not is_past)
        return self


def _in_turn(entry: Undoable, now: Document, at: Cursor) -> Undoable:
    """Return the entry that leads back from one that is brought back now."""
    return Undoable(now, entry.label, None, None if entry.stood is None else at)


def _bytes_alone(entry: Undoable, now: Document, held: set[int]) -> int:
    """Return what an entry keeps alive beside the arrays held already, and count it to those."""
    run = entry.document.run
    if run is now.run:
        return 0
    run.rest()
    alone = {id(array): array.nbytes for array in run.arrays() if id(array) not in held}
    held.update(alone)
    return sum(alone.values())
