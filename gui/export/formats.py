"""The formats of figures, by the ending of a file's name."""

from collections.abc import Callable
from enum import Enum
from importlib import import_module

from msgspec import Struct

from gui.recording.marks import FigurePage
from gui.words.catalog import say


class TextAs(Enum):
    """How text stands in a figure made of lines."""

    TEXT = "text"  # can be searched and changed; looks right where its font is
    OUTLINES = "outlines"  # looks the same everywhere


class VectorFormat(Struct, frozen=True, eq=False):
    """A format of lines and areas. write: a page and its title to a file's bytes.

    text: how text is written unless something else is asked for; module, package: what it needs
    beside what the application runs on, as it is imported and as it is installed.
    """

    write: Callable[[FigurePage, str], bytes]
    text: TextAs
    module: str = ""
    package: str = ""


def _svg(page: FigurePage, title: str) -> bytes:
    from gui.recording.svg import svg

    return svg(page, title)


def _pdf(page: FigurePage, title: str) -> bytes:
    from gui.recording.pdf import pdf

    return pdf([page], title)


def _tex(page: FigurePage, title: str) -> bytes:
    from gui.export.tex.document import tex

    return tex(page, title)


def _pptx(page: FigurePage, title: str) -> bytes:
    from gui.export.slides.deck import DeckPage, pptx

    return pptx([DeckPage(page)], title)


DOTS, SLIDES = ".png", ".pptx"
VECTORS = {
    ".svg": VectorFormat(_svg, TextAs.OUTLINES),
    ".pdf": VectorFormat(_pdf, TextAs.TEXT),
    ".tex": VectorFormat(_tex, TextAs.TEXT),
    SLIDES: VectorFormat(_pptx, TextAs.TEXT, "pptx", "python-pptx"),
}
ENDINGS = (DOTS, *VECTORS)


def check_package(ending: str) -> None:
    """Raise ValueError with a sentence where what a format needs is not installed."""
    wanted = VECTORS.get(ending)
    if wanted is None or not wanted.module:
        return
    try:
        import_module(wanted.module)
    except ModuleNotFoundError:
        told = say("picture.no-package", kind=ending, package=wanted.package)
        raise ValueError(told) from None


def vectors(page: FigurePage, ending: str, title: str, text: TextAs | None = None) -> bytes:
    """Return a recorded figure as the bytes of a file with this ending, one of VECTORS."""
    return VECTORS[ending].write(with_text(page, ending, text), title)


def with_text(page: FigurePage, ending: str, text: TextAs | None) -> FigurePage:
    """Return a page with its text as a file with this ending holds it."""
    if (text or VECTORS[ending].text) is not TextAs.OUTLINES:
        return page
    from gui.recording.outlines import outlined

    return outlined(page)
