"""Sets the paragraphs of a page one below the other, without Qt."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from engine.written.expression import Role
from gui.formula.boxes import InkBox
from gui.formula.latex import latex_box
from gui.formula.layout import FormulaLayout, TermBox, lay_out
from gui.lessons.flow import (
    ABOVE,
    BESIDE_WORDS,
    Flowed,
    PlacedBox,
    PlacedWords,
    Typesetting,
    flowed,
    placed_box,
)
from gui.lessons.runs import (
    EquationsBlock,
    LatexParagraph,
    PageBlock,
    PageMark,
    PageRun,
    TextBlock,
    Words,
)

HEADING = 1.2  # times the size of the words
_BETWEEN, _AFTER_HEADING = 0.75, 0.6  # em
_ALONE = 1.12  # times as large as beside words, a formula that stands alone
_MARK_ROOM, _LABEL_GAP = 1.55, 0.5  # em
_FIGURES = 0.74  # em: how high figures are


class PlacedMark(Struct, frozen=True):
    """A mark before a paragraph: its middle and radius in px."""

    mark: PageMark
    x: float
    y: float
    radius: float
    ink: str


class PlacedFormula(Struct, frozen=True):
    """Lines of formulas from their upper left corner."""

    formula: FormulaLayout
    x: float
    y: float


class PageLayout(Struct, frozen=True):
    """A page ready to be painted, in px from its upper left corner; size: of its words.

    tops: where each paragraph begins; terms: the numbers and letters that stand for a quantity, as
    they are read.
    """

    width: float
    height: float
    size: float
    pieces: tuple[PlacedWords | PlacedBox, ...]
    formulas: tuple[PlacedFormula, ...]
    marks: tuple[PlacedMark, ...]
    tops: tuple[float, ...]
    terms: tuple[TermBox, ...]


def lay_page(
    blocks: Sequence[PageBlock],
    setting: Typesetting,
    size: float,
    width: float,
    least_type: float = 0.0,
) -> PageLayout:
    """Return paragraphs in a width; what is wider than that is set smaller, if it can be.

    size: of the words in px; least_type: how small letters may become in scripts.
    """
    pieces: list[PlacedWords | PlacedBox] = []
    formulas: list[PlacedFormula] = []
    marks: list[PlacedMark] = []
    tops: list[float] = []
    terms: list[TermBox] = []
    widest = y = gap = 0.0
    for block in blocks:
        y += gap
        tops.append(y)
        gap = _BETWEEN * size
        match block:
            case TextBlock():
                own = size * (HEADING if block.heading else 1.0)
                left = _MARK_ROOM * size if block.mark is not PageMark.NONE else 0.0
                if block.mark not in (PageMark.NONE, PageMark.ROOM):
                    middle = y + (ABOVE - 0.36) * own
                    marks.append(PlacedMark(block.mark, 0.5 * size, middle, 0.5 * size, block.ink))
                found = _text(block, setting, own, width - left, left)
                placed = [replace(piece, y=piece.y + y) for piece in found.placed]
                pieces += placed
                terms += _numbers(placed)
                widest, y = max(widest, found.width), y + found.height
                gap = _AFTER_HEADING * size if block.heading else gap
            case EquationsBlock():
                formula = _equations(block, setting, size, width, least_type)
                formulas.append(PlacedFormula(formula, 0.0, y))
                terms += (replace(term, y=term.y + y) for term in formula.terms)
                widest, y = max(widest, formula.width), y + formula.height
            case LatexParagraph(latex):
                box = _alone(latex, setting, size, width)
                pieces.append(replace(placed_box(box), y=y + box.above))
                widest, y = max(widest, box.width), y + box.above + box.below
    return PageLayout(
        widest, y, size, tuple(pieces), tuple(formulas), tuple(marks), tuple(tops), tuple(terms)
    )


def _numbers(placed: Sequence[PlacedWords | PlacedBox]) -> Iterator[TermBox]:
    """Yield where the numbers of a paragraph stand that a quantity belongs to."""
    for each in placed:
        if isinstance(each, PlacedWords) and each.quantity is not None:
            role = each.ink if isinstance(each.ink, Role) else Role.PLAIN
            top, height = each.y - _FIGURES * each.size, _FIGURES * each.size
            yield TermBox(each.quantity, each.x, top, each.width, height, role)


def _text(block: TextBlock, setting: Typesetting, size: float, width: float, left: float) -> Flowed:
    """Return a paragraph beside what stands before it."""
    label = tuple[PlacedWords, ...]()
    if block.label:
        taken = setting.advance(block.label, size, True)
        label = (PlacedWords(block.label, left, ABOVE * size, taken, size, True, block.ink),)
        beside = taken + _LABEL_GAP * size
        left, width = left + beside, width - beside
    runs = tuple(map(_bold, block.runs)) if block.heading else block.runs
    found = flowed(runs, setting, size, width, block.ink)
    if label and found.placed:
        label = (replace(label[0], y=found.placed[0].y),)
    moved = (replace(piece, x=piece.x + left) for piece in found.placed)
    return Flowed((*label, *moved), found.width + left, found.height)


def _bold(run: PageRun) -> PageRun:
    return replace(run, bold=True) if isinstance(run, Words) else run


def _equations(
    block: EquationsBlock, setting: Typesetting, size: float, width: float, least_type: float
) -> FormulaLayout:
    """Return lines of formulas, smaller where one cannot be broken to the width."""
    wanted = _ALONE * BESIDE_WORDS * size
    for _ in range(2):
        formula = lay_out(
            block.equations,
            setting.metrics,
            wanted,
            width,
            block.digits,
            bold_result=block.bold_result,
            least_px=least_type,
        )
        if formula.width <= width:
            break
        wanted *= width / formula.width
    return formula


def _alone(latex: str, setting: Typesetting, size: float, width: float) -> InkBox:
    wanted = _ALONE * BESIDE_WORDS * size
    box = latex_box(latex, setting.metrics, wanted, is_display=True)
    if box.width > width:
        smaller = wanted * width / box.width
        box = latex_box(latex, setting.metrics, smaller, is_display=True)
    return box
