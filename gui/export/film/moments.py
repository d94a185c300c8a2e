"""What a film shows and for how long: the states the screen would pass through, without a clock."""

from collections.abc import Callable
from enum import Enum
from functools import partial
from math import floor

from msgspec import Struct
from msgspec.structs import replace

from gui.panels.narrate import narrated
from gui.state import schedule
from gui.state.curve import actions as curve_actions
from gui.state.curve import derived as curve_derived
from gui.state.falling import all_rest
from gui.state.run import derived
from gui.state.run.actions import go_to
from gui.state.schedule import REST_SECONDS, Stretch
from gui.state.state import Cursor, Mode, State
from gui.words.catalog import say

RUN_SECONDS = 10.0  # a run takes about so long, at speed 1, however many steps it has
STEP_SECONDS = 1.0  # but no step of a short one longer than this
FIRST_SECONDS = 1.0  # for which the beginning can be looked at, at speed 1


FRAMES, SPEEDS, PAUSES = (1.0, 60.0), (0.1, 10.0), (0.0, 60.0)  # the least and the most
BALL_STEPS = 10


class FilmKind(Enum):
    """What is filmed."""

    BEATS = "beats"  # of one training step
    RUN = "run"  # the training, step after step
    DESCENT = "descent"  # the balls on the curve


class Tempo(Struct, frozen=True):
    """How quickly a film goes. frames: a second, where something moves; pause: at the end, seconds.

    speed: how many times as fast as on screen.
    """

    frames: float = 25.0
    speed: float = 1.0
    pause: float = 2.0


class FilmMoment(Struct, frozen=True, eq=False):
    """What stands still for some seconds. title: over it, "" for none.

    is_moving: whether it is but one of the frames of a motion.
    """

    state: State
    seconds: float
    title: str = ""
    is_moving: bool = False


def of_beats(state: State, tempo: Tempo, *, is_told: bool = False) -> list[FilmMoment]:
    """Return the beats of the step on screen as they play: each moves, then holds.

    is_told: whether over each stands what it shows. Raises Refused where the step cannot be taken.
    """
    found: list[FilmMoment] = []
    for index, beat in enumerate(derived.beats(state)):
        ended = go_to(state, state.cursor.step, index, 1.0)
        stretch = schedule.of_beat(beat, derived.new_lines(ended), tempo.speed)
        told = narrated(ended).now if is_told else ""
        moved = _moved(stretch, tempo, partial(go_to, state, state.cursor.step, index))
        found += [replace(moment, title=told) for moment in moved]
    return _paused(found, tempo)


def of_run(state: State, last: int, tempo: Tempo) -> list[FilmMoment]:
    """Return the steps of a run from its first parameters on, each with its number.

    last: the step it ends with, which must have been done. Of many steps only so many are shown
    as there is time for; each stands as long as numbers do on screen, which cannot be read else.
    """
    least = max(1 / tempo.frames, REST_SECONDS)
    shown = max(min(last, floor(RUN_SECONDS / tempo.speed / least)), 1)
    seconds = max(min(RUN_SECONDS / shown, STEP_SECONDS) / tempo.speed, least)
    steps = sorted({round(index * last / shown) for index in range(shown + 1)})
    found = [
        FilmMoment(_at_step(state, step), seconds, say("film.step", step=step, last=last))
        for step in steps
    ]
    found[0] = replace(found[0], seconds=max(seconds, FIRST_SECONDS / tempo.speed))
    return _paused(found, tempo)


def of_descent(state: State, steps: int, tempo: Tempo) -> list[FilmMoment]:
    """Return how the balls descend from their start, so many steps or until all of them rest."""
    now = curve_actions.reset_balls(state) if curve_derived.choice(state).steps else state
    now = replace(now, mode=Mode.PAUSED)
    stretch = schedule.of_balls(len(curve_derived.balls(now)), tempo.speed)
    found = [FilmMoment(now, stretch.hold)]
    for step in range(1, steps + 1):
        found += _moved(stretch, tempo, partial(curve_actions.fall_to, now, step))
        if all_rest(found[-1].state):
            break
    return _paused(found, tempo)


def _moved(stretch: Stretch, tempo: Tempo, at: Callable[[float], State]) -> list[FilmMoment]:
    """Return a motion in frames of one length, and the hold after it."""
    frames = max(round(stretch.motion * tempo.frames), 1)
    seconds = stretch.motion / frames
    moving = [FilmMoment(at(i / frames), seconds, is_moving=True) for i in range(frames)]
    return [*moving, FilmMoment(at(1.0), stretch.hold)]


def _paused(moments: list[FilmMoment], tempo: Tempo) -> list[FilmMoment]:
    last = moments[-1]
    return [*moments[:-1], replace(last, seconds=last.seconds + tempo.pause)]


def _at_step(state: State, step: int) -> State:
    """Return what is shown while training, drawn as finely as when it has stopped."""
    there = replace(state, trained=step, cursor=Cursor(step), mode=Mode.PAUSED)
    return replace(there, cursor=Cursor(step, derived.loss_beat(there)))
