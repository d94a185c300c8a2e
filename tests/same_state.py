"""Whether two states are the same to the last bit."""

from msgspec.structs import astuple

from gui.lessons.left import has_left
from gui.state.state import KeptRun, State


def assert_same(one: State, other: State) -> None:
    """Field by field; of the document every parameter of every step, to the last bit."""
    names = (
        "cursor",
        "trained",
        "selected",
        "view",
        "mode",
        "held",
        "curve",
        "plane",
        "neuron",
        "inputs",
        "regions",
        "results",
        "sweep",
        "lit",
        "revealed",
        "goal",
    )
    for name in names:
        assert getattr(one, name) == getattr(other, name), name
    assert one.document.name == other.document.name
    runs = one.document.run, other.document.run
    for step in {0, one.cursor.step, one.trained // 2, one.trained}:
        first, second = (run.parameters(step).flat.tobytes() for run in runs)
        assert first == second, step
        assert runs[0].settings(step).training == runs[1].settings(step).training
    assert [_plain(each) for each in one.kept] == [_plain(each) for each in other.kept]
    assert _plain(one.removed) == _plain(other.removed)
    assert _lesson(one) == _lesson(other)


def _lesson(state: State) -> tuple[object, ...]:
    choice = state.lesson
    if choice is None:
        return ()
    answers = [(each.given, astuple(each.judgement)[:5]) for each in choice.attempts]
    told = [None if a.judgement.fault is None else str(a.judgement.fault) for a in choice.attempts]
    at = choice.lesson.source, choice.at, choice.start.cursor, choice.start.selected
    done = choice.visited, choice.tried, choice.is_settled, choice.answered, choice.finished
    return *at, answers, told, choice.seed, *done, choice.owns(state.document), has_left(state)


def _plain(run: KeptRun | None) -> tuple[object, ...]:
    if run is None:
        return ()
    last = run.document.run.parameters(run.steps).flat.tobytes()
    return run.key, run.name, run.steps, run.origin, run.slot, last
