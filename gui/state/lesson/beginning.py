"""How a card begins: with its experiment, at its step and beat, and after its actions."""

from pathlib import PurePosixPath

from msgspec.structs import replace

from engine.experiment import Experiment
from engine.shape import in_network
from engine.story.beats import REVEALS, first_known
from engine.text.lesson.lesson import Ask, AskNumber, AskPick, AskSign, LessonCard
from engine.written.quantity import BadAddress, Kind, Quantity
from gui.state.acting import after_calls
from gui.state.action import Call
from gui.state.experiment.editing import open_experiment
from gui.state.lesson.derived import is_fresh, stays
from gui.state.run import actions as run_actions
from gui.state.run import derived
from gui.state.state import Mode, State, first_state
from gui.state.view import actions as view_actions


def begun(
    state: State, card: LessonCard, experiment: Experiment, *, is_own: bool, is_open: bool
) -> State:
    """Return the state in which a card begins; raise Refused where it cannot.

    experiment: that of the card; is_own: whether an earlier one opened what there is; is_open:
    whether its question has still to be answered, before what is asked can be seen.
    """
    if is_own and stays(state.document, experiment, card):
        state = run_actions.pause(state)
        if is_fresh(card):
            state = _untouched(state)
    else:
        state = open_experiment(state, experiment, document_name(card.experiment))
    if is_fresh(card):
        state = replace(state, view=replace(state.view, whole_batch=False))
    if card.step is not None:
        state = _at_step(state, card.step)
    state = selected(state, card.select)
    state = after_calls(state, [call for call in card.actions if isinstance(call, Call)])
    state = selected(state, card.select)
    if card.batch:
        state = view_actions.show_whole_batch(state)
    elif card.sample is not None:
        state = view_actions.follow_sample(state, card.sample)
    beat = shown_beat(state, card) if not is_open else asked_beat(state, card)
    if beat is None:
        return state
    return run_actions.go_to(state, state.cursor.step, beat, 1.0)


def document_name(experiment: str) -> str:
    """Return what an experiment is called by the name or file that a lesson has for it."""
    return PurePosixPath(experiment).name.removesuffix(".json")


def shown_beat(state: State, card: LessonCard) -> int | None:
    """Return the beat of a card whose question has been answered, None to stay where one is."""
    asked = () if card.ask is None else _telling(state, card.ask)
    if card.ask is not None and card.ask.reveal is not None:
        asked = (card.ask.reveal,)
    return max((*asked, *(() if card.beat is None else (card.beat,))), default=None)


def asked_beat(state: State, card: LessonCard) -> int | None:
    """Return the beat of a card whose question is open: before the one that computes the answer."""
    first = min(() if card.ask is None else _telling(state, card.ask), default=None)
    if first is None:
        return card.beat
    before = max(first - 1, 0)
    return before if card.beat is None else min(card.beat, before)


def revealed(state: State, card: LessonCard) -> State:
    """Return the state that plays the beat which shows what was asked, unless it is shown.

    Somebody may have changed the network since, so that the step has no such beat.
    """
    beat, now = shown_beat(state, card), state.cursor
    if beat is None or not now.beat < beat < len(derived.beats(state)):
        return state
    before = run_actions.go_to(state, now.step, beat - 1, 1.0)
    return run_actions.next_beat(before)


def _untouched(state: State) -> State:
    """Return what is chosen in the pictures, and how far the run is, as at first."""
    first = first_state(state.document.experiment, state.document.name, state.view)
    return replace(first, document=state.document, kept=state.kept, removed=state.removed)


def _at_step(state: State, step: int) -> State:
    """Stand at the beginning of a step, which is trained to if need be."""
    if step > state.trained:
        state = run_actions.train(state, step - state.trained)
    return replace(run_actions.go_to(state, step, 0, 1.0), mode=Mode.PAUSED)


def selected(state: State, which: Quantity | None) -> State:
    """Select what a card is about, as soon as its network has it."""
    shape = derived.experiment(state).network.shape
    if which is None or not in_network(which, shape):
        return state
    return view_actions.select(state, which)


def _telling(state: State, ask: Ask) -> tuple[int, ...]:
    """Return the beats that compute what is asked for, none where it is given or no number."""
    beats = derived.beats(state)
    if isinstance(ask, AskNumber | AskSign):
        try:
            index = first_known(ask.quantity, beats)
        except BadAddress:  # the network is another one by now
            return ()
        return () if index < 0 else (index,)
    if not isinstance(ask, AskPick) or not ask.among:
        return ()
    kind, _, layer = ask.among.rstrip("]").partition("[")
    return tuple(
        index
        for index, beat in enumerate(beats)
        if Kind(kind) in REVEALS[beat.scene] and (not layer or beat.layer == int(layer))
    )
