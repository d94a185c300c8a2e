"""The formats of films, by the ending of a file's name."""

from collections.abc import Callable
from importlib.util import find_spec

from msgspec import Struct

from gui.disk import files
from gui.export.film.frames import FilmWriter
from gui.words.catalog import say


class FilmFormat(Struct, frozen=True, eq=False):
    """A format. open: returns what writes it, with so many frames a second.

    clock: ticks a second, None where every frame is one; most_frames: a second; examples: how
    many such frames it wants to see first; grid: its sides are multiples of it; package: what must
    be installed for it, "" where nothing need be.
    """

    open: Callable[[float], FilmWriter]
    clock: float | None
    most_frames: float = 60.0
    examples: int = 0
    grid: int = 1
    package: str = ""


def _gif(frames: float) -> FilmWriter:
    from gui.export.film.gif import GifWriter

    return GifWriter()


def _webp(frames: float) -> FilmWriter:
    from gui.export.film.webp import WebpWriter

    return WebpWriter()


def _mp4(frames: float) -> FilmWriter:
    from gui.export.film.mp4 import Mp4Writer

    return Mp4Writer(frames)


FILM_FORMATS = {
    # players show a frame of less than two of its ticks for ten
    ".gif": FilmFormat(_gif, 100.0, most_frames=50.0, examples=24),
    ".webp": FilmFormat(_webp, 1000.0),
    # of four pixels in a square the colour is kept but once
    ".mp4": FilmFormat(_mp4, None, grid=2, package="av"),
}


def check_format(ending: str, frames: float) -> None:
    """Raise ValueError with a sentence where a format cannot be written.

    Too many frames a second are wanted of it, or the package is missing that it needs.
    """
    package, most = FILM_FORMATS[ending].package, FILM_FORMATS[ending].most_frames
    if frames > most:
        raise ValueError(say("picture.film-frames", kind=ending, most=f"{most:g}"))
    if package and find_spec(package) is None:
        key = "picture.not-bundled" if files.bundled_licences() else "picture.no-package"
        raise ValueError(say(key, kind=ending, package=package))
