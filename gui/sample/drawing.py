"""A drawing of dots: strokes of a pen, and cells filled from the keyboard."""

import numpy as np

from engine.data.pictures import DOTS, Drawing

PEN = 2.6  # dots, the radius: strokes are about as wide as those of the bundled digits
ERASER = 4.0


def blank(side: int) -> Drawing:
    """Return a drawing without ink for a picture with so many cells along each side."""
    return np.zeros((DOTS * side, DOTS * side), np.bool_)


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
    touched: Drawing = apart <= (PEN if ink else ERASER)
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
