"""Writes a film as GIF: of every frame only the pixels that change, in colours all share."""

import numpy as np
import numpy.typing as npt
from PIL import GifImagePlugin, Image

from gui.export.film.film_palette import CLEAR, FilmPalette
from gui.export.film.frames import FilmFrame, channels, patch_of

_MS_A_TICK = 10
_MOST_TICKS = 0xFFFF  # of one frame, as the format has it
_COLOURS = 256
_KEPT = 1  # a frame stays where the next one has nothing new


class GifWriter:
    """A GIF that begins again and again; its clock counts hundredths of a second."""

    def __init__(self, palette: FilmPalette) -> None:
        self._palette = palette
        colours = np.resize(palette.colours, _COLOURS)
        self._colours = channels(colours).tobytes()
        self._before: FilmFrame | None = None
        self._file = bytearray()
        self._patch = Image.new("P", (1, 1))
        self._place = 0, 0

    def add(self, frame: FilmFrame) -> None:
        numbers = self._palette.numbers(frame).astype(np.uint32)
        patch = patch_of(self._before, numbers)
        if self._before is None:
            whole = self._image(numbers.astype(np.uint8))
            self._file += b"".join(GifImagePlugin.getheader(whole, info={"loop": 0})[0])
        shown = np.where(patch.is_new, patch.frame, CLEAR)
        self._patch, self._place = self._image(shown.astype(np.uint8)), (patch.left, patch.top)
        self._before = numbers

    def hold(self, ticks: int) -> None:
        while ticks:
            part = min(ticks, _MOST_TICKS)
            how = {"duration": _MS_A_TICK * part, "transparency": CLEAR, "disposal": _KEPT}
            self._file += b"".join(GifImagePlugin.getdata(self._patch, self._place, **how))
            self._patch, self._place = self._image(np.full((1, 1), CLEAR, np.uint8)), (0, 0)
            ticks -= part

    def finish(self) -> bytes:
        return bytes(self._file) + b";"

    def _image(self, numbers: npt.NDArray[np.uint8]) -> Image.Image:
        image = Image.fromarray(numbers)
        image.putpalette(self._colours)
        return image
