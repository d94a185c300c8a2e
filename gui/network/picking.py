"""What a click or Enter on a thing in the drawing does: selects it, or answers a question."""

from engine.written.quantity import Quantity
from gui.state.action import Call
from gui.state.state import State
from gui.state.view import actions as view_actions


def is_picking(state: State) -> bool:
    """Return whether a lesson asks for a click in the drawing."""
    if state.lesson is None:
        return False
    from engine.text.lesson.lesson import AskPick  # only where a lesson is open
    from gui.state.lesson import derived as lesson_derived

    return lesson_derived.is_question_open(state) and isinstance(lesson_derived.ask(state), AskPick)


def taken(state: State, found: Quantity | None) -> Call:
    """Return what follows when something is clicked, None for the ground."""
    if found is None or not is_picking(state):
        return view_actions.select.call(found)
    from gui.state.lesson import actions as lesson_actions

    return lesson_actions.answer.call(str(found))
