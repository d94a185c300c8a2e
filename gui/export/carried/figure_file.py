"""Puts a moment into the file of a figure, and opens the file of one at its moment."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO

from engine.fault import Faulty
from engine.text.unreadable import unreadable
from gui.export.carried import in_pdf, in_png, in_pptx, in_svg
from gui.export.carried.bounds import MOST_FILE_BYTES, BadFigure
from gui.export.carried.moment import FigureMoment, moment_text, read_moment

_INTO: Mapping[str, Callable[[bytes, bytes], bytes]] = {
    ".png": in_png.with_text,
    ".svg": in_svg.with_text,
    ".pdf": in_pdf.with_text,
    ".pptx": in_pptx.with_text,
}


def embed(ending: str, content: bytes, moment: FigureMoment) -> bytes:
    """Return a file of a figure that opens again; of formats that carry nothing, as it is.

    Raises `TooLarge` where that would be too much to carry.
    """
    return _INTO[ending](content, moment_text(moment)) if ending in _INTO else content


def open_figure(path: Path) -> FigureMoment:
    """Return the moment of a figure; raise BadFigure with what is wrong, the file in front."""
    try:
        text = extract(path)
        if text is None:
            raise BadFigure("figure.carries-nothing")
        return read_moment(text, path.parent)
    except Faulty as error:
        raise BadFigure.of(error.fault.within(str(path))) from None


def extract(path: Path) -> bytes | None:
    """Return what a file carries, None where it carries nothing; raise BadFigure.

    Of what kind a file is, it says itself.
    """
    try:
        with path.open("rb") as file:
            if path.stat().st_size > MOST_FILE_BYTES:
                raise BadFigure("figure.too-large", most=MOST_FILE_BYTES // 2**20)
            return _text_in(file)
    except OSError as error:
        raise BadFigure.of(unreadable(error)) from None


def _text_in(file: BinaryIO) -> bytes | None:
    begins = file.read(1024)
    file.seek(0)
    if begins.startswith(in_png.SIGNATURE):
        return in_png.text_in(file)
    if begins.startswith(in_pdf.SIGNATURE):
        return in_pdf.text_in(file.read(MOST_FILE_BYTES))
    if begins.startswith(in_pptx.SIGNATURE):
        return in_pptx.text_in(file)
    is_xml = begins.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
    return in_svg.text_in(file) if is_xml else None
