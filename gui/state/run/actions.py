"""Moving through the run: one plain function each.

An action takes the state and returns the next one. It never draws, saves or waits. Taking a
training step extends the run, which only ever grows.
"""

from msgspec.structs import replace

from engine.experiment import Experiment
from gui.state.action import Arguments, action, the_later, the_later_unless_ended
from gui.state.refusal import Refused
from gui.state.run import derived
from gui.state.state import Cursor, Mode, State


@action("run.reset", undone_as="reset")
def reset(state: State) -> State:
    """Go back to the first parameters and forget the steps taken."""
    document = replace(state.document, run=state.document.run.branch(0, derived.experiment(state)))
    return replace(state, document=document, cursor=Cursor(), trained=0, mode=Mode.PAUSED)


@action("run.play")
def play(state: State) -> State:
    """Play from here on; numbers that stand already have been read."""
    return replace(state, mode=Mode.PLAYING, held=float(state.cursor.part >= 1))


@action("run.pause")
def pause(state: State) -> State:
    """Let nothing play any more; a goal of training is given up."""
    return state if state.mode is Mode.PAUSED else replace(state, mode=Mode.PAUSED, goal=None)


@action("run.toggle_playing")
def toggle_playing(state: State) -> State:
    return play(state) if state.mode is Mode.PAUSED else pause(state)


@action("run.next_beat")
def next_beat(state: State) -> State:
    """Play the next beat and stop at its end."""
    at_end = state.cursor.part >= 1
    moved = _enter_next_beat(state) if at_end or state.mode is Mode.ONE_BEAT else state
    return replace(moved, mode=Mode.ONE_BEAT)


@action("run.previous_beat")
def previous_beat(state: State) -> State:
    """Go back one beat, to its end; from the first beat into the step before."""
    step, beat = state.cursor.step, state.cursor.beat - 1
    if beat < 0:
        if step == 0:
            return go_to(state, 0, 0, 1.0)
        step, beat = step - 1, len(derived.beats(state)) - 1
    return go_to(state, step, beat, 1.0)


@action("run.to_phase_end")
def to_phase_end(state: State) -> State:
    """Show all of this phase; at its end already, all of the next one."""
    over = state.cursor.part >= 1 and derived.phase_end(state) == state.cursor.beat
    begun = _enter_next_beat(state) if over else state
    cursor = Cursor(begun.cursor.step, derived.phase_end(begun), 1.0)
    return _with_cursor(begun, cursor, Mode.PAUSED)


@action("run.next_step")
def next_step(state: State) -> State:
    """Finish this training step and stand at the beginning of the next."""
    return _with_cursor(state, Cursor(state.cursor.step + 1, 0, 1.0), Mode.PAUSED)


@action("run.previous_step")
def previous_step(state: State) -> State:
    """Stand at the beginning of this step, or of the one before if there already."""
    at_start = state.cursor.beat == 0
    return go_to(state, max(state.cursor.step - at_start, 0), 0, 1.0)


@action("run.first_beat")
def first_beat(state: State) -> State:
    return go_to(state, state.cursor.step, 0, 1.0)


@action("run.last_beat")
def last_beat(state: State) -> State:
    return go_to(state, state.cursor.step, len(derived.beats(state)) - 1, 1.0)


@action("run.to_the_start")
def to_the_start(state: State) -> State:
    """Go back to the first beat of the first step; what was trained stays on record."""
    return go_to(state, 0, 0, 1.0)


@action("run.go_to")
def go_to(state: State, step: int, beat: int, part: float) -> State:
    """Stand at any moment of the steps done so far."""
    if not 0 <= step <= state.trained:
        raise Refused("refused.step-not-reached", step=step, trained=state.trained)
    beats = len(derived.beats(state))
    if not (0 <= beat < beats and 0 <= part <= 1):
        raise Refused("refused.no-beat", beat=beat, beats=beats)
    return _with_cursor(state, Cursor(step, beat, part), Mode.PAUSED)


