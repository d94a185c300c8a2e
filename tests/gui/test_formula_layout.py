"""Where the pieces of a formula stand."""

from itertools import combinations

import pytest
from PySide6.QtGui import QPainterPath, QTransform

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
)
from engine.written.quantity import Kind, Quantity
from gui.formula.boxes import Face
from gui.formula.fonts import OUTLINE_SIZE, glyph_outline, metrics, outline
from gui.formula.layout import FormulaLayout, GlyphRun, Piece, Rule, TallSign, lay_out, term_at

pytestmark = pytest.mark.usefixtures("qapp")

SIZE_PX = 18.0
ONE, TWO = Number(1, exact=True), Number(2, exact=True)
GRADIENT = Quantity(Kind.D_WEIGHT, 2, 0, 0)
SENT, SLOPE, Z = Quantity(Kind.A, 1, 0), Quantity(Kind.D_A, 2, 0), Quantity(Kind.Z, 2, 0)
A = Symbol("a", "1", "(1)", role=Role.VALUE, quantity=SENT)
Y = Symbol("y", "1", role=Role.LOSS)
SIGMOID = Fraction(ONE, Sum((ONE, Power(Symbol("e"), Negative(A)))))
CHAIN = (
    Equation(
        Partial(Symbol("w", "11", "(2)"), Role.GRADIENT, GRADIENT),
        Product(
            (
                A,
                FunctionOf(
                    "σ", (Symbol("z", "1", "(2)", quantity=Z),), prime=True, role=Role.SLOPE
                ),
                Partial(Symbol("a", "1", "(2)"), Role.LOSS, SLOPE),
            )
        ),
    ),
    Equation(None, Product((Number(0.5933, Role.VALUE, SENT), Number(0.1868), Number(0.7414)))),
    Equation(None, Number(0.0821682, Role.GRADIENT, GRADIENT)),
)
FORMULAS: dict[str, Expr] = {
    "sigmoid": SIGMOID,
    "letters that lean": Product(tuple(Symbol(name, "jk", "(1)") for name in "fjCyNw")),
    "prime": FunctionOf("f", (SIGMOID,), prime=True),
    "loss": Sum(tuple(Power(Sum((A, Negative(Y))), TWO) for _ in "ab")),
    "entropy": Negative(Sum((Product((Y, FunctionOf("ln", (A,)))), FunctionOf("max", (ONE, A))))),
    "rule": Product((Fraction(ONE, Symbol("N")), SumOver("n", Product((A, Partial(A)))))),
    "power of a power": Power(Symbol("e"), Negative(FunctionOf("abs", (Power(A, TWO),)))),
    "tall": Product((TWO, Sum((SIGMOID, Fraction(SIGMOID, A))))),
    "numbers": Sum((Number(-1.5e-7), Product((Number(0.3), Number(-0.7))), Elided(58, -0.12))),
}


def laid_out(expr: Expr, width_px: float | None = None) -> FormulaLayout:
    return lay_out([Equation(Symbol("C"), expr)], metrics(), SIZE_PX, width_px)


def ink(piece: Piece) -> QPainterPath:
    path = QPainterPath()
    match piece:
        case Rule(x, y, width, thickness):
            path.addRect(x, y, width, thickness)
        case GlyphRun(text, x, y, size, _, _, face):
            scale = size / OUTLINE_SIZE
            path = QTransform(scale, 0, 0, scale, x, y).map(outline(text, face))
        case TallSign(glyph, x, y, size, pull):
            scale = size / OUTLINE_SIZE
            path = QTransform(scale, 0, 0, scale * pull, x, y).map(glyph_outline(glyph))
    return path


def texts(layout: FormulaLayout) -> list[str]:
    return [piece.text for piece in layout.pieces if isinstance(piece, GlyphRun)]


def bars(layout: FormulaLayout) -> list[Rule]:
    return [piece for piece in layout.pieces if isinstance(piece, Rule)]


@pytest.mark.parametrize("name", FORMULAS)
def test_no_ink_lies_on_other_ink(name: str) -> None:
    for one, other in combinations(laid_out(FORMULAS[name]).pieces, 2):
        assert not ink(one).intersects(ink(other)), (one, other)


