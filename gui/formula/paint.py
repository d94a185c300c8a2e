"""Paints a laid out formula, as outlines that are sharp at any scale."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QTransform

from engine.written.quantity import Quantity
from gui.draw.plates import paint_cover
from gui.formula.fonts import OUTLINE_SIZE, glyph_outline, outline
from gui.formula.layout import CoverPlate, FormulaLayout, GlyphRun, Piece, Rule, TallSign
from gui.look.fonts import sized
from gui.look.theme import Theme, blend

_MARK = 0.8  # em: the mark on the plate of a hidden number
_GROUND = 0.16  # how much of its colour lies behind a highlighted term
_GROUND_BESIDE, _GROUND_ABOVE = 0.06, 0.1  # em around the ink
_GROUND_RADIUS = 0.2  # em


def paint(
    layout: FormulaLayout,
    painter: QPainter,
    x: float,
    y: float,
    theme: Theme,
    highlighted: frozenset[Quantity] = frozenset(),
) -> None:
    """Paint a formula with its upper left corner at x, y; the painter is left as it was."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.translate(x, y)
    if hasattr(painter.device(), "begin_group"):  # a recorder, which no screen needs
        from gui.formula.meaning import FormulaMeaning
        from gui.recording.naming import meant

        room = QRectF(0, 0, layout.width, layout.height)
        with meant(painter, room, lambda at: FormulaMeaning.of(layout, theme, at)):
            _paint_inks(layout, painter, theme, highlighted)
    else:
        _paint_inks(layout, painter, theme, highlighted)
    painter.restore()


def paint_pieces(
    pieces: Sequence[Piece], painter: QPainter, x: float, y: float, colour: str
) -> None:
    """Paint a box whose baseline begins at x, y in one colour; the painter is left as it was."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.translate(x, y)
    device = painter.transform()
    for piece in pieces:
        _paint_piece(piece, painter, device)
    painter.restore()


def _paint_inks(
    layout: FormulaLayout, painter: QPainter, theme: Theme, highlighted: frozenset[Quantity]
) -> None:
    if highlighted:
        _paint_grounds(layout, painter, theme, highlighted)
    device = painter.transform()
    for piece in layout.pieces:
        painter.setBrush(QColor(theme.role(piece.role)))
        _paint_piece(piece, painter, device)


def _paint_grounds(
    layout: FormulaLayout, painter: QPainter, theme: Theme, highlighted: frozenset[Quantity]
) -> None:
    beside, above, radius = (
        em * layout.size_px for em in (_GROUND_BESIDE, _GROUND_ABOVE, _GROUND_RADIUS)
    )
    for term in layout.terms:
        if term.quantity in highlighted:
            ground = QRectF(term.x, term.y, term.width, term.height)
            ground.adjust(-beside, -above, beside, above)
            painter.setBrush(QColor(blend(theme.role(term.role), theme.card, _GROUND)))
            painter.drawRoundedRect(ground, radius, radius)


def _paint_piece(piece: Piece, painter: QPainter, device: QTransform) -> None:
    match piece:
        case CoverPlate(x, y, width, height, size, _):
            painter.setTransform(device)
            ink, room = painter.brush().color(), QRectF(x, y, width, height)
            paint_cover(painter, room, ink, sized(_MARK * size))
            painter.setPen(Qt.PenStyle.NoPen)
        case Rule(x, y, width, thickness):
            painter.setTransform(device)
            painter.drawRect(QRectF(x, y, width, thickness))
        case GlyphRun(text, x, y, size, _, _, face):
            scale = size / OUTLINE_SIZE
            painter.setTransform(QTransform(scale, 0.0, 0.0, scale, x, y) * device)
            painter.drawPath(outline(text, face))
        case TallSign(glyph, x, y, size, pull):
            scale = size / OUTLINE_SIZE
            painter.setTransform(QTransform(scale, 0.0, 0.0, scale * pull, x, y) * device)
            painter.drawPath(glyph_outline(glyph))
