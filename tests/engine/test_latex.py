"""What a formula looks like as LaTeX."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.text.latex import derivation_to_latex, to_latex
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

ONE, TWO = Number(1, exact=True), Number(2, exact=True)
A, W, Z = Symbol("a", "1", "(1)"), Symbol("w", "11", "(2)"), Symbol("z")


@pytest.mark.parametrize(
    ("expr", "latex"),
    [
        (Partial(W), r"\frac{\partial C}{\partial w_{11}^{(2)}}"),
        (Number(1.234e-5), r"1.234 \times 10^{-5}"),
        (Number(float("-inf")), r"-\infty"),
        (Number(float("nan")), r"\text{not a number}"),
        (Product((Number(0.3), Number(-0.7))), r"0.3 \times (-0.7)"),
        (Sum((A, Number(-0.2))), r"a_{1}^{(1)} - 0.2"),
        (FunctionOf("σ", (Z,), prime=True), r"\sigma'(z)"),
        (FunctionOf("ReLU", (Z,)), r"\operatorname{ReLU}(z)"),
        (FunctionOf("ln", (Fraction(ONE, Z),)), r"\ln\left(\frac{1}{z}\right)"),
        (FunctionOf("abs", (Z,)), "|z|"),
        (Product((Z, FunctionOf("ln", (A,)))), r"z \ln(a_{1}^{(1)})"),
        (Product((Symbol("η"), Symbol("δ", "j"))), r"\eta \, \delta_{j}"),
        (Power(Symbol("e"), Negative(Z)), "e^{-z}"),
        (Power(A, TWO), "(a_{1}^{(1)})^{2}"),
        (Symbol("w", "jk", "(2) new"), r"w_{jk}^{(2)\,\mathrm{new}}"),
        (Symbol("σ", "j", "(1)", prime=True), r"\sigma_{j}^{\prime (1)}"),
        (SumOver("j", Sum((Z, ONE))), r"\sum_{j} (z + 1)"),
        (Elided(58, -0.5), r"\text{$\cdots$ (58 more, together $-0.5$)}"),
    ],
)
def test_formulas_are_written_as_one_would_by_hand(expr: Expr, latex: str) -> None:
    assert to_latex(expr, 4) == latex


def test_a_derivation_is_aligned_at_its_equals_signs() -> None:
    product = Product((A, FunctionOf("σ", (Z,), prime=True)))
    equations = (Equation(Partial(W), product), Equation(None, Number(0.0822)))
    assert derivation_to_latex(equations, 4) == (
        "\\begin{aligned}\n"
        "  \\frac{\\partial C}{\\partial w_{11}^{(2)}} &= a_{1}^{(1)} \\, \\sigma'(z) \\\\\n"
        "  &= 0.0822\n"
        "\\end{aligned}"
    )


def leaves() -> st.SearchStrategy[Expr]:
    symbols = st.builds(
        Symbol, st.sampled_from("aδ"), st.sampled_from(["", "jk"]), st.sampled_from(["", "(1) new"])
    )
    elided = st.builds(Elided, st.integers(1, 99), st.floats(-1, 1))
    return symbols | st.floats().map(Number) | symbols.map(Partial) | elided


def grown(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    several = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        several.map(Sum),
        several.map(Product),
        inner.map(Negative),
        inner.map(lambda of: SumOver("j", of)),
        inner.map(lambda of: FunctionOf("abs", (of,))),
        st.builds(Fraction, inner, inner),
        st.builds(Power, inner, inner),
    )


@given(st.recursive(leaves(), grown, max_leaves=10))
def test_every_brace_and_bracket_is_closed(expr: Expr) -> None:
    latex = to_latex(expr, 4)
    assert latex.count(r"\left") == latex.count(r"\right")
    open_ones: list[str] = []
    for sign in re.sub(r"\\[a-z]+", "", latex):
        if sign in "({":
            open_ones.append(sign)
        elif sign in ")}":
            assert open_ones.pop() + sign in ("()", "{}")
    assert not open_ones


@given(st.recursive(leaves(), grown, max_leaves=10))
def test_only_letters_that_every_tex_knows_are_used(expr: Expr) -> None:
    assert to_latex(expr, 4).isascii()
