"""Names for what is being painted, which a recording keeps and a screen does without."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, runtime_checkable

from PySide6.QtGui import QPainter


@runtime_checkable
class KeepsNames(Protocol):
    """A device that groups what is painted under a name."""

    def begin_group(self, name: str) -> None:
        """Let what follows belong to a group."""

    def end_group(self) -> None:
        """End the group begun last."""


@contextmanager
def named(painter: QPainter, name: str) -> Iterator[None]:
    """Paint what stands in the block as a group of this name, where names are kept."""
    device = painter.device()
    if not isinstance(device, KeepsNames):
        yield
        return
    device.begin_group(name)
    try:
        yield
    finally:
        device.end_group()
