"""The trail of the pointer: places that it was at, and how much is left of each."""

from msgspec import Struct

LASTS = 1.0  # seconds


class PointerTrail(Struct, frozen=True):
    """Places in pixels with their ages in seconds, the oldest first."""

    places: tuple[tuple[float, float, float], ...] = ()

    def moved(self, x: float, y: float) -> "PointerTrail":
        """Return the trail of a pointer that is at a place now."""
        return PointerTrail((*self.places, (x, y, 0.0)))

    def after(self, seconds: float) -> "PointerTrail":
        """Return what is left of it after some time."""
        aged = ((x, y, age + seconds) for x, y, age in self.places)
        return PointerTrail(tuple(each for each in aged if each[2] < LASTS))

    @property
    def left(self) -> tuple[tuple[float, float, float], ...]:
        """Every place with how much is left of it, 1 at the pointer down to 0."""
        return tuple((x, y, 1 - age / LASTS) for x, y, age in self.places)
