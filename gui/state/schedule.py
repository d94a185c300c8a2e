"""How long things take as time passes: a beat or a ball moves, then holds until it can be read."""

from msgspec import Struct

from engine.story.beats import Beat

BALL_SECONDS = 0.6  # of a ball's step, at speed 1
ONE_LINE_SECONDS, FURTHER_LINE_SECONDS = 1.5, 0.4  # to read what is new, at speed 1
LONGEST_HOLD_SECONDS = 4.0  # however many numbers are new, at speed 1
REST_SECONDS = 0.16  # numbers that change faster cannot be read


class Stretch(Struct, frozen=True):
    """A motion and the hold after it, in seconds."""

    motion: float
    hold: float


def of_beat(beat: Beat, lines: int, speed: float) -> Stretch:
    """Return how long a beat with so many new numbers moves and holds while it plays."""
    return Stretch(beat.seconds / speed, _hold(lines) / speed)


def of_balls(balls: int, speed: float) -> Stretch:
    """Return how long the step of so many balls moves and holds; each has numbers of its own."""
    return Stretch(BALL_SECONDS / speed, _hold(balls) / speed)


def _hold(lines: int) -> float:
    wanted = ONE_LINE_SECONDS + FURTHER_LINE_SECONDS * (max(lines, 1) - 1)
    return min(wanted, LONGEST_HOLD_SECONDS)


class Pace:
    """How many training steps it is time for; the first one at once."""

    def __init__(self) -> None:
        self._due = 1.0

    def steps(self, speed: float | None, seconds: float, most: int) -> int:
        """Return how many to take after so many seconds have passed: at most so many.

        speed: steps a second, None for as many as there is time for. What there was no time for
        is not caught up with later.
        """
        if speed is None:
            return most
        self._due += speed * seconds
        due = int(self._due)
        self._due -= due
        return min(due, most)
