"""Every change a person or a lesson can make: one plain function each.

An action takes the state and returns the next one. It never draws, saves or waits. Taking a
training step extends the run, which only ever grows.
"""

from dataclasses import replace
from math import isfinite

from engine.experiment import Experiment
from engine.story.notation import Notation
from engine.written.quantity import Kind, Quantity
from gui.state.refusal import Refused
from gui.state.run import derived
from gui.state.state import Cursor, Document, Mode, State, first_state

SELECTABLE = frozenset({Kind.INPUT, Kind.A, Kind.WEIGHT, Kind.BIAS})
SLOWEST, FASTEST = 0.1, 10.0


def open_experiment(state: State, experiment: Experiment, name: str) -> State:
    """Start over with another experiment; how things are shown stays."""
    return first_state(experiment, name, state.view)


def reset(state: State) -> State:
    """Go back to the first parameters and forget the steps taken."""
    document = replace(state.document, run=state.document.run.branch(0, derived.experiment(state)))
    return replace(state, document=document, cursor=Cursor(), trained=0, mode=Mode.PAUSED)


def play(state: State) -> State:
    return replace(state, mode=Mode.PLAYING)


def pause(state: State) -> State:
    return state if state.mode is Mode.PAUSED else replace(state, mode=Mode.PAUSED)


def toggle_playing(state: State) -> State:
    return play(state) if state.mode is Mode.PAUSED else pause(state)


def next_beat(state: State) -> State:
    """Play the next beat and stop at its end."""
    at_end = state.cursor.part >= 1
    moved = _enter_next_beat(state) if at_end or state.mode is Mode.ONE_BEAT else state
    return replace(moved, mode=Mode.ONE_BEAT)


def previous_beat(state: State) -> State:
    """Go back one beat, to its end; from the first beat into the step before."""
    step, beat = state.cursor.step, state.cursor.beat - 1
    if beat < 0:
        if step == 0:
            return go_to(state, 0, 0, 1.0)
        step, beat = step - 1, len(derived.beats(state)) - 1
    return go_to(state, step, beat, 1.0)


def next_step(state: State) -> State:
    """Finish this training step and stand at the beginning of the next."""
    return _with_cursor(state, Cursor(state.cursor.step + 1, 0, 1.0), Mode.PAUSED)


def previous_step(state: State) -> State:
    """Stand at the beginning of this step, or of the one before if there already."""
    at_start = state.cursor.beat == 0
    return go_to(state, max(state.cursor.step - at_start, 0), 0, 1.0)


def first_beat(state: State) -> State:
    return go_to(state, state.cursor.step, 0, 1.0)


def last_beat(state: State) -> State:
    return go_to(state, state.cursor.step, len(derived.beats(state)) - 1, 1.0)


def to_the_start(state: State) -> State:
    """Go back to the first beat of the first step; what was trained stays on record."""
    return go_to(state, 0, 0, 1.0)


def go_to(state: State, step: int, beat: int, part: float) -> State:
    """Stand at any moment of the steps done so far."""
    if not 0 <= step <= state.trained:
        raise Refused(f"step {step} has not been reached; {state.trained} steps are done")
    beats = len(derived.beats(state))
    if not (0 <= beat < beats and 0 <= part <= 1):
        raise Refused(f"beat {beat} is not one of the {beats} beats of a step")
    return _with_cursor(state, Cursor(step, beat, part), Mode.PAUSED)


def tick(state: State, seconds: float) -> State:
    """Let time pass: the cursor moves on while something plays."""
    if state.mode in (Mode.DESCENDING, Mode.ONE_DESCENT):
        from gui.state.curve.actions import fall  # not needed before the first paint

        return fall(state, seconds)
    if state.mode not in (Mode.PLAYING, Mode.ONE_BEAT):
        return state
    part = state.cursor.part + seconds * state.view.speed / derived.beat(state).seconds
    if part < 1:
        return _with_cursor(state, replace(state.cursor, part=part), state.mode)
    if state.mode is Mode.ONE_BEAT:
        return _with_cursor(state, replace(state.cursor, part=1.0), Mode.PAUSED)
    return _enter_next_beat(_with_cursor(state, replace(state.cursor, part=1.0), state.mode))


def start_training(state: State) -> State:
    return replace(state, mode=Mode.TRAINING)


def train(state: State, count: int) -> State:
    """Take up to so many training steps; stop where a number would no longer be finite."""
    run = state.document.run
    missing = count - (run.steps - state.trained)
    if missing > 0:
        run.advance(missing)
    trained = min(state.trained + count, run.steps)
    stopped = trained < state.trained + count
    mode = Mode.PAUSED if stopped else state.mode
    return replace(state, trained=trained, cursor=Cursor(trained), mode=mode)


def select(state: State, quantity: Quantity | None) -> State:
    """Select a neuron (by its input or activation), a weight or a bias; None selects nothing."""
    if quantity == state.selected:
        return state
    if quantity is not None and quantity.kind not in SELECTABLE:
        raise Refused(f"{quantity} cannot be selected; a neuron, a weight or a bias can")
    return replace(state, selected=quantity)


def light(state: State, weights: tuple[Quantity, ...]) -> State:
    """Light up a path in the network while it is pointed at."""
    return state if weights == state.lit else replace(state, lit=weights)


def set_learning_rate(state: State, rate: float) -> State:
    """Train with another learning rate from the step on screen on."""
    if not (rate > 0 and isfinite(rate)):
        raise Refused(f"the learning rate must be a number above zero, not {rate}")
    before = derived.experiment(state)
    if rate == before.training.learning_rate:
        return state
    return branched(state, replace(before, training=replace(before.training, learning_rate=rate)))


def branched(state: State, experiment: Experiment) -> State:
    """Go on with other settings from the step on screen; the steps before stay as they are."""
    run = state.document.run.branch(state.cursor.step, experiment)
    document = replace(state.document, run=run)
    last = len(derived.beats(replace(state, document=document))) - 1
    cursor = replace(state.cursor, beat=min(state.cursor.beat, last))
    return _revealed(replace(state, document=document, cursor=cursor, trained=cursor.step))


def set_speed(state: State, speed: float) -> State:
    return _with_view(state, speed=min(max(speed, SLOWEST), FASTEST))


def set_notation(state: State, notation: Notation) -> State:
    return _with_view(state, notation=notation)


def set_theme(state: State, name: str) -> State:
    return _with_view(state, theme=name)


def set_digits(state: State, digits: int) -> State:
    return _with_view(state, digits=digits)


def follow_sample(state: State, row: int) -> State:
    """Show the numbers of one sample of the batch, counted from 0."""
    return _with_view(state, row=row)


def restore(state: State, document: Document) -> State:
    """Bring back an earlier document; the playhead stays where it can."""
    trained = document.run.steps
    selected = state.selected
    if document.experiment.network.sizes != state.document.experiment.network.sizes:
        return replace(state, document=document, cursor=Cursor(), trained=trained, selected=None)
    step = min(state.cursor.step, trained)
    cursor = state.cursor if step == state.cursor.step else Cursor(step)
    return replace(state, document=document, cursor=cursor, trained=trained, selected=selected)


def _with_view(state: State, **changes: object) -> State:
    view = replace(state.view, **changes)  # type: ignore[arg-type]  # the callers name the fields
    return state if view == state.view else replace(state, view=view)


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
        raise Refused(
            f"step {run.steps} cannot be taken: a number would grow beyond what can be computed"
        )
    return replace(state, trained=state.trained + 1)
