"""Which number of a drawing a point is on."""

from math import hypot

from engine.text.covered import is_covered
from engine.written.quantity import Quantity
from gui.network.shapes import Frame, Picture, Plate, Stroke, Text

EDGE_REACH = 6.0  # px at scale 1
NODE_REACH = 3.0


def hit(frame: Frame, x: float, y: float) -> Quantity | None:
    """Return what a click at a point selects: labels first, then neurons, then edges."""
    for picture in (frame.front, frame.above):
        found = _label_or_neuron(picture, x, y, NODE_REACH * frame.scale)
        if found is not None:
            return found
    lines = [line for line in (*frame.below.lines, *frame.moving.lines) if line.quantity]
    near = [(distance(line, x, y), line.quantity) for line in lines]
    closest = min(near, key=lambda pair: pair[0], default=None)
    if closest is None or closest[0] > EDGE_REACH * frame.scale:
        return None
    return closest[1]


def covered_at(frame: Frame, x: float, y: float) -> Quantity | None:
    """Return to what a number belongs that is hidden at a point, None where there is none."""
    for picture in (frame.front, frame.above):
        for text in picture.texts[::-1]:
            if text.rect.contains(x, y) and is_covered(text.text):
                return text.quantity
    return None


def _label_or_neuron(picture: Picture, x: float, y: float, reach: float) -> Quantity | None:
    labels: tuple[Text | Plate, ...] = (*picture.texts[::-1], *picture.boxes[::-1])
    for shape in labels:
        if shape.quantity is not None and shape.rect.contains(x, y):
            return shape.quantity
    for disc in picture.discs[::-1]:
        if disc.quantity is not None and hypot(disc.x - x, disc.y - y) <= disc.radius + reach:
            return disc.quantity
    return None


def distance(line: Stroke, x: float, y: float) -> float:
    """Return how far a point is from a line between its ends."""
    dx, dy = line.x2 - line.x1, line.y2 - line.y1
    squared = dx * dx + dy * dy
    t = 0.0 if squared == 0 else ((x - line.x1) * dx + (y - line.y1) * dy) / squared
    t = min(max(t, 0.0), 1.0)
    return hypot(line.x1 + t * dx - x, line.y1 + t * dy - y)
