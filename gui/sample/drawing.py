"""A drawing of dots: strokes of a pen, and cells filled from the keyboard."""

from math import sqrt

import numpy as np

from engine.data.pictures import DOTS, Drawing

_PEN = 2.8  # dots at 8 x 8 cells: drawn digits have as much ink as the bundled ones
_ERASER = 1.5  # times as large
_USUAL_SIDE = 8  # a finer picture has finer strokes, though not as much finer


def blank(side: int) -> Drawing:
    """Return a drawing without ink for a picture with so many cells along each side."""
    return np.zeros((DOTS * side, DOTS * side), np.bool_)


def pen_radius(drawing: Drawing) -> float:
    """Return the radius of the pen in dots."""
    return _PEN * sqrt(len(drawing) / DOTS / _USUAL_SIDE)


def stroked(
    drawing: Drawing, start: tuple[float, float], end: tuple[float, float], *, ink: bool
) -> Drawing:
    """Return the drawing after a stroke from one place to another, in dots across and down.

    ink: whether it is drawn, or wiped out.
    """
    middles = np.arange(len(drawing)) + 0.5
    across, down = middles[None, :], middles[:, None]
    (x1, y1), (x2, y2) = start, end
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    along = ((across - x1) * dx + (down - y1) * dy) / length if length else 0 * (across + down)
    along = np.clip(along, 0, 1)
    apart = np.hypot(across - x1 - along * dx, down - y1 - along * dy)
    touched: Drawing = apart <= pen_radius(drawing) * (1 if ink else _ERASER)
    changed: Drawing = drawing | touched if ink else drawing & ~touched
    return changed


def with_cell(drawing: Drawing, row: int, column: int, *, ink: bool) -> Drawing:
    """Return the drawing with a cell full of ink, or without any."""
    changed = drawing.copy()
    changed[DOTS * row : DOTS * (row + 1), DOTS * column : DOTS * (column + 1)] = ink
    return changed


def is_full(drawing: Drawing, row: int, column: int) -> bool:
    """Return whether all dots of a cell have ink."""
    cell = drawing[DOTS * row : DOTS * (row + 1), DOTS * column : DOTS * (column + 1)]
    return bool(cell.all())
