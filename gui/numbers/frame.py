"""The numbers of one moment: which layers are on the page, and whose numbers they are."""

from collections.abc import Sequence

from engine.text.names import name
from gui.look.room import growth_that_fits
from gui.numbers.layout import Page, page
from gui.state.run import derived
from gui.state.state import State
from gui.words.batch import alone_name, pooled_name
from gui.words.catalog import say

_EAGER = 1.5  # numbers have no axes around them that need room too
_LEAST_WHOLE = 0.85  # times the size on screen, of all layers in a picture
ON_SCREEN = 0.9  # times the usual size, where so all numbers are seen at once


def every_layer(state: State) -> range:
    """Return the layers that compute something, which count from 1."""
    return range(1, state.document.experiment.network.depth + 1)


def layer_in_focus(state: State) -> int:
    """Return the layer of what is selected, else the one this beat is about."""
    selected = state.selected
    return max(1, derived.beat(state).layer if selected is None else selected.layer)


def page_growth(
    state: State, layers: Sequence[int], width: float, height: float, least: float = 1.0
) -> float | None:
    """Return how many times larger these layers can be drawn and all be seen, None if not at all.

    least: the smallest that can be read.
    """

    def fits(across: float, down: float) -> bool:
        whole = page(state, layers, across)
        return whole.width <= across and whole.height <= down

    found = growth_that_fits(width, height, fits, least, _EAGER)
    return found if found > least or fits(width / least, height / least) else None


def picture_page(state: State, width: float, height: float) -> tuple[Page, float]:
    """Return what has room in a picture, and how many times larger it can be drawn.

    All layers where they fit, else the one in focus, its matrices cut to the picture.
    """
    layers = every_layer(state)
    grown = page_growth(state, layers, width, height, _LEAST_WHOLE)
    if grown is not None:
        return page(state, layers, width / grown), grown
    alone = [layer_in_focus(state)]
    grown = page_growth(state, alone, width, height) or 1.0
    cut = page(state, alone, width / grown, height / grown)
    return cut, min(grown, width / cut.width, height / cut.height)


def caption(state: State) -> str:
    """Return whose numbers these are: of a batch, some belong to one sample and some to all."""
    scope = derived.scope(state)
    guest = derived.guest(state)
    if guest is not None:
        return alone_name(scope.experiment, guest)
    if scope.samples == 1:
        return ""
    if scope.row is None:
        return say("numbers.of-all", all=pooled_name(scope))
    places = {"sample": scope.row + 1, "count": scope.samples}
    return say("numbers.of-sample", loss=name(scope.loss, state.view.notation), **places)
