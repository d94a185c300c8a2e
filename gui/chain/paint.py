"""Paints the tree of dependence."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from engine.text.covered import as_wide
from engine.written.expression import Role
from engine.written.quantity import OF_LOSS, Kind, Quantity
from gui.chain.inks import ink_of
from gui.chain.shapes import BOX_TEXT, TEXT, Link, Share, TreeBox, TreeFrame
from gui.draw.arrows import paint_head
from gui.draw.plates import paint_plate
from gui.draw.texts import write
from gui.look.fonts import sized
from gui.look.theme import Theme, blend

_HEAD, _CORNER = 7.0, 11.0
_CENTRE = Qt.AlignmentFlag.AlignCenter.value
_LEAST_INK = 0.45  # of a link that carries next to nothing


def paint_tree(
    frame: TreeFrame,
    painter: QPainter,
    theme: Theme,
    hovered: TreeBox | Link | None = None,
) -> None:
    """Paint a tree; what is hovered is drawn stronger."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for link in sorted(frame.links, key=lambda each: each.weight):
        _paint_link(painter, link, frame.box_height, theme, link is hovered)
    for link in frame.links:
        _paint_text(painter, link, theme, link is hovered)
    for share in frame.shares:
        _paint_share(painter, share, theme)
    for box in frame.boxes:
        _paint_box(painter, box, frame.box_height, theme, box is hovered)


def role_colour(quantity: Quantity | None, theme: Theme) -> str:
    """Return the colour of a quantity, the same as in formulas."""
    if quantity is None:
        return theme.text_faint
    if quantity.kind in OF_LOSS:
        return theme.loss
    return theme.positive


def _paint_link(
    painter: QPainter, link: Link, box_height: float, theme: Theme, strong: bool
) -> None:
    ink = theme.gradient(link.derivative) if link.known else theme.control_edge
    if link.is_hidden:
        ink = theme.text_soft
    colour = QColor(blend(ink, theme.card, _LEAST_INK + (1 - _LEAST_INK) * link.weight))
    broad = theme.strokes * (1.6 if strong else 1.0)
    pen = QPen(colour, (1.2 + 2.2 * link.weight) * broad)
    if link.known and link.derivative < 0 and not link.is_hidden:
        pen.setDashPattern([4, 2])
    painter.setPen(pen)
    start, end = _ends(link, box_height)
    painter.drawLine(start, end)
    paint_head(painter, start, end, _HEAD, colour)


def _role(link: Link) -> Role:
    """Return what a local derivative means, and so its colour, the same as in formulas."""
    if link.head is None or link.head.kind in OF_LOSS:
        return Role.LOSS
    return Role.SLOPE if link.head.kind is Kind.A else Role.VALUE


def _ends(link: Link, box_height: float) -> tuple[QPointF, QPointF]:
    """Return the link without the parts that lie under its boxes."""
    dx, dy = link.to_x - link.x, link.to_y - link.y
    length = max((dx * dx + dy * dy) ** 0.5, 1e-6)
    half = box_height / 2 + 1
    upright = abs(dy) >= abs(dx)
    cut = half * length / max(abs(dy), 1e-6) if upright else 24.0
    cut = min(cut, 0.4 * length)
    ux, uy = dx / length, dy / length
    start = QPointF(link.x + cut * ux, link.y + cut * uy)
    return start, QPointF(link.to_x - cut * ux, link.to_y - cut * uy)


def _paint_text(painter: QPainter, link: Link, theme: Theme, strong: bool) -> None:
    if link.text:
        ink = theme.role(_role(link)) if link.known else theme.text_faint
        _words(painter, link.text, link.text_x, link.text_y, ink, theme, bold=strong)


def _paint_share(painter: QPainter, share: Share, theme: Theme) -> None:
    ink = theme.text_soft if share.is_hidden else ink_of(share.text, share.value, theme)
    _words(painter, share.text, share.x, share.y, ink, theme, bold=True)


def _words(
    painter: QPainter, text: str, x: float, y: float, ink: str, theme: Theme, *, bold: bool
) -> None:
    painter.setFont(sized(TEXT, bold))
    wide = painter.fontMetrics().horizontalAdvance(as_wide(text))
    room = QRectF(x - wide / 2 - 2, y - 7, wide + 4, 14)
    painter.fillRect(room, QColor(theme.card))
    painter.setPen(QColor(ink))
    write(painter, room, _CENTRE, text)


def _paint_box(painter: QPainter, box: TreeBox, height: float, theme: Theme, strong: bool) -> None:
    ink = role_colour(box.quantity, theme)
    room = QRectF(box.x - box.width / 2, box.y - height / 2, box.width, height)
    edge = QPen(QColor(ink), theme.strokes * (2.4 if strong or box.is_selected else 1.4))
    fill = blend(ink, theme.card, 0.14) if box.is_selected else theme.card
    paint_plate(painter, room, fill, _CORNER, edge)
    painter.setFont(sized(BOX_TEXT, box.is_selected))
    painter.setPen(QColor(theme.text if box.quantity else theme.text_soft))
    write(painter, room, _CENTRE, box.text)
