"""A state with runs of its own, which share what they shared among each other, and nothing else."""

from operator import is_
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from engine.experiment import Experiment
from engine.run.record import record_of, run_of
from engine.run.segments import Segment
from engine.run.training import Run
from engine.text.lesson.lesson import Lesson
from gui.state.session.plain_state import lasting, things_in
from gui.state.state import State


def with_own_runs(state: State) -> State:
    """Return a state that goes on as another one does, and without it.

    So a moment that is restored twice is there twice, as where it was read twice: what runs share
    tells which one was branched off which, and a log knows of them only what it has read.
    """
    things = {id(each): each for each in things_in(state)}.values()
    runs = {id(each): record_of(each) for each in things if isinstance(each, Run)}
    segments = {id(each): each for record in runs.values() for each in record.segments}
    experiments = {id(each): each for each in things if isinstance(each, Experiment)}
    experiments |= {id(each.experiment): each.experiment for each in segments.values()}

    anew = {key: replace(each) for key, each in experiments.items()}
    cut = {key: _of_experiments(each, anew) for key, each in segments.items()}
    own: dict[int, Any] = dict(anew)
    for key, record in runs.items():
        there = tuple(cut[id(each)] for each in record.segments)
        own[key] = run_of(replace(record, segments=there))
    made = _with(state, own)
    assert isinstance(made, State)
    return made


def _of_experiments(segment: Segment, anew: dict[int, Experiment]) -> Segment:
    return replace(segment, experiment=anew[id(segment.experiment)])


def _with(value: object, own: dict[int, Any]) -> object:
    """Return a value with its runs and experiments exchanged."""
    match value:
        case Run() | Experiment():
            return own[id(value)]
        case Lesson():
            return value
        case tuple():
            made = tuple(_with(each, own) for each in value)
            return value if all(map(is_, made, value)) else made
        case Struct():
            before = lasting(value)
            after = {name: _with(each, own) for name, each in before.items()}
            changed = {name: each for name, each in after.items() if each is not before[name]}
            return replace(value, **changed)
    return value
