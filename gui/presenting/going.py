"""Where a press of a remote leads: on or back, by beats, phases or training steps."""

from msgspec.structs import replace

from gui.presenting.choice import Stride
from gui.state.action import Call
from gui.state.refusal import Refused
from gui.state.run import actions, derived
from gui.state.state import Mode, State


def onward(state: State, stride: Stride) -> Call:
    """Return what goes on: the next beat moves, a phase or a step stands at once.

    A step leads to the beat on screen, in the next one.
    """
    match stride:
        case Stride.BEATS:
            return actions.next_beat.call()
        case Stride.PHASES:
            return actions.to_phase_end.call()
        case Stride.STEPS:
            return actions.play_to.call(state.cursor.step + 1, state.cursor.beat, 1.0)


def back(state: State, stride: Stride) -> Call:
    """Return what leads as far back; at the very beginning everything stays."""
    match stride:
        case Stride.BEATS:
            return actions.previous_beat.call()
        case Stride.PHASES:
            return _to_phase_before(state)
        case Stride.STEPS:
            step, beat = state.cursor.step, state.cursor.beat
            return actions.go_to.call(step - 1 if step else 0, beat if step else 0, 1.0)


def _to_phase_before(state: State) -> Call:
    beats, step = derived.beats(state), state.cursor.step
    first = state.cursor.beat
    while first and beats[first - 1].phase is beats[first].phase:
        first -= 1
    if first:
        return actions.go_to.call(step, first - 1, 1.0)
    return actions.go_to.call(step - 1, len(beats) - 1, 1.0) if step else actions.first_beat.call()


def next_moment(state: State, stride: Stride) -> State | None:
    """Return the end of what the next press leads to, None where nothing more can come."""
    try:
        after = onward(state, stride).after(state)
    except Refused:
        return None
    return at_rest(after)


def at_rest(state: State) -> State:
    """Return the state once the beat that plays in it has come to its end."""
    return replace(state, cursor=replace(state.cursor, part=1.0), mode=Mode.PAUSED)
