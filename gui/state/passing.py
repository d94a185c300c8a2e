"""What time does as it passes while something plays."""

from gui.state import schedule
from gui.state.action import Call
from gui.state.run import derived
from gui.state.run.actions import hold, play_to
from gui.state.state import Mode, State


def passing(state: State, seconds: float) -> Call | None:
    """Return what moves the playhead or the balls on for so long, None while nothing plays."""
    if state.mode in (Mode.DESCENDING, Mode.ONE_DESCENT):
        from gui.state.falling import falling  # not needed before the first paint

        return falling(state, seconds)
    if state.mode in (Mode.PLAYING, Mode.ONE_BEAT):
        return _playing(state, seconds)
    return None


def _playing(state: State, seconds: float) -> Call:
    now, beats = state.cursor, derived.beats(state)
    stretch = schedule.of_beat(beats[now.beat], derived.new_lines(state), state.view.speed)
    if now.part < 1 or derived.stops_here(state):
        return play_to.call(now.step, now.beat, min(now.part + seconds / stretch.motion, 1.0))
    held = state.held + seconds / stretch.hold
    if held < 1:
        return hold.call(held)
    if now.beat + 1 < len(beats):
        return play_to.call(now.step, now.beat + 1, 0.0)
    return play_to.call(now.step + 1, 0, 0.0)
