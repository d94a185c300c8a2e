"""Whether somebody has left what a card shows."""

from gui.state.state import State


def has_left(state: State) -> bool:
    """Return whether there is something to go back to: a card leads on by its beats alone."""
    if state.lesson is None:
        return False
    start, cursor = state.lesson.start, state.cursor
    earlier = cursor.step != start.cursor.step or cursor.beat < start.cursor.beat
    return earlier or _shown(state) != _shown(start)


def _shown(state: State) -> tuple[object, ...]:
    run, opened = state.document.run, state.document.opened  # each edit makes another run
    return run, opened, state.curve, state.plane, state.neuron
