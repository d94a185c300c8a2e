"""The sample that is followed as a figure: its inputs, and what the network makes of it."""

from operator import add

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from engine.data.pictures import PictureForm
from engine.text.numbers import short
from engine.written.quantity import Kind, Quantity
from gui.draw.letters import text_width
from gui.draw.paragraph import paragraph_height, write_paragraph
from gui.draw.texts import paint_cut, whole_width
from gui.look.fonts import sized
from gui.look.theme import Theme
from gui.recording.naming import tell_crowded
from gui.sample.bars import OutputBar, output_bars
from gui.sample.names import row_name
from gui.sample.paint_bars import LEAST_ROW, least_width, paint_bars
from gui.sample.picture import paint_picture
from gui.sample.said import verdict, whose
from gui.sample.subject import SampleSubject, form_of, levels_shown, subject_of
from gui.state.hiding.derived import told
from gui.state.run import derived
from gui.state.state import State
from gui.words.catalog import say_count

_MARGIN, _TEXT, _ROW, _BETWEEN = 12.0, 13.0, 20.0, 24.0  # units
_UNITS = (2.0, 1.85, 1.7, 1.55, 1.4, 1.3, 1.2, 1.1, 1.0)
_MOST_ROW = 2.2  # times the height of a row, where there is much room
_LEAST_PICTURE, _OF_STACK = 140.0, 0.5  # units of its side, and of the height of all
_WIDE = 1.2  # times its height: then inputs and outputs rather stand beside each other
_FAR = 10_000.0
_WRAPPED = int(Qt.TextFlag.TextWordWrap)


class _Parts(Struct, frozen=True):
    """What a figure of a sample shows. inputs: names and numbers, none for a picture."""

    said: tuple[str, str]
    inputs: tuple[tuple[str, str], ...]
    form: PictureForm | None
    bars: tuple[OutputBar, ...]

    def in_one_language(self) -> "_Parts":
        """Return the same with names of inputs and outputs in the first language alone."""
        inputs = tuple((str(name), number) for name, number in self.inputs)
        bars = tuple(replace(bar, name=str(bar.name)) for bar in self.bars)
        return replace(self, inputs=inputs, bars=bars)


class _Page(Struct, frozen=True):
    """The room for a sample, in units. beside: whether outputs stand beside the inputs."""

    width: float
    height: float
    beside: bool
    above: float

    @property
    def column(self) -> float:
        return (self.width - _BETWEEN) / 2 if self.beside else self.width


def draw_sample(painter: QPainter, state: State, theme: Theme, width: float, height: float) -> None:
    """Paint it into this room, as large as all of it has room."""
    subject = subject_of(state)
    parts = _parts(state, subject)
    unit, page = _best(parts, width, height)
    if not _fits(parts, page):  # names in two languages at once are long
        parts = parts.in_one_language()
        unit, page = _best(parts, width, height)
    tell_crowded(painter, int(not _fits(parts, page)))
    painter.scale(unit, unit)
    painter.translate(_MARGIN, _MARGIN)
    left, right = _rooms(parts, page)
    top = 0.0
    for text, ink in zip(parts.said, (theme.text, theme.text_faint), strict=True):
        painter.setFont(sized(_TEXT))
        painter.setPen(QColor(ink))
        top = write_paragraph(painter, QRectF(0, top, page.width, _FAR), text).bottom()
    if parts.form is None:
        _paint_numbers(painter, left, parts.inputs, theme)
    else:
        paint_picture(painter, left, levels_shown(state, subject), parts.form, theme)
    _paint_outputs(painter, right, parts.bars, theme)


def _parts(state: State, subject: SampleSubject) -> _Parts:
    form, digits = form_of(derived.experiment(state).data), state.view.digits
    values = [] if form else subject.inputs.tolist()
    numbers = [Quantity(Kind.INPUT, 0, unit) for unit in range(len(values))]
    inputs = (
        (row_name(state, number), told(state, number, short(value, digits)))
        for number, value in zip(numbers, values, strict=True)
    )
    said = whose(state, subject), verdict(state, subject)
    return _Parts(said, tuple(inputs), form, output_bars(state, subject))


