"""How going on reveals: a number is hidden in the beat that makes it known, not in the next one.

What was revealed stays so when the playhead goes back. In another training step the numbers are
others, and are hidden again; only steps that lie behind are open. A run that begins anew does so
with everything hidden that it computes.
"""

from msgspec.structs import replace

from gui.state.choices import Passed
from gui.state.state import State


def gone_on(before: State, after: State) -> State:
    """Return a state with what is revealed because the playhead has gone on to it."""
    if not after.document.hidden or before.document.opened is not after.document.opened:
        return after
    was, now = before.cursor, after.cursor
    if (was.step, was.beat) == (now.step, now.beat):
        return after
    is_new_run = before.document.run is not after.document.run and now.step < was.step
    if is_new_run:
        return replace(after, hiding=replace(after.hiding, clicked=(), passed=()))
    if (now.step, now.beat) < (was.step, was.beat):
        return after
    others = {each.name: each for each in after.hiding.passed}
    for name in after.document.hidden:
        behind = others.get(name)
        if behind is None or (behind.step, behind.beat) < (now.step, now.beat):
            others[name] = Passed(name, now.step, now.beat)
    return replace(after, hiding=replace(after.hiding, passed=tuple(others.values())))
