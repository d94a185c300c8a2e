"""The curve of the loss as a table: a row for every step that it is drawn at."""

from engine.text.sheets.history import HistoryRows
from engine.text.sheets.number_table import NumberDocument
from gui.history.loss_curve import NOWHERE, drawn_losses
from gui.state.state import State
from gui.words.catalog import say


def losses_as_table(state: State) -> NumberDocument:
    """Return the losses that are drawn, of training and of tests."""
    run = state.document.run
    steps, _ = drawn_losses(run, state.trained, NOWHERE)
    rows = HistoryRows(run, [int(step) for step in steps], with_results=False)
    while not rows.is_complete:
        rows.more()
    return rows.document("", say)
