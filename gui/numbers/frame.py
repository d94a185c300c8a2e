"""The numbers of one moment: which layers are on the page, and whose numbers they are."""

from engine.story.formulas.indexed import indexed
from engine.story.notation import noted
from engine.text.names import name, written
from engine.written.expression import Symbol
from gui.numbers.layout import Page, page
from gui.state.run import derived
from gui.state.state import State
from gui.words.batch import pooled_name
from gui.words.catalog import say

# times the size on screen: larger for a small network in a large picture
GROWN = (1.6, 1.4, 1.2, 1.0, 0.85)


def every_layer(state: State) -> range:
    """Return the layers that compute something, which count from 1."""
    return range(1, state.document.experiment.network.depth + 1)


def layer_in_focus(state: State) -> int:
    """Return the layer of what is selected, else the one this beat is about."""
    selected = state.selected
    return max(1, derived.beat(state).layer if selected is None else selected.layer)


def picture_page(state: State, width: float, height: float) -> tuple[Page, float]:
    """Return what has room in a picture, and how many times larger it can be drawn.

    All layers where they fit, else the one in focus, its matrices cut to the picture.
    """
    for grown in GROWN:
        whole = page(state, every_layer(state), width / grown)
        if whole.width * grown <= width and whole.height * grown <= height:
            return whole, grown
    cut = page(state, [layer_in_focus(state)], width, height)
    return cut, min(1.0, width / cut.width, height / cut.height)


def caption(state: State) -> str:
    """Return whose numbers these are: of a batch, some belong to one sample and some to all."""
    scope, notation = derived.scope(state), state.view.notation
    if scope.samples == 1:
        return ""
    if scope.row is None:
        delta = written(noted(indexed(Symbol("δ")), notation))
        return say("numbers.of-all", delta=delta, all=pooled_name(scope))
    places = {"sample": scope.row + 1, "count": scope.samples}
    return say("numbers.of-sample", loss=name(scope.loss, notation), **places)
