"""Sets LaTeX as boxes: what a lesson writes between dollar signs stands in the letters of formulas.

`latex2mathml` reads it; of MathML that is known which a lesson needs: scripts, fractions, roots,
accents, parentheses that grow, words. What is not known is set as the row of its parts.
"""

from collections.abc import Callable, Sequence
from xml.etree.ElementTree import Element

from msgspec import Struct

from engine.written.expression import Role
from gui.formula.boxes import (
    RULE,
    Bar,
    Face,
    Ink,
    InkBox,
    Item,
    Metrics,
    fences,
    fraction,
    letters,
    row,
    scripts,
    stretched,
    under,
)
from gui.formula.mathml import (
    LIMITS,
    PAIRS,
    Sort,
    closing,
    gap_between,
    mathml,
    primes,
    sign_of,
    sort_of,
    tag_of,
)
from gui.formula.setting import SUM_HALF_HEIGHT, Style, italic

_ROWS = frozenset({"mrow", "mstyle", "math"})
_BARS = frozenset("¯‾_")
_WORDS = 0.86  # em: words look as large as the letters beside them
_BESIDE_FRACTION = 0.84  # of the size of a line of text, the parts of a fraction in it have
_ACCENT_UP, _ROOT_GAP, _DEGREE_UP = 0.08, 0.1, 0.55  # em


class _Part(Struct, frozen=True):
    box: InkBox
    sort: Sort = Sort.ORDINARY
    gap: float = 0.0


def latex_box(latex: str, metrics: Metrics, size_px: float, is_display: bool = False) -> InkBox:
    """Return a piece of LaTeX on its baseline; in a line of text its fractions are smaller."""
    return _Setting(metrics, is_display).row([mathml(latex, is_display)], Style(size_px))


