"""The colours of the regions, and the lines between them."""

import numpy as np

from engine.frozen import Array
from gui.plots.chart import Series
from gui.plots.ground import PlotGround
from gui.regions.field import Field
from gui.regions.subject import Subject

STRONGEST = 0.85  # of a colour, where an output is as sure as its targets: dots stay readable
_LINE = 1.6  # units


def ground_of(subject: Subject, field: Field) -> PlotGround:
    """Return the colour of each cell.

    Of one output that tells two classes apart it goes from the colour of one through that of the
    card to the other; of several it is that of the largest, the fainter the closer the next one
    is; of a value it is the stronger the higher that is.
    """
    told = np.nan_to_num(_shares(subject, field), nan=0.0)
    if len(subject.inks) == 1:
        ink, amount = np.zeros(told.shape[1:], np.intp), told[0]
    elif len(told) == 1:
        ink, amount = (told[0] > 0.5).astype(np.intp), np.abs(2 * told[0] - 1)
    else:
        first, second = np.partition(told, -2, axis=0)[[-1, -2]]
        ink, amount = told.argmax(axis=0), first - second
    grid = field.grid
    return PlotGround(grid.along(0), grid.along(1), subject.inks, ink, STRONGEST * amount)


def lines_of(subject: Subject, field: Field) -> tuple[Series, ...]:
    """Return the lines at the threshold, or where another output becomes the largest."""
    if subject.classes is None:
        return ()
    if subject.unit is not None:
        assert subject.threshold is not None
        heights = [field.outputs[subject.unit] - subject.threshold]
    else:
        heights = [_lead(field.outputs, unit) for unit in range(len(field.outputs))]
    found = [line for each in heights for line in contours(field, each, 0.0)]
    return (joined(found, "text", _LINE),) if found else ()


def contours(field: Field, heights: Array, level: float) -> list[Array]:
    """Return the lines along which a function over the grid, (rows, columns), has a value.

    Each is (points, 2), in the coordinates of the plane.
    """
    if not np.nanmin(heights, initial=np.inf) <= level <= np.nanmax(heights, initial=-np.inf):
        return []
    import contourpy  # not needed before the first paint

    known = heights if np.isfinite(heights).all() else np.ma.masked_invalid(heights)
    grid = field.grid
    generator = contourpy.contour_generator(grid.along(0), grid.along(1), known)
    return [np.asarray(line) for line in generator.lines(level)]


def joined(lines: list[Array], ink: str, width: float) -> Series:
    """Return lines as one curve with gaps between them."""
    gap = np.full((1, 2), np.nan)
    points = np.concatenate([part for line in lines for part in (line, gap)][:-1])
    return Series(points[:, 0], points[:, 1], ink, width)


def _shares(subject: Subject, field: Field) -> Array:
    """Return how far each output told is from low to high, 0..1: (outputs, rows, columns)."""
    outputs = field.outputs if subject.unit is None else field.outputs[[subject.unit]]
    with np.errstate(all="ignore"):
        shares: Array = (outputs - subject.low) / (subject.high - subject.low)
    return shares.clip(0.0, 1.0)


def _lead(outputs: Array, unit: int) -> Array:
    """Return how much an output is above the largest of the others: (rows, columns)."""
    lead: Array = outputs[unit] - np.delete(outputs, unit, axis=0).max(axis=0)
    return lead