@action("run.play_to", merged=the_later_unless_ended)
def play_to(state: State, step: int, beat: int, part: float) -> State:
    """Play on to a moment of this step or of one after; the steps on the way are taken."""
    beats, now = len(derived.beats(state)), state.cursor
    ahead = (step, beat, part) >= (now.step, now.beat, now.part)
    if not (0 <= beat < beats and 0 <= part <= 1 and ahead):
        raise Refused("refused.moment-not-ahead", step=step, beat=beat, part=part)
    moved = replace(_with_cursor(state, Cursor(step, beat, part), state.mode), held=0.0)
    ends = part == 1 and derived.stops_here(moved)
    return replace(moved, mode=Mode.PAUSED) if ends else moved


@action("run.hold", merged=the_later)
def hold(state: State, held: float) -> State:
    """Let new numbers stand while something plays: so much of their time is over (0..1)."""
    if not 0 <= held <= 1:
        raise Refused("refused.hold", held=held)
    return state if held == state.held else replace(state, held=held)


@action("run.start_training")
def start_training(state: State) -> State:
    """Train on after the newest step, until something stops it."""
    return replace(state, mode=Mode.TRAINING, goal=None)


def added(earlier: Arguments, later: Arguments) -> Arguments:
    """Merge two calls that take so many steps each."""
    counts = (*earlier, *later)
    return (sum(count for count in counts if isinstance(count, int)),)


@action("run.train", merged=added)
def train(state: State, count: int) -> State:
    """Take up to so many training steps; stop where a number would no longer be finite."""
    if count < 0:
        raise Refused("refused.no-steps", steps=count)
    run = state.document.run
    missing = count - (run.steps - state.trained)
    if missing > 0:
        run.advance(missing)
    trained = min(state.trained + count, run.steps)
    stopped = trained < state.trained + count
    mode = Mode.PAUSED if stopped else state.mode
    return replace(state, trained=trained, cursor=Cursor(trained), mode=mode)


@action("run.visit")
def visit(state: State, step: int) -> State:
    """Stand at a step done so far, at the beat on screen.

    From a beat at which nothing is computed yet it is that of the loss: a step is visited for its
    numbers. The newest step is not taken by it: its last beat is not reached.
    """
    beat, part = state.cursor.beat, state.cursor.part
    if derived.last_revealed(state) < 1:
        beat, part = derived.loss_beat(state), 1.0
    if step == state.trained and beat == len(derived.beats(state)) - 1:
        beat, part = beat - 1, 1.0
    return go_to(state, step, beat, part)


def branched(state: State, experiment: Experiment) -> State:
    """Go on with other settings from the step on screen; the steps before stay as they are."""
    run = state.document.run.branch(state.cursor.step, experiment)
    document = replace(state.document, run=run)
    last = len(derived.beats(replace(state, document=document))) - 1
    cursor = replace(state.cursor, beat=min(state.cursor.beat, last))
    return _revealed(replace(state, document=document, cursor=cursor, trained=cursor.step))


def _enter_next_beat(state: State) -> State:
    if state.cursor.beat + 1 < len(derived.beats(state)):
        return replace(state, cursor=replace(state.cursor, beat=state.cursor.beat + 1, part=0.0))
    return _with_cursor(state, Cursor(state.cursor.step + 1, 0, 0.0), state.mode)


def _with_cursor(state: State, cursor: Cursor, mode: Mode) -> State:
    """Move the cursor, taking the training steps that lie before it."""
    if cursor == state.cursor and mode is state.mode:
        return state
    while cursor.step > state.trained:
        state = _take_step(state)
    return _revealed(replace(state, cursor=cursor, mode=mode))


def _revealed(state: State) -> State:
    """Count the step on screen as done once its last number is shown."""
    is_last = derived.last_revealed(state) == len(derived.beats(state)) - 1
    if is_last and state.cursor.step == state.trained:
        return _take_step(state)
    return state


def _take_step(state: State) -> State:
    run = state.document.run
    if run.steps == state.trained and run.advance(1) == 0:
        raise Refused("refused.step-too-large", step=run.steps)
    return replace(state, trained=state.trained + 1)
