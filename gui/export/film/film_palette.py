"""The 255 colours that all frames of a GIF share, so that nothing flickers."""

from collections import Counter

import numpy as np
import numpy.typing as npt
from PIL import Image

from gui.export.film.frames import FilmFrame, channels

CLEAR = 255  # the number of the colour that leaves what was there
_EXACT = 64  # the most frequent colours, those of areas and of lines, are kept as they are
_AT_ONCE = 1 << 14  # colours, while their nearest are looked for


class FilmPalette:
    """Colours, and of every other one the nearest of them."""

    def __init__(self, colours: FilmFrame) -> None:
        """colours: (n,), at most 255 of them."""
        self.colours = colours
        self._numbers = np.full(1 << 24, -1, np.int16)

    def numbers(self, frame: FilmFrame) -> npt.NDArray[np.uint8]:
        """Return of every pixel the number of its colour; nothing is dithered."""
        found = self._numbers[frame]
        if (found < 0).any():
            self._look_for(np.unique(frame[found < 0]))
            found = self._numbers[frame]
        return found.astype(np.uint8)

    def _look_for(self, colours: FilmFrame) -> None:
        own = channels(self.colours).astype(np.int32)
        for at in range(0, len(colours), _AT_ONCE):
            part = colours[at : at + _AT_ONCE]
            apart = channels(part).astype(np.int32)[:, None] - own
            self._numbers[part] = np.square(apart).sum(axis=-1).argmin(axis=-1)


class ColourCounts:
    """How often colours are seen in frames that are shown to it."""

    def __init__(self) -> None:
        self._counts: Counter[int] = Counter()

    def see(self, frame: FilmFrame) -> None:
        """Count the colours of a frame; most of it is often the ground, counted by itself."""
        ground = frame[0, 0]
        others = frame[frame != ground]
        colours, counts = np.unique(others, return_counts=True)
        self._counts[int(ground)] += frame.size - others.size
        self._counts.update(dict(zip(colours.tolist(), counts.tolist(), strict=True)))

    def palette(self) -> FilmPalette:
        """Return the most frequent colours, and such as are near to all others."""
        ordered = np.array([colour for colour, _ in self._counts.most_common()], np.uint32)
        if len(ordered) <= CLEAR:
            return FilmPalette(ordered)
        exact, others = ordered[:_EXACT], ordered[_EXACT:]
        strip = Image.fromarray(channels(others[None]))
        covering = strip.quantize(CLEAR - _EXACT, method=Image.Quantize.MAXCOVERAGE)
        parts = np.array(covering.getpalette(), np.uint32).reshape(-1, 3)
        near = parts[:, 0] << 16 | parts[:, 1] << 8 | parts[:, 2]
        return FilmPalette(np.concatenate([exact, near[: CLEAR - _EXACT]]))
