"""The pictures in neurons: activations or gradients over the plane of inputs, as colours."""

from functools import lru_cache
from itertools import pairwise

import numpy as np
from msgspec import Struct

from engine.frozen import Array
from engine.maps.grid_pass import GridPass
from engine.maps.input_grid import SIZES, input_grid
from engine.maps.input_plane import InputPlane
from engine.network import NetworkPlan
from gui.look.theme import Theme
from gui.network.layout import MOST_CIRCLES_WITH_TEXT
from gui.network.map_scales import (
    Colours,
    MapScale,
    map_colours,
    scale_of_activations,
    scale_of_gradients,
    scale_of_inputs,
)
from gui.network.moment import Moment
from gui.state.choices import NeuronContent
from gui.state.inputs import derived as inputs_derived

# Steps of arithmetic a place: so many may be spent on pictures that change with every step, and
# on one that stays for a while. A million take about 0.1 ms on a fast machine.
_LIVE, _RESTING = 4e6, 8e7
_OF_A_NEURON = 20  # what the activation of a neuron costs beside its products
_BACK = 3  # times the forward pass, with it
_LINE_COLUMNS, _LINE_ROWS = 128, 96  # of the picture of a curve
_LINE_ROOM = 0.72  # of the height, for the whole scale: the picture is round


class LayerPictures(Struct, frozen=True, eq=False):
    """One picture a neuron. pixels: 0xffrrggbb each, from the upper left corner row by row.

    values: (units, places), what they show; scale: what their colours mean.
    """

    scale: MapScale
    columns: int
    rows: int
    values: Array
    pixels: tuple[bytes, ...]


