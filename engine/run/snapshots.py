"""States of a run, kept for every so many steps within a memory bound."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

import numpy as np

from engine.frozen import Array

_BLOCK_BYTES = 2**20
_ROOM_AT_FIRST = 16
_FIRST_STRIDE = 8  # a few steps are taken again in no time, where each copy takes a third of a step


class _Block:
    """States one after the other, which runs with the same past have in common.

    first: how many states lie before these; states: (room, rows, count); used: how many of them
    are written. What is written stays: a run that leaves the others goes on in a block of its own.
    """

    __slots__ = ("first", "states", "used")

    def __init__(self, first: int, states: Array, used: int) -> None:
        self.first, self.states, self.used = first, states, used


class Snapshots:
    """Copies of the state after every `stride`-th step; the stride doubles when memory is full."""

    def __init__(self, first: Array, memory_bytes: int) -> None:
        self.stride = _FIRST_STRIDE
        self._memory_bytes = memory_bytes
        self._blocks: list[_Block] = []
        self._count = self._bytes = 0
        self._extend(first[None])

    def offer(self, step: int, state: Array) -> None:
        """Copy the state after a step, if it is one of those to keep and not there already.

        Steps are offered in order, counted from 1; their states need not be of one shape.
        """
        if step % self.stride or step < self._count * self.stride:
            return
        if self._bytes + state.nbytes > self._memory_bytes:
            self._thin()
            if step % self.stride:
                return
        block = self._blocks[-1]
        own = self._count - block.first
        if own == block.used < len(block.states) and state.shape == block.states.shape[1:]:
            block.states[own] = state
            block.used = own + 1
            self._count += 1
            self._bytes += state.nbytes
        else:
            self._extend(state[None])

    def before(self, step: int) -> tuple[int, Array]:
        """Return the last step kept up to a given one, and the state after it, never changed."""
        index = min(step // self.stride, self._count - 1)
        block = self._blocks[bisect_right(self._blocks, index, key=_first) - 1]
        return index * self.stride, block.states[index - block.first]

    def until(self, step: int) -> "Snapshots":
        """Return those up to a step, in the same memory; either goes on without the other."""
        own = object.__new__(Snapshots)
        own.stride, own._memory_bytes = self.stride, self._memory_bytes
        own._count = min(step // self.stride + 1, self._count)
        own._blocks = self._blocks[: bisect_right(self._blocks, own._count - 1, key=_first)]
        own._bytes = sum(states.nbytes for states in own._parts())
        return own

    @staticmethod
    def of_parts(stride: int, parts: Iterable[Array], memory_bytes: int) -> "Snapshots":
        """Return those whose parts these are, which are taken over and never changed."""
        own = object.__new__(Snapshots)
        own.stride, own._memory_bytes = stride, memory_bytes
        own._blocks, own._count, own._bytes = [], 0, 0
        for states in parts:
            own._blocks.append(_Block(own._count, states, len(states)))
            own._count += len(states)
            own._bytes += states.nbytes
        return own

    def parts(self) -> tuple[int, list[Array]]:
        """Return the stride, and the states in each block, (kept, rows, count): they stay."""
        return self.stride, self._parts()

    def arrays(self) -> Iterator[Array]:
        """Return the arrays in which the states lie, those in common with others too."""
        return (block.states for block in self._blocks)

    def _parts(self) -> list[Array]:
        """Return the states of this run in each block: (kept, rows, count)."""
        ends = [block.first for block in self._blocks[1:]] + [self._count]
        return [
            block.states[: end - block.first] for block, end in zip(self._blocks, ends, strict=True)
        ]

    def thin(self) -> bool:
        """Forget every other state; return False where only the first is left."""
        if self._count == 1:
            return False
        self._thin()
        return True

    def _thin(self) -> None:
        """Forget every other state."""
        old = list(zip(self._blocks, self._parts(), strict=True))
        self.stride *= 2
        self._blocks, self._count, self._bytes = [], 0, 0
        for block, states in old:
            self._extend(states[block.first % 2 :: 2])

    def _extend(self, states: Array) -> None:
        """Copy states of one shape behind those that are there: (new, rows, count)."""
        while len(states):
            block = self._block_with_room(states[0])
            own = self._count - block.first
            some = states[: len(block.states) - own]
            block.states[own : own + len(some)] = some
            block.used = own + len(some)
            self._count += len(some)
            self._bytes += some.nbytes
            states = states[len(some) :]

    def _block_with_room(self, state: Array) -> _Block:
        """Return the last block, or a new one twice as large where it is full or not our own."""
        room = _ROOM_AT_FIRST
        if self._blocks:
            last = self._blocks[-1]
            own, alike = self._count - last.first, last.states.shape[1:] == state.shape
            if alike and own == last.used < len(last.states):
                return last
            if alike:
                room = 2 * len(last.states)
        room = max(1, min(room, _BLOCK_BYTES // state.nbytes))
        self._blocks.append(_Block(self._count, np.empty((room, *state.shape)), 0))
        return self._blocks[-1]


def _first(block: _Block) -> int:
    return block.first
