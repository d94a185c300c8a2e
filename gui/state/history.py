"""Undo as a list of earlier documents."""

from dataclasses import dataclass

from gui.state.state import Document


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """label: the name of the action that came after; entries of one drag share a gesture."""

    document: Document
    label: str
    gesture: int | None


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """The documents before and after the present one."""

    past: tuple[Entry, ...] = ()
    future: tuple[Entry, ...] = ()

    def record(self, before: Document, label: str, gesture: int | None) -> "History":
        """Remember `before`, unless this drag already did."""
        same_drag = gesture is not None and self.past and self.past[-1].gesture == gesture
        past = self.past if same_drag else (*self.past, Entry(before, label, gesture))
        return History(past)

    def undo(self, now: Document) -> tuple["History", Document]:
        last = self.past[-1]
        return History(self.past[:-1], (Entry(now, last.label, None), *self.future)), last.document

    def redo(self, now: Document) -> tuple["History", Document]:
        first = self.future[0]
        return History((*self.past, Entry(now, first.label, None)), self.future[1:]), first.document
