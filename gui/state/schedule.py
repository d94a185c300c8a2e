"""How long things take as time passes: a beat or a ball moves, then holds until it can be read."""

from msgspec import Struct

from engine.story.beats import Beat

BALL_SECONDS = 0.6  # of a ball's step, at speed 1
ONE_LINE_SECONDS, FURTHER_LINE_SECONDS = 1.5, 0.4  # to read what is new, at speed 1
LONGEST_HOLD_SECONDS = 4.0  # however many numbers are new, at speed 1


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
