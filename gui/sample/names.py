"""What the numbers of a sample are called."""

from engine.text.names import name
from engine.written.quantity import Kind, Quantity
from gui.state.run import derived
from gui.state.state import State
from gui.words.catalog import say
from gui.words.functions import input_column, target_column


def row_name(state: State, which: Quantity) -> str:
    """Return the letter of an input or a target, and what its column is called."""
    data = derived.experiment(state).data
    column = (input_column if which.kind is Kind.INPUT else target_column)(data, which.unit)
    letter = name(which)
    return say("of-column", text=letter, column=column) if column else letter
