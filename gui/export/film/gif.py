"""Writes a film as GIF: of every frame only the pixels that change, in colours all share."""

import numpy as np
import numpy.typing as npt
from PIL import GifImagePlugin, Image

from gui.export.film.film_palette import CLEAR, ColourCounts, FilmPalette
from gui.export.film.frames import FilmFrame, channels, patch_of

_MS_A_TICK = 10
_MOST_TICKS = 0xFFFF  # of one frame, as the format has it
_COLOURS = 256
_KEPT = 1  # a frame stays where the next one has nothing new


class GifWriter:
    """A GIF that begins again and again; its clock counts hundredths of a second."""

    def __init__(self) -> None:
        self._counts = ColourCounts()
        self._palette: FilmPalette | None = None
        self._before: FilmFrame | None = None
        self._file = bytearray()
        self._patch = Image.new("P", (1, 1))
        self._place = 0, 0

    def see(self, frame: FilmFrame) -> None:
        self._counts.see(frame)

    def add(self, frame: FilmFrame) -> None:
        palette = self._palette = self._palette or self._counts.palette()
        numbers = palette.numbers(frame).astype(np.uint32)
        patch = patch_of(self._before, numbers)
        if self._before is None:
            whole = self._image(numbers)
            self._file += b"".join(GifImagePlugin.getheader(whole, info={"loop": 0})[0])
        self._patch = self._image(np.where(patch.is_new, patch.frame, CLEAR))
        self._place = patch.left, patch.top
        self._before = numbers

    def hold(self, ticks: int) -> None:
        while ticks:
            part = min(ticks, _MOST_TICKS)
            how = {"duration": _MS_A_TICK * part, "transparency": CLEAR, "disposal": _KEPT}
            self._file += b"".join(GifImagePlugin.getdata(self._patch, self._place, **how))
            self._patch, self._place = self._image(np.full((1, 1), CLEAR)), (0, 0)
            ticks -= part

    def finish(self) -> bytes:
        return bytes(self._file) + b";"

    def _image(self, numbers: npt.NDArray[np.integer]) -> Image.Image:
        assert self._palette is not None
        image = Image.fromarray(numbers.astype(np.uint8))
        colours = np.resize(self._palette.colours, _COLOURS)
        image.putpalette(channels(colours).tobytes())
        return image
