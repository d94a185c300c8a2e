"""Several views in one picture, each under its name."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from gui.look.fonts import sized
from gui.look.sizes import Sizes, growth
from gui.look.theme import Theme
from gui.state.state import State
from gui.views import VIEWS

if TYPE_CHECKING:
    from gui.views import Figure

MOST_VIEWS = 4
JOINT = "+"  # between the names of views
_WORDS, _GAP = Sizes().length("words"), Sizes().length("row")
_FIRST_SHARE = 0.58  # of the longer side: the first of three views is the largest
_NAME = 1.6  # times the type of a name: the room it has


def figure_of(name: str) -> "Figure":
    """Return what paints a view, or several, whose names JOINT holds together."""
    keys = name.split(JOINT)
    figures = [_figure(key) for key in keys]
    if len(keys) == 1:
        return figures[0]

    def draw(painter: QPainter, state: State, theme: Theme, width: float, height: float) -> None:
        grown = growth(width, height)
        rooms = rooms_of(len(keys), width, height, grown * _GAP)
        for key, figure, room in zip(keys, figures, rooms, strict=True):
            _named(painter, VIEWS[key].title, room, theme, grown * _WORDS)
            below = room.adjusted(0, _NAME * grown * _WORDS, 0, 0)
            painter.save()
            painter.translate(below.topLeft())
            figure(painter, state, theme, below.width(), below.height())
            painter.restore()

    return draw


def _figure(key: str) -> "Figure":
    load = VIEWS[key].figure
    assert load is not None, f"{key} is no picture"
    return load()


def rooms_of(count: int, width: float, height: float, gap: float) -> Sequence[QRectF]:
    """Return where so many views stand in a picture: beside each other where it is wide.

    The first of three is the largest; four are in two rows.
    """
    whole, across = QRectF(0, 0, width, height), width >= height
    if count == 1:
        return [whole]
    if count == 2:
        return _parted(whole, [0.5, 0.5], gap, across)
    if count == 3:
        first, others = _parted(whole, [_FIRST_SHARE, 1 - _FIRST_SHARE], gap, across)
        return [first, *_parted(others, [0.5, 0.5], gap, not across)]
    rows = _parted(whole, [0.5, 0.5], gap, across=False)
    return [room for row in rows for room in _parted(row, [0.5, 0.5], gap, across=True)]


def _parted(room: QRectF, shares: Sequence[float], gap: float, across: bool) -> list[QRectF]:
    """Return a room in parts with gaps between them."""
    length = (room.width() if across else room.height()) - gap * (len(shares) - 1)
    parts, at = [], 0.0
    for share in shares:
        side = share * length
        parts.append(
            QRectF(room.x() + at, room.y(), side, room.height())
            if across
            else QRectF(room.x(), room.y() + at, room.width(), side)
        )
        at += side + gap
    return parts


def _named(painter: QPainter, name: str, room: QRectF, theme: Theme, size: float) -> None:
    painter.setFont(sized(size, bold=True))
    painter.setPen(QColor(theme.text_soft))
    line = QRectF(room.x() + size / 2, room.y(), room.width() - size, _NAME * size)
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
    painter.setPen(QColor(theme.card_edge))
    painter.drawLine(QLineF(line.bottomLeft(), line.bottomRight()))
