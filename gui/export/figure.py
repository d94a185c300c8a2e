"""Draws one view to a file, with no screen."""

from msgspec.structs import replace
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

from engine.experiment import Experiment
from engine.written.quantity import Quantity
from gui.export.carried.figure_file import embed
from gui.export.carried.moment import FigureMoment
from gui.export.formats import DOTS, SLIDES, vectors
from gui.export.layout import Drawing, LaidOut, figure_image, figure_page, laid_out
from gui.export.request import (
    LARGEST_SIDE,
    LEAST_SCALE,
    MOST_SCALE,
    FigureRequest,
    of_pixels,
)
from gui.look import chinese
from gui.look.chinese import is_chinese
from gui.look.fonts import CHINESE_PACKAGE
from gui.recording.marks import FigurePage
from gui.state.refusal import Refused
from gui.state.run import actions, derived
from gui.state.state import State, View, first_state
from gui.state.view import actions as view_actions
from gui.words import catalog
from gui.words.catalog import AND, CHINESE, beside, say
from gui.words.functions import title_of


def state_at(
    experiment: Experiment,
    *,
    step: int,
    beat: int | None,
    selected: Quantity | None = None,
    theme: str = "light",
) -> State:
    """Return the state that stands at the end of a beat of a training step, as `moved` has it."""
    state = moved(first_state(experiment, view=View(theme=theme)), step, beat)
    return view_actions.select(state, selected)


def moved(state: State, step: int, beat: int | None) -> State:
    """Return the state at the end of a beat of a training step, which is trained to if need be.

    step and beat count from 0; beat None is the last one. Raises ValueError with a sentence for
    a moment that does not exist.
    """
    if step > state.trained:
        state = actions.train(state, step - state.trained)
    if state.trained < step:
        raise ValueError(say("picture.unreached", step=step, last=state.trained))
    last = len(derived.beats(state)) - 1
    at = last if beat is None else beat
    if not 0 <= at <= last:
        raise ValueError(say("picture.no-beat", beat=at, last=last))
    return actions.go_to(state, step, at, 1.0)


def of_sample(state: State, row: int | None, whole_batch: bool) -> State:
    """Return the state that shows a sample of its batch, or the whole batch.

    row: counted from 0, None for the first. Raises ValueError with a sentence for a sample that
    the batch does not have.
    """
    last = len(derived.trace(state).x) - 1
    if row is not None and row > last:
        raise ValueError(say("picture.no-sample", sample=row, last=last))
    if whole_batch:
        return view_actions.show_whole_batch(state)
    return state if row is None else view_actions.follow_sample(state, row)


def picture(state: State, view: str, size: tuple[int, int], scale: float) -> QImage:
    """Paint a view of a state, one of FIGURES, into a new image.

    size: width and height of the picture in pixels; scale: how much larger than on screen
    everything in it is drawn.
    """
    return figure_image(_on_screen(state, view, size, scale))


def recorded(state: State, view: str, size: tuple[int, int], scale: float) -> FigurePage:
    """Record a view of a state as `picture` paints it."""
    return figure_page(_on_screen(state, view, size, scale))


def _on_screen(state: State, view: str, size: tuple[int, int], scale: float) -> LaidOut:
    return laid_out(state, FigureRequest(view, of_pixels(*size), text_scale=scale))


def file_of(
    state: State, request: FigureRequest, ending: str, window: Drawing | None = None
) -> bytes:
    """Return a figure as the bytes of a file with this ending, one of ENDINGS.

    window: what draws the window, where that is wanted.
    """
    return file_of_figure(laid_out(state, request, window), ending)


def file_of_figure(figure: LaidOut, ending: str) -> bytes:
    """Return a figure that is laid out as the bytes of a file with this ending.

    Raises Refused where it has Chinese words and no font has their characters, `TooLarge` where
    it is to reopen and has too much to carry.
    """
    check_font(figure)
    with figure.spoken():
        return with_moment(_written(figure, ending), ending, figure)


def _written(figure: LaidOut, ending: str) -> bytes:
    """Return the bytes of a file without the moment."""
    request = figure.request
    if ending == DOTS:
        return png(figure_image(figure))
    if ending == SLIDES:
        from gui.export.with_notes import slides_of

        return slides_of([figure])
    title = request.title or title_of(figure.state.document.experiment)
    return vectors(figure_page(figure), ending, title, request.text)


def with_moment(content: bytes, ending: str, figure: LaidOut) -> bytes:
    """Return a file of a figure with what it takes to open it again, unless it is to be without."""
    if not figure.request.reopens:
        return content
    language = figure.request.language or catalog.language()
    title = "\n".join(filter(None, (figure.request.title, beside(figure.request.title))))
    request = replace(figure.request, language="", title=title)  # the language stands beside it
    return embed(ending, content, FigureMoment(figure.state, request, language))


def check_font(figure: LaidOut) -> None:
    """Raise Refused where a figure has Chinese words and no font has their characters."""
    language = figure.request.language or catalog.language()
    words = title_of(figure.state.document.experiment), figure.request.title
    is_needed = CHINESE in language.split(AND) or any(map(is_chinese, words))
    if is_needed and chinese.chinese_family() is None:
        raise Refused("picture.no-chinese-font", package=CHINESE_PACKAGE)


def png(image: QImage) -> bytes:
    """Return a picture as the bytes of a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants the format as bytes
    return bytes(buffer.data().data())


def check_size(size: tuple[int, int], scale: float) -> None:
    """Raise ValueError with a sentence for a size that cannot be drawn."""
    if not all(1 <= side <= LARGEST_SIDE for side in size):
        raise ValueError(say("picture.size", width=size[0], height=size[1]))
    if not LEAST_SCALE <= scale <= MOST_SCALE:
        raise ValueError(say("picture.scale", scale=scale))
