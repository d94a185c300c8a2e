"""What is said of a term that is pointed at: its letter, and its number in full."""

from engine.text.numbers import DASH, shown_in_full
from engine.written.quantity import Quantity
from gui.state.hiding.derived import told
from gui.state.run import derived
from gui.state.state import State
from gui.words.batch import number_kind, pooled_letter
from gui.words.catalog import say


def term_tip(state: State, term: Quantity) -> str:
    """Return that, a dash for what has not been computed yet, a mark for what is hidden."""
    scope, value = derived.scope(state), DASH
    if derived.is_known(state, term):
        value = told(state, term, shown_in_full(scope.read(term)))
    letter = pooled_letter(scope, term, state.view.notation)
    return say("term-tip", kind=number_kind(scope, term), letter=letter, value=value)
