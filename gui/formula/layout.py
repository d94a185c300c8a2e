"""Lays the lines of a derivation out into positioned pieces."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from msgspec import Struct
from msgspec.structs import replace

from engine.text.recomputed import EQUALS, WrittenLine, written_lines
from engine.text.writing import Digits
from engine.written.expression import Equation, Number, Role
from engine.written.quantity import Quantity
from gui.formula.boxes import THICK, Bar, CoverInk, Face, InkBox, Item, Letters, Metrics, Sign, row
from gui.formula.lines import broken
from gui.formula.setting import Setter, Style
from gui.words.catalog import say

_BETWEEN_EQUATIONS, _BETWEEN_LINES = 0.6, 0.35  # em of air from ink to ink
_STRUT_ABOVE, _STRUT_BELOW = 0.7, 0.2  # em; a line of plain numbers is no lower than this
_INDENT = 0.6  # em of a continued line after the place where right sides begin


class GlyphRun(Struct, frozen=True):
    """Letters to be drawn at the left end of their baseline; `size` is their em in px."""

    text: str
    x: float
    y: float
    size: float
    role: Role
    quantity: Quantity | None
    face: Face


class TallSign(Struct, frozen=True):
    """A glyph by its number, such as a tall parenthesis, pulled vertically about its baseline."""

    glyph: int
    x: float
    y: float
    size: float
    pull: float
    role: Role
    quantity: Quantity | None


class Rule(Struct, frozen=True):
    """The bar of a fraction, from its upper left corner."""

    x: float
    y: float
    width: float
    thickness: float
    role: Role
    quantity: Quantity | None


class CoverPlate(Struct, frozen=True):
    """The plate of a hidden number, from its upper left corner; `size` is the em beside it."""

    x: float
    y: float
    width: float
    height: float
    size: float
    role: Role
    quantity: Quantity | None


Piece = GlyphRun | TallSign | Rule | CoverPlate


class TermBox(Struct, frozen=True):
    """The rectangle that holds the ink of one term."""

    quantity: Quantity
    x: float
    y: float
    width: float
    height: float
    role: Role

    def distance(self, x: float, y: float) -> float:
        """Return how far a point lies outside, 0 within."""
        beside = max(self.x - x, x - self.x - self.width, 0.0)
        over = max(self.y - y, y - self.y - self.height, 0.0)
        return max(beside, over)


class PrintedFormula(Struct, frozen=True):
    """What a formula says: its lines as they are printed.

    breaks: after how many pieces of each line it was broken; digits: of its numbers; elided: how
    terms left out are told; bold_result: whether the number it ends with is bold.
    """

    lines: tuple[WrittenLine, ...]
    breaks: tuple[tuple[int, ...], ...]
    digits: int
    elided: str
    bold_result: bool


class FormulaLayout(Struct, frozen=True):
    """A formula ready to be painted, in px from its upper left corner.

    baseline: of the first line; terms: an outer term before those inside it; said: what it says.
    """

    width: float
    height: float
    baseline: float
    size_px: float
    pieces: tuple[Piece, ...]
    terms: tuple[TermBox, ...]
    said: PrintedFormula


def lay_out(
    equations: Sequence[Equation],
    metrics: Metrics,
    size_px: float,
    width_px: float | None,
    digits: int = 4,
    *,
    bold_result: bool = True,
    least_px: float = 0.0,
) -> FormulaLayout:
    """Lay equations out one below the other, aligned at their equals signs.

    Lines wider than `width_px` are broken, where they can be; None: they never are. least_px: how
    small letters may become in scripts.
    """
    written = written_lines(equations, digits)
    elided = say("formula.elided", count="{count}", value="{value}")  # which are put in later
    setter = Setter(metrics, Digits(digits), elided)
    style = Style(size_px, least_px=least_px)
    lefts = [None if each.left is None else setter.box(each.left, style) for each in written]
    equals = setter.text(EQUALS, style)
    gap = THICK * size_px
    equals_x = max((left.width + gap for left in lefts if left is not None), default=0.0)
    right_x = equals_x + equals.width + gap
    room = None if width_px is None else width_px - right_x
    page, breaks = _Page(size_px), []
    for i, (each, left) in enumerate(zip(written, lefts, strict=True)):
        bold = bold_result and i == len(written) - 1
        lines = list(_lines(setter, style, each, bold, room))
        breaks.append(tuple(accumulate(map(len, lines[:-1]))))
        for k, line in enumerate(lines):
            placed = [(right_x + (_INDENT * size_px if k else 0.0), row(line))]
            if k == 0:
                placed.append((equals_x, setter.text(each.sign, style)))
                if left is not None:
                    placed.append((equals_x - gap - left.width, left))
            page.add(placed, _BETWEEN_LINES if k else _BETWEEN_EQUATIONS)
    return page.layout(PrintedFormula(written, tuple(breaks), digits, elided, bold_result))


def term_at(terms: Sequence[TermBox], x: float, y: float, margin: float) -> Quantity | None:
    """Return the quantity of the innermost term at a point, or no farther from it than a margin."""
    near = [term for term in terms if term.distance(x, y) <= margin]
    if not near:
        return None
    return min(near, key=lambda t: (t.distance(x, y), t.width * t.height)).quantity


def pieces_of(box: InkBox) -> tuple[Piece, ...]:
    """Return what is painted of a box, around the left end of its baseline."""
    page = _Page(0.0)
    page.add([(0.0, replace(box, above=0.0))], 0.0)
    return tuple(page.pieces)


def _lines(
    setter: Setter, style: Style, line: WrittenLine, bold: bool, room: float | None
) -> Iterator[Sequence[Item]]:
    if bold and isinstance(line.right, Number):
        yield [Item(setter.box(line.right, style, Face.BOLD))]
    else:
        operands = replace(setter, digits=replace(setter.digits, extra=line.extra))
        items = operands.items(line.right, style)
        if line.result is not None:
            gap = THICK * style.size_px
            items.append(Item(setter.text(line.result_sign, style), gap, 0))
            items.append(Item(setter.box(line.result, style, Face.BOLD), gap))
        yield from broken(items, room, _INDENT * style.size_px)


class _Page:
    """Lines set one below the other, growing downwards."""

    def __init__(self, size_px: float) -> None:
        self._size_px = size_px
        self._baseline: float | None = None
        self._width = self._height = 0.0
        self.pieces: list[Piece] = []
        self._terms: list[TermBox] = []

    def add(self, placed: Sequence[tuple[float, InkBox]], air_em: float) -> None:
        """Set boxes on the next baseline, each at its x."""
        above = max(_STRUT_ABOVE * self._size_px, *(box.above for _, box in placed))
        below = max(_STRUT_BELOW * self._size_px, *(box.below for _, box in placed))
        air = 0.0 if self._baseline is None else air_em * self._size_px
        y = self._height + air + above
        self._baseline = y if self._baseline is None else self._baseline
        for x, box in placed:
            self._place(box, x, y, box.quantity)
            self._width = max(self._width, x + box.width)
        self._height = y + below

    def _place(self, box: InkBox, x: float, y: float, quantity: Quantity | None) -> None:
        if box.quantity is not None:
            quantity = box.quantity
            height = box.above + box.below
            term = TermBox(quantity, x, y - box.above, box.width, height, _role(box))
            self._terms.append(term)
        for right, down, part in box.parts:
            left, base = x + right, y + down
            match part:
                case InkBox():
                    self._place(part, left, base, quantity)
                case Letters(text, face, size, role):
                    self.pieces.append(GlyphRun(text, left, base, size, role, quantity, face))
                case Sign(glyph, pull, size, role):
                    self.pieces.append(TallSign(glyph, left, base, size, pull, role, quantity))
                case Bar(width, thickness, role):
                    self.pieces.append(Rule(left, base, width, thickness, role, quantity))
                case CoverInk(width, height, size, role):
                    plate = CoverPlate(left, base, width, height, size, role, quantity)
                    self.pieces.append(plate)

    def layout(self, said: PrintedFormula) -> FormulaLayout:
        """Return the page as a value."""
        baseline = 0.0 if self._baseline is None else self._baseline
        pieces, terms = tuple(self.pieces), tuple(self._terms)
        return FormulaLayout(
            self._width, self._height, baseline, self._size_px, pieces, terms, said
        )


def _role(box: InkBox) -> Role:
    """Return the colour of a term, which is that of its first ink."""
    part = box.parts[0][2]
    return _role(part) if isinstance(part, InkBox) else part.role
