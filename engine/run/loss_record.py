"""The cost over a whole set at evenly spread steps of a run."""

from collections.abc import Callable, Iterable
from typing import TypeVar

MOST_LOSSES = 1024
_Loss = TypeVar("_Loss")


class LossRecord:
    """The cost before any step, after every `stride`-th step, and after the newest known.

    There are at most about a thousand: the stride doubles when they become more.
    """

    def __init__(self, stride: int = 1) -> None:
        self.stride = stride
        self._kept: list[float] = []
        self._newest: tuple[int, float] | None = None

    @property
    def next_step(self) -> int:
        """The step whose loss is to be added next, at the latest."""
        return len(self._kept) * self.stride

    def add(self, step: int, loss: float) -> None:
        """Note the loss at a step that is not beyond `next_step`."""
        self._newest = step, loss
        if step == self.next_step:
            self._kept.append(loss)
            if len(self._kept) > MOST_LOSSES:
                self._kept = self._kept[::2]
                self.stride *= 2

    def at(self, step: int) -> float | None:
        """Return the loss at a step, None where it is not known."""
        if step % self.stride == 0 and step < self.next_step:
            return self._kept[step // self.stride]
        if self._newest is not None and step == self._newest[0]:
            return self._newest[1]
        return None

    def among(self, steps: Iterable[int], other: Callable[[int], _Loss]) -> list[float | _Loss]:
        """Return the losses at many steps; other: what is asked where one is not recorded."""
        kept, stride, end = self._kept, self.stride, self.next_step
        return [
            kept[step // stride] if 0 <= step < end and step % stride == 0 else other(step)
            for step in steps
        ]

    def steps(self, last: int) -> range:
        """Return the evenly spread steps up to a last one whose losses are known."""
        return range(0, min(last + 1, self.next_step), self.stride)

    def known(self) -> tuple[tuple[float, ...], tuple[int, float] | None]:
        """Return the evenly spread losses, and the newest step with its loss."""
        return tuple(self._kept), self._newest

    @staticmethod
    def of_known(
        stride: int, kept: Iterable[float], newest: tuple[int, float] | None
    ) -> "LossRecord":
        """Return the record of which this is known."""
        record = LossRecord(stride)
        record._kept, record._newest = list(kept), newest
        return record

    def until(self, step: int) -> "LossRecord":
        """Return a copy of what is known up to a step."""
        copy = LossRecord(self.stride)
        copy._kept = self._kept[: step // self.stride + 1]
        if self._newest is not None and self._newest[0] <= step:
            copy._newest = self._newest
        return copy
