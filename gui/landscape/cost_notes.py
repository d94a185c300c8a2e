"""What the loss is of the samples of a batch, above every picture of it against weights."""

from gui.plots.chart import Note
from gui.state.run import derived
from gui.state.state import State
from gui.words.batch import pooled_name
from gui.words.catalog import say


def cost_notes(state: State, *, of_network: bool) -> tuple[Note, ...]:
    """Return what C is of several samples, where the picture is of the network's loss.

    A step goes down the loss of its batch, whichever sample is shown.
    """
    scope = derived.batch_scope(state)
    if scope.samples == 1 or not of_network:
        return ()
    said = say("chart.cost-of-batch", C=state.view.notation.loss, all=pooled_name(scope))
    return (Note(said, "text_faint"),)
