"""Writes the lines of a formula as one equation, one below the other at their equals signs."""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from engine.text.recomputed import EQUALS, WrittenLine
from engine.text.writing import Digits, Factor, terms
from engine.written.expression import Expr, Number
from gui.export.slides.ink import SlideScale
from gui.export.slides.omml import MathWriter
from gui.formula.boxes import THICK, Item
from gui.formula.fonts import metrics
from gui.formula.lines import broken
from gui.formula.meaning import FormulaMeaning
from gui.formula.setting import Setter, Style

_FENCES = 0.8  # em: a pair of parentheses, about
_LONGER = 1.02  # so much wider than their room are lines that are not broken in the picture
_INDENT, _FURTHER = 0.6, "\u2003"  # em; and as a space: of a line that goes on


class _Piece(Struct, frozen=True):
    """What is not divided by a line break, as an element and as wide as it is in the picture."""

    xml: str
    item: Item


def equation_of(meaning: FormulaMeaning, scale: SlideScale) -> str:
    """Return what a formula says as the content of an equation."""
    lines = _Lines(meaning, scale)
    rows = list(lines.rows())
    if len(rows) == 1:
        return "".join(rows[0])
    written = "".join(f"<m:e>{left}{lines.writer.text('&')}{right}</m:e>" for left, right in rows)
    return f"<m:eqArr><m:eqArrPr>{lines.writer.control()}</m:eqArrPr>{written}</m:eqArr>"


class _Lines:
    """Lines as they are printed, broken where the picture breaks them."""

    def __init__(self, meaning: FormulaMeaning, scale: SlideScale) -> None:
        self._said, self._style = meaning.said, Style(meaning.size)
        self._setter = Setter(metrics(), Digits(self._said.digits), self._said.elided)
        size = scale.type(meaning.size)
        self.writer = MathWriter(self._setter.digits, self._said.elided, meaning.theme, size)
        gap = THICK * meaning.size
        lefts = [self._width(each.left) for each in self._said.lines if each.left is not None]
        right = max((left + gap for left in lefts), default=0.0)
        right += self._setter.text(EQUALS, self._style).width + gap
        self._room = _LONGER * meaning.room[2] - right

    def rows(self) -> Iterator[tuple[str, str]]:
        """Yield what stands before and after the place at which lines are aligned."""
        last = len(self._said.lines) - 1
        for i, line in enumerate(self._said.lines):
            pieces = list(self._pieces(line, is_last=i == last))
            items, start = [piece.item for piece in pieces], 0
            for k, part in enumerate(broken(items, self._room, _INDENT * self._style.size_px)):
                end = start + len(part)
                written = "".join(piece.xml for piece in pieces[start:end])
                start = end
                if k:
                    yield "", self.writer.text(_FURTHER) + written
                else:
                    left = "" if line.left is None else self.writer.row(line.left)
                    yield left, self.writer.text(line.sign) + written

    def _pieces(self, line: WrittenLine, *, is_last: bool) -> Iterator[_Piece]:
        if is_last and self._said.bold_result and isinstance(line.right, Number):
            yield self._result(line.right, "")
            return
        digits = replace(self.writer.digits, extra=line.extra)
        writer = replace(self.writer, digits=digits)
        written = terms(line.right)
        depth = 0 if len(written) == 1 else 1
        for i, term in enumerate(written):
            first, *others = term.factors
            head = writer.term(replace(term, factors=(first,)), first=i == 0)
            yield self._piece(head, first, 0 if i else None)
            for factor in others:
                level = depth if factor.times else depth + 1
                yield self._piece(writer.factor(factor, first=False), factor, level)
        if line.result is not None:
            yield self._result(line.result, line.result_sign)

    def _piece(self, xml: str, factor: Factor, level: int | None) -> _Piece:
        box = self._setter.box(factor.expr, self._style)
        fences = _FENCES * self._style.size_px if factor.enclosed else 0.0
        sign = 0.0 if level is None else self._setter.text("×", self._style).width
        return _Piece(xml, Item(box, fences + sign, level))

    def _result(self, number: Number, sign: str) -> _Piece:
        before = self.writer.text(sign) if sign else ""
        xml = before + replace(self.writer, is_bold=True).row(number)
        box, gap = self._setter.box(number, self._style), THICK * self._style.size_px
        return _Piece(xml, Item(box, 2 * gap if sign else 0.0, 0 if sign else None))

    def _width(self, expr: Expr) -> float:
        return self._setter.box(expr, self._style).width
