"""How the balls move as time passes."""

from gui.state import schedule
from gui.state.action import Call
from gui.state.curve import actions as curve_actions
from gui.state.curve import derived as curve_derived
from gui.state.plane import derived as plane_derived
from gui.state.run.actions import hold, pause
from gui.state.state import Mode, State


def falling(state: State, seconds: float) -> Call:
    """Return what moves the balls on for so long; resting ones, or one step alone, it stops."""
    chosen = curve_derived.choice(state)
    stretch = schedule.of_balls(len(chosen.balls), state.view.speed)
    if chosen.part < 1 or state.mode is Mode.ONE_DESCENT:
        part = min(chosen.part + seconds / stretch.motion, 1.0)
        return curve_actions.fall_to.call(chosen.steps, part)
    if chosen.steps >= curve_actions.MOST_STEPS or all_rest(state):
        return pause.call()
    held = state.held + seconds / stretch.hold
    return hold.call(held) if held < 1 else curve_actions.fall_to.call(chosen.steps + 1, 0.0)


def all_rest(state: State) -> bool:
    """Return whether no ball moves any more."""
    moving = [*curve_derived.descents(state)]
    if not plane_derived.on_network(state):
        moving.append(plane_derived.ball(state))
    return all(
        descent.ended or (steps and descent.places[steps] == descent.places[steps - 1])
        for descent in moving
        for steps in [curve_derived.steps_of(state, descent)]
    )
