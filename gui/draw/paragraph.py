"""A paragraph in one language, or in two: the second beneath the first, smaller and fainter."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from gui.look.fonts import sized
from gui.look.sizes import Sizes
from gui.words.catalog import beside, in_one_line

WRAPPED = int(Qt.TextFlag.TextWordWrap)
_SMALLER, _FAINTER = 0.82, 0.8
_LEAST = Sizes().length("tiny")
_BETWEEN_PARTS = " " * 3
_FAR = 10_000.0  # more than any height


def smaller(font: QFont, least: float = _LEAST) -> QFont:
    """Return the font of what stands beneath words of a font. least: its size in units."""
    size = font.pixelSize()
    return sized(min(size, max(_SMALLER * size, least)))


def fainter(colour: QColor) -> QColor:
    """Return the colour of what stands beneath words of a colour."""
    made = QColor(colour)
    made.setAlphaF(_FAINTER * colour.alphaF())
    return made


def write_paragraph(painter: QPainter, room: QRectF, text: str, least: float = _LEAST) -> QRectF:
    """Write from the top of a room on, with the painter's font and pen; return where it stands."""
    written = painter.drawText(room, WRAPPED, text)
    if other := beside(text):
        painter.save()
        painter.setFont(smaller(painter.font(), least))
        painter.setPen(fainter(painter.pen().color()))
        below = QRectF(room.x(), written.bottom(), room.width(), _FAR)
        written = written.united(painter.drawText(below, WRAPPED, other))
        painter.restore()
    return written


def paragraph_height(text: str, width: float, font: QFont, least: float = _LEAST) -> float:
    """Return how high a paragraph becomes in a width."""
    lines = [(text, font)]
    if other := beside(text):
        lines.append((other, smaller(font, least)))
    room = QRectF(0, 0, width, _FAR)
    return sum(
        QFontMetricsF(font).boundingRect(room, WRAPPED, said).height() for said, font in lines
    )


def on_one_line(text: str, metrics: QFontMetricsF, width: float) -> str:
    """Return a line in both languages, in the first alone where there is no room for both."""
    whole = in_one_line(text)
    return whole if metrics.horizontalAdvance(whole) <= width else str(text)


def in_two_lines(text: str, metrics: QFontMetricsF, width: float) -> list[str]:
    """Return a text in one line, or in two where it is too wide: between its parts if it has some.

    It is cut short only where two lines have no room for it either.
    """

    def fits(line: str) -> bool:
        return metrics.horizontalAdvance(line) <= width

    whole = on_one_line(text, metrics, width)
    ends = [at for at, letter in enumerate(whole) if letter == " "]
    ends.sort(key=lambda at: (not whole.startswith(_BETWEEN_PARTS, at), -at))
    if not fits(whole):
        for end in ends:
            lines = [whole[:end].rstrip(), whole[end:].lstrip()]
            if all(map(fits, lines)):
                return lines
    return [metrics.elidedText(whole, Qt.TextElideMode.ElideRight, width)]