def _best(parts: _Parts, width: float, height: float) -> tuple[float, _Page]:
    """Return how large all can be, outputs beside the inputs or below them."""
    is_wide = width > _WIDE * height
    for unit in _UNITS:
        for beside in (is_wide, not is_wide):
            page = _page(parts, width, height, unit, beside)
            if _fits(parts, page):
                return unit, page
    return _UNITS[-1], _page(parts, width, height, _UNITS[-1], is_wide)


def _page(parts: _Parts, width: float, height: float, unit: float, beside: bool) -> _Page:
    across, down = width / unit - 2 * _MARGIN, height / unit - 2 * _MARGIN
    above = sum(paragraph_height(text, across, sized(_TEXT)) for text in parts.said)
    return _Page(across, down, beside, above + _MARGIN)


def _needed(parts: _Parts) -> tuple[float, float]:
    """Return the least heights of inputs and outputs."""
    inputs = _LEAST_PICTURE if parts.form else len(parts.inputs) * _ROW
    return inputs, (len(parts.bars) + 1) * LEAST_ROW


def _fits(parts: _Parts, page: _Page) -> bool:
    inputs, outputs = _needed(parts)
    names = [max(text_width(name, _TEXT), whole_width(name, _TEXT)) for name, _ in parts.inputs]
    numbers = [text_width(number, _TEXT) for _, number in parts.inputs]
    widest = map(add, names, numbers)
    wide = max([*(each + _MARGIN for each in widest), least_width(parts.bars)])
    down = max(inputs, outputs) if page.beside else inputs + _BETWEEN + outputs
    return wide <= page.column and down <= page.height - page.above


def _rooms(parts: _Parts, page: _Page) -> tuple[QRectF, QRectF]:
    """Return where inputs and outputs stand."""
    down = page.height - page.above
    if page.beside:
        left = QRectF(0, page.above, page.column, down)
        return left, left.translated(page.column + _BETWEEN, 0)
    inputs, outputs = _needed(parts)
    free = down - _BETWEEN
    high = _OF_STACK * free if parts.form else free * inputs / (inputs + outputs)
    high = min(max(high, free - _MOST_ROW * _ROW * (len(parts.bars) + 1)), free - outputs)
    high = max(high, min(_ROW, free / 2))
    rest = QRectF(0, page.above + high + _BETWEEN, page.width, free - high)
    return QRectF(0, page.above, page.width, high), rest


def _paint_outputs(
    painter: QPainter, room: QRectF, bars: tuple[OutputBar, ...], theme: Theme
) -> None:
    """Paint as many outputs as have room: the one told, the one meant, and the largest others."""
    most = max(int(room.height() / LEAST_ROW) - 1, 1)
    if len(bars) > most:
        most = max(most - 1, 1)
        ranked = sorted(
            bars, key=lambda bar: (not bar.is_told, bar.target is None, -(bar.end or 0))
        )
        said = say_count("sample.more-outputs", len(bars) - most)
        below = QRectF(room.left(), room.bottom() - LEAST_ROW, room.width(), LEAST_ROW)
        paint_cut(painter, below, said, sized(_TEXT), theme.text_soft)
        room = room.adjusted(0, 0, 0, -LEAST_ROW)
        bars = tuple(bar for bar in bars if bar in ranked[:most])
    paint_bars(painter, room, bars, theme, _MOST_ROW * _ROW)


def _paint_numbers(
    painter: QPainter, room: QRectF, inputs: tuple[tuple[str, str], ...], theme: Theme
) -> None:
    """Write names and values of as many inputs as there is room for, a row each."""
    most = max(int(room.height() / _ROW), 1)
    shown = inputs if len(inputs) <= most else inputs[: most - 1]
    rows = len(shown) + (len(shown) < len(inputs))
    row = min(room.height() / rows, _MOST_ROW * _ROW)
    right = Qt.AlignmentFlag.AlignRight
    for index, (name, number) in enumerate(shown):
        place = QRectF(room.left(), room.top() + index * row, room.width(), row)
        wide = text_width(number, _TEXT) + _MARGIN
        beside = place.adjusted(0, 0, -wide, 0)
        paint_cut(painter, beside, name, sized(_TEXT), theme.text_soft)
        paint_cut(painter, place, number, sized(_TEXT), theme.text, right)
    if len(shown) < len(inputs):
        said = say_count("sample.more-inputs", len(inputs) - len(shown))
        place = QRectF(room.left(), room.top() + len(shown) * row, room.width(), row)
        paint_cut(painter, place, said, sized(_TEXT), theme.text_soft)
