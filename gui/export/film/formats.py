"""The formats of films, by the ending of a file's name."""

from collections.abc import Callable, Sequence
from importlib.util import find_spec

from msgspec import Struct

from gui.export.film.frames import FilmFrame, FilmWriter
from gui.words.catalog import say


class FilmFormat(Struct, frozen=True, eq=False):
    """A format. open: what writes it, from frames a second and frames like those that will come.

    clock: ticks a second, None where every frame is one; most_frames: a second; examples: how
    many such frames it wants to see first; grid: its sides are multiples of it; package: what must
    be installed for it, "" where nothing need be.
    """

    open: Callable[[float, Sequence[FilmFrame]], FilmWriter]
    clock: float | None
    most_frames: float = 60.0
    examples: int = 0
    grid: int = 1
    package: str = ""


def _gif(frames: float, examples: Sequence[FilmFrame]) -> FilmWriter:
    from gui.export.film.film_palette import palette_of
    from gui.export.film.gif import GifWriter

    return GifWriter(palette_of(examples))


def _webp(frames: float, examples: Sequence[FilmFrame]) -> FilmWriter:
    from gui.export.film.webp import WebpWriter

    return WebpWriter()


def _mp4(frames: float, examples: Sequence[FilmFrame]) -> FilmWriter:
    from gui.export.film.mp4 import Mp4Writer

    return Mp4Writer(frames)


FILM_FORMATS = {
    # players show a frame of less than two of its ticks for ten
    ".gif": FilmFormat(_gif, 100.0, most_frames=50.0, examples=24),
    ".webp": FilmFormat(_webp, 1000.0),
    # of four pixels in a square the colour is kept but once
    ".mp4": FilmFormat(_mp4, None, grid=2, package="av"),
}


def check_package(ending: str) -> None:
    """Raise ValueError with a sentence where the package is missing that a format needs."""
    package = FILM_FORMATS[ending].package
    if package and find_spec(package) is None:
        raise ValueError(say("picture.no-package", kind=ending, package=package))