@pytest.mark.parametrize("name", FORMULAS)
def test_all_ink_lies_within_the_layout(name: str) -> None:
    layout = laid_out(FORMULAS[name])
    for piece in layout.pieces:
        box = ink(piece).boundingRect()
        assert box.left() > -0.1
        assert box.right() < layout.width + 0.1
        assert box.top() > -0.1
        assert box.bottom() < layout.height + 0.1


def test_the_bar_of_a_fraction_spans_what_is_above_and_below() -> None:
    layout = laid_out(SIGMOID)
    (bar,) = bars(layout)
    above, *below = [p for p in layout.pieces[layout.pieces.index(bar) - 1 :] if p is not bar]
    for piece in (above, *below[:-2]):  # the last two are the equals sign and the left side
        box = ink(piece).boundingRect()
        assert bar.x <= box.left()
        assert box.right() <= bar.x + bar.width
    assert ink(above).boundingRect().bottom() < bar.y
    assert all(ink(piece).boundingRect().top() > bar.y + bar.thickness for piece in below[:-2])


def test_the_bar_lies_on_the_axis_of_the_equals_sign() -> None:
    layout = laid_out(SIGMOID)
    (equals,) = (p for p in layout.pieces if isinstance(p, GlyphRun) and p.text == "=")
    (bar,) = bars(layout)
    middle = ink(equals).boundingRect().center().y()
    assert middle == pytest.approx(bar.y + bar.thickness / 2, abs=0.02 * SIZE_PX)


def test_marks_stand_one_above_the_other() -> None:
    runs = [piece for piece in laid_out(A).pieces if isinstance(piece, GlyphRun)]
    base, sub, sup = runs[:3]
    assert (sub.text, sup.text) == ("1", "(1)")
    assert sup.y < base.y < sub.y
    assert sub.x == pytest.approx(sup.x, abs=0.1 * SIZE_PX)
    assert sub.size == sup.size < base.size


def test_letters_lean_while_digits_and_words_stand_upright() -> None:
    written = texts(laid_out(Symbol("w", "1k", "(2) new")))
    assert written[:3] == ["\N{MATHEMATICAL ITALIC SMALL W}", "1\N{MATHEMATICAL ITALIC SMALL K}",
                           "(2) new"]  # fmt: skip


def test_a_power_of_ten_is_raised() -> None:
    runs = [piece for piece in laid_out(Number(1.5e-7)).pieces if isinstance(piece, GlyphRun)]
    assert [run.text for run in runs[:4]] == ["1.5", "×", "10", "−7"]
    assert runs[3].y < runs[2].y
    assert runs[3].size < runs[2].size


def test_parentheses_are_as_tall_as_a_fraction_between_them() -> None:
    layout = laid_out(Product((TWO, Sum((ONE, Fraction(A, Y))))))
    signs = [ink(p).boundingRect() for p in layout.pieces if isinstance(p, TallSign)]
    inner = [ink(p).boundingRect() for p in layout.pieces if p.quantity == SENT]
    assert len(signs) == 2
    height = max(box.bottom() for box in inner) - min(box.top() for box in inner)
    assert all(sign.height() > 1.5 * height for sign in signs)


def test_equations_are_aligned_at_their_equals_signs() -> None:
    layout = lay_out(CHAIN, metrics(), SIZE_PX, 330)
    places = [
        piece.x for piece in layout.pieces if isinstance(piece, GlyphRun) and piece.text == "="
    ]
    assert len(places) == 3
    assert len(set(places)) == 1


def test_only_the_result_is_bold() -> None:
    layout = lay_out(CHAIN, metrics(), SIZE_PX, 330)
    bold = [
        piece for piece in layout.pieces if isinstance(piece, GlyphRun) and piece.face is Face.BOLD
    ]
    assert [piece.text for piece in bold] == ["0.08217"]


def long_sum() -> Sum:
    return Sum(
        tuple(
            Product(
                (
                    Number(0.1 + k / 10, quantity=Quantity(Kind.WEIGHT, 1, 0, k)),
                    Number((-1) ** k * 0.25, quantity=Quantity(Kind.INPUT, 0, k)),
                )
            )
            for k in range(12)
        )
    )


