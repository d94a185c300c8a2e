"""Paints a page of a lesson."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from engine.text.covered import as_wide
from engine.written.expression import Role
from engine.written.quantity import Quantity
from gui.draw.texts import write_at
from gui.formula.fonts import metrics
from gui.formula.paint import paint, paint_pieces
from gui.lessons.flow import ABOVE, PlacedBox, PlacedWords, Typesetting
from gui.lessons.page import PageLayout, PlacedMark
from gui.lessons.runs import PageMark
from gui.look.fonts import sized
from gui.look.theme import Theme, blend

_GROUND, _BESIDE, _BELOW = 0.16, 0.12, 0.3  # behind a number that is pointed at: how much, em
_ROUND = 0.25  # em
_TICK = ((-0.45, 0.05), (-0.1, 0.4), (0.5, -0.4))  # times the radius
_CROSS = 0.38


@lru_cache(maxsize=8192)
def _advance(text: str, size: float, bold: bool) -> float:
    return QFontMetricsF(sized(size, bold)).horizontalAdvance(as_wide(text))


def typesetting() -> Typesetting:
    """Return what pages are set with; a QGuiApplication must exist."""
    return Typesetting(_advance, metrics())


def paint_page(
    page: PageLayout, painter: QPainter, theme: Theme, pointed_at: Quantity | None = None
) -> None:
    """Paint a page from its upper left corner on; the painter is left as it was."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for mark in page.marks:
        _paint_mark(mark, painter, theme)
    for piece in page.pieces:
        if isinstance(piece, PlacedBox):
            paint_pieces(piece.pieces, painter, piece.x, piece.y, theme.ink(piece.ink))
        else:
            _paint_words(piece, painter, theme, pointed_at)
    lit = frozenset() if pointed_at is None else frozenset({pointed_at})
    for each in page.formulas:
        paint(each.formula, painter, each.x, each.y, theme, lit)
    painter.restore()


def _paint_words(
    piece: PlacedWords, painter: QPainter, theme: Theme, pointed_at: Quantity | None
) -> None:
    colour = theme.role(piece.ink) if isinstance(piece.ink, Role) else theme.ink(piece.ink)
    if piece.quantity is not None and piece.quantity == pointed_at:
        beside = _BESIDE * piece.size
        ground = QRectF(
            piece.x - beside,
            piece.y - ABOVE * piece.size,
            piece.width + 2 * beside,
            (ABOVE + _BELOW) * piece.size,
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(blend(colour, theme.card, _GROUND)))
        painter.drawRoundedRect(ground, _ROUND * piece.size, _ROUND * piece.size)
    painter.setFont(sized(piece.size, piece.bold))
    painter.setPen(QColor(colour))
    write_at(painter, QPointF(piece.x, piece.y), piece.text)


def _paint_mark(placed: PlacedMark, painter: QPainter, theme: Theme) -> None:
    """Paint a ring, or a disc with a tick or a cross in it."""
    colour, radius = QColor(theme.ink(placed.ink)), placed.radius
    middle = QPointF(placed.x, placed.y)
    painter.setPen(QPen(colour, 0.2 * radius))
    is_open = placed.mark is PageMark.OPEN
    painter.setBrush(Qt.BrushStyle.NoBrush if is_open else colour)
    painter.drawEllipse(middle, 0.9 * radius, 0.9 * radius)
    if is_open:
        return
    pen = QPen(QColor(theme.card), 0.26 * radius)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if placed.mark is PageMark.WRONG:
        away = _CROSS * radius
        for side in (-away, away):
            painter.drawLine(middle - QPointF(away, side), middle + QPointF(away, side))
    else:
        painter.drawPolyline([middle + QPointF(x, y) * radius for x, y in _TICK])
