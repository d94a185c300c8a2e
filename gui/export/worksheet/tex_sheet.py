"""A worksheet as a document for LaTeX."""

from collections.abc import Iterator

from PySide6.QtGui import QPainter

from engine.text.latex import BLANK, derivation_to_latex
from engine.text.worksheet.sheet import SheetLine, SheetSection, Worksheet
from gui.export.layout import laid_out
from gui.export.request import FigureRequest, FigureSize
from gui.export.tex.document import TexDrawing
from gui.export.tex.letters import tex_math, tex_text
from gui.export.tex.statements import written
from gui.export.worksheet.drawn import DRAWING
from gui.export.worksheet.paper import Paper
from gui.export.worksheet.written_lines import SMALL, across
from gui.recording.marks import FigurePage
from gui.recording.recorder import Recorder
from gui.state.state import State
from gui.words.catalog import say
from gui.words.worksheets import (
    beat_heading,
    mistake_note,
    sheet_notes,
    sheet_number,
    sheet_task,
    sheet_title,
)

_GEOMETRY = r"""\usepackage[a4paper,margin=17mm,bottom=20mm]{geometry}
\setlength\parindent{0em}
\setlength\parskip{0.4em plus 0.1em}
\pagestyle{plain}"""
_TYPE = 11  # points, as articles are set
_NUMBER = 0.05  # of the width of the text: the number before a line


def sheet_to_tex(sheet: Worksheet, state: State, *, is_key: bool) -> bytes:
    """Return a worksheet or its key as the bytes of a file for pdfLaTeX, Chinese for XeLaTeX.

    state: what the network is drawn of, at the beginning of the step.
    """
    return ("\n".join(_TexSheet(sheet, state, is_key).lines()) + "\n").encode()


class _TexSheet:
    def __init__(self, sheet: Worksheet, state: State, is_key: bool) -> None:
        self._sheet, self._is_key = sheet, is_key
        self._digits = sheet.work.digits
        self._sections = sheet.sections(is_key)
        self._page = _drawing(state)
        title = sheet_title(sheet.work.experiment)
        self._title = str(say("worksheet.key", title=title) if is_key else title)

    def lines(self) -> Iterator[str]:
        """Yield the document line by line."""
        body = list(self._body())
        drawing = TexDrawing([self._page], [self._title, *body])
        (statements,) = drawing.statements
        picture = [written(each, drawing.styles) for each in statements]
        yield rf"\documentclass[{_TYPE}pt]{{article}}"
        yield _GEOMETRY
        yield from drawing.preamble(self._title, [*picture, *body])
        yield r"\begin{document}"
        yield from self._head()
        yield r"\begin{center}"
        yield from drawing.picture(picture)
        yield r"\end{center}"
        yield from body
        yield r"\end{document}"

    def _head(self) -> Iterator[str]:
        number = tex_text(sheet_number(self._sheet.label))
        yield rf"{{\Large\bfseries {tex_text(self._title)}}}\hfill{{\large\bfseries {number}}}\par"
        if not self._is_key:
            name, date = (tex_text(say(f"sheet-line.{key}")) for key in ("name", "date"))
            yield (
                rf"\medskip {name} \underline{{\hspace{{62mm}}}}\qquad "
                rf"{date} \underline{{\hspace{{38mm}}}}\par\medskip"
            )
        yield tex_text(sheet_task(self._digits, self._is_key)) + r"\par"

    def _body(self) -> Iterator[str]:
        yield rf"\subsection*{{{tex_text(say('worksheet.given'))}}}"
        for group in self._sheet.given():
            letters = (tex_math(derivation_to_latex([each], self._digits)) for each in group)
            yield " \\quad\n".join(f"$\n{each}\n$" for each in letters) + r"\par"
        for text in sheet_notes(self._sheet.work):
            yield tex_text(text) + r"\par"
        for section in self._sections:
            yield from self._section(section)

    def _section(self, section: SheetSection) -> Iterator[str]:
        yield rf"\subsection*{{{tex_text(beat_heading(section.beat))}}}"
        if section.rule:
            rule = derivation_to_latex(section.rule, self._digits)
            yield f"$\n{tex_math(rule)}\n$\\par"
        count = across(section.lines, Paper.width, self._digits)
        width = 0.98 / count
        for at in range(0, len(section.lines), count):
            row = section.lines[at : at + count]
            yield "\\hfill\n".join(self._line(line, width) for line in row) + r"\hfill\null\par"

    def _line(self, line: SheetLine, width: float) -> str:
        number = str(line.number or "")
        formula = tex_math(derivation_to_latex(line.equations, self._digits))
        if self._is_key and line.number:
            formula = formula.replace(BLANK, rf"\boxed{{\mathbf{{{_answer(line)}}}}}")
        note = mistake_note(line) if self._is_key else ""
        said = rf"\\{{\footnotesize {tex_text(note)}}}" if note else ""
        return (
            rf"\begin{{minipage}}[t]{{{width:.3f}\linewidth}}\makebox[2em][l]{{\footnotesize "
            rf"{number}}}$" + "\n" + formula.replace("{aligned}", "{aligned}[t]", 1) + "\n"
            rf"$\vspace{{0.4em}}{said}\end{{minipage}}"
        )


def _answer(line: SheetLine) -> str:
    return tex_text(line.answer).replace("$", "")


def _drawing(state: State) -> FigurePage:
    recorder = Recorder(Paper.width, DRAWING)
    painter = QPainter(recorder)
    size = FigureSize(Paper.width, DRAWING, SMALL)
    laid_out(state, FigureRequest("network", size, theme="light")).paint(painter)
    painter.end()
    return recorder.page(None)