@pytest.mark.parametrize(
    "expr",
    [
        long_sum(),
        Product((Fraction(ONE, TWO), long_sum())),
        Negative(long_sum()),
        SumOver("n", long_sum()),
        Sum((long_sum(), Elided(58, 1.234e-5))),
        Product(tuple(Number(k / 7) for k in range(1, 13))),
    ],
)
@pytest.mark.parametrize("width_px", [200.0, 330.0, 500.0])
def test_wrapping_keeps_within_the_width_and_loses_no_term(expr: Expr, width_px: float) -> None:
    whole, wrapped = laid_out(expr), laid_out(expr, width_px)
    assert whole.width > width_px
    assert wrapped.width <= width_px
    assert sorted(texts(wrapped)) == sorted(texts(whole))
    assert {t.quantity for t in wrapped.terms} == {t.quantity for t in whole.terms}


def test_a_long_sum_is_broken_before_its_signs() -> None:
    wrapped = laid_out(long_sum(), 330)
    lines: dict[float, list[GlyphRun]] = {}
    for piece in wrapped.pieces:
        if isinstance(piece, GlyphRun) and piece.size == SIZE_PX:
            lines.setdefault(piece.y, []).append(piece)
    _, *others = lines.values()
    assert len(others) > 2
    assert {min(line, key=lambda run: run.x).text for line in others} <= {"+", "−"}
    assert len({min(run.x for run in line) for line in others}) == 1


def test_no_line_ends_after_a_lone_fraction() -> None:
    wrapped = laid_out(Product((Fraction(ONE, TWO), long_sum())), 330)
    (bar,) = bars(wrapped)
    first_line = [p for p in wrapped.pieces if isinstance(p, GlyphRun) and p.y == wrapped.baseline]
    assert any(run.x > bar.x + bar.width for run in first_line)


def test_what_fits_is_not_broken() -> None:
    whole = laid_out(long_sum())
    assert laid_out(long_sum(), whole.width + 1) == whole


def test_a_term_is_found_where_it_stands() -> None:
    layout = lay_out(CHAIN, metrics(), SIZE_PX, 330)
    assert {term.quantity for term in layout.terms} == {GRADIENT, SENT, SLOPE, Z}
    for term in layout.terms:
        middle = term.x + term.width / 2, term.y + term.height / 2
        assert term_at(layout.terms, *middle, 2) == term.quantity
    assert term_at(layout.terms, layout.width + 50, 5, 2) is None


def test_the_term_of_a_fraction_holds_its_numerator_and_denominator() -> None:
    layout = lay_out(CHAIN, metrics(), SIZE_PX, 330)
    term = next(term for term in layout.terms if term.quantity == SLOPE)
    for piece in layout.pieces:
        if piece.quantity == SLOPE:
            box = ink(piece).boundingRect()
            assert term.y - 0.1 <= box.top()
            assert box.bottom() <= term.y + term.height + 0.1


def test_a_call_colours_what_it_is_applied_to() -> None:
    layout = lay_out(CHAIN, metrics(), SIZE_PX, 330)
    assert {piece.role for piece in layout.pieces if piece.quantity == Z} == {Role.SLOPE}


def test_twice_the_size_is_the_same_formula_twice_as_large() -> None:
    one, two = (lay_out(CHAIN, metrics(), size, None) for size in (SIZE_PX, 2 * SIZE_PX))
    assert (two.width, two.height) == pytest.approx((2 * one.width, 2 * one.height))


def test_a_result_on_the_same_line_stands_at_its_end_in_bold() -> None:
    value = Number(0.08217, Role.GRADIENT)
    product = Product((Number(0.5933), Number(0.1385)))
    layout = lay_out([Equation(Symbol("C"), product, value)], metrics(), SIZE_PX, None)
    texts = [(piece.text, piece.face) for piece in layout.pieces if isinstance(piece, GlyphRun)]
    ordered = sorted(
        (piece for piece in layout.pieces if isinstance(piece, GlyphRun)), key=lambda piece: piece.x
    )
    assert ordered[-1].text == "0.08217"
    assert ordered[-1].face is Face.BOLD
    assert sum(text == "=" for text, _ in texts) == 2
    assert len({piece.y for piece in ordered}) == 1


def test_a_result_without_room_goes_to_a_line_of_its_own() -> None:
    value = Number(0.08217, Role.GRADIENT)
    product = Product((Number(0.5933), Number(0.1385)))
    layout = lay_out([Equation(Symbol("C"), product, value)], metrics(), SIZE_PX, 190)
    assert layout.width <= 190
    assert len({piece.y for piece in layout.pieces if isinstance(piece, GlyphRun)}) == 2
