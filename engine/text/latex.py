"""Writes formulas as LaTeX that TeX, MathJax and KaTeX set the same way."""

import math
import re
from collections.abc import Sequence

from msgspec import Struct

from engine.text.numbers import MINUS, short
from engine.text.recomputed import APPROXIMATELY, EQUALS, WrittenLine, written_lines
from engine.text.writing import (
    ELIDED,
    Digits,
    Factor,
    base_is_enclosed,
    elided_value,
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
    Sum,
    SumOver,
    Symbol,
)

_LETTERS = str.maketrans({"δ": r"\delta", "σ": r"\sigma", "η": r"\eta", "ŷ": r"\hat{y}"})
_SIGNS = {EQUALS: "=", APPROXIMATELY: r"\approx"}
_FUNCTIONS = frozenset({"ln", "exp", "tanh", "max"})  # that LaTeX knows by name
_SPACED = (r"\sum", r"\operatorname", *(f"\\{name}" for name in _FUNCTIONS))  # by TeX itself
_WORD = re.compile("[A-Za-z]{3,}")
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


def to_latex(expr: Expr, digits: int, *, elided: str = ELIDED) -> str:
    """Return an expression for use in a formula, without dollars around it."""
    return _LatexWriter(Digits(digits), elided).row(expr)


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

    def row(self, expr: Expr) -> str:
        written = ""
        for i, term in enumerate(terms(expr)):
            sign = "-" if term.minus else "+" if i else ""
            written += f" {sign} " if i else sign
            written += "".join(map(self._factor, term.factors, range(len(term.factors))))
        return written

    def _factor(self, factor: Factor, place: int) -> str:
        written = self._enclosed(factor.expr) if factor.enclosed else self._one(factor.expr)
        if place == 0:
            return written
        if factor.times:
            return rf" \times {written}"
        return f" {written}" if written.startswith(_SPACED) else rf" \, {written}"

    def _enclosed(self, expr: Expr) -> str:
        inner = self.row(expr)
        return rf"\left({inner}\right)" if _is_tall(inner) else f"({inner})"

    def _one(self, expr: Expr) -> str:
        match expr:
            case Number():
                return _number(number_text(expr, self.digits))
            case Symbol():
                return _symbol(expr)
            case Partial(of=of, over=over):
                return rf"\frac{{\partial {_symbol(over)}}}{{\partial {_symbol(of)}}}"
            case Fraction(above=above, below=below):
                return rf"\frac{{{self.row(above)}}}{{{self.row(below)}}}"
            case Power(base=base, exponent=exponent):
                enclosed = base_is_enclosed(base, self.digits)
                written = self._enclosed(base) if enclosed else self._one(base)
                return f"{written}^{{{self.row(exponent)}}}"
            case FunctionOf():
                return self._call(expr)
            case SumOver(index=index, of=of):
                summand = self.row(of) if one_unsigned_term(of) else self._enclosed(of)
                return rf"\sum_{{{_marks(index)}}} {summand}"
            case Elided():
                return self._elided(expr)
            case Sum() | Negative() | Product():
                return self.row(expr)

    def _elided(self, elided: Elided) -> str:
        value = _number(elided_value(elided, self.digits))
        words = self.elided.format(count=elided.count, value=f"${value}$")
        words = words.replace("⋯", r"$\cdots$")
        return rf"\text{{{words}}}"

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
