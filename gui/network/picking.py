"""What a click or Enter on a thing in the drawing does: selects it, or answers a question."""

from engine.written.quantity import Quantity
from gui.state.action import Call
from gui.state.state import State
from gui.state.view import actions as view_actions


def taken(state: State, found: Quantity | None) -> Call:
    """Return what follows when something is clicked, None for the ground."""
    if found is None or not state.is_picking:
        return view_actions.select.call(found)
    from gui.state.lesson import actions as lesson_actions

    return lesson_actions.answer.call(str(found))
