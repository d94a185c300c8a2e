"""The table's first rows and the confusion matrix as figures."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from gui.draw.letters import text_width
from gui.draw.texts import paint_cut, paint_squeezed
from gui.look.fonts import sized
from gui.look.sizes import growth
from gui.look.theme import Theme
from gui.results.counts import Counts, accuracy_said, counts_of
from gui.results.listed import Listed, listed
from gui.results.said import heading, summary
from gui.results.shade import shade
from gui.state.results.columns import SampleColumn, SampleValue
from gui.state.run import derived
from gui.state.state import State

_MARGIN, _TEXT, _ROW, _BETWEEN = 12.0, 12.0, 22.0, 16.0
_HIGHEST_CELL = 0.6  # of its width
_MOST_APART = 60.0
_FAR = 10_000.0  # more than any height
_RIGHT, _LEFT = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
_WORDS = frozenset({SampleValue.CLASS, SampleValue.TAKEN_FOR, SampleValue.SET})


def draw_table(painter: QPainter, state: State, theme: Theme, width: float, height: float) -> None:
    """Paint the first rows of the table, as many as there is room for."""
    width, height = _begin(painter, width, height)
    shown = listed(state)
    top = _say(painter, summary(shown, state.view.notation), theme, width)
    rows = range(min(len(shown.samples), int((height - top) / _ROW) - 1))
    columns = _columns(shown, state, rows, width)
    spare = width - sum(room + _BETWEEN for *_, room in columns) + _BETWEEN
    between = _BETWEEN + min(max(spare, 0.0) / max(len(columns) - 1, 1), _MOST_APART)
    at, followed = 0.0, shown.row_of(derived.sample_shown(state))
    for column, head, texts, room in columns:
        side = _LEFT if column.value in _WORDS else _RIGHT
        _cell(painter, QRectF(at, top, room, _ROW), head, theme.text_faint, side)
        for row, text in enumerate(texts):
            place = QRectF(at, top + (row + 1) * _ROW, room, _ROW)
            _cell(painter, place, text, _ink(column, theme), side, bold=row == followed)
        at += room + between
    painter.setPen(QColor(theme.card_edge))
    for row in range(len(rows) + 1):
        down = top + (row + 1) * _ROW
        painter.drawLine(QPointF(0, down), QPointF(width, down))


_Column = tuple[SampleColumn, str, list[str], float]


def _columns(shown: Listed, state: State, rows: range, width: float) -> list[_Column]:
    """Return the columns that have room, each with its heading, its texts and its width."""
    found: list[_Column] = []
    taken = 0.0
    for column in shown.columns:
        head = heading(shown.experiment, column, state.view.notation)
        texts = [shown.text(row, column) for row in rows]
        room = max(text_width(text, _TEXT, bold=True) for text in (head, *texts))
        if taken + room > width:
            break
        found.append((column, head, texts, room))
        taken += room + _BETWEEN
    return found


def draw_confusion(
    painter: QPainter, state: State, theme: Theme, width: float, height: float
) -> None:
    """Paint the confusion matrix under the accuracy, or why there is none."""
    width, height = _begin(painter, width, height)
    shown = counts_of(state)
    if shown is None:
        painter.setPen(QColor(theme.card_edge))
        painter.drawRect(QRectF(0, 0, width, height))
        room = QRectF(_MARGIN, 0, width - 2 * _MARGIN, height)
        painter.setFont(sized(_TEXT))
        painter.setPen(QColor(theme.text_soft))
        centred = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(room, int(centred), accuracy_said(state))
        return
    top = _say(painter, accuracy_said(state), theme, width)
    numbers = range(shown.classes.count)
    names = [shown.name(number) for number in numbers]
    aside = min(max(text_width(name, _TEXT) for name in names) + _BETWEEN, width / 3)
    across = (width - aside) / len(names)
    down = min((height - top - _ROW) / len(names), _HIGHEST_CELL * across)
    for meant, name in enumerate(names):
        head = QRectF(aside + meant * across, top, across, _ROW)
        paint_squeezed(painter, head, shown.taken_for_name(meant), _TEXT, theme.text_faint)
        high = top + _ROW + meant * down
        room = QRectF(0, high, aside - _BETWEEN / 2, down)
        _cell(painter, room, name, theme.text_faint, _RIGHT)
        for taken_for in numbers:
            room = QRectF(aside + taken_for * across, high, across, down)
            _count(painter, room, shown, (meant, taken_for), theme)


def _begin(painter: QPainter, width: float, height: float) -> tuple[float, float]:
    """Leave a margin and return the room in units."""
    unit = growth(width, height)
    painter.scale(unit, unit)
    painter.translate(_MARGIN, _MARGIN)
    return width / unit - 2 * _MARGIN, height / unit - 2 * _MARGIN


def _say(painter: QPainter, text: str, theme: Theme, width: float) -> float:
    """Write a sentence in as many lines as it needs, and return where what is below begins."""
    painter.setFont(sized(_TEXT))
    painter.setPen(QColor(theme.text_soft))
    wrapped = int(Qt.TextFlag.TextWordWrap)
    return painter.drawText(QRectF(0, 0, width, _FAR), wrapped, text).height() + _MARGIN / 2


def _cell(
    painter: QPainter,
    room: QRectF,
    text: str,
    ink: str,
    side: Qt.AlignmentFlag,
    *,
    bold: bool = False,
) -> None:
    paint_cut(painter, room, text, sized(_TEXT, bold), ink, side)


def _count(
    painter: QPainter, room: QRectF, shown: Counts, cell: tuple[int, int], theme: Theme
) -> None:
    painter.fillRect(room, QColor(shade(shown, *cell, theme)))
    painter.setPen(QColor(theme.card_edge))
    painter.drawRect(room)
    paint_squeezed(painter, room, shown.text(*cell), _TEXT, theme.text, bold=True)


def _ink(column: SampleColumn, theme: Theme) -> str:
    return theme.loss if column.value in (SampleValue.LOSS, SampleValue.MARK) else theme.text
