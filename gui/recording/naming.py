"""Names and meanings of what is painted, which a recording keeps and a screen does without."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from gui.recording.meaning import Meaning, Room


@runtime_checkable
class KeepsNames(Protocol):
    """A device that groups what is painted under a name and a meaning."""

    def begin_group(self, name: str, meaning: Meaning | None = None) -> None:
        """Let what follows belong to a group."""

    def end_group(self) -> None:
        """End the group begun last."""


@contextmanager
def named(painter: QPainter, name: str) -> Iterator[None]:
    """Paint what stands in the block as a group of this name, where names are kept."""
    with _group(painter, name, lambda: None):
        yield


@contextmanager
def meant(painter: QPainter, room: QRectF, meaning: Callable[[Room], Meaning]) -> Iterator[None]:
    """Paint what stands in the block as a group with a meaning, where these are kept.

    room: where it stands, as the painter sees it; meaning: makes it from the room on the page.
    """

    def made() -> Meaning:
        at = painter.combinedTransform().mapRect(room)
        return meaning((at.x(), at.y(), at.width(), at.height()))

    with _group(painter, "", made):
        yield


@contextmanager
def _group(painter: QPainter, name: str, meaning: Callable[[], Meaning | None]) -> Iterator[None]:
    device = painter.device()
    if not isinstance(device, KeepsNames):
        yield
        return
    device.begin_group(name, meaning())
    try:
        yield
    finally:
        device.end_group()


def tell_crowded(painter: QPainter, amount: int = 1) -> None:
    """Tell a paper that keeps it how much had no room, and might have some in a higher figure."""
    if hasattr(device := painter.device(), "note_crowded"):
        device.note_crowded(amount)
