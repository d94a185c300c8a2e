"""Frames of a film as numbers: one a pixel, and what differs between two of them."""

from typing import Protocol

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from PySide6.QtGui import QImage

FilmFrame = npt.NDArray[np.uint32]
"""(height, width): of each pixel red, green and blue as one number, 0xRRGGBB."""

_COLOUR = np.uint32(0xFFFFFF)


def frame_of(image: QImage) -> FilmFrame:
    """Return the pixels of a picture that has a ground."""
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1)
    return pixels[:, : image.width()] & _COLOUR


def channels(colours: FilmFrame) -> npt.NDArray[np.uint8]:
    """Return red, green and blue of colours of any shape, side by side in a last axis."""
    parts = [colours >> shift & 0xFF for shift in (16, 8, 0)]
    return np.stack(parts, axis=-1).astype(np.uint8)


class Patch(Struct, frozen=True, eq=False):
    """The smallest rectangle that holds all that is new in a frame.

    left, top: its place; frame: its pixels; is_new: which of them differ from before.
    """

    left: int
    top: int
    frame: FilmFrame
    is_new: npt.NDArray[np.bool_]


def patch_of(before: FilmFrame | None, frame: FilmFrame, grid: int = 1) -> Patch:
    """Return what is new in a frame, its place a multiple of the grid.

    before: the frame before, None if there is none: then all of it is new.
    """
    if before is None:
        return Patch(0, 0, frame, np.ones(frame.shape, np.bool_))
    is_new = frame != before
    rows, columns = (np.flatnonzero(is_new.any(axis)) for axis in (1, 0))
    if not len(rows):
        return Patch(0, 0, frame[:1, :1], is_new[:1, :1])
    top, left = (int(found[0]) // grid * grid for found in (rows, columns))
    place = slice(top, rows[-1] + 1), slice(left, columns[-1] + 1)
    return Patch(left, top, frame[place], is_new[place])


class FilmWriter(Protocol):
    """Makes a file of frames that are given to it one after the other."""

    def see(self, frame: FilmFrame) -> None:
        """Look at a frame like those that will come, before the first is taken."""

    def add(self, frame: FilmFrame) -> None:
        """Take the next frame, which is shown for no time yet."""

    def hold(self, ticks: int) -> None:
        """Show the frame taken last for so long, of the format's clock."""

    def finish(self) -> bytes:
        """Return the whole file."""
