"""The moment a figure shows, as the one line of JSON that it carries.

It is a session (`gui.state.session`) of the one state that is drawn, sent where no file goes with
it, and the figure's own choices beside it:

    {"format": "gradientscope-figure", "version": 1,
     "figure": {"request": {"view": "network", "size": {"width": 1000.0, ...}, ...},
                "language": "en", "lit": []},
     "session": {...}, "pieces": {"2c624232cdd221...": "k05VTVBZAQB2AHsn..."}}

Of each run it holds the settings of every stretch, the losses that were recorded and few of the
states, that of the step on screen among them: so the figure opens with the numbers it shows, to
the last bit and at once, after any edit and on any machine, and earlier steps are taken again from
the states there are. Mistakes made on purpose, which no experiment's file keeps, come along.
Samples come along too, except where they are more than MOST_SENT numbers of a table or a generator:
those are read or drawn again, a table from beside the figure, and it is said if that cannot be.
"""

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from engine.fault import Faulty
from engine.run.record import RunRecord, brief_record_of
from engine.run.training import Run
from engine.shape import in_network
from engine.text.session.figure import FORMAT, VERSION, CarriedPart, read_figure, write_figure
from engine.text.session.pieces import BadSession, PieceReader, PieceWriter
from engine.text.session.reading import TableReader
from engine.text.session.writing import TableWriter
from engine.written.quantity import Quantity
from gui.disk.files import RESOURCES
from gui.export.carried.bounds import MOST_BYTES
from gui.export.request import (
    LARGEST_SIDE,
    LEAST_SCALE,
    MOST_SCALE,
    WINDOW,
    FigureRequest,
    FigureSize,
)
from gui.state.plain import lesson_from
from gui.state.session.checked import check
from gui.state.session.plain_state import to_plain_state
from gui.state.session.session import parts_of, reader_of
from gui.state.state import Mode, State
from gui.state.view.actions import THEMES
from gui.views import FIGURES
from gui.words.catalog import of_figures

_DRAWS_KEPT = ("loss", WINDOW)  # views in which runs stand that are kept beside the document
_DRAWS_LESSON = ("lesson", WINDOW)
_LONGEST_TITLE = 1000


class TooLarge(Faulty):
    """More than a figure carries."""


class FigureMoment(Struct, frozen=True, eq=False):
    """A state, how a figure of it was asked for, and the language it was written in."""

    state: State
    request: FigureRequest
    language: str


class _Shown(Struct, frozen=True):
    """lit: the weights that were pointed at, which a session forgets."""

    request: FigureRequest
    language: str
    lit: tuple[Quantity, ...] = ()


def moment_text(moment: FigureMoment) -> bytes:
    """Return the text of a moment, always the same; raise TooLarge where no figure carries it."""
    state, pieces = _of_picture(moment), dict[str, bytes]()
    steps = {id(each.document.run): each.steps for each in state.kept}
    if state.lesson is not None:
        start = state.lesson.start
        steps[id(start.document.run)] = start.cursor.step
    steps[id(state.document.run)] = state.cursor.step

    def record(run: Run) -> RunRecord:
        return brief_record_of(run, steps[id(run)])

    writing = parts_of(
        state, TableWriter(PieceWriter(pieces.__setitem__), None, is_sent=True), record
    )
    while True:
        try:
            next(writing)
        except StopIteration as done:
            session = done.value
            break
    shown = _Shown(moment.request, moment.language, moment.state.lit)
    text = write_figure(CarriedPart(FORMAT, VERSION, to_plain_state(shown, {}), session, pieces))
    if len(text) > MOST_BYTES:
        size, most = -(-len(text) // 2**20), MOST_BYTES // 2**20
        raise TooLarge("figure.too-much-to-carry", size=size, most=most)
    return text


def read_moment(text: bytes, folder: Path) -> FigureMoment:
    """Return the moment of a text; raise BadSession with the place of what is wrong with it.

    folder: where the figure lies, and with it a table that is too large for it.
    """
    part = read_figure(text)
    try:
        pieces = PieceReader(part.pieces.__getitem__)
        table = TableReader(part.session, pieces, folder, RESOURCES / "data")
        reader = reader_of(table, lesson_from, is_strict=True)
        state = reader.state(part.session.state)
        check(state)
        _check_at_hand(state)
    except BadSession as error:
        place = f"session.{error.fault.place}"
        raise BadSession.of(replace(error.fault, place=place)) from None
    shown = reader.struct(part.figure, _Shown, "figure")
    _check_shown(shown, state)
    return FigureMoment(replace(state, lit=shown.lit), shown.request, shown.language)


def _of_picture(moment: FigureMoment) -> State:
    """Return the state without what the picture does not show."""
    state = moment.state
    drawn = tuple(each for each in state.kept if each.slot is not None)
    kept = drawn if moment.request.view in _DRAWS_KEPT else ()
    lesson = state.lesson if moment.request.view in _DRAWS_LESSON else None
    if lesson is not None:
        lesson = replace(lesson, start=replace(lesson.start, kept=(), removed=None))
    passed = replace(state, mode=Mode.PAUSED, held=0.0, goal=None)
    return replace(passed, kept=kept, removed=None, lesson=lesson)


def _check_at_hand(state: State) -> None:
    """Refuse a step whose numbers would first have to be computed, for however long."""
    run, step = state.document.run, state.cursor.step
    if run.nearest(step) != step:
        raise BadSession("session.run", "state.cursor.step")


def _is_possible(size: FigureSize) -> bool:
    sides = size.width, size.height
    dots = tuple(side * size.dots for side in sides)
    return all(1 <= side <= LARGEST_SIDE for side in (*sides, *dots))


def _check_shown(shown: _Shown, state: State) -> None:
    request, size = shown.request, shown.request.size
    shape = state.document.experiment.network.shape
    for place, holds in (
        ("request.view", request.view in (*FIGURES, WINDOW)),
        ("request.size", _is_possible(size)),
        ("request.size.least_type", 0 <= size.least_type <= LARGEST_SIDE),
        ("request.size.most_height", 0 <= size.most_height <= LARGEST_SIDE),
        ("request.text_scale", LEAST_SCALE <= request.text_scale <= MOST_SCALE),
        ("request.theme", request.theme in (None, *THEMES)),
        ("request.title", len(request.title) <= _LONGEST_TITLE),
        ("language", shown.language in of_figures()),
        ("lit", all(in_network(each, shape) for each in shown.lit)),
    ):
        if not holds:
            raise BadSession("session.impossible", f"figure.{place}")
