"""Collects marks in groups, and in what is seen of them."""

from PySide6.QtCore import QRectF

from gui.recording.bounds import bounds_of, lies_within
from gui.recording.marks import GroupMark, Mark
from gui.recording.meaning import Meaning


class _OpenGroup:
    """A group that is not ended yet, within which marks may be clipped."""

    def __init__(self, name: str, meaning: Meaning | None = None) -> None:
        self.name, self.meaning = name, meaning
        self.marks: list[Mark] = []
        self.clipped: list[Mark] = []
        self.clip: QRectF | None = None


class MarkNotes:
    """Marks in the order of painting.

    clip: what is seen of those that come, None for all; outside: of those that reach out of the
    widget which paints them, None where there is none.
    """

    def __init__(self) -> None:
        self.clip: QRectF | None = None
        self.outside: QRectF | None = None
        self._groups = [_OpenGroup("")]

    def finished(self) -> tuple[Mark, ...]:
        """Return all marks."""
        self._end_clip()
        return tuple(self._groups[0].marks)

    def add(self, mark: Mark) -> None:
        """Note a mark that lies over those before."""
        group, clip = self._groups[-1], self._seen_of(mark)
        if clip != group.clip:
            self._end_clip()
            group.clip = clip
        (group.marks if clip is None else group.clipped).append(mark)

    def clip_to(self, seen: QRectF | None) -> None:
        """Let only what lies in a rectangle be seen from now on."""
        self.clip = seen

    def begin_group(self, name: str, meaning: Meaning | None = None) -> None:
        """Let what follows belong to a group."""
        self._end_clip()
        self._groups.append(_OpenGroup(name, meaning))

    def end_group(self) -> None:
        """End the group begun last; an empty one was none."""
        self._end_clip()
        done = self._groups.pop()
        if done.marks:
            self._groups[-1].marks.append(
                GroupMark(done.name, tuple(done.marks), meaning=done.meaning)
            )

    def _seen_of(self, mark: Mark) -> QRectF | None:
        if self.outside is None or lies_within(bounds_of(mark), _room(self.outside)):
            return self.clip
        return self.outside if self.clip is None else self.outside.intersected(self.clip)

    def _end_clip(self) -> None:
        group = self._groups[-1]
        if group.clipped and group.clip is not None:
            group.marks.append(GroupMark("", tuple(group.clipped), _room(group.clip)))
            group.clipped = []
        group.clip = None


def _room(rect: QRectF) -> tuple[float, float, float, float]:
    return rect.x(), rect.y(), rect.width(), rect.height()
