"""Paints a sentence over a table or below it, in as many lines as it needs."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from gui.draw.paragraph import paragraph_height, write_paragraph
from gui.look.fonts import sized

MARGIN, TEXT = 12.0, 12.0  # units
_FAR = 10_000.0  # more than any height
_WRAPPED = int(Qt.TextFlag.TextWordWrap)


def height_of(text: str, width: float, size: float = TEXT) -> float:
    """Return how high a sentence becomes in a width."""
    return paragraph_height(text, width, sized(size))


def write(painter: QPainter, room: QRectF, text: str, ink: str, size: float = TEXT) -> None:
    """Write a sentence from the top of its room on."""
    painter.setFont(sized(size))
    painter.setPen(QColor(ink))
    write_paragraph(painter, room, text)
