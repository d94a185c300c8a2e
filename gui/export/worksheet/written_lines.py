"""The lines of a worksheet as they stand beside each other: laid out, with what is filled in."""

from collections.abc import Callable, Sequence

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from engine.text.worksheet.sheet import SheetLine
from engine.written.expression import Equation
from gui.draw.paragraph import paragraph_height, write_paragraph
from gui.formula.fonts import metrics
from gui.formula.layout import FormulaLayout, TermBox, lay_out
from gui.formula.paint import paint
from gui.look.fonts import sized
from gui.look.theme import LIGHT

FORMULA, SMALL = 15.5, 12.0  # pixels; of letters in formulas, and at least: 9 points
_BETWEEN, _NUMBER = 16.0, 25.0  # between columns; room for the number of a blank
_MOST_ACROSS = 4
_ABOVE, _BELOW = 3.0, 9.0  # around a line
_OVER_NOTE = 3.0
_GIVEN_APART = 22.0  # between columns of what is given
_CENTRE = Qt.AlignmentFlag.AlignCenter
_FAR = 10_000.0


class SheetCell(Struct, frozen=True, eq=False):
    """One line where it stands. note: what the key says below it."""

    line: SheetLine
    layout: FormulaLayout
    note: str
    note_height: float

    @property
    def height(self) -> float:
        """How high the line is with all that belongs to it."""
        noted = self.note_height + _OVER_NOTE if self.note else 0.0
        return _ABOVE + self.layout.height + noted + _BELOW

    def paint(self, painter: QPainter, x: float, y: float, width: float, filled: bool) -> None:
        """Paint the line with its upper left corner at a place. filled: with its answer."""
        top = y + _ABOVE
        if self.line.number:
            painter.setFont(sized(SMALL))
            painter.setPen(QColor(LIGHT.text_faint))
            middle = top + self.layout.baseline
            painter.drawText(QPointF(x, middle), f"{self.line.number}")
        paint(self.layout, painter, x + _NUMBER, top, LIGHT)
        if filled and self.line.number:
            self._fill(painter, x + _NUMBER, top)
        if self.note:
            room = QRectF(x + _NUMBER, top + self.layout.height + _OVER_NOTE, width - _NUMBER, _FAR)
            painter.setFont(sized(SMALL))
            painter.setPen(QColor(LIGHT.text_soft))
            write_paragraph(painter, room, self.note, SMALL)

    def _fill(self, painter: QPainter, x: float, y: float) -> None:
        box = self.blank
        painter.setFont(sized(FORMULA, bold=True))
        painter.setPen(QColor(LIGHT.loss))
        painter.drawText(
            QRectF(x + box.x, y + box.y, box.width, box.height), _CENTRE, self.line.answer
        )

    @property
    def blank(self) -> TermBox:
        """Where the number belongs that is asked for."""
        own = [term for term in self.layout.terms if term.quantity == self.line.line.quantity]
        return max(own, key=lambda term: (term.y, term.x))


def cells(
    lines: Sequence[SheetLine], width: float, digits: int, note: Callable[[SheetLine], str]
) -> list[list[SheetCell]]:
    """Return the lines of a beat in rows, as many beside each other as have room.

    note: what the key says below a line, "" for nothing.
    """
    natural = [_laid_out(line.equations, None, digits) for line in lines]
    count = _fitting(natural, width)
    room = cell_width(width, count) - _NUMBER
    made = []
    for line, whole in zip(lines, natural, strict=True):
        layout = whole if whole.width <= room else _laid_out(line.equations, room, digits)
        said = note(line)
        height = paragraph_height(said, room, sized(SMALL), SMALL) if said else 0.0
        made.append(SheetCell(line, layout, said, height))
    return [made[at : at + count] for at in range(0, len(made), count)]


def nothing(line: SheetLine) -> str:
    """Return no note at all."""
    return ""


def alone(equation: Equation, digits: int) -> FormulaLayout:
    """Return an equation on a line."""
    return _laid_out([equation], None, digits)


def columns(layouts: Sequence[FormulaLayout], width: float) -> tuple[int, float]:
    """Return how many columns there are for equations one after the other, and how wide each is."""
    column = max(layout.width for layout in layouts) + _GIVEN_APART
    return max(1, int((width + _GIVEN_APART) / column)), column


def _fitting(layouts: Sequence[FormulaLayout], width: float) -> int:
    widest = max(layout.width for layout in layouts)
    counts = range(2, min(_MOST_ACROSS, len(layouts)) + 1)
    return max((n for n in counts if widest <= cell_width(width, n) - _NUMBER), default=1)


def cell_width(width: float, count: int) -> float:
    """Return how wide each of so many lines beside each other is."""
    return (width - (count - 1) * _BETWEEN) / count


def cell_left(width: float, count: int, place: int) -> float:
    """Return where a line in a row begins."""
    return place * (cell_width(width, count) + _BETWEEN)


def _laid_out(equations: Sequence[Equation], width: float | None, digits: int) -> FormulaLayout:
    return lay_out(equations, metrics(), FORMULA, width, digits, bold_result=False, least_px=SMALL)
