"""The table of arrangements: which panels stand where, for one thing that a class does.

Each has several forms, the richest first. The first one for which there is room is used, so that
a smaller or enlarged window shows fewer panels, never smaller ones; where there is no room for any,
one panel is shown at a time. The network stands in the middle of all of them.
"""

from collections.abc import Callable, Sequence
from enum import Enum, auto
from zlib import crc32

from msgspec import Struct

LESSON = "lesson"
OWN = "own/"  # before the names that people give
Area = tuple[int, int]
"""Width and height."""


class Side(Enum):
    """Where a place lies: LEFT over BOTTOM, which goes below the network; RIGHT is full height."""

    LEFT = auto()
    RIGHT = auto()
    BOTTOM = auto()


class PanelPlace(Struct, frozen=True):
    """Panels that stand one behind the other, by their keys; the first is in front.

    across, down: the shares of the whole width and height that it gets at first; 0 for what it
    needs.
    """

    side: Side
    panels: tuple[str, ...]
    across: float = 0.0
    down: float = 0.0


Form = tuple[PanelPlace, ...]


class Arrangement(Struct, frozen=True):
    """A layout of few and large panels. key: its name in settings, commands and words.

    alone: the panel that it is for, where there is room for one only; "" for the network.
    """

    key: str
    forms: tuple[Form, ...]
    alone: str = ""

    @property
    def command(self) -> str:
        """Return the name of the command that shows it."""
        return f"arrangement-{self.key}"


def network_room(form: Form) -> str:
    """Return the name of the size that the network has at least in a form."""
    if len(form) == 1:  # nothing is left out any more but all panels save one
        return "network_room"
    is_beside_lesson = len(form) == 2 and form[0].panels == (LESSON,)
    return "network_beside_lesson" if is_beside_lesson else "network_among"


def _left(*panels: str, across: float = 0.2, down: float = 0.0) -> PanelPlace:
    return PanelPlace(Side.LEFT, panels, across, down)


def _right(*panels: str, across: float = 0.28, down: float = 0.0) -> PanelPlace:
    return PanelPlace(Side.RIGHT, panels, across, down)


def _bottom(*panels: str, across: float = 0.0, down: float = 0.3) -> PanelPlace:
    return PanelPlace(Side.BOTTOM, panels, across, down)


def lesson_forms(beside: Sequence[str], *, with_network: bool = True) -> tuple[Form, ...]:
    """Return the forms of a lesson with some panels, the first of which tells most.

    with_network: whether that stands between them; else there is one panel at least.
    """
    first, others = tuple(beside[:1]), tuple(beside[1:])
    whole = _left(LESSON, *beside, across=0.4)
    if not with_network:
        return ((_left(LESSON, across=0.3), _right(*beside, across=0.7)), (whole,))
    if not first:
        return ((_left(LESSON, across=0.3),),)
    tabs = _left(LESSON, across=0.25), _right(*beside, across=0.32)
    stacked = _left(LESSON, across=0.45, down=0.5), _left(*beside, across=0.45, down=0.5)
    if not others:
        return (tabs, stacked, (whole,))
    column = _right(*first, across=0.32, down=0.56), _right(*others, across=0.32, down=0.44)
    return ((_left(LESSON, across=0.25), *column), tabs, stacked, (whole,))