class _Setting(Struct, frozen=True):
    """Sets elements with the letters of some metrics; is_display: alone in its paragraph."""

    metrics: Metrics
    is_display: bool

    def row(self, elements: Sequence[Element], style: Style) -> InkBox:
        """Return elements side by side."""
        return row(_spaced(self._parts(elements, style), style))

    def _parts(self, elements: Sequence[Element], style: Style) -> list[_Part]:
        found: list[_Part] = []
        at = 0
        while at < len(elements):
            element = elements[at]
            sign = sign_of(element)
            if tag_of(element) in _ROWS:
                found += self._parts(list(element), style)
            elif (end := closing(elements, at)) is not None:
                inner = self._parts(elements[at + 1 : end], style)
                boxes = [part.box for part in inner] or [self._text(sign, style)]
                left, right = fences(
                    self.metrics, boxes, style.size_px, Role.PLAIN, sign + PAIRS[sign]
                )
                inside = row(_spaced(inner, style))
                whole = row((Item(left), Item(inside), Item(right)))
                found.append(_Part(whole, Sort.ENCLOSED))
                at = end
            elif tag_of(element) == "mspace":
                em = float(element.get("width", "0em").removesuffix("em"))
                found.append(_Part(row(()), gap=em * style.size_px))
            else:
                found.append(_Part(self._box(element, style), sort_of(element)))
            at += 1
        return found

    def _box(self, element: Element, style: Style) -> InkBox:
        make = self._makers().get(tag_of(element))
        if make is not None:
            return make(element, style)
        sign = sign_of(element)
        return self._text(sign, style) if sign else self.row(list(element), style)

    def _makers(self) -> "dict[str, Callable[[Element, Style], InkBox]]":
        return {
            "mi": self._letter,
            "mo": self._operator,
            "mtext": self._words,
            "mfrac": self._fraction,
            "msub": self._scripts,
            "msup": self._scripts,
            "msubsup": self._scripts,
            "munder": self._scripts,
            "munderover": self._scripts,
            "msqrt": lambda each, style: self._root(self.row(list(each), style), None, style),
            "mroot": self._degree,
            "mover": self._accented,
        }

    def _text(self, text: str, style: Style, face: Face = Face.MATH) -> InkBox:
        return letters(self.metrics, text, style.size_px, Role.PLAIN, face)

    def _words(self, element: Element, style: Style) -> InkBox:
        text = (element.text or "").replace("\xa0", " ")
        return letters(self.metrics, text, _WORDS * style.size_px, Role.PLAIN, Face.WORDS)

    def _letter(self, element: Element, style: Style) -> InkBox:
        name = sign_of(element)
        return self._text(italic(name) if len(name) == 1 else name, style)

    def _operator(self, element: Element, style: Style) -> InkBox:
        sign = sign_of(element)
        if sign == "∑" and self.is_display:
            half = SUM_HALF_HEIGHT * style.size_px
            return stretched(self.metrics, sign, half, style.size_px, Role.PLAIN)
        return self._text(italic(sign) if sign == "∂" else sign, style)

    def _fraction(self, element: Element, style: Style) -> InkBox:
        inner = style.inside_fraction()
        if not self.is_display and style.level == 0:
            inner = Style(_BESIDE_FRACTION * style.size_px, inner.level)
        above, below = (self.row([each], inner) for each in element)
        return fraction(above, below, inner.size_px, Role.PLAIN)

    def _scripts(self, element: Element, style: Style) -> InkBox:
        base, first, *others = element
        box, small = self.row([base], style), style.script()
        if (marks := primes(first)) and tag_of(element) == "msup":
            return row((Item(box), Item(self._text(marks, style))))
        lower = tag_of(element) != "msup"
        sub = self.row([first], small) if lower else None
        sup = self.row([first], small) if not lower else None
        if others:
            sup = self.row(others, small)
        if self.is_display and sub is not None and sign_of(base) in LIMITS:
            below = under(box, sub, style.size_px)
            return below if sup is None else _over(below, sup, style.size_px)
        return scripts(box, sub, sup, style.size_px)

    def _accented(self, element: Element, style: Style) -> InkBox:
        base, accent = element
        box, sign = self.row([base], style), sign_of(accent)
        em = style.size_px
        if sign in _BARS:
            thick, up = RULE * em, box.above + 2 * _ACCENT_UP * em
            bar = (0.0, -up, Bar(box.width, thick, Role.PLAIN))
            return InkBox(box.width, up, box.below, ((0.0, 0.0, box), bar), overhang=box.overhang)
        mark = self._text(sign, style)
        up = box.above + _ACCENT_UP * em + mark.below  # of a mark that stands above its baseline
        x = (box.width + box.overhang - mark.width) / 2
        parts = ((0.0, 0.0, box), (x, -up, mark))
        return InkBox(max(box.width, x + mark.width), up + mark.above, box.below, parts)

    def _degree(self, element: Element, style: Style) -> InkBox:
        of, degree = element
        return self._root(self.row([of], style), self.row([degree], style.script()), style)

    def _root(self, of: InkBox, degree: InkBox | None, style: Style) -> InkBox:
        em = style.size_px
        thick, top = RULE * em, of.above + _ROOT_GAP * em
        half = (top + of.below + _ROOT_GAP * em) / 2
        sign = stretched(self.metrics, "√", half, em, Role.PLAIN)
        down = sign.above - top - thick  # so that its upper end meets the bar
        left = 0.0 if degree is None else max(degree.width - 0.5 * sign.width, 0.0)
        parts: list[tuple[float, float, InkBox | Ink]] = [
            (left, down, sign),
            (left + sign.width, -top - thick, Bar(of.width + _ROOT_GAP * em, thick, Role.PLAIN)),
            (left + sign.width, 0.0, of),
        ]
        above = top + thick
        if degree is not None:
            up = _DEGREE_UP * em + degree.below
            parts.append((0.0, -up, degree))
            above = max(above, up + degree.above)
        width = left + sign.width + of.width + _ROOT_GAP * em
        return InkBox(width, above, max(of.below, sign.below + down), tuple(parts))


def _over(box: InkBox, index: InkBox, size_px: float) -> InkBox:
    """Return a box with an index centred above it."""
    width, up = max(box.width, index.width), box.above + 0.14 * size_px + index.below
    parts = (((width - box.width) / 2, 0.0, box), ((width - index.width) / 2, -up, index))
    return InkBox(width, up + index.above, box.below, parts)


def _spaced(parts: Sequence[_Part], style: Style) -> list[Item]:
    """Return the parts with the gaps between them; a sign after a sign belongs to what follows."""
    items: list[Item] = []
    before, extra = Sort.RELATION, 0.0
    for part in parts:
        if part.gap:
            extra += part.gap
            continue
        sort = part.sort
        if sort is Sort.BINARY and before in (Sort.BINARY, Sort.RELATION, Sort.COMMA):
            sort = Sort.ORDINARY
        items.append(Item(part.box, style.gap(gap_between(before, sort)) * bool(items) + extra))
        before, extra = sort, 0.0
    return items
