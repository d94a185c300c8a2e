"""Paints the first rows of the table of samples in a figure, and says what has no room."""

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from gui.draw.letters import text_width
from gui.draw.texts import paint_cut, whole_width
from gui.look.fonts import sized
from gui.look.theme import Theme
from gui.recording.naming import tell_crowded
from gui.results.listed import Listed, listed
from gui.results.paint_sentence import TEXT, height_of, write
from gui.results.said import heading, summary
from gui.state.results.columns import SampleColumn, SampleValue
from gui.state.run import derived
from gui.state.state import State
from gui.words.catalog import say_count, say_list

_ROW, _BETWEEN, _BELOW = 22.0, 16.0, 8.0  # units
_UNITS = (1.8, 1.65, 1.5, 1.4, 1.3, 1.2, 1.1, 1.0)
_MOST_APART, _MOST_ROW = 60.0, 1.8  # between columns, and times the height of a row
_FEW, _ENOUGH = 3, 5  # rows that may stand as columns, and for which a figure becomes higher
_HIGH = 0.8  # times its width: in so high a figure few rows rather stand as columns
_RIGHT, _LEFT = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
_WORDS = frozenset({SampleValue.CLASS, SampleValue.TAKEN_FOR, SampleValue.SET})


class _Cells(Struct, frozen=True):
    """What stands in the table, column by column, and how wide each column is.

    more_rows, more_columns: how many have no room.
    """

    columns: tuple[tuple[SampleColumn | None, tuple[str, ...], float], ...]
    rows: int
    more_rows: int
    more_columns: int

    @property
    def width(self) -> float:
        return sum(room + _BETWEEN for *_, room in self.columns) - _BETWEEN


def paint_table(painter: QPainter, state: State, theme: Theme, width: float, height: float) -> None:
    """Paint what has room of the table, as large as all of it has."""
    shown = listed(state)
    said = summary(shown, state.view.notation)
    unit, cells = _best(shown, state, said, width, height)
    tell_crowded(painter, max(min(len(shown.samples), _ENOUGH) - cells.rows, 0))
    painter.scale(unit, unit)
    width, height = width / unit, height / unit
    rest = _rest(cells)
    above = height_of(said, width) + _BELOW
    below = height_of(rest, width) + _BELOW if rest else 0.0
    lines = len(cells.columns[0][1])
    row = min((height - above - below) / lines, _MOST_ROW * _ROW)
    top = max(height - above - below - lines * row, 0.0) / 2
    write(painter, QRectF(0, top, width, above), said, theme.text_soft)
    _paint(painter, cells, shown, state, theme, QRectF(0, top + above, width, row))
    if rest:
        place = QRectF(0, top + above + lines * row + _BELOW, width, below)
        write(painter, place, rest, theme.text_soft)


def _best(
    shown: Listed, state: State, said: str, width: float, height: float
) -> tuple[float, _Cells]:
    """Return how large the table can be with everything in it, else what has room of it."""
    count = len(shown.samples)
    may_lie, is_high = count <= _FEW, height > _HIGH * width
    for lies in (True, False) if is_high and may_lie else (False, True):
        for unit in _UNITS if may_lie or not lies else ():
            across, down = width / unit, height / unit - height_of(said, width / unit) - _BELOW
            rows = len(shown.columns) if lies else count + 1
            if rows * _ROW > down:
                continue
            cells = _lying(shown, state) if lies else _cells(shown, state, count, across)
            if cells.width <= across and not cells.more_columns:
                return unit, cells
    down = height - height_of(said, width) - _BELOW
    whole = _cells(shown, state, max(min(count, int(down / _ROW) - 1), 1), width)
    if not (whole.more_rows or whole.more_columns):
        return 1.0, whole
    down -= height_of(_rest(whole), width) + _BELOW
    return 1.0, _cells(shown, state, max(min(count, int(down / _ROW) - 1), 1), width)


def _cells(shown: Listed, state: State, rows: int, width: float) -> _Cells:
    """Return so many rows, and as many columns as have room."""
    found: list[tuple[SampleColumn | None, tuple[str, ...], float]] = []
    taken = 0.0
    for column in shown.columns:
        head = heading(shown.experiment, column, state.view.notation)
        values = tuple(str(shown.text(row, column)) for row in range(rows))  # in one language
        texts = (head, *values)
        room = max(_head_width(head), *(text_width(text, TEXT, bold=True) for text in values))
        if taken + room > width:
            break
        found.append((column, texts, room))
        taken += room + _BETWEEN
    left = len(shown.samples) - rows, len(shown.columns) - len(found)
    return _Cells(tuple(found), rows, *left)


def _lying(shown: Listed, state: State) -> _Cells:
    """Return few samples as columns, beside one with what stands in their rows."""
    heads = [heading(shown.experiment, each, state.view.notation) for each in shown.columns]
    columns = [tuple(heads)]
    for row in range(len(shown.samples)):
        columns.append(tuple(str(shown.text(row, each)) for each in shown.columns))
    wide = [max(map(_head_width, heads))]
    wide += [max(text_width(text, TEXT, bold=True) for text in texts) for texts in columns[1:]]
    each = zip(columns, wide, strict=True)
    return _Cells(tuple((None, texts, room) for texts, room in each), len(shown.samples), 0, 0)


def _head_width(head: str) -> float:
    return max(text_width(head, TEXT, bold=True), whole_width(head, TEXT))


def _rest(cells: _Cells) -> str:
    """Return a sentence about what has no room, "" for nothing."""
    parts = []
    if cells.more_rows:
        parts.append(say_count("samples-table.more-rows", cells.more_rows))
    if cells.more_columns:
        parts.append(say_count("samples-table.more-columns", cells.more_columns))
    return say_list(parts)


def _paint(
    painter: QPainter, cells: _Cells, shown: Listed, state: State, theme: Theme, first: QRectF
) -> None:
    """Paint the cells; first: where the first row stands."""
    spare = first.width() - cells.width
    between = _BETWEEN + min(max(spare, 0.0) / max(len(cells.columns) - 1, 1), _MOST_APART)
    at, followed = 0.0, shown.row_of(derived.sample_shown(state))
    for index, (column, texts, room) in enumerate(cells.columns):
        is_name = column is None and index == 0
        side = _LEFT if is_name or (column and column.value in _WORDS) else _RIGHT
        for row, text in enumerate(texts):
            place = QRectF(at, first.top() + row * first.height(), room, first.height())
            is_head = is_name or (column is not None and row == 0)
            of = shown.columns[row] if column is None else column
            ink = theme.text_faint if is_head else _ink(of, theme)
            is_bold = not is_head and (row - 1 if column else index - 1) == followed
            paint_cut(painter, place, text, sized(TEXT, is_bold), ink, side)
        at += room + between
    painter.setPen(QColor(theme.card_edge))
    for row in range(1, len(cells.columns[0][1]) + 1):
        down = first.top() + row * first.height()
        painter.drawLine(QPointF(0, down), QPointF(min(first.width(), at - between), down))


def _ink(column: SampleColumn, theme: Theme) -> str:
    return theme.loss if column.value in (SampleValue.LOSS, SampleValue.MARK) else theme.text