_CURVES = ("slice", "secant", "plane", "neuron")
_REASONS = (_right("explanation", "by-hand", down=0.58), _right("tree", "paths", down=0.42))
_REGIONS = (
    _right("regions", "sample", "sweeping", across=0.3, down=0.6),
    _right("confusion", across=0.3, down=0.4),
)
_RUN_BELOW = (
    _bottom("loss", across=0.25, down=0.36),
    _bottom("gradients", "samples", across=0.22, down=0.36),
    _bottom("table", "compare", across=0.23, down=0.36),
)
_RUN = (
    _right("regions", "sample", "sweeping", across=0.36, down=0.56),
    _right("loss", "table", "confusion", "gradients", "compare", across=0.36, down=0.44),
)
ARRANGEMENTS = (
    Arrangement(
        "step",
        (
            (_left("experiment"), *_REASONS, _bottom("numbers")),
            (*_REASONS, _bottom("numbers")),
            (_right("explanation", "by-hand", "tree", "paths", "numbers", across=0.5),),
        ),
    ),
    Arrangement(
        "landscape",
        (
            (_right(*_CURVES, across=0.58), _bottom("explanation", down=0.4)),
            (_right(*_CURVES, "explanation", across=0.55),),
        ),
        alone=_CURVES[0],
    ),
    Arrangement(
        "training",
        (
            (_left("experiment"), *_REGIONS, *_RUN_BELOW),
            (_left("experiment"), *_RUN),
            (
                _left("experiment", "compare", "sweeping"),
                _right("regions", "sample", "loss", "table", "confusion", across=0.34),
            ),
            _RUN,
            (_right("regions", "loss", "table", "confusion", "experiment", across=0.54),),
        ),
        alone="regions",
    ),
    Arrangement("lesson", lesson_forms(("explanation",)), alone="lesson"),
)


class ArrangedForms:
    """What each arrangement of the table looks like, richest first; one's own have no forms."""

    def __init__(self) -> None:
        self._forms = {each.key: each.forms for each in ARRANGEMENTS}
        self._lesson_has_network = True
        self._alone = {each.key: each.alone for each in ARRANGEMENTS}

    def __contains__(self, arrangement: str) -> bool:
        return arrangement in self._forms

    def of(self, arrangement: str) -> tuple[Form, ...] | None:
        """Return the forms of an arrangement, None for one's own."""
        return self._forms.get(arrangement)

    def alone(self, arrangement: str) -> str:
        """Return the panel that is shown where there is room for one only, "" for the network."""
        return self._alone.get(arrangement, "")

    def layout_name(self, arrangement: str, form: int | None) -> str:
        """Return under which name a layout is kept: a form that changes starts anew."""
        forms = self.of(arrangement)
        if form is None or forms is None:
            return arrangement
        return f"{arrangement}/{crc32(repr(forms[form]).encode()):08x}"

    def has_network(self, arrangement: str) -> bool:
        """Return whether the network stands in the middle of an arrangement."""
        return arrangement != LESSON or self._lesson_has_network

    def set_beside_lesson(self, panels: Sequence[str], *, with_network: bool) -> bool:
        """Show these beside a lesson from now on; return whether they are others than before."""
        forms = lesson_forms(panels, with_network=with_network)
        self._lesson_has_network = with_network
        is_new = forms != self._forms[LESSON]
        self._forms[LESSON] = forms
        return is_new


def own_name(arrangement: str) -> str | None:
    """Return the name of one's own arrangement, None for one of the table."""
    return arrangement.removeprefix(OWN) if arrangement.startswith(OWN) else None


def room_for(form: Form, least: Callable[[str], Area], network: Area, gap: int, tabs: int) -> Area:
    """Return the width and height that a form needs.

    least: what a panel needs, by its key; network: what the middle needs; gap: between
    neighbours; tabs: the height of a row of tabs, all in pixels.
    """
    needs = {side: [_need(p, least, tabs) for p in form if p.side is side] for side in Side}
    left, right, bottom = (needs[side] for side in (Side.LEFT, Side.RIGHT, Side.BOTTOM))
    above = _beside([_column(left, gap), network], gap)
    low = _beside(bottom, gap)
    return _beside([_column([above, low], gap), _column(right, gap)], gap)


def _need(place: PanelPlace, least: Callable[[str], Area], tabs: int) -> Area:
    areas = [least(key) for key in place.panels]
    height = max(height for _, height in areas) + (tabs if len(areas) > 1 else 0)
    return max(width for width, _ in areas), height


def _column(areas: list[Area], gap: int) -> Area:
    """Return what areas need, one above the other."""
    width, height = _beside([(h, w) for w, h in areas], gap)
    return height, width


def _beside(areas: list[Area], gap: int) -> Area:
    """Return what areas need beside each other; an empty one takes no room."""
    there = [area for area in areas if area != (0, 0)]
    width = sum(width for width, _ in there) + gap * max(len(there) - 1, 0)
    return width, max((height for _, height in there), default=0)
