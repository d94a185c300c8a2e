"""Writes formulas as LaTeX that TeX, MathJax and KaTeX set the same way."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from engine.text.numbers import MINUS, short
from engine.text.recomputed import APPROXIMATELY, EQUALS, WrittenLine, written_lines
from engine.text.writing import (
    ELIDED,
    Digits,
    Factor,
    base_is_enclosed,
    elided_value,
    is_covered,
    number_text,
    one_unsigned_term,
    terms,
)
from engine.written.expression import (
    Elided,
    Equation,
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

_LETTERS = str.maketrans({"δ": r"\delta", "σ": r"\sigma", "η": r"\eta", "ŷ": r"\hat{y}"})
_SIGNS = {EQUALS: "=", APPROXIMATELY: r"\approx"}
_FUNCTIONS = frozenset({"ln", "exp", "tanh", "max"})  # that LaTeX knows by name
_SPACED = (r"\sum", r"\operatorname", *(f"\\{name}" for name in _FUNCTIONS))  # by TeX itself
BLANK = r"\boxed{\rule[-.35em]{0pt}{1.3em}\hspace{5em}}"
_WORD = re.compile("[A-Za-z]{3,}")
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")

Inks = Mapping[Role, str]
"""The names of the colours of terms by what they mean; a role that is missing has none."""
_NO_INKS: Inks = {}


def to_latex(expr: Expr, digits: int, *, elided: str = ELIDED, inks: Inks = _NO_INKS) -> str:
    """Return an expression for use in a formula, without dollars around it."""
    return _LatexWriter(Digits(digits), elided, inks).row(expr)


def latex_pieces(
    expr: Expr, digits: Digits, *, elided: str = ELIDED, inks: Inks = _NO_INKS
) -> list[str]:
    """Return an expression in the pieces between which a line of it may be broken on screen.

    Joined they are the whole; parentheses, and the braces of words, may open in one piece and
    close in a later one.
    """
    return list(_LatexWriter(digits, elided, inks).pieces(expr))


def derivation_to_latex(equations: Sequence[Equation], digits: int, *, elided: str = ELIDED) -> str:
    """Return equations as lines of an `aligned` environment, one under the other at `=`."""

    def write(line: WrittenLine) -> str:
        left = "" if line.left is None else f"{to_latex(line.left, digits)} "
        right = _LatexWriter(Digits(digits, line.extra), elided).row(line.right)
        written = f"{left}&{_SIGNS[line.sign]} {right}"
        if line.result is None:
            return written
        return f"{written} {_SIGNS[line.result_sign]} {to_latex(line.result, digits)}"

    body = " \\\\\n".join(f"  {write(line)}" for line in written_lines(equations, digits))
    return f"\\begin{{aligned}}\n{body}\n\\end{{aligned}}"


class _LatexWriter(Struct, frozen=True):
    digits: Digits
    elided: str
    inks: Inks = _NO_INKS

    def row(self, expr: Expr) -> str:
        return "".join(self.pieces(expr))

    def pieces(self, expr: Expr) -> Iterator[str]:
        """Yield a row in the same pieces as it is set in on screen."""
        for i, term in enumerate(terms(expr)):
            sign = "-" if term.minus else "+" if i else ""
            if sign:
                yield f" {sign} " if i else sign
            for place, factor in enumerate(term.factors):
                yield from self._factor(factor, place)

    def _factor(self, factor: Factor, place: int) -> Iterator[str]:
        first, *others = self._parts_of(factor)
        if place == 0:
            yield first
        elif factor.times:
            yield r" \times"
            yield f" {first}"
        else:
            yield f" {first}" if first.startswith(_SPACED) else rf" \, {first}"
        yield from others

    def _parts_of(self, factor: Factor) -> list[str]:
        if factor.enclosed and not is_covered(factor.expr):
            return self._fenced(list(self.pieces(factor.expr)))
        match factor.expr:
            case SumOver(index=index, of=of):
                summand = list(self.pieces(of))
                if not one_unsigned_term(of):
                    summand = self._fenced(summand)
                return [rf"\sum_{{{_marks(index)}}}", f" {summand[0]}", *summand[1:]]
            case Elided():
                return self._elided(factor.expr)
            case _:
                return [self._one(factor.expr)]

    def _fenced(self, pieces: Sequence[str]) -> list[str]:
        tall = _is_tall("".join(pieces))
        opening, closing = (r"\left(", r"\right)") if tall else "()"
        return [opening, *pieces, closing]

    def _enclosed(self, expr: Expr) -> str:
        return "".join(self._fenced(list(self.pieces(expr))))

    def _one(self, expr: Expr) -> str:
        match expr:
            case Number(covered=True):
                return r"\boxed{?}"
            case Number(asked=True):
                return BLANK
            case Number():
                written = _number(number_text(expr, self.digits))
                return self._inked(signed(expr.role, expr.value), written)
            case Symbol():
                return self._inked(expr.role, _symbol(expr))
            case Partial(of=of, over=over):
                above, below = (rf"\partial {_symbol(each)}" for each in (over, of))
                return self._inked(expr.role, rf"\frac{{{above}}}{{{below}}}")
            case Fraction(above=above, below=below):
                return rf"\frac{{{self.row(above)}}}{{{self.row(below)}}}"
            case Power(base=base, exponent=exponent):
                enclosed = base_is_enclosed(base, self.digits)
                written = self._enclosed(base) if enclosed else self._one(base)
                return f"{written}^{{{self.row(exponent)}}}"
            case FunctionOf():
                # all of it has one colour, as on screen
                plain = self if expr.role is Role.PLAIN else replace(self, inks=_NO_INKS)
                return self._inked(expr.role, plain._call(expr))
            case Sum() | Negative() | Product() | SumOver() | Elided():
                return self.row(expr)

    def _inked(self, role: Role, written: str) -> str:
        ink = self.inks.get(role)
        return written if ink is None else rf"\textcolor{{{ink}}}{{{written}}}"

    def _elided(self, elided: Elided) -> list[str]:
        """Return words in braces; where they are broken, these close in a later piece."""
        value = f"${_number(elided_value(elided, self.digits))}$"
        words = [
            word.format(count=elided.count, value=value).replace("⋯", r"$\cdots$")
            for word in self.elided.split(" ")
        ]
        pieces = [words[0], *(f" {word}" for word in words[1:])]
        pieces[0], pieces[-1] = rf"\text{{{pieces[0]}", f"{pieces[-1]}}}"
        return pieces

    def _call(self, call: FunctionOf) -> str:
        arguments = ", ".join(map(self.row, call.arguments))
        tall = _is_tall(arguments)
        if call.name == "abs":
            return rf"\left|{arguments}\right|" if tall else f"|{arguments}|"
        if call.name == "√":
            return rf"\sqrt{{{arguments}}}"
        prime = "'" if call.prime else ""
        brackets = rf"\left({arguments}\right)" if tall else f"({arguments})"
        return f"{_function(call.name)}{prime}{brackets}"


def _is_tall(latex: str) -> bool:
    return r"\frac" in latex or r"\sum" in latex


def _function(name: str) -> str:
    if len(name) == 1:
        return _marks(name)
    return f"\\{name}" if name in _FUNCTIONS else rf"\operatorname{{{name}}}"


def _number(text: str) -> str:
    if text == short(math.nan):
        return rf"\text{{{text}}}"
    mantissa, _, power = text.replace(MINUS, "-").replace("∞", r"\infty").partition("×10")
    return rf"{mantissa} \times 10^{{{power.translate(_LOWERED)}}}" if power else mantissa


def _symbol(symbol: Symbol) -> str:
    """A prime is a superscript to TeX, so beside another it goes into that one."""
    sub = f"_{{{_marks(symbol.sub)}}}" if symbol.sub else ""
    prime = r"\prime" if symbol.prime else ""
    sup = " ".join(filter(None, (prime, _marks(symbol.sup))))
    return _marks(symbol.name) + sub + (f"^{{{sup}}}" if sup else "")


def _marks(text: str) -> str:
    """Return letters and marks as TeX reads them: Greek by name, words upright."""
    upright = _WORD.sub(lambda word: rf"\mathrm{{{word[0]}}}", text)
    return upright.replace(" ", r"\,").translate(_LETTERS)
