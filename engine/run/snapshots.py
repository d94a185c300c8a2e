"""States of a run, kept for every so many steps within a memory bound."""

import numpy as np

from engine.frozen import Array

_ROOM_AT_FIRST = 64


class Snapshots:
    """Copies of the state after every `stride`-th step; the stride doubles when memory is full."""

    def __init__(self, first: Array, memory_bytes: int) -> None:
        self.stride = 1
        self._most = max(1, memory_bytes // first.nbytes)
        self._kept = np.empty((min(self._most, _ROOM_AT_FIRST), *first.shape))
        self._kept[0] = first
        self._count = 1

    def offer(self, step: int, state: Array) -> None:
        """Copy the state after a step, if it is one of those to keep; in order, counted from 1."""
        if step % self.stride:
            return
        if self._count == self._most:
            self._thin()
            if step % self.stride:
                return
        if self._count == len(self._kept):
            room = min(2 * self._count, self._most)
            self._kept.resize((room, *state.shape), refcheck=False)  # no view is ever handed out
        self._kept[self._count] = state
        self._count += 1

    def before(self, step: int) -> tuple[int, Array]:
        """Return the last step kept up to a given one, and a copy of the state after it."""
        slot = min(step // self.stride, self._count - 1)
        return slot * self.stride, self._kept[slot].copy()

    def _thin(self) -> None:
        """Forget every other state."""
        self._count = (self._count + 1) // 2
        for slot in range(1, self._count):  # one by one: no second copy of all of them
            self._kept[slot] = self._kept[2 * slot]
        self.stride *= 2
