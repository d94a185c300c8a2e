"""Draws a worksheet, or its key, on sheets of A4 paper."""

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from engine.text.worksheet.sheet import Worksheet
from engine.written.expression import Equation
from gui.draw.paragraph import paragraph_height, write_paragraph
from gui.export.layout import laid_out
from gui.export.request import FigureRequest, FigureSize
from gui.export.worksheet.paper import MM, Paper
from gui.export.worksheet.written_lines import (
    SMALL,
    SheetCell,
    alone,
    cell_left,
    cell_width,
    cells,
    columns,
    nothing,
)
from gui.formula.layout import FormulaLayout
from gui.formula.paint import paint
from gui.look.fonts import sized
from gui.look.theme import LIGHT
from gui.recording.marks import FigurePage
from gui.state.state import State
from gui.words.catalog import in_one_line, say
from gui.words.worksheets import (
    beat_heading,
    mistake_note,
    sheet_notes,
    sheet_number,
    sheet_task,
    sheet_title,
)

_TITLE, _HEADING, _WORDS = 21.0, 15.0, 13.0
DRAWING = 58.0 * MM
_LINE_OF_NAME = 62.0 * MM, 38.0 * MM  # for the name, for the date
_AIR, _PARAGRAPH = 10.0, 4.0
_GIVEN_ROW = 6.0
_RULE = 60.0  # the room that the rule of a beat takes at most
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom


def worksheet_pages(sheet: Worksheet, state: State, *, is_key: bool) -> list[FigurePage]:
    """Return the pages of a worksheet, as `worksheet_paper` fills them."""
    return worksheet_paper(sheet, state, is_key=is_key).pages()


def worksheet_paper(sheet: Worksheet, state: State, *, is_key: bool) -> Paper:
    """Return the paper that a worksheet fills; it is painted page by page when that is asked for.

    state: what the network is drawn of, at the beginning of the step; is_key: with all numbers,
    and with the wrong ones by which mistakes are known.
    """
    return _Drawn(sheet, state, is_key).filled()


class _Drawn:
    def __init__(self, sheet: Worksheet, state: State, is_key: bool) -> None:
        self._sheet, self._state, self._is_key = sheet, state, is_key
        self._digits = sheet.work.digits
        self._paper = Paper(self._foot)
        self._width = self._paper.width

    def filled(self) -> Paper:
        self._head()
        self._network()
        self._given()
        for section in self._sheet.sections(self._is_key):
            heading = beat_heading(section.beat)
            note = mistake_note if self._is_key else nothing
            rows = cells(section.lines, self._width, self._digits, note)
            needed = max(cell.height for cell in rows[0])
            self._heading(heading, needed + (_RULE if section.rule else 0.0))
            if section.rule:
                self._flow(section.rule)
            for row in rows:
                self._row(row, len(rows[0]))
        return self._paper

    def _head(self) -> None:
        title, number = sheet_title(self._sheet.work.experiment), sheet_number(self._sheet.label)
        if self._is_key:
            title = say("worksheet.key", title=title)

        def titled(painter: QPainter, top: float) -> None:
            painter.setPen(QColor(LIGHT.text))
            painter.setFont(sized(_TITLE, bold=True))
            write_paragraph(painter, QRectF(0, top, self._width - 90, 200), title, SMALL)
            painter.drawText(QRectF(0, top, self._width, 1.35 * _TITLE), _RIGHT, number)

        height = paragraph_height(title, self._width - 90, sized(_TITLE, bold=True), SMALL)
        self._paper.add(height, titled, below=_AIR)
        if not self._is_key:
            self._paper.add(26.0, self._names, below=_AIR)
        for text in (sheet_task(self._digits, self._is_key),):
            self._words(text)

    def _names(self, painter: QPainter, top: float) -> None:
        painter.setFont(sized(_WORDS))
        x = 0.0
        for key, length in zip(("name", "date"), _LINE_OF_NAME, strict=True):
            text = in_one_line(say(f"sheet-line.{key}"))
            painter.setPen(QColor(LIGHT.text_soft))
            width = painter.fontMetrics().horizontalAdvance(text) + 8
            painter.drawText(QRectF(x, top, width, 22), _LEFT, text)
            painter.setPen(QPen(QColor(LIGHT.text_soft), 0.8))
            painter.drawLine(QLineF(x + width, top + 22, x + width + length, top + 22))
            x += width + length + 24

    def _words(self, text: str, size: float = _WORDS, ink: str = LIGHT.text) -> None:
        def written(painter: QPainter, top: float) -> None:
            painter.setFont(sized(size))
            painter.setPen(QColor(ink))
            write_paragraph(painter, QRectF(0, top, self._width, 400), text, SMALL)

        height = paragraph_height(text, self._width, sized(size), SMALL)
        self._paper.add(height, written, below=_PARAGRAPH)

    def _network(self) -> None:
        size = FigureSize(self._width, DRAWING, SMALL)
        figure = laid_out(self._state, FigureRequest("network", size, theme="light"))

        def drawn(painter: QPainter, top: float) -> None:
            painter.translate(0, top)
            figure.paint(painter)

        self._paper.add(DRAWING, drawn, below=_AIR)

    def _given(self) -> None:
        self._heading(say("worksheet.given"), 60.0)
        for group in self._sheet.given():
            self._flow(group)
        for text in sheet_notes(self._sheet.work):
            self._words(text)

    def _flow(self, equations: tuple[Equation, ...]) -> None:
        """Add equations one after the other, in columns of one width."""
        layouts = [alone(each, self._digits) for each in equations]
        across, column = columns(layouts, self._width)
        for at in range(0, len(layouts), across):
            row = layouts[at : at + across]
            up = max(layout.baseline for layout in row)
            height = up + max(layout.height - layout.baseline for layout in row)

            def painted(
                painter: QPainter, top: float, row: list[FormulaLayout] = row, up: float = up
            ) -> None:
                for place, layout in enumerate(row):
                    paint(layout, painter, place * column, top + up - layout.baseline, LIGHT)

            self._paper.add(height, painted, below=_GIVEN_ROW)

    def _heading(self, text: str, needed: float) -> None:
        """Add a heading that stands over something so high on the same page."""

        def written(painter: QPainter, top: float) -> None:
            painter.setPen(QPen(QColor(LIGHT.control_edge), 0.8))
            painter.drawLine(QLineF(0, top + 3, self._width, top + 3))
            painter.setFont(sized(_HEADING, bold=True))
            painter.setPen(QColor(LIGHT.text))
            write_paragraph(painter, QRectF(0, top + 7, self._width, 200), text, SMALL)

        height = paragraph_height(text, self._width, sized(_HEADING, bold=True), SMALL) + 7
        self._paper.add(height, written, below=_PARAGRAPH, with_next=needed + _PARAGRAPH)

    def _row(self, row: list[SheetCell], across: int) -> None:
        def painted(painter: QPainter, top: float) -> None:
            width = cell_width(self._width, across)
            for place, cell in enumerate(row):
                cell.paint(painter, cell_left(self._width, across, place), top, width, self._is_key)

        self._paper.add(max(cell.height for cell in row), painted)

    def _foot(self, painter: QPainter, room: QRectF, page: int, pages: int) -> None:
        painter.setFont(sized(SMALL))
        painter.setPen(QColor(LIGHT.text_faint))
        line = room.adjusted(0, 0, 0, -9 * MM)
        number = sheet_number(self._sheet.label)
        title = sheet_title(self._sheet.work.experiment)
        painter.drawText(line, _LEFT, f"{title}  {number}".strip())
        painter.drawText(line, _RIGHT, str(say("worksheet.page", page=page, pages=pages)))
