"""What a formula written as plain text says, read back by a parser of the test's own."""

import math
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.text.plain import derivation_to_text, to_text
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
    evaluate,
)

ONE, TWO = Number(1, exact=True), Number(2, exact=True)
A, Y = Symbol("a", "1", "(2)"), Symbol("y", "1")
TOKEN = re.compile(r"\s*(\d+(?:\.\d+)?(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?|[a-z]+|[-+×/^(),−])")
LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
FUNCTIONS: dict[str, Callable[..., float]] = {
    "ln": math.log,
    "tanh": math.tanh,
    "max": max,
    "abs": abs,
}


class Reader:
    """Reads with the rules of school: + and −, then ×, / and what stands side by side, then ^."""

    def __init__(self, text: str) -> None:
        self.tokens = TOKEN.findall(text)
        assert "".join(self.tokens) == text.replace(" ", "")

    def next_is(self, *tokens: str) -> bool:
        return bool(self.tokens) and self.tokens[0] in tokens

    def take(self) -> str:
        return str(self.tokens.pop(0))

    def sum(self) -> float:
        total = -self.product() if self.next_is("−") and self.take() else self.product()
        while self.next_is("+", "−"):
            total += self.product() if self.take() == "+" else -self.product()
        return total

    def product(self) -> float:
        total = self.power()
        while self.tokens and not self.next_is("+", "−", ")", ","):
            if self.next_is("/"):
                self.take()
                total /= self.power()
            else:
                if self.next_is("×"):
                    self.take()
                total *= self.power()
        return total

    def power(self) -> float:
        base = self.atom()
        if self.next_is("^"):
            self.take()
            return float(base ** self.atom())
        return base

    def atom(self) -> float:
        token = self.take()
        if token == "(":
            return self.closed()
        if token == "e":
            return math.e
        if token in FUNCTIONS:
            assert self.take() == "("
            arguments = [self.sum()]
            while self.take() == ",":
                arguments.append(self.sum())
            return float(FUNCTIONS[token](*arguments))
        assert token[0].isdigit(), f"{token} cannot begin a factor"
        mantissa, _, power = token.partition("×10")
        return float(f"{mantissa}e{power.translate(LOWERED) or 0}")

    def closed(self) -> float:
        value = self.sum()
        assert self.take() == ")"
        return value


def numbers() -> st.SearchStrategy[Expr]:
    values = st.floats(0.01, 9).map(lambda value: float(f"{value:.3g}"))
    signed = st.tuples(values, st.sampled_from([1, -1, 1e-6])).map(lambda pair: pair[0] * pair[1])
    half = Number(0.5, exact=True)
    constants: st.SearchStrategy[Expr] = st.sampled_from([ONE, TWO, half, Symbol("e")])
    return signed.map(Number) | constants


def grown(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    several = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        several.map(Sum),
        several.map(Product),
        inner.map(Negative),
        st.builds(Fraction, inner, inner),
        st.builds(Power, inner, st.just(TWO)),
        st.builds(Power, st.just(Symbol("e")), inner),
        inner.map(lambda of: FunctionOf("tanh", (of,))),
        st.tuples(inner, inner).map(lambda pair: FunctionOf("max", pair)),
    )


@given(st.recursive(numbers(), grown, max_leaves=12))
def test_the_text_of_a_formula_reads_back_as_its_value(expr: Expr) -> None:
    try:
        value = evaluate(expr, {})
    except (OverflowError, ZeroDivisionError):
        return
    if math.isinf(value) or abs(value) > 1e100:
        return
    assert Reader(to_text(expr, 15)).sum() == pytest.approx(value, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize(
    ("expr", "text"),
    [
        (Product((Number(0.5933), Number(0.1868))), "0.5933 × 0.1868"),
        (Product((A, Sum((ONE, Negative(A))))), "a1(2) (1 − a1(2))"),
        (Product((TWO, Sum((A, Negative(Y))))), "2 (a1(2) − y1)"),
        (Power(Sum((A, Negative(Y))), TWO), "(a1(2) − y1)^2"),
        (Power(A, TWO), "(a1(2))^2"),
        (Power(Y, TWO), "y1^2"),
        (Power(Number(-0.2), TWO), "(−0.2)^2"),
        (Power(Number(2e-5), TWO), "(2×10⁻⁵)^2"),
        (Negative(Sum((A, Y))), "−(a1(2) + y1)"),
        (Negative(Number(-0.2)), "−(−0.2)"),
        (Fraction(ONE, Sum((ONE, Power(Symbol("e"), Negative(Y))))), "1/(1 + e^(−y1))"),
        (Partial(A), "dC/da1(2)"),
        (FunctionOf("σ", (Symbol("z"),), prime=True), "σ'(z)"),
        (SumOver("j", Product((A, Y))), "Σ_j a1(2) y1"),
        (SumOver("j", Sum((A, Y))), "Σ_j (a1(2) + y1)"),
        (Product((SumOver("j", A), Y)), "(Σ_j a1(2)) y1"),
        (Sum((A, Elided(58, -0.123))), "a1(2) + ⋯ (58 more, together −0.123)"),
    ],
)
def test_formulas_are_written_as_one_would_by_hand(expr: Expr, text: str) -> None:
    assert to_text(expr, 4) == text


def test_a_negative_first_factor_gives_its_sign_to_the_term() -> None:
    products = (
        Product((Number(0.15), Number(0.05))),
        Product((Number(-0.2), Number(0.1))),
        Product((Number(0.3), Number(-0.7))),
        Number(-0.35),
    )
    assert to_text(Sum(products), 4) == "0.15 × 0.05 − 0.2 × 0.1 + 0.3 × (−0.7) − 0.35"


def test_a_minus_before_a_negative_product_is_not_lost() -> None:
    step = Sum((Number(0.4), Negative(Product((Number(-0.5), Number(0.02))))))
    assert to_text(step, 4) == "0.4 − (−0.5) × 0.02"


def test_sums_within_sums_need_no_parentheses() -> None:
    assert to_text(Sum((A, Sum((Y, Number(1))))), 4) == "a1(2) + y1 + 1"


def test_constants_of_a_formula_are_complete_whatever_the_digits() -> None:
    assert to_text(Fraction(ONE, Number(12345, exact=True)), 2) == "1/12345"


def test_a_derivation_has_one_line_an_equation() -> None:
    equations = (Equation(Partial(A), Product((Number(2), Y))), Equation(None, Number(0.5)))
    assert derivation_to_text(equations, 4) == "dC/da1(2) = 2 × y1\n= 0.5"


def test_the_words_for_terms_left_out_can_be_translated() -> None:
    assert (
        to_text(Elided(3, 0.5), 4, elided="⋯（另 {count} 项，共 {value}）")
        == "⋯（另 3 项，共 0.5）"
    )
