"""Writes formulas as plain text, to be pasted anywhere or read aloud."""

from collections.abc import Sequence

from msgspec import Struct

from engine.text.covered import said
from engine.text.numbers import MINUS
from engine.text.recomputed import WrittenLine, written_lines
from engine.text.writing import (
    ELIDED,
    Digits,
    Factor,
    base_is_enclosed,
    elided_text,
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
    Sum,
    SumOver,
    Symbol,
)


def to_text(expr: Expr, digits: int, *, elided: str = ELIDED) -> str:
    """Return an expression on one line: fractions with a slash, powers with ^."""
    return _PlainWriter(Digits(digits), elided).row(expr)


def derivation_to_text(equations: Sequence[Equation], digits: int, *, elided: str = ELIDED) -> str:
    """Return equations one a line, each line that goes on beginning with `=` or `≈`."""

    def write(line: WrittenLine) -> str:
        left = "" if line.left is None else f"{to_text(line.left, digits)} "
        return f"{left}{line.sign} {_right_side(line, digits, elided=elided)}"

    return "\n".join(map(write, written_lines(equations, digits)))


def result_to_text(expr: Expr, result: Number, digits: int) -> str:
    """Return an expression and what it comes to on one line, such as 2 × 3 = 6."""
    (line,) = written_lines([Equation(None, expr, result)], digits)
    return _right_side(line, digits)


def _right_side(line: WrittenLine, digits: int, *, elided: str = ELIDED) -> str:
    """Return what stands behind the first sign of a line, with the result where there is one."""
    right = _PlainWriter(Digits(digits, line.extra), elided).row(line.right)
    if line.result is None:
        return right
    return f"{right} {line.result_sign} {to_text(line.result, digits)}"


_BLANK = "____"


class _PlainWriter(Struct, frozen=True):
    digits: Digits
    elided: str

    def row(self, expr: Expr) -> str:
        written = ""
        for i, term in enumerate(terms(expr)):
            sign = MINUS if term.minus else "+" if i else ""
            written += f" {sign} " if i else sign
            written += self._product(term.factors)
        return written

    def _product(self, factors: Sequence[Factor]) -> str:
        """A slash binds no tighter than ×, so × also stands around fractions."""
        written = ""
        for i, factor in enumerate(factors):
            if i:
                pair = (factors[i - 1].expr, factor.expr)
                slash = any(isinstance(each, Fraction) for each in pair)
                written += " × " if factor.times or slash else " "
            sloped = isinstance(factor.expr, Fraction) and i > 0
            enclosed = (factor.enclosed or sloped) and not is_covered(factor.expr)
            written += f"({self.row(factor.expr)})" if enclosed else self._one(factor.expr)
        return written

    def _one(self, expr: Expr) -> str:
        match expr:
            case Number(asked=True):
                return _BLANK
            case Number():
                return said(number_text(expr, self.digits))
            case Symbol():
                return _symbol(expr)
            case Partial(of=of, over=over):
                return f"d{_symbol(over)}/d{_symbol(of)}"
            case Fraction(above=above, below=below):
                return f"{self._atom(above)}/{self._atom(below)}"
            case Power(base=base, exponent=exponent):
                enclosed = base_is_enclosed(base, self.digits)
                written = f"({self.row(base)})" if enclosed else self._one(base)
                return f"{written}^{self._atom(exponent)}"
            case FunctionOf(name=name, arguments=arguments, prime=prime):
                return f"{name}{chr(39) if prime else ''}({', '.join(map(self.row, arguments))})"
            case SumOver(index=index, of=of):
                summand = self.row(of) if one_unsigned_term(of) else f"({self.row(of)})"
                return f"Σ_{index} {summand}"
            case Elided():
                return elided_text(expr, self.elided, self.digits)
            case Sum() | Negative() | Product():
                return self.row(expr)

    def _atom(self, expr: Expr) -> str:
        """Return what can stand at a slash or in a power: in parentheses unless it is one word."""
        written = self.row(expr)
        bare = isinstance(expr, Symbol | FunctionOf) or written.replace(".", "").isdecimal()
        return written if bare else f"({written})"


def _symbol(symbol: Symbol) -> str:
    marks = f"{symbol.sub}{symbol.sup}".replace(" ", "")
    return f"{symbol.name}{chr(39) if symbol.prime else ''}{marks}"
