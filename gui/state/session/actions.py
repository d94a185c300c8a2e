"""Bringing back a moment that was written down."""

from msgspec.structs import replace

from gui.state.action import action
from gui.state.choices import Hiding
from gui.state.run.kept import MOST_KEPT, free_letter
from gui.state.session.own import with_own_runs
from gui.state.session.session import Session
from gui.state.state import KeptRun, Mode, State

OF_THE_MOMENT = ("row", "followed", "whole_batch", "log_loss")
"""Of the view, what belongs to the moment, and not to the settings of whoever looks."""

OF_WHO_LOOKS = ("speed", "scale", "reduced_motion", "goes_on", "training_speed", "more_steps")
"""Of the view, what no picture shows."""


@action("session.restore", undone_as="opening")
def restore(state: State, session: Session) -> State:
    """Stand where a session stands, in its lesson, with its kept runs beside those that are there.

    How things are shown to whoever looks stays; what is hidden is hidden again.
    """
    then = {name: getattr(session.state.view, name) for name in OF_THE_MOMENT}
    view = replace(state.view, **then)
    return replace(_standing(state, session), view=view, hiding=Hiding())


@action("session.reopen", undone_as="opening")
def reopen(state: State, session: Session) -> State:
    """Stand where a figure was made, with all that its picture shows as it was."""
    now = {name: getattr(state.view, name) for name in OF_WHO_LOOKS}
    return replace(_standing(state, session), view=replace(session.state.view, **now))


def _standing(state: State, session: Session) -> State:
    stood = with_own_runs(session.state)
    kept = stood.kept
    for each in state.kept:
        kept = _with_another(kept, each)
    moment = replace(stood, mode=Mode.PAUSED, held=0.0, lit=(), goal=None)
    return replace(moment, kept=kept, lesson=stood.lesson or state.lesson)


def _with_another(kept: tuple[KeptRun, ...], other: KeptRun) -> tuple[KeptRun, ...]:
    """Return kept runs with one from elsewhere, unless it is among them, or they are too many."""
    if len(kept) >= MOST_KEPT or any(_same(each, other) for each in kept):
        return kept
    taken = any(each.name == other.name for each in kept)
    name = free_letter(kept) if taken else other.name
    key = 1 + max((each.key for each in kept), default=0)
    return (*kept, replace(other, key=key, name=name, origin=None, slot=None))


def _same(one: KeptRun, other: KeptRun) -> bool:
    """Return whether two kept runs led to the same, to the last bit."""
    return one.steps == other.steps and _last(one) == _last(other)


def _last(kept: KeptRun) -> bytes:
    return kept.document.run.parameters(kept.steps).flat.tobytes()
