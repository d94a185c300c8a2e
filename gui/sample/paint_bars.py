"""Paints the rows of a sample's outputs: a name, a bar, the output and the target in each."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gui.draw.plates import paint_plate
from gui.draw.texts import alike, paint_cut, whole_width
from gui.look.fonts import sized
from gui.look.sizes import Sizes
from gui.look.theme import Theme, blend
from gui.sample.bars import OutputBar
from gui.words.catalog import say

LEAST_ROW, LEAST_WIDTH = 16.0, 110.0  # units
_TEXT, _HEAD = Sizes().length("small"), Sizes().length("tiny")
_MOST_ROW, _BAR, _GAP = 26.0, 8.0, 8.0
_OF_ROW = 0.4  # how thick a bar is in a row that may be high
_LEAST_BAR, _MOST_NAME = 34.0, 0.4  # units; of the width


def paint_bars(
    painter: QPainter,
    room: QRectF,
    bars: tuple[OutputBar, ...],
    theme: Theme,
    most_row: float = _MOST_ROW,
) -> None:
    """Paint all rows into a room, in units; where it is narrow without the targets' numbers.

    most_row: how high a row may become, and its bar with it.
    """
    if not bars:
        return
    row = min(max(room.height() / (len(bars) + 1), LEAST_ROW), most_row)
    thick = max(_BAR, _OF_ROW * row) if most_row > _MOST_ROW else _BAR
    name = min(_widest([bar.name for bar in bars]), _MOST_NAME * room.width())
    number = _widest([*(bar.number for bar in bars), say("sample.output-head")])
    target = _widest([*(bar.target_number for bar in bars), say("sample.target-head")])
    bar_width = room.width() - name - number - target - 3 * _GAP
    with_targets = any(bar.target_number for bar in bars) and bar_width >= _LEAST_BAR
    if not with_targets:
        bar_width, target = room.width() - name - number - 2 * _GAP, 0.0
    lefts = (room.left(), room.left() + name + _GAP, room.left() + name + bar_width + 2 * _GAP)
    names = alike((bar.name for bar in bars), name, _TEXT, bold=True)
    for index, bar in enumerate(bars, start=1):
        top = room.top() + index * row
        ink = theme.text if bar.is_told else theme.text_soft
        font = sized(_TEXT, bar.is_told)
        paint_cut(painter, QRectF(lefts[0], top, name, row), names[index - 1], font, ink)
        place = QRectF(lefts[1], top + (row - thick) / 2, bar_width, thick)
        _paint_bar(painter, place, bar, theme)
        right = Qt.AlignmentFlag.AlignRight
        paint_cut(painter, QRectF(lefts[2], top, number, row), bar.number, font, ink, right)
        if with_targets:
            place = QRectF(lefts[2] + number + _GAP, top, target, row)
            paint_cut(painter, place, bar.target_number, sized(_TEXT), theme.loss, right)
    heads = [(QRectF(lefts[2], room.top(), number, row), say("sample.output-head"))]
    if with_targets:
        place = QRectF(lefts[2] + number + _GAP, room.top(), target, row)
        heads.append((place, say("sample.target-head")))
    for place, text in heads:
        paint_cut(painter, place, text, sized(_HEAD), theme.text_faint, Qt.AlignmentFlag.AlignRight)


def least_width(bars: tuple[OutputBar, ...]) -> float:
    """Return how wide a room has to be for all that is written, the targets too."""
    number = _widest([*(bar.number for bar in bars), say("sample.output-head")])
    target = _widest([*(bar.target_number for bar in bars), say("sample.target-head")])
    return _widest([bar.name for bar in bars]) + number + target + 3 * _GAP + 2 * _LEAST_BAR


def _paint_bar(painter: QPainter, room: QRectF, bar: OutputBar, theme: Theme) -> None:
    paint_plate(painter, room, theme.grid, 2)
    if bar.end is not None:
        left, right = sorted((bar.start, bar.end))
        ink = theme.positive if bar.end >= bar.start else theme.negative
        filled = QRectF(
            room.left() + left * room.width(),
            room.top(),
            (right - left) * room.width(),
            room.height(),
        )
        paint_plate(painter, filled, ink if bar.is_told else blend(ink, theme.card, 0.7), 2)
    if bar.target is not None:
        x = room.left() + bar.target * room.width()
        painter.setPen(QPen(QColor(theme.loss), 2))
        painter.drawLine(QPointF(x, room.top() - 2), QPointF(x, room.bottom() + 2))


def _widest(texts: list[str]) -> float:
    return max((whole_width(text, _TEXT, bold=True) for text in texts), default=0.0)
