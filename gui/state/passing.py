"""What time does as it passes while something plays."""

from gui.state.action import Call
from gui.state.run import derived
from gui.state.run.actions import play_to
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
    now = state.cursor
    part = now.part + seconds * state.view.speed / derived.beat(state).seconds
    if part < 1:
        return play_to.call(now.step, now.beat, part)
    if state.mode is Mode.ONE_BEAT:
        return play_to.call(now.step, now.beat, 1.0)
    if now.beat + 1 < len(derived.beats(state)):
        return play_to.call(now.step, now.beat + 1, 0.0)
    return play_to.call(now.step + 1, 0, 0.0)
