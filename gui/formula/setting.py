"""Sets a formula tree as boxes, the way a textbook prints it."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from engine.text.numbers import MINUS
from engine.text.writing import (
    Digits,
    Factor,
    base_is_enclosed,
    elided_text,
    number_text,
    one_unsigned_term,
    terms,
)
from engine.written.expression import (
    Elided,
    Expr,
    Fraction,
    FunctionOf,
    Negative,
    Number,
    Partial,
    Power,
    Product,
    Role,
    Sum,
    SumOver,
    Symbol,
    signed,
)
from gui.formula.boxes import (
    MEDIUM,
    THIN,
    Face,
    InkBox,
    Item,
    Metrics,
    covered,
    empty,
    fences,
    fraction,
    letters,
    row,
    scripts,
    stretched,
    under,
)

_ITALIC = {ord("h"): "\u210e"}  # the gap in the block of mathematical italics: Planck's constant
_ITALIC |= {ord("a") + i: chr(0x1D44E + i) for i in range(26) if chr(ord("a") + i) != "h"}
_ITALIC |= {ord("A") + i: chr(0x1D434 + i) for i in range(26)}
_ITALIC |= {ord("α") + i: chr(0x1D6FC + i) for i in range(25)} | {ord("∂"): "\U0001d715"}
_WORD = re.compile("([A-Za-z]{3,})")  # stays upright: names such as "new", "tanh"
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789" + MINUS)
_PRIME = "′"
_SCRIPT_SIZES = (0.7, 0.7, 0.78, 1.0)  # of a script to its base, by the level of the base
_WORDS = 0.72  # em: the size of ordinary words beside a formula
SUM_HALF_HEIGHT = 0.72  # em, above and below the axis


def italic(text: str) -> str:
    """Return letters as mathematical italics; digits, signs and whole words stay upright."""
    parts = _WORD.split(text)
    parts[::2] = (part.translate(_ITALIC) for part in parts[::2])
    return "".join(parts)


class Style(Struct, frozen=True):
    """How large, how deep inside fractions (1) and scripts (2), and in which colour throughout.

    least_px: no script is smaller than this, nor than what it stands at is.
    """

    size_px: float
    level: int = 0
    role: Role | None = None
    least_px: float = 0.0

    def inside_fraction(self) -> "Style":
        return self.script() if self.level else replace(self, level=1)

    def script(self) -> "Style":
        factor = _SCRIPT_SIZES[min(self.level, 3)]
        size = max(self.size_px * factor, min(self.least_px, self.size_px))
        return replace(self, size_px=size, level=max(self.level, 1) + 1)

    def coloured(self, role: Role) -> "Style":
        is_free = self.role is None and role is not Role.PLAIN
        return replace(self, role=role) if is_free else self

    def gap(self, em: float) -> float:
        return em * self.size_px * (1.0 if self.level < 2 else 0.4)


class Setter(Struct, frozen=True):
    """Sets trees with the letters of `metrics`; `elided` is the template for terms left out."""

    metrics: Metrics
    digits: Digits
    elided: str

    def items(self, expr: Expr, style: Style, depth: int = 0) -> list[Item]:
        """Return the pieces of a row; a line break is as unwelcome as it lies deep."""
        written = terms(expr)
        inner = depth if len(written) == 1 else depth + 1
        items: list[Item] = []
        for i, term in enumerate(written):
            gap = style.gap(MEDIUM) if i else 0.0
            if i or term.minus:
                sign = self.text(MINUS if term.minus else "+", style)
                items.append(Item(sign, gap, depth if i else None))
            items += self._product(term.factors, style, inner, gap)
        return items

    def box(self, expr: Expr, style: Style, face: Face = Face.MATH) -> InkBox:
        """Return an expression as one box that no line break divides."""
        match expr:
            case Number(asked=True, quantity=quantity):
                return replace(empty(style.size_px), quantity=quantity)
            case Number():
                return self._number(expr, style.coloured(signed(expr.role, expr.value)), face)
            case Symbol():
                return self._symbol(expr, style.coloured(expr.role))
            case Partial():
                return self._partial(expr, style.coloured(expr.role))
            case Fraction(above=above, below=below):
                inner = style.inside_fraction()
                parts = self.box(above, inner), self.box(below, inner)
                return fraction(*parts, style.size_px, style.role or Role.PLAIN)
            case Power(base=base, exponent=exponent):
                return self._power(base, self.box(exponent, style.script()), style)
            case FunctionOf():
                return self._call(expr, style.coloured(expr.role))
            case Sum() | Negative() | Product() | SumOver() | Elided():
                return row(self.items(expr, style))

    def text(self, text: str, style: Style, face: Face = Face.MATH) -> InkBox:
        return letters(self.metrics, text, style.size_px, style.role or Role.PLAIN, face)

    def _product(
        self, factors: Sequence[Factor], style: Style, depth: int, gap: float
    ) -> Iterator[Item]:
        for i, factor in enumerate(factors):
            if i == 0:
                yield from self._factor(factor, style, depth, gap, None)
            elif factor.times:
                yield Item(self.text("×", style), style.gap(MEDIUM), depth)
                yield from self._factor(factor, style, depth, style.gap(MEDIUM), None)
            else:
                yield from self._factor(factor, style, depth, style.gap(THIN), depth + 1)

    def _factor(
        self, factor: Factor, style: Style, depth: int, gap: float, level: int | None
    ) -> Iterator[Item]:
        if factor.enclosed and isinstance(factor.expr, Number) and factor.expr.covered:
            bare = self.box(replace(factor.expr, covered=False), style)
            box = replace(row(self._enclosed([Item(bare)], style)), quantity=bare.quantity)
            first, others = Item(covered(box, style.size_px)), []
        elif factor.enclosed:
            first, *others = self._enclosed(self.items(factor.expr, style, depth + 1), style)
        elif isinstance(factor.expr, SumOver):
            first, *others = self._sum_over(factor.expr, style, depth + 1)
        elif isinstance(factor.expr, Elided):
            first, *others = self._words(factor.expr, style, depth + 1)
        else:
            first, others = Item(self.box(factor.expr, style)), []
        yield replace(first, gap=gap, break_level=level)
        yield from others

    def _enclosed(self, items: Sequence[Item], style: Style, pair: str = "()") -> list[Item]:
        role = style.role or Role.PLAIN
        boxes = [item.box for item in items]
        opening, closing = fences(self.metrics, boxes, style.size_px, role, pair)
        return [Item(opening), Item(items[0].box), *items[1:], Item(closing)]

    def _number(self, number: Number, style: Style, face: Face) -> InkBox:
        if number.covered:
            return covered(self._number(replace(number, covered=False), style, face), style.size_px)
        mantissa, _, power = number_text(number, self.digits).partition("×10")
        box = self.text(mantissa, style, face)
        if power:
            raised = self.text(power.translate(_LOWERED), style.script(), face)
            ten = scripts(self.text("10", style, face), None, raised, style.size_px)
            gap = style.gap(THIN)
            box = row((Item(box), Item(self.text("×", style, face), gap), Item(ten, gap)))
        return replace(box, quantity=number.quantity)

    def _symbol(self, symbol: Symbol, style: Style, power: InkBox | None = None) -> InkBox:
        base = self.text(italic(symbol.name), style)
        if symbol.prime:
            base = row((Item(base), Item(self.text(_PRIME, style))))
        small = style.script()
        sub = self.text(italic(symbol.sub), small) if symbol.sub else None
        sup = self.text(italic(symbol.sup), small) if symbol.sup else power
        if sub is not None or sup is not None:
            base = scripts(base, sub, sup, style.size_px)
        return replace(base, quantity=symbol.quantity) if power is None else base

    def _partial(self, partial: Partial, style: Style) -> InkBox:
        inner = style.inside_fraction()
        above, below = (
            row((Item(self.text(italic("∂"), inner)), Item(self._symbol(of, inner))))
            for of in (partial.over, partial.of)
        )
        box = fraction(above, below, style.size_px, style.role or Role.PLAIN)
        return replace(box, quantity=partial.quantity)

    def _power(self, base: Expr, exponent: InkBox, style: Style) -> InkBox:
        if base_is_enclosed(base, self.digits):
            *items, closing = self._enclosed(self.items(base, style), style)
            raised = scripts(closing.box, None, exponent, style.size_px)
            return row((*items, Item(raised)))
        if isinstance(base, Symbol):
            return self._symbol(base, style.coloured(base.role), exponent)
        return scripts(self.box(base, style), None, exponent, style.size_px)

    def _call(self, call: FunctionOf, style: Style) -> InkBox:
        arguments: list[Item] = []
        for argument in call.arguments:
            if arguments:
                arguments.append(Item(self.text(",", style)))
            arguments.append(Item(self.box(argument, style), style.gap(THIN)))
        if call.name == "abs":
            return row(self._enclosed(arguments, style, "||"))
        name = [Item(self.text(italic(call.name) if len(call.name) == 1 else call.name, style))]
        if call.prime:
            name.append(Item(self.text(_PRIME, style)))
        return row(name + self._enclosed(arguments, style))

    def _sum_over(self, total: SumOver, style: Style, depth: int) -> list[Item]:
        role, size_px = style.role or Role.PLAIN, style.size_px
        sign = stretched(self.metrics, "∑", SUM_HALF_HEIGHT * size_px, size_px, role)
        with_index = under(sign, self.text(italic(total.index), style.script()), size_px)
        items = self.items(total.of, style, depth)
        if not one_unsigned_term(total.of):
            items = self._enclosed(items, style)
        first = replace(items[0], gap=style.gap(THIN))
        return [Item(with_index), first, *items[1:]]

    def _words(self, elided: Elided, style: Style, depth: int) -> list[Item]:
        least = min(style.least_px, style.size_px)
        small = replace(style, size_px=max(_WORDS * style.size_px, least))
        space = self.metrics.extent(" ", Face.WORDS).advance * small.size_px
        words = elided_text(elided, self.elided, self.digits).split(" ")
        return [Item(self.text(word, small, Face.WORDS), space, depth) for word in words]
