"""What a painted formula looks like."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication

from engine.written.expression import (
    Elided,
    Equation,
    Fraction,
    Number,
    Product,
    Role,
    Sum,
    Symbol,
)
from engine.written.quantity import Kind, Quantity
from gui.formula.fonts import metrics
from gui.formula.layout import FormulaLayout, TermBox, lay_out
from gui.formula.paint import paint
from gui.look.theme import DARK, LIGHT, Theme, blend

WEIGHT, SLOPE = Quantity(Kind.WEIGHT, 1, 0, 0), Quantity(Kind.D_A, 1, 0)
LETTER = Symbol("w", "11", "(1)", role=Role.VALUE, quantity=WEIGHT)
FRACTION = Fraction(Symbol("s", role=Role.SLOPE), Symbol("N", role=Role.SLOPE))
EQUATIONS = (
    Equation(
        Symbol("δ", "1", role=Role.GRADIENT),
        Product((LETTER, Sum((Number(1, exact=True), FRACTION)))),
    ),
    Equation(None, Sum((Product((Number(0.5), Number(0.25, Role.LOSS, SLOPE))), Elided(9, 0.1)))),
    Equation(None, Product((Number(-0.125, Role.VALUE), Number(-0.375, Role.GRADIENT)))),
)

Pixels = NDArray[np.int64]


@pytest.fixture
def layout(qapp: QApplication) -> FormulaLayout:
    return lay_out(EQUATIONS, metrics(), 18.0, 330)


def painted(
    layout: FormulaLayout,
    theme: Theme = LIGHT,
    scale: float = 3.0,
    highlighted: frozenset[Quantity] = frozenset(),
) -> Pixels:
    """Return (rows, columns, 3): red, green, blue."""
    size = QSize(round(layout.width * scale), round(layout.height * scale))
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.card))
    painter = QPainter(image)
    painter.scale(scale, scale)
    paint(layout, painter, 0, 0, theme, highlighted)
    painter.end()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(size.height(), size.width(), 4)
    return pixels[:, :, 2::-1].astype(np.int64)


def count(pixels: Pixels, colour: str) -> int:
    wanted = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return int((pixels == wanted).all(axis=-1).sum())


def part(pixels: Pixels, term: TermBox, scale: float = 3.0) -> Pixels:
    left, top = round(term.x * scale), round(term.y * scale)
    right = round((term.x + term.width) * scale)
    return pixels[top : round((term.y + term.height) * scale), left:right]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_each_role_is_painted_in_its_colour(layout: FormulaLayout, theme: Theme) -> None:
    pixels = painted(layout, theme)
    for role in Role:
        assert count(pixels, theme.role(role)) > 20, role


def test_a_term_is_painted_where_it_is_found(layout: FormulaLayout) -> None:
    pixels = painted(layout)
    for term in layout.terms:
        assert count(part(pixels, term), LIGHT.role(term.role)) > 20
        assert count(part(pixels, term), LIGHT.text) == 0


def test_only_highlighted_terms_get_a_ground(layout: FormulaLayout) -> None:
    ground = blend(LIGHT.role(Role.VALUE), LIGHT.card, 0.16)
    assert count(painted(layout), ground) == 0
    pixels = painted(layout, highlighted=frozenset({WEIGHT}))
    one = next(term for term in layout.terms if term.quantity == WEIGHT)
    other = next(term for term in layout.terms if term.quantity == SLOPE)
    assert count(part(pixels, one), ground) > 200
    assert count(part(pixels, one), LIGHT.card) == 0
    assert count(part(pixels, other), LIGHT.card) > 200


def test_nothing_is_painted_outside_the_layout(layout: FormulaLayout) -> None:
    image = QImage(400, 200, QImage.Format.Format_RGB32)
    image.fill(QColor(LIGHT.card))
    painter = QPainter(image)
    paint(layout, painter, 20, 30, LIGHT)
    painter.fillRect(QRectF(19, 29, layout.width + 2, layout.height + 2), QColor(LIGHT.card))
    painter.end()
    untouched = QImage(400, 200, QImage.Format.Format_RGB32)
    untouched.fill(QColor(LIGHT.card))
    assert image == untouched


def test_the_painter_is_left_as_it_was(layout: FormulaLayout) -> None:
    image = QImage(400, 200, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.scale(2, 2)
    before = painter.transform(), painter.pen(), painter.brush(), painter.renderHints()
    paint(layout, painter, 5, 5, LIGHT, frozenset({WEIGHT}))
    assert (painter.transform(), painter.pen(), painter.brush(), painter.renderHints()) == before
    painter.end()


def test_the_same_call_is_sharp_at_any_scale(layout: FormulaLayout) -> None:
    """Four times as many pixels: the share that is neither ink nor paper halves, as at an edge."""

    def blurred(scale: float) -> float:
        pixels = painted(layout, scale=scale)
        colours = {LIGHT.card, *(LIGHT.role(role) for role in Role)}
        clear = sum(count(pixels, colour) for colour in colours)
        return 1 - clear / (len(pixels) * len(pixels[0]))

    assert blurred(8) < 0.6 * blurred(4)


def test_vector_files_get_outlines(layout: FormulaLayout) -> None:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    painter = QPainter(generator)
    paint(layout, painter, 0, 0, LIGHT)
    painter.end()
    svg = bytes(buffer.data().data()).decode()
    assert svg.count("<path") >= len(layout.pieces) - 1  # the bar is a rectangle
    assert "<text" not in svg
    assert "<image" not in svg
