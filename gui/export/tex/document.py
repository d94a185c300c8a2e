"""A figure as a TeX file of its own: what it needs, its colours and styles, and the picture."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from gui.export.tex.alignment import Alignment
from gui.export.tex.joining import joined
from gui.export.tex.letters import comment, has_ideographs, needs_unicode, tex_text
from gui.export.tex.overlays import overlaid
from gui.export.tex.palette import TexPalette, theme_of
from gui.export.tex.picture import PictureWriter
from gui.export.tex.places import Places
from gui.export.tex.preamble import PACKAGES, PLOTS, TYPE, fonts, helpers, plot_marks
from gui.export.tex.statements import (
    BP,
    Statement,
    Verbatim,
    number,
    style_lines,
    styles_of,
    written,
)
from gui.export.tex.typed import TypedText
from gui.formula.meaning import FormulaMeaning
from gui.recording.marks import FigurePage, GroupMark, TextMark, every_mark
from gui.words.catalog import say

_WIDEST, _HIGHEST = 410.0, 190.0  # big points of a picture on a frame of 16:9


def tex(page: FigurePage, title: str) -> bytes:
    """Return a page as the bytes of a TeX file that pdfLaTeX, XeLaTeX and LuaLaTeX take."""
    drawn = TexDrawing([page])
    (statements,) = drawn.statements
    body = [written(each, drawn.styles) for each in statements]
    lines = [
        r"\documentclass[tikz,border=0pt]{standalone}",
        *drawn.preamble(title, body),
        r"\begin{document}",
        *drawn.picture(body),
        r"\end{document}",
    ]
    return ("\n".join(lines) + "\n").encode()


def tex_of_beats(
    pages: Sequence[FigurePage], title: str, heading: str, stories: Sequence[str]
) -> bytes:
    """Return the beats of a step as a frame of beamer with an overlay a beat.

    heading: over the frame; stories: what is told of each beat, written below it.
    """
    drawn = TexDrawing(pages, [heading, *stories])
    written_out = [[written(each, drawn.styles) for each in found] for found in drawn.statements]
    body = overlaid(written_out)
    lines = [
        r"\documentclass[aspectratio=169]{beamer}",
        r"\beamertemplatenavigationsymbolsempty",
        *drawn.preamble(title, [*body, *map(tex_text, stories)]),
        r"\begin{document}",
        *drawn.frame(body, heading, stories),
        r"\end{document}",
    ]
    return ("\n".join(lines) + "\n").encode()


class TexDrawing:
    """Pages of one size as statements, with what they and the text beside them need."""

    def __init__(self, pages: Sequence[FigurePage], beside: Sequence[str] = ()) -> None:
        """beside: the text that stands in the document too, so that its letters are there."""
        self._width, self._height = pages[0].width, pages[0].height
        pages = [replace(page, marks=joined(page.marks)) for page in pages]
        marks = tuple(mark for page in pages for mark in page.marks)
        self._all = list(every_mark(marks))
        self._palette, self._places = TexPalette(theme_of(marks)), Places(marks)
        texts = [*self._texts(), *beside]
        self._is_chinese = any(map(has_ideographs, texts))
        self._is_unusual = any(map(needs_unicode, texts))
        alignment = Alignment(marks, self._width)
        typed = TypedText(self._palette, self._places, alignment)
        if self._is_unusual and not self._is_chinese:  # in the letters of the screen
            typed = TypedText(self._palette, self._places, alignment, letters=1.0)
        writer = PictureWriter(self._palette, self._places, typed)
        self.statements: list[list[Statement]] = [
            [*self._ground(page), *writer.statements(page.marks)] for page in pages
        ]
        self.styles = styles_of(each for found in self.statements for each in found)

    def preamble(self, title: str, body: Sequence[str]) -> Iterator[str]:
        """Yield what stands before the document, of which these are the statements."""
        yield comment(title)
        yield PACKAGES
        if any(r"\begin{axis}" in each for each in body):
            yield PLOTS
            yield from plot_marks(body)
        yield from fonts(
            chinese=self._is_chinese, unicode=self._is_unusual, refused=say("tex.refused")
        )
        yield from helpers(body)
        yield comment(say("tex.colours"))
        yield from self._palette.definitions()
        yield comment(say("tex.styles"))
        yield TYPE
        yield from style_lines(self.styles)
        yield "}"

    def picture(self, body: Sequence[str]) -> Iterator[str]:
        """Yield the picture that is made of statements."""
        yield rf"\begin{{tikzpicture}}[x={BP}bp,y=-{BP}bp]"
        width, height = number(self._width), number(self._height)
        yield rf"\useasboundingbox (0,0) rectangle ({width},{height});"
        if self._places.spots:
            yield comment(say("tex.places"))
            yield from (spot.definition for spot in self._places.spots)
        yield from body
        yield r"\end{tikzpicture}"

    def frame(self, body: Sequence[str], heading: str, stories: Sequence[str]) -> Iterator[str]:
        """Yield a frame with an overlay for each story, which is told below the picture."""
        scale = min(_WIDEST / (BP * self._width), _HIGHEST / (BP * self._height))
        yield rf"\begin{{frame}}{{{tex_text(heading)}}}"
        yield rf"\centering\scalebox{{{scale:.4f}}}{{%"
        yield from self.picture(body)
        yield r"}\par\smallskip\footnotesize"
        for index, story in enumerate(stories, 1):
            yield rf"\only<{index}>{{{tex_text(story)}}}%"
        yield r"\end{frame}"

    def _ground(self, page: FigurePage) -> Iterator[Statement]:
        if page.ground is not None:
            colour, _ = page.ground
            size = f"({number(page.width)},{number(page.height)})"
            yield Verbatim(rf"\fill[{self._palette.name(colour)}] (0,0) rectangle {size};")

    def _texts(self) -> Iterator[str]:
        for mark in self._all:
            if isinstance(mark, TextMark):
                yield mark.text
            elif isinstance(mark, GroupMark) and isinstance(mark.meaning, FormulaMeaning):
                yield mark.meaning.said.elided
