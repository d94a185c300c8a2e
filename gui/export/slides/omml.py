"""Writes formulas as Office Math, the equations of PowerPoint."""

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from engine.text.numbers import MINUS
from engine.text.writing import (
    Digits,
    Factor,
    Term,
    base_is_enclosed,
    elided_text,
    is_covered,
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
from gui.export.slides.ink import fill
from gui.export.slides.quoting import content, value
from gui.look.theme import Theme

THIN_SPACE, PRIME, _BLANK = "\u2009", "′", "____"
_WORD = re.compile("([A-Za-z]{3,})")  # stays upright: names such as "new", "tanh"
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789" + MINUS)


class MathWriter(Struct, frozen=True):
    """Writes expressions. size: of letters, in hundredths of a point; role: of all, None if open.

    is_bold: whether digits are bold.
    """

    digits: Digits
    elided: str
    theme: Theme
    size: int
    role: Role | None = None
    is_bold: bool = False

    def row(self, expr: Expr) -> str:
        """Return an expression as the elements of a row."""
        return "".join(self.term(term, first=i == 0) for i, term in enumerate(terms(expr)))

    def term(self, term: Term, *, first: bool) -> str:
        """Return a term of a sum with its sign."""
        sign = MINUS if term.minus else "" if first else "+"
        return (self.text(sign) if sign else "") + self.product(term.factors)

    def product(self, factors: Sequence[Factor]) -> str:
        """Return factors side by side."""
        return "".join(self.factor(factor, first=i == 0) for i, factor in enumerate(factors))

    def factor(self, factor: Factor, *, first: bool) -> str:
        """Return a factor with what stands before it."""
        before = "" if first else self.text("×" if factor.times else THIN_SPACE)
        fenced = factor.enclosed and not is_covered(factor.expr)
        written = self._enclosed(factor.expr) if fenced else self._one(factor.expr)
        return before + written

    def text(self, text: str) -> str:
        """Return letters as runs: words upright, other letters slanted."""
        parts = [(part, i % 2 == 1) for i, part in enumerate(_WORD.split(text)) if part]
        return "".join(
            self._run(part, _style(part, is_word, self.is_bold)) for part, is_word in parts
        )

    def coloured(self, role: Role) -> "MathWriter":
        """Return a writer in a colour, unless it has one from around."""
        return self if self.role is not None or role is Role.PLAIN else replace(self, role=role)

    def _run(self, text: str, style: str) -> str:
        space = ' xml:space="preserve"' if text != text.strip() else ""
        return f"<m:r><m:rPr>{style}</m:rPr>{self._ink()}<m:t{space}>{content(text)}</m:t></m:r>"

    def _ink(self) -> str:
        colour = self.theme.role(self.role or Role.PLAIN), 1.0
        fonts = '<a:latin typeface="Cambria Math"/><a:ea typeface="Cambria Math"/>'
        about = f'lang="en-US" sz="{self.size}" b="{int(self.is_bold)}" noProof="1"'
        return f"<a:rPr {about}>{fill(colour)}{fonts}</a:rPr>"

    def control(self) -> str:
        """Return how the signs of a construction look."""
        return f"<m:ctrlPr>{self._ink()}</m:ctrlPr>"

    def _one(self, expr: Expr) -> str:
        match expr:
            case Number(covered=True):
                return self.text("[?]")
            case Number(asked=True):
                return self._run(_BLANK, "<m:nor/>")
            case Number(role=role, value=value):
                return self.coloured(signed(role, value))._number(expr)
            case Symbol(role=role):
                return self.coloured(role)._symbol(expr)
            case Partial(role=role):
                return self.coloured(role)._partial(expr)
            case Fraction(above=above, below=below):
                return self._fraction(self.row(above), self.row(below))
            case Power(base=base, exponent=exponent):
                return self._power(base, self.row(exponent))
            case FunctionOf(role=role):
                return self.coloured(role)._call(expr)
            case SumOver():
                return self._sum_over(expr)
            case Elided():
                words = elided_text(expr, self.elided, self.digits)
                return self._run(words, "<m:nor/>")
            case Sum() | Negative() | Product():
                return self.row(expr)

    def _enclosed(self, expr: Expr) -> str:
        return self._delimited(self.row(expr), "(", ")")

    def _delimited(self, inner: str, opening: str, closing: str) -> str:
        signs = f"<m:begChr m:val={value(opening)}/><m:endChr m:val={value(closing)}/>"
        return f"<m:d><m:dPr>{signs}{self.control()}</m:dPr><m:e>{inner}</m:e></m:d>"

    def _fraction(self, above: str, below: str) -> str:
        about = f"<m:fPr>{self.control()}</m:fPr>"
        return f"<m:f>{about}<m:num>{above}</m:num><m:den>{below}</m:den></m:f>"

    def _scripted(self, base: str, below: str, above: str) -> str:
        """Return a base with what stands below and above its right side, "" for nothing."""
        if not below and not above:
            return base
        kind = "sSubSup" if below and above else "sSub" if below else "sSup"
        low = f"<m:sub>{below}</m:sub>" if below else ""
        high = f"<m:sup>{above}</m:sup>" if above else ""
        about = f"<m:{kind}Pr>{self.control()}</m:{kind}Pr>"
        return f"<m:{kind}>{about}<m:e>{base}</m:e>{low}{high}</m:{kind}>"

    def _number(self, number: Number) -> str:
        mantissa, _, power = number_text(number, self.digits).partition("×10")
        if not power:
            return self.text(mantissa)
        raised = self._scripted(self.text("10"), "", self.text(power.translate(_LOWERED)))
        return self.text(f"{mantissa}×") + raised

    def _symbol(self, symbol: Symbol, power: str = "") -> str:
        base = self.text(symbol.name + (PRIME if symbol.prime else ""))
        below = self.text(symbol.sub) if symbol.sub else ""
        return self._scripted(base, below, self.text(symbol.sup) if symbol.sup else power)

    def _partial(self, partial: Partial) -> str:
        above, below = (self.text("∂") + self._symbol(of) for of in (partial.over, partial.of))
        return self._fraction(above, below)

    def _power(self, base: Expr, exponent: str) -> str:
        if base_is_enclosed(base, self.digits):
            return self._scripted(self._enclosed(base), "", exponent)
        if isinstance(base, Symbol):
            return self.coloured(base.role)._symbol(base, exponent)
        return self._scripted(self._one(base), "", exponent)

    def _call(self, call: FunctionOf) -> str:
        arguments = self.text(",").join(map(self.row, call.arguments))
        if call.name == "abs":
            return self._delimited(arguments, "|", "|")
        if call.name == "√":
            about = f'<m:radPr><m:degHide m:val="1"/>{self.control()}</m:radPr>'
            return f"<m:rad>{about}<m:deg/><m:e>{arguments}</m:e></m:rad>"
        name = call.name + (PRIME if call.prime else "")
        enclosed = self._delimited(arguments, "(", ")")
        if len(call.name) == 1:
            return self.text(name) + enclosed
        about = f"<m:funcPr>{self.control()}</m:funcPr>"
        upright = self._run(name, '<m:sty m:val="p"/>')
        return f"<m:func>{about}<m:fName>{upright}</m:fName><m:e>{enclosed}</m:e></m:func>"

    def _sum_over(self, total: SumOver) -> str:
        of = total.of
        inner = self.row(of) if one_unsigned_term(of) else self._enclosed(of)
        about = '<m:chr m:val="∑"/><m:limLoc m:val="undOvr"/><m:supHide m:val="1"/>'
        return (
            f"<m:nary><m:naryPr>{about}{self.control()}</m:naryPr>"
            f"<m:sub>{self.text(total.index)}</m:sub><m:sup/><m:e>{inner}</m:e></m:nary>"
        )


def _style(text: str, is_upright: bool, is_bold: bool) -> str:
    """Return whether letters are slanted, which those of mathematics are unless they are words."""
    if is_upright:
        return f'<m:sty m:val="{"b" if is_bold else "p"}"/>'
    slanted = any(letter.isalpha() for letter in text)
    kinds = ("b", "bi") if is_bold else ("p", "i")
    return f'<m:sty m:val="{kinds[slanted]}"/>'
