"""What is said of a ball: how it moves, and where it stands.

A class is to guess first: how a ball moves has a name only after it has moved, unless that is
wanted in advance.
"""

from engine.curves.behaviour import CLOSE, BehaviourKind
from engine.curves.minima import Minimum, lowest
from gui.landscape.curve.slice import letter
from gui.state.curve import derived as curve_derived
from gui.state.state import Mode, State
from gui.words.curves import moving_sentence, standing_sentence

A_RUN = 10  # steps, after which one has seen how a ball moves


def says_what_balls_do(state: State) -> bool:
    """Return whether there is time to follow the balls ahead: not while something else plays."""
    return state.mode in (Mode.PAUSED, Mode.DESCENDING, Mode.ONE_DESCENT)


def does_sentences(state: State, index: int, found: tuple[Minimum, ...]) -> tuple[str, ...]:
    """Return what a ball does: at most two sentences, none before it has moved.

    found: the minima in range.
    """
    if not (state.curve.foretold or _has_landed(state, index)):
        return ()
    alone = letter(state) if curve_derived.is_network(state) else ""
    where = standing(state, index, found)
    said = (standing_sentence(where, alone=alone),) if where else ()
    if not (state.curve.foretold or _has_run(state, index, where)):
        return said
    does = curve_derived.behaviours(state)[index]
    # where it stands says all: it rests there, or it took long and needs no more steps
    if where and does.kind in (BehaviourKind.RESTING, BehaviourKind.TOO_SMALL):
        return said
    return moving_sentence(does, alone=alone), *said


def standing(state: State, index: int, found: tuple[Minimum, ...]) -> str:
    """Return where a ball ends: "lowest", "local" or "flat"; "" while it is on its way.

    found: the minima in range; "local" is one that is not the lowest of them.
    """
    does = curve_derived.behaviours(state)[index]
    descent = curve_derived.descents(state)[index]
    w = descent.places[curve_derived.steps_of(state, descent)][0]
    if does.end is None or abs(w - does.end) > CLOSE:
        return ""
    near = [each for each in found if abs(each.w - does.end) <= 2 * CLOSE]
    best = lowest(found)
    if not near:
        return "flat" if found and found[0].w <= does.end <= found[-1].w else ""
    return "lowest" if best in near else "local"


def _has_landed(state: State, index: int) -> bool:
    """Return whether a ball has ended a step."""
    return curve_derived.landed_of(state, curve_derived.descents(state)[index]) > 0


def _has_run(state: State, index: int, where: str) -> bool:
    """Return whether a ball has shown how it moves: in many steps, or as it goes no further."""
    descent = curve_derived.descents(state)[index]
    taken = curve_derived.steps_of(state, descent)
    return bool(where) or taken >= A_RUN or taken < curve_derived.choice(state).steps
