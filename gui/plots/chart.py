"""A plot as a value: axes, curves, points and arrows, read by the screen and by figures."""

from enum import Enum, auto
from math import ceil, floor, log10

from msgspec import Struct
from msgspec.structs import force_setattr

from engine.frozen import Array
from engine.text.numbers import power_of_ten, short
from engine.written.quantity import Kind
from gui.plots.cloud import Cloud
from gui.plots.ground import PlotGround

LARGEST = 1e300  # of an axis; what lies beyond it has no picture
SMALLEST = 1e-300  # a range shorter than this cannot be divided into ticks
_MOST_DIGITS = 15


class Axis(Struct, frozen=True):
    """A named range with what is written along it: numbers, or words at places of their own.

    is_log: the places are exponents of ten, and written as its powers; kind: what is measured,
    where numbers of its kind are written in a way of their own; is_count: what lies between whole
    numbers has no meaning; words: by place, in place of numbers.
    """

    name: str
    low: float
    high: float
    is_log: bool = False
    kind: Kind | None = None
    is_count: bool = False
    words: tuple[tuple[float, str], ...] | None = None

    def __post_init__(self) -> None:
        force_setattr(self, "low", max(self.low, -LARGEST))
        force_setattr(self, "high", min(self.high, LARGEST))

    @property
    def ticks(self) -> tuple[float, ...]:
        """Round numbers within the range, a few of them; the places of words."""
        if self.words is not None:
            return tuple(place for place, _ in self.words)
        ticks = nice_ticks(self.low, self.high)
        return tuple(tick for tick in ticks if tick == round(tick)) if self.is_whole else ticks

    @property
    def is_whole(self) -> bool:
        """Whether nothing is written between whole numbers."""
        return self.is_log or self.is_count

    def text(self, tick: float, step: float) -> str:
        """Write a tick, given its distance to the next one."""
        if self.words is not None:
            return dict(self.words).get(tick, "")
        if not self.is_log:
            return tick_text(tick, step)
        return power_of_ten(round(tick)) if abs(tick - round(tick)) < 1e-6 else ""


class Series(Struct, frozen=True, eq=False):
    """Points joined by lines, with a gap where a y is NaN.

    xs, ys: (count,); ink: the name of a colour of the theme; name: what the curve shows, if its
    values are to be read under the pointer; values: (count,), where they are not the ys drawn;
    dash: the lengths of dashes and gaps in widths, where they are not those of all dashed lines.
    """

    xs: Array
    ys: Array
    ink: str
    width: float = 2.0
    dashed: bool = False
    name: str = ""
    values: Array | None = None
    dash: tuple[float, ...] = ()


class Shape(Enum):
    """What a point looks like; an arrow head at the edge points to what lies beyond.

    A CROSS is a cross hair, open in the middle, around what is drawn there.
    """

    BALL = auto()
    RING = auto()
    LEFT = auto()
    RIGHT = auto()
    UP = auto()
    DOWN = auto()
    CROSS = auto()


class Point(Struct, frozen=True):
    """A dot at a place of the plot, perhaps with a number in it.

    said: what is read of it under the pointer.
    """

    x: float
    y: float
    ink: str
    radius: float = 5.5
    shape: Shape = Shape.BALL
    text: str = ""
    said: str = ""


class Label(Struct, frozen=True):
    """Words at a place: dx and dy are -1, 0 or 1, to which side of it they stand (1 is up).

    gives_way: whether they are left out where other words stand already.
    """

    x: float
    y: float
    text: str
    ink: str
    dx: int = 0
    dy: int = 1
    gap_px: float = 8.0
    gives_way: bool = False


class Area(Struct, frozen=True, eq=False):
    """Ground filled behind everything: inside an odd number of its outlines.

    outlines: each (count, 2), closed; amount: of the ink, from 0 (none) to 1.
    """

    outlines: tuple[Array, ...]
    ink: str
    amount: float


class VectorMark(Struct, frozen=True):
    """From one place of the plot to another."""

    x: float
    y: float
    to_x: float
    to_y: float
    ink: str
    dashed: bool = False


class Note(Struct, frozen=True):
    """A few words above or below the plot; sign: what stands before them, in sign_ink."""

    text: str
    ink: str
    sign: str = ""
    sign_ink: str = ""


class Chart(Struct, frozen=True, eq=False):
    """Everything a plot shows.

    ground: the colours behind all else; clouds: dots in great number, the first ones lowest;
    legend: what the signs of the picture mean, below it; equal: whether a unit is as long along
    both axes; by_hand: whether the range was chosen, and so may be given up again.
    """

    x_axis: Axis
    y_axis: Axis
    curves: tuple[Series, ...] = ()
    points: tuple[Point, ...] = ()
    arrows: tuple[VectorMark, ...] = ()
    notes: tuple[Note, ...] = ()
    labels: tuple[Label, ...] = ()
    areas: tuple[Area, ...] = ()
    ground: PlotGround | None = None
    clouds: tuple[Cloud, ...] = ()
    legend: tuple[Note, ...] = ()
    equal: bool = False
    by_hand: bool = False


def nice_ticks(low: float, high: float, about: int = 5) -> tuple[float, ...]:
    """Return multiples of 1, 2 or 5 times a power of ten within a range."""
    step = nice_up((high - low) / about)
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    return tuple(i * step for i in range(first, last + 1))


def nice_up(value: float) -> float:
    """Return the smallest of 1, 2, 5 times a power of ten that is not below a positive number."""
    power = 10.0 ** floor(log10(value))
    for factor in (1, 2, 5):
        if factor * power >= value * (1 - 1e-9):
            return factor * power
    return 10 * power


def nice_range(low: float, high: float, parts: int = 8) -> tuple[float, float]:
    """Return a range around another with round ends: it stays while the other moves a little.

    parts: the ends are multiples of about so small a part of it.
    """
    if high <= low:
        half = max(0.5, 0.5 * abs(low))
        return low - half, low + half
    step = nice_up((high - low) / parts)
    return floor(low / step) * step, ceil(high / step) * step


def tick_text(value: float, step: float) -> str:
    """Write a tick with no more digits than its distance to the next one asks for."""
    if abs(value) < 1e-6 * step:
        return short(0.0)
    digits = floor(log10(abs(value)) + 1e-9) - floor(log10(step) + 1e-9) + 2
    digits = min(max(digits, 1), _MOST_DIGITS)
    return short(float(f"{value:.{digits - 1}e}"), digits)  # 7 * 1e59 is not 7e59 to the last bit
