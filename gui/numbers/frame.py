"""The numbers of one moment: which layers are on the page, and whose numbers they are."""

from collections.abc import Sequence
from enum import IntEnum

from msgspec import Struct

from engine.text.names import name
from gui.look.room import growth_that_fits
from gui.look.sizes import Sizes
from gui.numbers.layout import Page, is_cut, matrices_of, page
from gui.numbers.matrix import TEXT
from gui.state.run import derived
from gui.state.state import State
from gui.words.batch import alone_name, pooled_name
from gui.words.catalog import say

_LEAST_TYPE = Sizes().length("tiny")
_EAGER = 1.5  # numbers have no axes around them that need room too
_UNITS = (2.0, 1.8, 1.65, 1.5, 1.4, 1.3, 1.2, 1.1, 1.0, _LEAST_TYPE / TEXT)  # in a picture
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


def growth_across(state: State, layers: Sequence[int], width: float, least: float) -> float | None:
    """Return how much smaller these layers are drawn so that they only have to be scrolled down.

    least: the smallest that can be read; None where they are wider even so.
    """

    def fits(across: float, _: float) -> bool:
        return page(state, layers, across).width <= across

    found = growth_that_fits(width, width, fits, least, 0.0)
    return found if found > least or fits(width / least, width) else None


class Lacking(IntEnum):
    """What has no room in a picture."""

    NOTHING = 0
    LAYERS = 1  # but some
    CELLS = 2  # all but one, and of that some rows or columns
    MATRICES = 3  # and some matrices


class PagedNumbers(Struct, frozen=True):
    """What has room in a picture; unit: how many times larger than on screen."""

    page: Page
    unit: float
    lacking: Lacking = Lacking.NOTHING


def picture_page(state: State, width: float, height: float) -> PagedNumbers:
    """Return what has room in a picture, as large as it can be drawn.

    All layers where they fit, else as many as do with the one in focus; where not even that does,
    its matrices are cut to the picture.
    """
    alone, least = layer_in_focus(state), _UNITS[-1]

    def whole(layers: Sequence[int], unit: float) -> Page | None:
        across, down = width / unit, height / unit
        found = page(state, layers, across, on_page=True)
        has_room = found.width <= across and found.height <= down and not is_cut(found)
        return found if has_room else None

    depth = len(every_layer(state))
    for count in range(depth, 0, -1):
        first = min(alone, depth - count + 1)
        layers = range(first, first + count)
        if whole(layers, least) is not None:
            tried = ((whole(layers, unit), unit) for unit in _UNITS)
            found, unit = next((found, unit) for found, unit in tried if found is not None)
            lacking = Lacking.NOTHING if count == depth else Lacking.LAYERS
            return PagedNumbers(found, unit, lacking)
    cut = page(state, [alone], width / least, height / least, on_page=True)
    is_less = len(cut.matrices) < matrices_of(state, alone)
    return PagedNumbers(cut, least, Lacking.MATRICES if is_less else Lacking.CELLS)


def left_out(state: State, shown: Page, lacking: Lacking) -> str:
    """Return a sentence about what has no room beside what is shown."""
    count, layers = len(every_layer(state)), sorted(shown.tops)
    if lacking is not Lacking.LAYERS:
        return say(f"numbers.cut-{lacking.name.lower()}", layer=layers[0], count=count)
    if len(layers) == 1:
        return say("numbers.one-layer", layer=layers[0], count=count)
    return say("numbers.some-layers", first=layers[0], last=layers[-1], count=count)


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