class _Key:
    """What the pictures depend on; the moment itself only serves to compute them."""

    def __init__(self, moment: Moment) -> None:
        state = moment.state
        self.moment = moment
        self.plane = inputs_derived.input_plane(state)
        self.limits = inputs_derived.limits(state)
        self.network = state.document.experiment.network
        self.is_gradient = state.view.neurons is NeuronContent.GRADIENTS
        self.is_live = moment.is_live
        self.side = side(self.network, self.plane, self.is_gradient, self.is_live)
        judged = moment.scope if self.is_gradient else None
        followed = inputs_derived.followed(state) if self.is_gradient else None
        self._same = (
            *(self.plane, self.limits, self.network, self.side, self.is_gradient, self.is_live),
            *(moment.trace.before, judged, followed, moment.theme.name),
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self._same == other._same

    def __hash__(self) -> int:
        return hash(self._same)


def pictures(moment: Moment, layer: int) -> LayerPictures:
    """Return the pictures of the neurons of a layer, 0 for the inputs."""
    return _all_pictures(_Key(moment)).of_layer(layer)


def side(network: NetworkPlan, plane: InputPlane, is_gradient: bool, is_live: bool) -> int:
    """Return how many cells along each side there is time for."""
    sizes = network.sizes
    products = sizes[1] * (plane.axes + 1)
    products += sum(a * b for a, b in pairwise(sizes[1:]))
    work = (products + _OF_A_NEURON * sum(sizes[1:])) * (_BACK if is_gradient else 1)
    most = (_LIVE if is_live else _RESTING) / work
    if plane.axes == 1:
        return _LINE_COLUMNS
    return next((each for each in reversed(SIZES) if each * each <= most), SIZES[0])


@lru_cache(maxsize=6)
def _over(
    network: NetworkPlan,
    plane: InputPlane,
    limits: tuple[tuple[float, float], ...],
    cells: int,
    is_live: bool,
) -> GridPass:
    """Return the pass over a grid; of pictures that rest, the numbers are read, too."""
    return GridPass(
        network, input_grid(plane, limits, cells), np.float32 if is_live else np.float64
    )


@lru_cache(maxsize=4)
def _all_pictures(key: _Key) -> "_Pictures":
    return _Pictures(key)


class _Pictures:
    """The pictures of all layers: one pass for all of them, painted as they are asked for."""

    def __init__(self, key: _Key) -> None:
        self._key = key
        self._over = _over(key.network, key.plane, key.limits, key.side, key.is_live)
        state, before = key.moment.state, key.moment.trace.before
        if key.is_gradient:
            found = self._over.gradients(before, inputs_derived.place_cost(state)).d_a
        else:
            found = self._over.activations(before)
        # copies, as the next pass overwrites them, of layers that can have room for pictures
        self._values = [
            each.copy() if len(each) <= MOST_CIRCLES_WITH_TEXT else None for each in found
        ]
        self._painted: dict[int, LayerPictures] = {}

    def of_layer(self, layer: int) -> LayerPictures:
        """Return the pictures of one layer; there are none of one with too many neurons."""
        if layer not in self._painted:
            values = self._values[layer - 1] if layer else self._over.inputs()
            assert values is not None
            self._painted[layer] = _painted(self._key, self._over, layer, values)
        return self._painted[layer]


def _painted(key: _Key, over: GridPass, layer: int, found: Array) -> LayerPictures:
    theme, grid = key.moment.theme, over.grid
    is_gradient = key.is_gradient and layer > 0
    if layer == 0:
        scale = scale_of_inputs(found)
    elif is_gradient:
        scale = scale_of_gradients(found)
    else:
        scale = scale_of_activations(key.network.layers[layer - 1].activation, found)
    colours = map_colours(theme, is_gradient)
    if key.plane.axes == 1:
        painted = _curves(found, scale, colours, theme)
        return LayerPictures(scale, grid.columns, _LINE_ROWS, found, painted)
    cells = colours[scale.indices(found)].reshape(len(found), grid.rows, grid.columns)
    upright = np.ascontiguousarray(cells[:, ::-1])
    return LayerPictures(
        scale, grid.columns, grid.rows, found, tuple(each.tobytes() for each in upright)
    )


def _curves(values: Array, scale: MapScale, colours: Colours, theme: Theme) -> tuple[bytes, ...]:
    """Return curves over one input: what lies between each and the middle has its colour."""
    found = colours[scale.indices(values)]
    shares = (values - scale.low) / (scale.high - scale.low)
    shares = np.clip(np.nan_to_num(shares, nan=0.5), -1.0, 2.0)
    down = (0.5 + _LINE_ROOM * (0.5 - shares)) * _LINE_ROWS
    rows = np.arange(_LINE_ROWS)[:, None] + 0.5
    line = np.uint32(0xFF000000 | int(theme.text_soft[1:], 16))
    painted = []
    for colour, at in zip(found, down, strict=True):
        between = (rows - _LINE_ROWS / 2) * (rows - at) <= 0
        picture = np.where(between, colour, colours[(len(colours) - 2) // 2])
        steps = np.abs(np.diff(at, append=at[-1])) / 2 + 1.2
        picture[np.abs(rows - at) <= steps] = line
        painted.append(np.ascontiguousarray(picture, np.uint32).tobytes())
    return tuple(painted)


def height_of_curve(value: float, scale: MapScale) -> float:
    """Return how far down a curve has a value, as a share of the height of its picture."""
    return 0.5 + _LINE_ROOM * (0.5 - (value - scale.low) / (scale.high - scale.low))


def followed_share(moment: Moment) -> tuple[float, float] | None:
    """Return where the sample that is followed stands in a picture, as shares from upper left.

    None outside; over one input it has half of the height.
    """
    state = moment.state
    at, limits = inputs_derived.place_of_followed(state), inputs_derived.limits(state)
    shares = [(float(x) - low) / (high - low) for x, (low, high) in zip(at, limits, strict=True)]
    if not all(0 <= share <= 1 for share in shares):
        return None
    return shares[0], 1 - shares[1] if len(shares) > 1 else 0.5
