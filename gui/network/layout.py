"""Where the neurons of a network stand: layer sizes and a rectangle to positions."""

from collections.abc import Sequence
from enum import IntEnum
from itertools import pairwise
from math import inf

from msgspec import Struct
from msgspec.structs import replace

from gui.network.shapes import Reach, equal_ways

MOST_CIRCLES_WITH_TEXT = 12
MOST_CIRCLES = 64
TOP, CAPTION, CAPTION_LINE = 6.0, 24.0, 14.0
LARGEST_RADIUS = 29.0
LARGER, OF_WAY = 1.4, 0.22  # a picture than a number, and at most of the way to the next column
NARROW, SPARED = 150.0, 18.0  # way to the next column without room for texts, height given up
WIDEST_PITCH = 240.0
SHIFT = 8.0  # neurons stand above the middle: more is written below them than above
# in a figure: a radius, the least way with words side by side, the least pitch of circles
OF_WAY_ON_PAGE, DENSE_ON_PAGE, LEAST_ON_PAGE = 0.27, 100.0, 9.0
DESIGN_WIDTH, DESIGN_HEIGHT = 715.0, 440.0  # the panel in a window of 1440 x 900


class Detail(IntEnum):
    """How much is written at a neuron, from everything to nothing."""

    FULL = 0  # name and z above; delta, the bias and its gradient below
    COMPACT = 1  # the same in smaller letters, without the gradient of the bias
    DENSE = 2  # name and bias in one line below
    TITLED = 3  # a picture, its number above and the bias below
    PICTURED = 4  # a picture, its number and the bias on the right
    SIDE = 5  # bias on the left, activation on the right
    SMALL = 6  # circles only
    CELLS = 7  # a block of cells

    @property
    def has_pictures(self) -> bool:
        """Whether the circles hold pictures instead of numbers."""
        return self in (Detail.TITLED, Detail.PICTURED)


class Rows(Struct, frozen=True):
    """What a detail needs above and below its circle, and its sizes of text, at scale 1."""

    above: float
    below: float
    smallest_radius: float
    text: float
    number: float

    def pitch(self, scale: float) -> float:
        return scale * (self.above + self.below + 2 * self.smallest_radius)


ROWS = {
    Detail.FULL: Rows(25, 60, 19, 12, 13),
    Detail.COMPACT: Rows(20, 36, 13, 10.5, 11),
    Detail.DENSE: Rows(3, 18, 13, 9, 10),
    Detail.TITLED: Rows(22, 26, 25, 11.5, 11.5),
    Detail.PICTURED: Rows(3, 3, 8.5, 10.5, 10.5),
    Detail.SIDE: Rows(3, 3, 5, 9, 9.5),
    Detail.SMALL: Rows(1, 1, 0.5, 9, 9),
    Detail.CELLS: Rows(0, 0, 0, 9, 9),
}


class Column(Struct, frozen=True):
    """One layer: its neurons from above, at (xs[i], ys[i]).

    radius: of a circle, half the side of a cell; room: how wide its texts may be.
    """

    layer: int
    detail: Detail
    x: float
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    radius: float
    room: float

    @property
    def half_width(self) -> float:
        """How far the neurons reach from the middle of the column."""
        return max(self.xs) - self.x + self.radius


class NetworkLayout(Struct, frozen=True):
    """Every column, and the places beside and below them."""

    width: float
    height: float
    scale: float
    columns: tuple[Column, ...]
    caption_y: float
    side_x: float  # the middle of the targets and the loss
    side_width: float

    @property
    def outputs(self) -> Column:
        return self.columns[-1]

    @property
    def bottom(self) -> float:
        """Where the room above the captions ends."""
        return self.caption_y - self.scale * (CAPTION_LINE / 2 + 2)


class _Space(Struct, frozen=True):
    """The room there is: for a column, one neuron of the densest layer, and to the next column."""

    width: float
    height: float
    scale: float
    available: float
    densest: float
    way: float
    is_mapped: bool
    on_page: bool
    below: float

    def rows(self, detail: Detail) -> Rows:
        """Return what a detail needs, below its circle no more than is written there."""
        rows = ROWS[detail]
        return rows if rows.below <= self.below else replace(rows, below=self.below)

    @property
    def middle(self) -> float:
        return self.scale * TOP + self.available / 2

    def pitch(self, n: int) -> float:
        """Return the distance of neighbours: small layers spread less than they could."""
        if n > MOST_CIRCLES_WITH_TEXT:
            return self.available / n
        roomy = max(1.6 * self.densest, ROWS[Detail.FULL].pitch(self.scale))
        return min(self.available / n, roomy, WIDEST_PITCH * max(self.scale, self.available / 380))

    def detail(self, n: int) -> Detail:
        if n > MOST_CIRCLES or (self.on_page and self.available / n < LEAST_ON_PAGE * self.scale):
            return Detail.CELLS
        if n <= MOST_CIRCLES_WITH_TEXT:
            for detail in (each for each in Detail if each <= Detail.SIDE):
                is_kind = detail.has_pictures == self.is_mapped or detail is Detail.SIDE
                needed = self.rows(detail).pitch(self.scale)
                if detail is Detail.TITLED and self.way < NARROW * self.scale:
                    needed -= SPARED * self.scale
                if self.on_page and detail is Detail.DENSE:
                    is_kind &= self.way >= DENSE_ON_PAGE * self.scale
                if is_kind and self.pitch(n) >= needed:
                    return detail
        return Detail.SMALL


