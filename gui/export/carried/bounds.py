"""How much a file may hold, and what is said of one that holds more or none of it."""

import zlib

from engine.fault import Faulty

MOST_FILE_BYTES = 256 * 2**20
MOST_BYTES = 16 * 2**20  # of what a figure carries


class BadFigure(Faulty):
    """A picture that does not open again; its `fault` says why."""


def inflated(content: bytes) -> bytes:
    """Return what was compressed; raise BadFigure where that is too large, or damaged.

    No more than the most is ever unpacked, whatever a small file claims to be.
    """
    unpacking = zlib.decompressobj()
    try:
        found = unpacking.decompress(content, MOST_BYTES + 1)
    except zlib.error:
        raise BadFigure("figure.damaged") from None
    within_bounds(found)
    if not unpacking.eof:
        raise BadFigure("figure.damaged")
    return found


def within_bounds(content: bytes) -> bytes:
    """Return what a figure carries; raise BadFigure where that is too large."""
    if len(content) > MOST_BYTES:
        raise BadFigure("figure.carries-too-much", most=MOST_BYTES // 2**20)
    return content
