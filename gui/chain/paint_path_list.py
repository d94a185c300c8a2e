"""The list of paths in a figure: as large as all have room, with their factors if these have."""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from engine.text.covered import as_wide
from gui.chain.inks import ink_of
from gui.chain.path_rows import Row
from gui.chain.paths import PathList, path_list, sum_text
from gui.draw.paragraph import paragraph_height, write_paragraph
from gui.draw.plates import paint_plate
from gui.draw.texts import write
from gui.look.fonts import sized
from gui.look.sizes import Sizes
from gui.look.theme import Theme, blend
from gui.recording.naming import tell_crowded
from gui.state.run import derived
from gui.state.state import Cursor, State

_UNITS = (1.7, 1.6, 1.45, 1.3, 1.2, 1.1, 1.0)
_ENOUGH = 5  # rows: for more of them no figure becomes higher
_WORDS, _SMALL, _TINY = map(Sizes().length, ("words", "small", "tiny"))
_BESIDE, _BELOW, _BETWEEN = 12.0, 4.0, 12.0  # units: a value, words, and a row
_BAR, _MOST_BAR, _BAR_SHADE = 5.0, 16.0, 0.15
_MOST_AIR = 30.0  # between rows, where few of them have much room
_FAR = 10_000.0
_WRAPPED = int(Qt.TextFlag.TextWordWrap)


class _Line(Struct, frozen=True):
    """A row with the heights of its words, and of all of it."""

    row: Row
    value: float
    way: float
    factors: float
    height: float


class _List(Struct, frozen=True):
    """All that is painted, in units; spare: what is left of the height."""

    shown: PathList
    lines: tuple[_Line, ...]
    heading: float
    total: float
    spare: float


def paint_paths(painter: QPainter, state: State, theme: Theme, width: float, height: float) -> None:
    """Paint the heading, as many paths as have room, the rest as one, and the sum below them."""
    unit, found, lacking = _best(state, width, height)
    tell_crowded(painter, lacking)
    painter.scale(unit, unit)
    width, parts = width / unit, len(found.lines) + 1
    air = min(found.spare / (2 * parts), _MOST_AIR)
    bar = min(_BAR + found.spare / (2 * parts), _MOST_BAR)
    used = parts * air + len(found.lines) * (bar - _BAR)
    top = max(found.spare - used, 0.0) / 2
    shown = path_list(state, len(found.lines))
    said = sum_text(shown, derived.scope(state))
    _write(painter, QRectF(0, top, width, _FAR), shown.heading, _WORDS, theme.text_soft)
    top += found.heading + _BELOW + air / 2
    for line, row in zip(found.lines, shown.rows, strict=True):
        _paint(painter, line, row, top, width, bar, theme)
        top += line.height + bar - _BAR + air
    ink = theme.text_soft if shown.agrees else theme.text
    _write(painter, QRectF(0, top, width, _FAR), said, _WORDS, ink, is_bold=True)


def _best(state: State, width: float, height: float) -> tuple[float, _List, int]:
    """Return how large the rows can be, the rows, and how many too few they are."""
    last = Cursor(state.cursor.step, len(derived.beats(state)) - 1, 1.0)
    known = replace(state, cursor=last)  # rows have their place before their numbers are known
    whole = path_list(known)
    least = _UNITS[-1]
    if len(whole.rows) * (_SMALL + _BAR + _BETWEEN) < height / least:
        for unit in _UNITS:
            found = _measured(whole, known, width / unit, height / unit)
            in_one_line = all(line.way < 2 * _SMALL for line in found.lines)
            if found.spare >= 0 and (in_one_line or unit == least):
                return unit, found, 0
    wanted = min(len(whole.rows), _ENOUGH)
    for rows, factors in _ever_less(len(whole.rows), wanted, height / least):
        listed = path_list(known, rows)
        listed = listed if factors else _without_factors(listed)
        found = _measured(listed, known, width / least, height / least)
        if found.spare >= 0 or (rows == 1 and not factors):
            return least, found, wanted - min(rows, wanted) + (not factors)
    raise AssertionError("a list has a row")


def _ever_less(rows: int, wanted: int, height: float) -> Iterator[tuple[int, bool]]:
    """Yield how many paths are listed, and whether with their factors: few paths go before them."""
    most = max(int(height / (_SMALL + _BAR + _BETWEEN)), 1)
    yield from ((count, True) for count in range(min(rows, most), wanted - 1, -1))
    yield from ((count, False) for count in range(min(wanted, most), 0, -1))


def _without_factors(listed: PathList) -> PathList:
    return replace(listed, rows=tuple(replace(row, factors="") for row in listed.rows))


def _measured(shown: PathList, state: State, width: float, height: float) -> _List:
    lines = tuple(_line(row, width) for row in shown.rows)
    heading = _height(shown.heading, width, _WORDS)
    total = _height(sum_text(shown, derived.scope(state)), width, _WORDS, is_bold=True)
    used = heading + total + _BELOW + sum(line.height for line in lines)
    return _List(shown, lines, heading, total, height - used)


def _line(row: Row, width: float) -> _Line:
    value = QFontMetricsF(sized(_SMALL, True)).horizontalAdvance(as_wide(row.text)) + _BESIDE
    way = _height(row.way, width - value, _SMALL)
    factors = _height(row.factors, width, _TINY) if row.factors else 0.0
    return _Line(row, value, way, factors, way + factors + _BELOW + _BAR + _BETWEEN)


def _paint(
    painter: QPainter, line: _Line, row: Row, top: float, width: float, bar: float, theme: Theme
) -> None:
    ink = ink_of(row.text, row.value, theme)
    _write(painter, QRectF(0, top, width - line.value, _FAR), row.way, _SMALL, theme.text)
    right = QRectF(width - line.value, top, line.value, line.way)
    painter.setFont(sized(_SMALL, True))
    painter.setPen(QColor(ink))
    side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
    write(painter, right, side.value, row.text)
    top += line.way
    if line.factors:
        _write(painter, QRectF(0, top, width, _FAR), row.factors, _TINY, theme.text_soft)
    place = QRectF(0, top + line.factors + _BELOW, width, bar)
    paint_plate(painter, place, blend(ink, theme.card, _BAR_SHADE), 2)
    place.setWidth(max(width * row.share, 0.0))
    paint_plate(painter, place, ink, 2)


def _height(text: str, width: float, size: float, is_bold: bool = False) -> float:
    return paragraph_height(text, width, sized(size, is_bold))


def _write(
    painter: QPainter, room: QRectF, text: str, size: float, ink: str, is_bold: bool = False
) -> None:
    painter.setFont(sized(size, is_bold))
    painter.setPen(QColor(ink))
    write_paragraph(painter, room, text)
