"""What a ball does in the long run: too small a rate, monotone, oscillating, cycling, diverging.

On a parabola with curvature h, each step multiplies the distance to the minimum by 1 - rate x h:
monotone below 1/h, there in one step at 1/h, swinging and settling up to 2/h, cycling at 2/h,
diverging above (LeCun, Bottou, Orr and Mueller, Efficient BackProp, 1998, section 5). Elsewhere
what counts is the descent itself, followed as far as `horizon` steps.
"""

from enum import Enum, auto
from itertools import pairwise
from math import ceil, isnan, log

from msgspec import Struct

from engine.curves.curve import Curve
from engine.curves.descent import Descent
from engine.curves.jets import Jet

CLOSE = 0.01  # to its minimum, in units of w: then a ball has arrived
PATIENCE = 100  # steps; a rate that needs more is called too small
_LONGEST_CYCLE = 8
_TAIL = 9  # the last places, whose moves are compared
_SWING = 60  # the last places that count for whether a ball swings: momentum swings slowly
_SAME = 1e-9  # relative: two places a cycle comes back to
_NEWTON_STEPS = 4  # enough for sixteen digits from where a ball has all but arrived
_MOVED = 1e-6  # relative: what rests moves less


class BehaviourKind(Enum):
    """From resting to losing all bounds."""

    RESTING = auto()  # on ground without a slope
    TOO_SMALL = auto()
    CREEPING = auto()  # still on its way, no one knows how long
    MONOTONE = auto()
    ONE_STEP = auto()
    OSCILLATING = auto()  # but converging
    CYCLING = auto()
    RESTLESS = auto()  # neither settling nor leaving nor repeating itself
    ENDLESS = auto()  # on and on in one direction
    DIVERGING = auto()
    OUTSIDE = auto()  # where the formula has no value


class Behaviour(Struct, frozen=True):
    """more_steps: how many from the step on screen until it is CLOSE, None if it never is or has
    not been within the horizon; exact: whether they were counted, not estimated; end: where it
    comes to rest, None if nowhere.
    """

    kind: BehaviourKind
    more_steps: int | None = None
    exact: bool = True
    end: float | None = None


def behaviour(descent: Descent, curve: Curve, step: int, horizon: int) -> Behaviour:
    """Return what a ball does that has taken `step` of its steps; it is followed further.

    horizon: how many steps, at least 10.
    """
    if descent.slope(0)[0] == 0 and not any(any(slot) for slot in descent.memories[0].slots):
        return Behaviour(BehaviourKind.RESTING, 0, True, descent.places[0][0])
    if descent.reach(step + horizon) < step + horizon:
        outside = isnan(curve.at(descent.places[-1][0]).value)
        return Behaviour(BehaviourKind.OUTSIDE if outside else BehaviourKind.DIVERGING)
    ws = [place[0] for place in descent.places[: step + horizon + 1]]
    jet = curve.at(ws[-1])
    if jet.slope == 0 and jet.bend == 0 and ws[-1] == ws[-2]:
        return Behaviour(BehaviourKind.RESTING, None, True, ws[-1])
    if _cycles(ws):
        return Behaviour(BehaviourKind.CYCLING)
    end = _minimum_near(curve, ws[-1], jet)
    if end is not None and max(abs(w - end) for w in ws[-3:]) <= CLOSE:
        return _arrived(ws, end, step)
    moves = [after - before for before, after in pairwise(ws[-_TAIL:])]
    if all(a * b > 0 for a, b in pairwise(moves)):
        return _on_its_way(jet, moves, len(ws) - 1 - step, step)
    sizes = [abs(move) for move in moves]
    if all(a * b < 0 for a, b in pairwise(moves)) and sizes == sorted(sizes):
        return Behaviour(BehaviourKind.DIVERGING)
    if all(a * b < 0 for a, b in pairwise(moves)) and sizes == sorted(sizes, reverse=True):
        return Behaviour(BehaviourKind.OSCILLATING)
    return Behaviour(BehaviourKind.RESTLESS)


def _minimum_near(curve: Curve, w: float, jet: Jet) -> float | None:
    """Return the minimum that a few steps of Newton's method lead to, None if it is not near."""
    end = w
    for _ in range(_NEWTON_STEPS):
        if not (jet.bend > 0 and abs(jet.slope) <= 2 * CLOSE * jet.bend):
            return None
        end -= jet.slope / jet.bend
        if jet.slope == 0:
            break
        jet = curve.at(end)
    return end if abs(end - w) <= 2 * CLOSE else None


def _arrived(ws: list[float], end: float, step: int) -> Behaviour:
    rounding = _SAME * max(1.0, abs(end))
    apart = [w - end for w in ws]
    arrival = max((i + 1 for i, away in enumerate(apart) if abs(away) > CLOSE), default=0)
    more = max(arrival - step, 0)
    visible = [away for away in apart if abs(away) > rounding]
    if len(visible) == 1:
        return Behaviour(BehaviourKind.ONE_STEP, more, True, end)
    if any(a * b < 0 for a, b in pairwise(visible[-_SWING:])):
        return Behaviour(BehaviourKind.OSCILLATING, more, True, end)
    return Behaviour(
        BehaviourKind.TOO_SMALL if arrival > PATIENCE else BehaviourKind.MONOTONE, more, True, end
    )


def _cycles(ws: list[float]) -> bool:
    tail, size = ws[-3 * _LONGEST_CYCLE :], max(map(abs, ws))
    if len(tail) < 2 * _LONGEST_CYCLE:
        return False
    if max(tail) - min(tail) <= _MOVED * size:
        return False
    return any(
        all(abs(a - b) <= _SAME * size for a, b in zip(tail, tail[period:], strict=False))
        for period in range(2, _LONGEST_CYCLE + 1)
    )


def _on_its_way(jet: Jet, moves: list[float], ahead: int, step: int) -> Behaviour:
    """Return what a ball does that still goes one way, and how far it has to go if it slows down.

    ahead: how many steps lie between the one on screen, `step`, and the last one followed.
    """
    if jet.bend == 0:
        return Behaviour(BehaviourKind.ENDLESS)
    ratio, newton = moves[-1] / moves[-2], abs(jet.slope / jet.bend)
    if ratio >= 1 or jet.bend < 0:
        return Behaviour(BehaviourKind.CREEPING)
    missing = ceil(log(CLOSE / newton) / log(ratio)) if newton > CLOSE else 0
    kind = BehaviourKind.TOO_SMALL if step + ahead + missing > PATIENCE else BehaviourKind.MONOTONE
    return Behaviour(kind, ahead + missing, False)
