"""A ball that descends a loss step by step with an optimiser and a rate of its own."""

from collections.abc import Callable
from math import isfinite

from msgspec import Struct

from engine.functions.optimizer import Optimizer

Place = tuple[float, ...]
SlopeAt = Callable[[Place], Place]


class BallMemory(Struct, frozen=True):
    """What the optimiser remembers of each coordinate, and how many steps it has taken."""

    slots: tuple[Place, ...]
    count: int = 0


class Descent:
    """The places of a ball, as far as they have been asked for; it only ever grows.

    slope_at: a place -> the derivative of the loss by each coordinate, NaN where there is none. A
    step whose result is not finite is not taken: the descent ends there.
    """

    def __init__(
        self,
        slope_at: SlopeAt,
        start: Place,
        optimizer: Optimizer,
        rate: float,
        memory: BallMemory | None = None,
    ) -> None:
        self._slope_at, self.optimizer, self.rate = slope_at, optimizer, rate
        none = tuple((0.0,) * len(start) for _ in range(optimizer.slots))
        self.places = [start]
        self.slopes: list[Place] = []
        """Of each place that a step has left, or tried to leave."""
        self.memories = [memory or BallMemory(none)]
        self.ended = False

    def reach(self, steps: int) -> int:
        """Take steps until so many are done; return how many are."""
        while len(self.places) <= steps and not self.ended:
            self._step()
        return min(steps, len(self.places) - 1)

    def slope(self, step: int) -> Place:
        """Return the slope at the place before a step that has been reached."""
        if step == len(self.slopes):
            self.slopes.append(self._slope_at(self.places[step]))
        return self.slopes[step]

    def _step(self) -> None:
        memory, count = self.memories[-1], self.memories[-1].count + 1
        moved = []
        if not all(map(isfinite, self.slope(len(self.places) - 1))):
            self.ended = True
            return
        for axis, (w, slope) in enumerate(
            zip(self.places[-1], self.slope(len(self.places) - 1), strict=True)
        ):
            slots = tuple(slot[axis] for slot in memory.slots)
            # an optimiser works number by number: floats instead of arrays, ten times as fast
            after, kept = self._moved(w, slope, slots, count)
            moved.append((after, kept))
        if not all(isfinite(number) for after, kept in moved for number in (after, *kept)):
            self.ended = True
            return
        self.places.append(tuple(after for after, _ in moved))
        kept_slots = tuple(zip(*(kept for _, kept in moved), strict=True))
        self.memories.append(BallMemory(kept_slots, count))

    def _moved(
        self, w: float, slope: float, slots: tuple[float, ...], count: int
    ) -> tuple[float, tuple[float, ...]]:
        try:
            after, kept = self.optimizer.step(w, slope, slots, self.rate, count)  # type: ignore[arg-type]
        except ArithmeticError:  # a float that grows too large raises where an array is infinite
            return float("inf"), ()
        return float(after), tuple(float(slot) for slot in kept)
