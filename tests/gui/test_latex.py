"""LaTeX as boxes and as words."""

from itertools import combinations

import pytest
from PySide6.QtCore import QRectF

from gui.formula.boxes import InkBox
from gui.formula.fonts import metrics
from gui.formula.latex import latex_box
from gui.formula.latex_spoken import latex_spoken
from gui.formula.layout import GlyphRun, Piece, Rule, pieces_of
from gui.words.catalog import CHINESE, say, spoken
from tests.gui.test_formula_layout import ink

pytestmark = pytest.mark.usefixtures("qapp")

SIZE_PX = 20.0
FORMULAS = (
    r"\frac{\partial C}{\partial w} = a \, f'(z) \, \frac{\partial C}{\partial a}",
    "w_{jk}^{(l)}",
    r"\sum_{k=1}^{n} w_{jk} a_k + b_j",
    r"\sqrt{x^2 + \frac{1}{y}} + \sqrt[3]{x}",
    r"\delta_j^{(1)} = \sigma'(z_j^{(1)}) \sum_k w_{kj}^{(2)} \delta_k^{(2)}",
    r"\lim_{h \to 0} \frac{C(w + h) - C(w)}{h}",
    r"\left( \frac{a}{b} \right)^2 \cdot \hat{y} - \bar{a} \times \tilde{\beta}",
    r"w_{\text{new}} \leq \max(0, z) \approx 10^{-3}, \quad \ln a",
)


def _bounds(piece: Piece) -> QRectF:
    return ink(piece).boundingRect()


def _texts(box: InkBox) -> list[str]:
    return [piece.text for piece in pieces_of(box) if isinstance(piece, GlyphRun)]


@pytest.mark.parametrize("is_display", [False, True])
@pytest.mark.parametrize("latex", FORMULAS)
def test_no_ink_lies_on_other_ink_and_all_within_the_box(latex: str, is_display: bool) -> None:
    box = latex_box(latex, metrics(), SIZE_PX, is_display)
    pieces = pieces_of(box)
    for one, other in combinations(pieces, 2):
        both = ink(one).intersected(ink(other)).boundingRect()
        # the hook of a root meets its bar
        assert both.width() * both.height() < 0.2 * SIZE_PX, (latex, one, other)
    for bounds in map(_bounds, pieces):
        assert bounds.left() > -0.1
        assert bounds.right() < box.width + 0.1
        assert -box.above - 0.1 < bounds.top()
        assert bounds.bottom() < box.below + 0.1


def test_letters_lean_and_names_stand_upright() -> None:
    assert _texts(latex_box(r"\max(0, z)", metrics(), SIZE_PX))[0] == "max"
    assert "\U0001d467" in _texts(latex_box(r"\max(0, z)", metrics(), SIZE_PX))  # italic z
    assert _texts(latex_box(r"\ln a", metrics(), SIZE_PX)) == ["ln", "\U0001d44e"]


def test_a_minus_between_two_has_room_and_a_sign_stands_close() -> None:
    between, sign = (latex_box(text, metrics(), SIZE_PX) for text in ("a - b", "- b"))
    a, minus, b = (_bounds(piece) for piece in pieces_of(between))
    assert minus.left() - a.right() == pytest.approx(b.left() - minus.right(), abs=0.1 * SIZE_PX)
    alone, of = (_bounds(piece) for piece in pieces_of(sign))
    assert of.left() - alone.right() < 0.6 * (b.left() - minus.right())


def test_a_fraction_in_a_line_is_smaller_than_alone() -> None:
    inline, alone = (
        latex_box(r"\frac{a}{b}", metrics(), SIZE_PX, is_display) for is_display in (False, True)
    )
    assert inline.above + inline.below < alone.above + alone.below
    (bar,) = (piece for piece in pieces_of(inline) if isinstance(piece, Rule))
    above, below = (piece for piece in pieces_of(inline) if isinstance(piece, GlyphRun))
    assert _bounds(above).bottom() < bar.y < _bounds(below).top()


def test_limits_of_a_sum_stand_over_and_under_it_where_it_is_alone() -> None:
    total, low, high, _ = (
        _bounds(piece) for piece in pieces_of(latex_box(r"\sum_i^n x", metrics(), SIZE_PX, True))
    )
    assert high.bottom() < total.top() < total.bottom() < low.top()
    for limit in (low, high):
        assert limit.center().x() == pytest.approx(total.center().x(), abs=0.1 * SIZE_PX)


@pytest.mark.parametrize(
    ("latex", "said"),
    [
        ("w_{jk}^{(l)}", "w j k of layer l"),
        (r"\frac{\partial C}{\partial w}", "the derivative of C by w"),
        (r"\sigma'(z)", "sigma prime of z"),
        ("w - 2 b", "w minus 2 times b"),
        ("e^{-z}", "e to the power of open bracket minus z close bracket"),
        (r"\frac{1}{1 + x}", "1 over open bracket 1 plus x close bracket"),
        (r"z = \sum_k w_k a_k", "z equals the sum over k of w k times a k"),
        (r"\sqrt{x}", "the square root of x"),
        ("x^2", "x squared"),
    ],
)
def test_formulas_are_read_out(latex: str, said: str) -> None:
    assert latex_spoken(latex, say) == said


def test_formulas_are_read_out_in_chinese() -> None:
    with spoken(CHINESE):
        assert latex_spoken("w_1^{(2)} = 3", say) == "第 2 层的 w 1 等于 3"
