"""A worksheet as a document for LaTeX."""

from collections.abc import Iterator, Sequence

from PySide6.QtGui import QPainter

from engine.text.latex import BLANK
from engine.text.worksheet.sheet import SheetLine, SheetSection, Worksheet
from engine.written.expression import Equation
from gui.export.layout import laid_out
from gui.export.request import FigureRequest, FigureSize
from gui.export.tex.document import TexDrawing
from gui.export.tex.formula import formula_lines
from gui.export.tex.letters import tex_text
from gui.export.tex.statements import written
from gui.export.worksheet.drawn import DRAWING
from gui.export.worksheet.paper import Paper
from gui.export.worksheet.written_lines import SMALL, SheetCell, alone, cells, columns, nothing
from gui.recording.marks import FigurePage
from gui.recording.recorder import Recorder
from gui.state.state import State
from gui.words.catalog import beside, in_one_line, say
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
\setlength\emergencystretch{3em}"""
_COMMANDS = r"""\newcommand\beneath[1]{\\{\footnotesize\mdseries\color{black!65}#1}}
\newcommand\given[2]{\makebox[#1\linewidth][l]{$\displaystyle #2$}}
\newcommand\noted[1]{\par\vspace{0.25em}\hspace*{2em}\begin{minipage}{\dimexpr\linewidth-2em}%
  \footnotesize\raggedright #1\end{minipage}}
\newcommand\sheetline[4]{\begin{minipage}[t]{#1\linewidth}\makebox[2em][l]{\footnotesize #2}%
  #3#4\par\vspace{0.5em}\end{minipage}}"""
_FOOT = r"\makeatletter\def\@oddfoot{\footnotesize %s\hfil\thepage}\makeatother"
_TYPE = 11  # points, as articles are set
_NAMES = "name", "date"
_GAP = 0.03  # of the width of the text: between lines beside each other


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
        self._title = say("worksheet.key", title=title) if is_key else title
        self._number = tex_text(sheet_number(sheet.label))

    def lines(self) -> Iterator[str]:
        """Yield the document line by line."""
        body = list(self._body())
        drawing = TexDrawing([self._page], [self._title, *body])
        (statements,) = drawing.statements
        picture = [written(each, drawing.styles) for each in statements]
        foot = rf"{tex_text(self._title)}\quad {self._number}"
        yield rf"\documentclass[{_TYPE}pt]{{article}}"
        yield _GEOMETRY
        yield from drawing.preamble(self._title, [*picture, *body])
        yield _COMMANDS
        yield _FOOT % foot
        yield r"\begin{document}"
        yield from self._head()
        yield r"\begin{center}"
        yield from drawing.picture(picture)
        yield r"\end{center}"
        yield from body
        yield r"\end{document}"

    def _head(self) -> Iterator[str]:
        title, number = _said(self._title), self._number
        width = r"\dimexpr\linewidth-6em"
        yield (
            rf"\begin{{minipage}}[t]{{{width}}}\raggedright\Large\bfseries {title}\end{{minipage}}"
            rf"\hfill{{\large\bfseries {number}}}\par"
        )
        if not self._is_key:
            name, date = (tex_text(in_one_line(say(f"sheet-line.{key}"))) for key in _NAMES)
            yield (
                rf"\medskip {name} \underline{{\hspace{{62mm}}}}\qquad "
                rf"{date} \underline{{\hspace{{38mm}}}}\par\medskip"
            )
        yield _said(sheet_task(self._digits, self._is_key)) + r"\par"

    def _body(self) -> Iterator[str]:
        yield rf"\subsection*{{{_said(say('worksheet.given'))}}}"
        for group in self._sheet.given():
            yield from self._flow(group)
        for text in sheet_notes(self._sheet.work):
            yield _said(text) + r"\par"
        for section in self._sections:
            yield from self._section(section)

    def _flow(self, equations: Sequence[Equation]) -> Iterator[str]:
        """Yield equations one after the other, in columns of one width."""
        layouts = [alone(each, self._digits) for each in equations]
        count, column = columns(layouts, Paper.width)
        share = min(column / Paper.width, 1.0)
        formulas = [formula_lines(each.said).replace("&", "").strip() for each in layouts]
        for at in range(0, len(formulas), count):
            row = (f"\\given{{{share:.3f}}}{{{each}}}" for each in formulas[at : at + count])
            yield "%\n".join(row) + r"\par"

    def _section(self, section: SheetSection) -> Iterator[str]:
        yield rf"\subsection*{{{_said(beat_heading(section.beat))}}}"
        if section.rule:
            yield from self._flow(section.rule)
            yield r"\nobreak"
        note = mistake_note if self._is_key else nothing
        rows = cells(section.lines, Paper.width, self._digits, note)
        across = len(rows[0])
        width = (1 - _GAP * (across - 1)) / across
        between = f"\\hspace{{{_GAP}\\linewidth}}%\n"
        for row in rows:
            yield between.join(self._line(cell, width) for cell in row) + r"\par"

    def _line(self, cell: SheetCell, width: float) -> str:
        line, formula = cell.line, formula_lines(cell.layout.said)
        if self._is_key and line.number:
            formula = formula.replace(BLANK, rf"\boxed{{\mathbf{{{_answer(line)}}}}}")
        said = rf"\noted{{{_said(cell.note)}}}" if cell.note else ""
        return (
            f"\\sheetline{{{width:.3f}}}{{{line.number or ''}}}{{$\n"
            f"  \\begin{{aligned}}[t]\n{formula}\n  \\end{{aligned}}$}}{{{said}}}"
        )


def _said(text: str) -> str:
    """Return words for the document; of two languages the second stands beneath, smaller."""
    other = beside(text)
    return tex_text(text) + (rf"\beneath{{{tex_text(other)}}}" if other else "")


def _answer(line: SheetLine) -> str:
    return tex_text(line.answer).replace("$", "")


def _drawing(state: State) -> FigurePage:
    recorder = Recorder(Paper.width, DRAWING)
    painter = QPainter(recorder)
    size = FigureSize(Paper.width, DRAWING, SMALL)
    laid_out(state, FigureRequest("network", size, theme="light")).paint(painter)
    painter.end()
    return recorder.page(None)
