"""Pictures of dots as filled rectangles: TeX holds no pictures, and these are sharp at any size."""

from collections.abc import Iterator
from itertools import groupby
from math import ceil

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from gui.export.tex.statements import Verbatim, number
from gui.recording.marks import ImageMark

Dots = npt.NDArray[np.uint8]

_FINE, _LEAST = 4.0, 1.5  # units: rectangles of what is smooth, and the least of what is not
_ACROSS = 32  # rectangles of even the smallest smooth picture
_ALIKE = 1  # of 255: neighbours whose colours differ no more are one rectangle
_SEEN = 96  # of 255: what is more transparent is left out
_OVER = 0.5  # units by which a row lies under the next one, so that no gap is seen


def cells(mark: ImageMark, ground: str) -> Verbatim:
    """Return what fills the rectangles of a picture, row by row from above.

    ground: the colour on which a picture lies that is not quite opaque.
    """
    dots = _dots(mark)
    if mark.opacity < 1:  # rectangles lie over each other
        below = [int(ground[i : i + 2], 16) for i in (1, 3, 5)]
        mixed = mark.opacity * dots[..., :3] + (1 - mark.opacity) * np.array(below)
        dots[..., :3] = np.rint(mixed).astype(np.uint8)
    rows, columns = dots.shape[:2]
    across, down = mark.width / columns, mark.height / rows
    lines: list[str] = []
    row = 0
    for same in _bands(dots):
        top, height = mark.y + row * down, same * down
        over = _OVER if row + same < rows else 0.0
        lines.append(rf"\cellrow {number(top)} {number(height + over)} ")
        for start, end, colour in _runs(dots[row]):
            x, width = mark.x + start * across, (end - start) * across
            lines.append(rf"\cell {number(x)} {number(width)} {colour} ")
        row += same
    body = "\n".join(lines)
    filled = f"\\begin{{cells}}\n{body}\n\\end{{cells}}"
    if not mark.is_round:
        return Verbatim(filled)
    half = mark.width / 2, mark.height / 2
    middle = f"({number(mark.x + half[0])},{number(mark.y + half[1])})"
    radii = f"x radius={number(half[0])}, y radius={number(half[1])}"
    clip = f"\\clip {middle} circle[{radii}];"
    return Verbatim(f"\\begin{{scope}}\n  {clip}\n{filled}\n\\end{{scope}}")


def _dots(mark: ImageMark) -> Dots:
    """Return red, green, blue and how opaque: (rows, columns, 4)."""
    image = QImage.fromData(mark.png)
    side = min(_FINE, mark.width / _ACROSS) if mark.is_smooth else _LEAST
    fine = ceil(mark.width / side), ceil(mark.height / side)
    if mark.is_smooth or image.width() > fine[0] or image.height() > fine[1]:
        keep = Qt.AspectRatioMode.IgnoreAspectRatio
        image = image.scaled(*fine, keep, Qt.TransformationMode.SmoothTransformation)
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    packed = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return packed[:, : 4 * image.width()].reshape(image.height(), image.width(), 4).copy()


def _bands(dots: Dots) -> Iterator[int]:
    """Yield how many rows follow each other that are the same."""
    for _, same in groupby(row.tobytes() for row in dots):
        yield len(list(same))


def _runs(row: Dots) -> Iterator[tuple[int, int, str]]:
    """Yield where rectangles of one colour begin and end, with red, green and blue of its colour.

    One that is covered by the next reaches below it, to the end of what is seen.
    """
    starts = [0]
    for at in range(1, len(row)):
        if np.abs(row[at].astype(int) - row[starts[-1]].astype(int)).max() > _ALIKE:
            starts.append(at)
    ends = [*starts[1:], len(row)]
    for start, end in zip(starts, ends, strict=True):
        red, green, blue, opaque = (int(each) for each in row[(start + end) // 2])
        if opaque <= _SEEN:
            continue
        covered = end
        while covered < len(row) and row[covered][3] > _SEEN:
            covered += 1
        shares = " ".join(f"{each / 255:.3g}".removeprefix("0") for each in (red, green, blue))
        yield start, covered, shares
