"""The ring around what the keyboard is at."""

from math import hypot

from engine.written.quantity import Quantity
from gui.look.theme import Theme
from gui.network.shapes import Disc, Frame, Picture, Rect, Stroke

AWAY, WIDTH = 6.0, 2.4  # px at scale 1, from what it surrounds
HALO = 5.0


def focus_ring(drawing: Frame, theme: Theme, item: Quantity) -> Picture:
    """Return the ring around a neuron, an edge or the pill of a bias."""
    scale = drawing.scale
    for disc in drawing.above.discs:
        if disc.quantity == item:
            radius = disc.radius + (AWAY + HALO) * scale
            rings = (
                Disc(disc.x, disc.y, radius, None, theme.card, 2 * WIDTH * scale),
                Disc(disc.x, disc.y, radius, None, theme.text, WIDTH * scale),
            )
            return Picture(discs=rings)
    lines = (*drawing.below.lines, *drawing.moving.lines)
    along = next((line for line in lines if line.quantity == item), None)
    if along is not None:
        return _outline(_beside(along, AWAY * scale + along.width / 2), theme, scale)
    boxes = (*drawing.above.boxes, *drawing.front.boxes)
    box = next((box.rect for box in boxes if box.quantity == item), None)
    if box is None:
        return Picture()
    return _outline(_corners(box, AWAY / 2 * scale), theme, scale)


_Corners = list[tuple[float, float]]


def _beside(line: Stroke, off: float) -> _Corners:
    """Return the corners of a box that lies along a line."""
    dx, dy = line.x2 - line.x1, line.y2 - line.y1
    length = max(hypot(dx, dy), 1e-9)
    across, down = -dy / length * off, dx / length * off
    return [
        (line.x1 + across, line.y1 + down),
        (line.x2 + across, line.y2 + down),
        (line.x2 - across, line.y2 - down),
        (line.x1 - across, line.y1 - down),
    ]


def _corners(rect: Rect, off: float) -> _Corners:
    left, top, right, bottom = rect.x - off, rect.y - off, rect.right + off, rect.bottom + off
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def _outline(corners: _Corners, theme: Theme, scale: float) -> Picture:
    sides = list(zip(corners, corners[1:] + corners[:1], strict=True))
    wide = (Stroke(*a, *b, 2 * WIDTH * scale, theme.card) for a, b in sides)
    fine = (Stroke(*a, *b, WIDTH * scale, theme.text) for a, b in sides)
    return Picture(lines=(*wide, *fine))
