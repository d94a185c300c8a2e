"""Collects marks in groups, and in what is seen of them."""

from PySide6.QtCore import QRectF

from gui.recording.marks import GroupMark, Mark
from gui.recording.meaning import Meaning


class _OpenGroup:
    """A group that is not ended yet, within which marks may be clipped."""

    def __init__(self, name: str, meaning: Meaning | None = None) -> None:
        self.name, self.meaning = name, meaning
        self.marks: list[Mark] = []
        self.clipped: list[Mark] = []


class MarkNotes:
    """Marks in the order of painting. clip: what is seen of those that come, None for all."""

    def __init__(self) -> None:
        self.clip: QRectF | None = None
        self._groups = [_OpenGroup("")]

    def finished(self) -> tuple[Mark, ...]:
        """Return all marks."""
        self._end_clip()
        return tuple(self._groups[0].marks)

    def add(self, mark: Mark) -> None:
        """Note a mark that lies over those before."""
        group = self._groups[-1]
        (group.marks if self.clip is None else group.clipped).append(mark)

    def clip_to(self, seen: QRectF | None) -> None:
        """Let only what lies in a rectangle be seen from now on."""
        self._end_clip()
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

    def _end_clip(self) -> None:
        group, clip = self._groups[-1], self.clip
        if group.clipped and clip is not None:
            seen = clip.x(), clip.y(), clip.width(), clip.height()
            group.marks.append(GroupMark("", tuple(group.clipped), seen))
            group.clipped = []