def lay_out(
    sizes: Sequence[int],
    width: float,
    height: float,
    scale: float,
    side_width: float,
    reaches: Sequence[Reach] | None = None,
    left_width: float = 0.0,
    is_mapped: bool = False,
    on_page: bool = False,
    below: float = inf,
) -> NetworkLayout:
    """Place every neuron of a network.

    side_width: what targets and loss need on the right; reaches: how far the texts of each
    layer's neurons extend from their middle, so that the ways between them are equally wide;
    left_width: what the names of the inputs need on the left of their middle; is_mapped: whether
    circles hold pictures where there is room; on_page: whether it is a figure; below: what texts
    below a circle need at most, at scale 1.
    """
    caption_y = height - scale * (CAPTION - 8)
    available = caption_y - scale * (CAPTION_LINE / 2 + 2 + TOP)
    largest = max((n for n in sizes if n <= MOST_CIRCLES_WITH_TEXT), default=1)
    ways = available / largest, (width - side_width) / len(sizes)
    space = _Space(width, height, scale, available, *ways, is_mapped, on_page, below)
    details = [space.detail(n) for n in sizes]
    radii = _radii(sizes, details, space)
    halves = radii
    if Detail.CELLS in details:
        from gui.network.cells import block_width

        each = zip(sizes, radii, details, strict=True)
        halves = [block_width(n, r) if is_of is Detail.CELLS else r for n, r, is_of in each]
    left = max(halves[0] + 12 * scale, 34 * scale, left_width)
    side_x = width - scale * 6 - side_width / 2
    both = zip(halves, reaches or [(0.0, 0.0)] * len(halves), strict=True)
    wide = [(max(half, one), max(half, other)) for half, (one, other) in both]
    right = side_x - side_width / 2 - max(halves[-1] + 16 * scale, wide[-1][1] + 6 * scale)
    xs = equal_ways(left, right, wide)
    columns = tuple(
        _column(layer, n, details[layer], radii[layer], xs, space) for layer, n in enumerate(sizes)
    )
    return NetworkLayout(width, height, scale, columns, caption_y, side_x, side_width)


def _radii(sizes: Sequence[int], details: Sequence[Detail], space: _Space) -> list[float]:
    scale, radii = space.scale, []
    grown = max(min(space.width / DESIGN_WIDTH, space.height / DESIGN_HEIGHT), scale)
    on_screen = max(space.width / (len(sizes) + 1) / 5.5, 10 * scale)
    by_width = OF_WAY_ON_PAGE * space.way if space.on_page else on_screen
    largest = min(LARGEST_RADIUS * min(grown, 1.5 * scale), by_width)
    for n, detail in zip(sizes, details, strict=True):
        rows = space.rows(detail)
        if detail is Detail.CELLS:
            from gui.network.cells import cell_radius

            radii.append(cell_radius(n, space.available, scale, space.way, space.on_page))
        elif detail is Detail.SMALL:
            radii.append(min(max(0.36 * space.available / n, 1.0), 9 * scale))
        else:
            room = (space.pitch(n) - scale * (rows.above + rows.below)) / 2
            pictured = min(LARGER * largest, OF_WAY * space.way)
            radii.append(min(room, pictured if detail.has_pictures else largest))
    written = [r for r, d in zip(radii, details, strict=True) if d < Detail.SMALL]
    most = (2.2 if space.is_mapped else 1.4) * min(written, default=0.0)
    return [min(r, most) if d < Detail.SMALL else r for r, d in zip(radii, details, strict=True)]


def _column(
    layer: int,
    n: int,
    detail: Detail,
    radius: float,
    xs_of_layers: Sequence[float],
    space: _Space,
) -> Column:
    x = xs_of_layers[layer]
    ways = [b - a for a, b in pairwise(xs_of_layers)]
    beside = ways[layer] if layer < len(ways) else space.way
    room = (beside if detail is Detail.PICTURED else min(ways)) - 10 * space.scale
    if detail is Detail.CELLS:
        from gui.network.cells import cell_places

        return Column(layer, detail, x, *cell_places(n, x, space.middle, 2 * radius), radius, room)
    step = space.pitch(n)
    half = (n - 1) / 2 * step
    top = space.middle + _kept_inside(-SHIFT * space.scale, detail, radius + half, space) - half
    return Column(layer, detail, x, (x,) * n, tuple(top + i * step for i in range(n)), radius, room)


def _kept_inside(shift: float, detail: Detail, reach: float, space: _Space) -> float:
    """Move a column whose texts need more room on one side than those of the densest one."""
    rows = space.rows(detail)
    least = reach + space.scale * rows.above - space.available / 2
    most = space.available / 2 - reach - space.scale * rows.below
    return min(max(shift, least), most)
