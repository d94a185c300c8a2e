"""The sample that is followed as a figure: its inputs, and what the network makes of it."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from engine.text.numbers import short
from engine.written.quantity import Kind, Quantity
from gui.draw.texts import paint_cut
from gui.look.fonts import sized
from gui.look.sizes import growth
from gui.look.theme import Theme
from gui.sample.bars import output_bars
from gui.sample.names import row_name
from gui.sample.paint_bars import paint_bars
from gui.sample.picture import paint_picture
from gui.sample.said import verdict, whose
from gui.sample.subject import SampleSubject, form_of, levels_shown, subject_of
from gui.state.run import derived
from gui.state.state import State

_MARGIN, _TEXT, _LINE, _ROW, _BETWEEN = 12.0, 13.0, 18.0, 20.0, 20.0  # units


def draw_sample(painter: QPainter, state: State, theme: Theme, width: float, height: float) -> None:
    """Paint it into this room."""
    unit = growth(width, height)
    painter.scale(unit, unit)
    painter.translate(_MARGIN, _MARGIN)
    width, height = width / unit - 2 * _MARGIN, height / unit - 2 * _MARGIN
    subject, form = subject_of(state), form_of(derived.experiment(state).data)
    lines = (whose(state, subject), theme.text), (verdict(state, subject), theme.text_faint)
    for index, (text, ink) in enumerate(lines):
        paint_cut(painter, QRectF(0, index * _LINE, width, _LINE), text, sized(_TEXT), ink)
    top = len(lines) * _LINE + _MARGIN / 2
    left = QRectF(0, top, (width - _BETWEEN) / 2, height - top)
    if form is None:
        _paint_numbers(painter, left, state, subject, theme)
    else:
        paint_picture(painter, left, levels_shown(state, subject), form, theme)
    right = left.translated(left.width() + _BETWEEN, 0)
    paint_bars(painter, right, output_bars(state, subject), theme)


def _paint_numbers(
    painter: QPainter, room: QRectF, state: State, subject: SampleSubject, theme: Theme
) -> None:
    """Write names and values of as many inputs as there is room for, a row each."""
    digits = state.view.digits
    for unit, value in enumerate(subject.inputs[: int(room.height() / _ROW)].tolist()):
        row = QRectF(room.left(), room.top() + unit * _ROW, room.width(), _ROW)
        number = short(value, digits)
        name = row_name(state, Quantity(Kind.INPUT, 0, unit))
        paint_cut(painter, row, name, sized(_TEXT), theme.text_soft)
        paint_cut(painter, row, number, sized(_TEXT), theme.text, Qt.AlignmentFlag.AlignRight)
