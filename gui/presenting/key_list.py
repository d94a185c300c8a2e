"""The keys of a presentation, told on the screen itself."""

from functools import reduce

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPen

from gui.draw.letters import LINE_HEIGHT, text_width
from gui.draw.plates import paint_plate
from gui.draw.texts import paint_cut, paint_squeezed
from gui.look.fonts import sized
from gui.look.theme import Theme
from gui.menu.keys import PRESENTING, told
from gui.presenting.choice import KINDS
from gui.presenting.places import LEAST_TYPE, ScreenPage
from gui.views import MIDDLE, VIEWS, ViewEntry
from gui.words.catalog import say

_MARGIN, _ROWS = 14.0, 16
_GAP, _MOST_CAPS = 8.0, 84.0


def panel_names() -> list[tuple[str, str]]:
    """Return every number key with the panels that it shows."""
    return [
        (str(digit), _one_of([_name(VIEWS[key]) for key in kind]))
        for digit, kind in enumerate(KINDS, start=1)
    ]


def _name(entry: ViewEntry) -> str:
    return entry.title if entry is MIDDLE else entry.tab  # which has no tab


def _one_of(names: list[str]) -> str:
    return reduce(lambda before, name: say("presenting.or", before=before, next=name), names)


def key_names() -> list[tuple[str, str]]:
    """Return what each key does."""
    found = []
    for name, keys in PRESENTING.items():
        pressed = _one_of([told(QKeySequence(key)) for key in keys])
        if name in ("panel", "beside", "vote"):
            first, last = told(QKeySequence(keys[0])), keys[1][-1:]
            pressed = say("presenting.keys-from", first=first, last=last)
        found.append((pressed, say(f"presenting-key.{name}")))
    return found


def paint_keys(painter: QPainter, theme: Theme, page: ScreenPage) -> None:
    """List the keys in columns over a whole page, in units."""
    painter.scale(page.unit, page.unit)
    listed = [*key_names(), *panel_names()]
    columns = [listed[start : start + _ROWS] for start in range(0, len(listed), _ROWS)]
    pitch = (page.height - 2 * _MARGIN) / _ROWS
    x = _MARGIN
    for rows, (caps, words) in zip(columns, _widths(columns, page.width), strict=True):
        for row, (keys, does) in enumerate(rows):
            top = _MARGIN + row * pitch
            room = QRectF(x, top, caps + _GAP + words, LINE_HEIGHT * LEAST_TYPE + 2)
            _paint_row(painter, theme, room, caps, keys, does)
        x += caps + words + 2 * _GAP


def _widths(columns: list[list[tuple[str, str]]], width: float) -> list[tuple[float, float]]:
    """Return how wide keys and words of each column are, sharing what is left or lacking."""
    needed = [
        (
            min(max(text_width(keys, LEAST_TYPE) for keys, _ in rows) + _GAP, _MOST_CAPS),
            max(text_width(does, LEAST_TYPE) for _, does in rows) + 2,
        )
        for rows in columns
    ]
    room = width - 2 * _MARGIN - _GAP * (2 * len(columns) - 1)
    spare = (room - sum(map(sum, needed))) / len(columns)
    return [(caps, words + spare) for caps, words in needed]


def _paint_row(
    painter: QPainter, theme: Theme, room: QRectF, caps: float, keys: str, does: str
) -> None:
    cap = QRectF(room.x(), room.y(), caps, room.height())
    paint_plate(painter, cap, theme.card, 3, QPen(QColor(theme.control_edge), 0.8))
    paint_squeezed(painter, cap.adjusted(2, 0, -2, 0), keys, LEAST_TYPE, theme.text)
    said = room.adjusted(caps + _GAP, 0, 0, 0)
    paint_cut(painter, said, does, sized(LEAST_TYPE), theme.text_soft)
