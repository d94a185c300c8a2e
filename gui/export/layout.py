"""Lays a figure out for its size: so that its smallest text can be read there."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from math import ceil

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from gui.draw.paragraph import write_paragraph
from gui.export.request import WINDOW, FigureRequest, FigureSize
from gui.export.several import figure_of
from gui.figures import is_of_experiment
from gui.look.fonts import sized
from gui.look.sizes import Sizes, growth
from gui.look.theme import THEMES, Theme
from gui.recording.marks import FigurePage, TextMark, every_mark
from gui.recording.recorder import Recorder
from gui.state.experiment.challenge import is_told
from gui.state.run import derived
from gui.state.state import Mode, State
from gui.words import catalog
from gui.words.captions import figure_caption
from gui.words.catalog import beside

Drawing = Callable[[QPainter, State, Theme, float, float], None]
"""Paints a state in a theme into a width and a height."""

_WORDS, _TINY = map(Sizes().length, ("words", "tiny"))
_TRIES = 6
_ROUNDING = 1e-6  # pixels
_LEAST_ACROSS, _LEAST_DOWN = 262.0, 200.0  # units: no scale is tried that leaves less room
_HIGHER = 1.25  # a figure that may be higher is tried so many times higher
# in types of the words around, and any height
_TITLE, _CAPTION_OF_BOTH, _MARGIN, _LINE = 1.25, 1.15, 1.0, 10_000.0
_INCH_IN_METRES = 0.0254


class LaidOut(Struct, frozen=True, eq=False):
    """A figure that is ready to be painted. scale: of everything in it; type: of words around."""

    state: State
    request: FigureRequest
    draw: Drawing
    scale: float
    type: float
    above: float
    below: float

    @property
    def theme(self) -> Theme:
        """The colours of the figure."""
        return THEMES[self.state.view.theme]

    def paint(self, painter: QPainter) -> None:
        """Paint it, in pixels of which 96 are an inch; the ground is not painted."""
        with self.spoken():
            self._paint(painter)

    def spoken(self) -> AbstractContextManager[None]:
        """Say what is said in the block in the language of the figure."""
        return catalog.spoken(self.request.language or catalog.language())

    def _paint(self, painter: QPainter) -> None:
        size, request = self.request.size, self.request
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        room = QRectF(0, self.above, size.width, size.height - self.above - self.below)
        painter.save()
        painter.translate(room.topLeft())
        painter.scale(self.scale, self.scale)
        self.draw(painter, self.state, self.theme, *_units(room, self.scale))
        painter.restore()
        if request.title:
            large, ink = _TITLE * self.type, self.theme.text
            _write(painter, request.title, self._words(0), large, ink, self.type)
        if said := _caption(self.state, request):
            place = self._words(room.bottom())
            large, ink = _caption_type(said, self.type), self.theme.text_soft
            _write(painter, said, place, large, ink, self.type)

    def _words(self, top: float) -> QRectF:
        margin = _MARGIN * self.type
        width = self.request.size.width - 2 * margin
        return QRectF(margin, top + margin / 2, width, _LINE)


def laid_out(state: State, request: FigureRequest, window: Drawing | None = None) -> LaidOut:
    """Lay out a figure of a state. window: what draws the window, where that is wanted."""
    with catalog.spoken(request.language or catalog.language()):
        return _laid_out(state, request, window)


def _laid_out(state: State, request: FigureRequest, window: Drawing | None) -> LaidOut:
    state = replace(state, mode=Mode.PAUSED, held=0.0, goal=None)  # a figure rests
    if request.theme is not None:
        state = replace(state, view=replace(state.view, theme=request.theme))
    if request.labels is not None:
        state = replace(state, view=replace(state.view, labels=request.labels))
    draw = window if request.view == WINDOW else figure_of(request.view)
    assert draw is not None
    if request.view == WINDOW:
        return _without_scale(state, _in_its_own_pixels(request), draw)
    if not request.size.least_type:
        return replace(_without_scale(state, request, draw), scale=request.text_scale)
    least, size = request.size.least_type * request.text_scale, request.size
    found: list[tuple[int, LaidOut]] = []
    while size.height <= size.most_height:
        higher = _without_scale(state, replace(request, size=size), draw)
        higher = replace(higher, scale=least / _TINY)
        recorder = _recorded(higher)
        smallest = smallest_type(recorder.page(None))
        if smallest is None or least <= smallest + _ROUNDING:
            found.append((recorder.crowding, higher))
            if not recorder.crowding:
                break
        size = replace(size, height=_HIGHER * size.height)
    if found:  # the lowest of those with the most in them
        return min(found, key=lambda each: each[0])[1]
    figure = _without_scale(state, request, draw)
    return replace(figure, scale=_readable_scale(figure))


def _in_its_own_pixels(request: FigureRequest) -> FigureRequest:
    """Return what is asked for of a window, which is smaller where all is drawn larger."""
    size, scale = request.size, request.text_scale
    smaller = FigureSize(
        size.width / scale, size.height / scale, size.least_type, size.dots * scale
    )
    return replace(request, size=smaller, text_scale=1.0)


def _without_scale(state: State, request: FigureRequest, draw: Drawing) -> LaidOut:
    """Return a figure that has its words around it, but not yet its scale."""
    size = request.size
    grown = growth(size.width, size.height)  # on a screen, where a large picture is seen from afar
    words = (size.least_type or _WORDS * grown) * request.text_scale
    figure = LaidOut(state, request, draw, 1.0, words, 0.0, 0.0)
    above = _height(request.title, figure, _TITLE * words) if request.title else 0.0
    said = _caption(state, request)
    return replace(
        figure,
        above=above,
        below=_height(said, figure, _caption_type(said, words)) if said else 0.0,
    )


def figure_image(figure: LaidOut, dots: float | None = None) -> QImage:
    """Paint a figure into a new image. dots: to a pixel, None for as many as its size asks for."""
    size, is_clear = figure.request.size, figure.request.is_transparent
    size = size if dots is None else replace(size, dots=dots)
    formats = QImage.Format
    image = QImage(
        *size.dots_across, formats.Format_ARGB32_Premultiplied if is_clear else formats.Format_RGB32
    )
    image.fill(Qt.GlobalColor.transparent if is_clear else QColor(figure.theme.card))
    if size.least_type:  # else it is for a screen, whatever that has
        per_metre = round(96 * size.dots / _INCH_IN_METRES)
        image.setDotsPerMeterX(per_metre)
        image.setDotsPerMeterY(per_metre)
    image.setDevicePixelRatio(size.dots)  # which icons and widgets ask for
    painter = QPainter(image)
    figure.paint(painter)
    painter.end()
    return image


def figure_page(figure: LaidOut) -> FigurePage:
    """Record a figure as `figure_image` paints it."""
    return _recorded(figure).page(
        None if figure.request.is_transparent else (figure.theme.card, 1.0)
    )


def _recorded(figure: LaidOut) -> Recorder:
    size = figure.request.size
    recorder = Recorder(size.width, size.height)
    painter = QPainter(recorder)
    figure.paint(painter)
    painter.end()
    return recorder


def _caption(state: State, request: FigureRequest) -> str:
    """Return what a figure has below it: a curve of its own has no settings."""
    is_told = request.has_caption and is_of_experiment(state, request.view)
    return caption_of(state) if is_told else ""


def caption_of(state: State) -> str:
    """Return what stands below a figure of a state."""
    settings, step = derived.experiment(state), state.cursor.step
    return figure_caption(settings, step, is_told=is_told(state))


def _readable_scale(figure: LaidOut) -> float:
    """Return the smallest scale at which the smallest text is as large as it must be.

    A view lays itself out for the room it has, so that its type does not go with the scale alone;
    where none is enough, it is the scale with the largest type.
    """
    size = figure.request.size
    least = size.least_type * figure.request.text_scale
    down = size.height - figure.above - figure.below
    scale = least / _TINY
    most = max(min(size.width / _LEAST_ACROSS, down / _LEAST_DOWN), scale)
    found: list[tuple[float, float]] = []
    for _ in range(_TRIES):
        smallest = smallest_type(figure_page(replace(figure, scale=scale)))
        if smallest is None or smallest + _ROUNDING >= least:
            return scale
        found.append((smallest, scale))
        if scale == most:
            break
        scale = min(1.01 * scale * least / smallest, most)
    return max(found)[1]


def smallest_type(page: FigurePage) -> float | None:
    """Return the size of the smallest text on a page, in its units; None without text."""
    marks = every_mark(page.marks)
    return min((mark.size for mark in marks if isinstance(mark, TextMark)), default=None)


def _units(room: QRectF, scale: float) -> tuple[float, float]:
    return room.width() / scale, room.height() / scale


def _height(text: str, figure: LaidOut, size: float) -> float:
    """Return what words around a figure take, with what is left free above and below them."""
    trial = QImage(1, 1, QImage.Format.Format_RGB32)
    with QPainter(trial) as painter:
        written = _write(painter, text, figure._words(0), size, figure.theme.text, figure.type)
    return written + _MARGIN * figure.type


def _caption_type(said: str, words: float) -> float:
    """Return the type of a caption: in two languages the second has the least there may be."""
    return _CAPTION_OF_BOTH * words if beside(said) else words


def _write(
    painter: QPainter, text: str, room: QRectF, size: float, ink: str, least: float
) -> float:
    painter.setFont(sized(ceil(size)))
    painter.setPen(QColor(ink))
    return write_paragraph(painter, room, text, least).height()
