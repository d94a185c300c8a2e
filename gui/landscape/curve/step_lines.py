"""The newest step of the first ball, line by line."""

from engine.story.formulas.substeps import SubstepLine, substeps
from engine.story.formulas.terms import symbol
from engine.story.notation import noted_equations
from engine.text.names import written
from engine.text.plain import result_to_text
from engine.written.expression import Role, Symbol
from gui.landscape.curve.slice import is_own, update_text
from gui.state.curve import derived as curve_derived
from gui.state.run import derived
from gui.state.state import State


def newest_step(state: State) -> tuple[SubstepLine, ...]:
    """Return the lines of the step that led the first ball to where it is, none before any."""
    descent = curve_derived.descents(state)[0]
    taken = curve_derived.steps_of(state, descent)
    if taken == 0:
        return ()
    letter: Symbol = Symbol("w", role=Role.VALUE)
    if curve_derived.is_network(state):
        named = symbol(derived.parameter(state))
        assert isinstance(named, Symbol)
        letter = named
    memory = descent.memories[taken - 1]
    return substeps(
        descent.optimizer,
        letter,
        descent.places[taken - 1][0],
        descent.slope(taken - 1)[0],
        [slot[0] for slot in memory.slots],
        descent.rate,
        memory.count + 1,
    )


def newest_text(state: State) -> str:
    """Return the last of these lines as text; before any, the update the network would make."""
    if is_own(state):
        return update_text(state)
    lines = newest_step(state)
    if not lines:
        return ""
    (last,) = noted_equations((lines[-1].equation,), state.view.notation)
    digits = state.view.digits
    assert isinstance(last.left, Symbol)
    assert last.result is not None
    return f"{written(last.left)} = {result_to_text(last.right, last.result, digits)}"
