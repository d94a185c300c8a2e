"""Writes a film as WebP without loss: of every frame only the pixels that change."""

from io import BytesIO
from struct import pack

import numpy as np
from PIL import Image

from gui.export.film.frames import FilmFrame, channels, patch_of

_GRID = 2  # the format counts the places of frames in twos
_EFFORT = {"lossless": True, "quality": 50, "method": 2}  # more makes it hardly smaller
_LESS_EFFORT = {"lossless": True, "quality": 20, "method": 1}  # half the time, a fifth larger
_LARGE = 20_000  # pixels that are new: what changes all over takes long
_MOST_TICKS = 0xFFFFFF
_ANIMATED, _CLEAR = 0x02, 0x10  # flags of the whole file


class WebpWriter:
    """A WebP that begins again and again; its clock counts milliseconds.

    The frames are Pillow's; around them stands the container as Google's specification has it
    (https://developers.google.com/speed/webp/docs/riff_container), for Pillow can write only all
    frames in one go, and larger.
    """

    def __init__(self) -> None:
        self._before: FilmFrame | None = None
        self._size = 0, 0
        self._chunks: list[bytes] = []
        self._place, self._patch, self._picture = (0, 0), (1, 1), b""

    def see(self, frame: FilmFrame) -> None:
        """Learn nothing: every frame has the colours it has."""

    def add(self, frame: FilmFrame) -> None:
        patch = patch_of(self._before, frame, _GRID)
        pixels = np.dstack([channels(patch.frame), np.where(patch.is_new, 255, 0)])
        pixels[~patch.is_new] = 0
        still = BytesIO()
        is_large = self._before is not None and int(patch.is_new.sum()) > _LARGE
        effort = _LESS_EFFORT if is_large else _EFFORT
        Image.fromarray(pixels.astype(np.uint8)).save(still, "WEBP", **effort)
        self._picture = _picture_in(still.getvalue())
        self._place, self._patch = (patch.left, patch.top), patch.frame.shape[::-1]
        self._before, self._size = frame, frame.shape[::-1]

    def hold(self, ticks: int) -> None:
        halves = (side // _GRID for side in self._place)
        sides = (side - 1 for side in self._patch)
        numbers = (*halves, *sides, min(ticks, _MOST_TICKS))
        head = b"".join(map(_three_bytes, numbers)) + b"\0"  # blended with what was there, and kept
        self._chunks.append(_chunk(b"ANMF", head + self._picture))

    def finish(self) -> bytes:
        canvas = b"".join(_three_bytes(side - 1) for side in self._size)
        head = _chunk(b"VP8X", pack("<I", _ANIMATED | _CLEAR) + canvas)
        forever = _chunk(b"ANIM", pack("<IH", 0xFFFFFFFF, 0))
        return _chunk(b"RIFF", b"WEBP" + head + forever + b"".join(self._chunks))


def _picture_in(file: bytes) -> bytes:
    """Return the chunk with the picture of a file that holds one."""
    at = file.index(b"VP8L")
    size = int.from_bytes(file[at + 4 : at + 8], "little")
    return file[at : at + 8 + size + size % 2]


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def _three_bytes(number: int) -> bytes:
    return number.to_bytes(3, "little")
