"""A moment with all that belongs to it, written in pieces and read again.

Of a run there are kept the settings of each stretch, the states after every so many steps, and the
losses: any other step is taken anew from the state before it, to the last bit. The history of Undo
is not kept. The text is JSON; arrays lie beside it in pieces (`engine.text.session.pieces`), in
files as `numpy.save` writes them. So begins one, shortened:

    {"format": "gradientscope-session", "version": 1, "program": "0.1.0",
     "file": "/home/me/xor.json",
     "state": {"document": {"run": 0, "opened": 1, "name": "xor"},
               "cursor": {"step": 500, "beat": 3, "part": 1.0}, "trained": 2000,
               "selected": "w[2,0,1]", "kept": [], ...},
     "data": [{"source": {"kind": "inline", "values": {}},
               "inputs": {"shape": [4, 2], "pieces": ["9f86d081884c7d65..."]}, ...}],
     "experiments": [{"settings": {...as in the experiment's file...}, "data": 0,
                      "given": null, "mistakes": []}, ...],
     "segments": [{"first_step": 0, "experiment": 0, "first_count": 0}],
     "runs": [{"segments": [0], "steps": 2000, "stride": 8,
               "states": [{"shape": [251, 1, 17], "pieces": ["2c624232cdd221..."]}],
               "losses": {"stride": 2, "kept": {...}, "newest_step": 2000}, ...}],
     "lessons": [{"name": "04-descent", "source": "...", "experiments": {"linear-neuron": 1}}]}
"""

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from engine.experiment import Experiment
from engine.run.record import RunRecord, record_of
from engine.run.training import Run
from engine.text.lesson.lesson import BadLesson, Lesson
from engine.text.session.document import (
    FORMAT,
    VERSION,
    read_session,
    with_pieces,
    write_session,
)
from engine.text.session.parts import SessionPart
from engine.text.session.pieces import BadSession, PieceReader, PieceWriter, Writing
from engine.text.session.reading import TableReader
from engine.text.session.writing import TableWriter
from gui.state.session.checked import check
from gui.state.session.plain_state import StateReader, things_in, to_plain_state
from gui.state.state import State

ReadLesson = Callable[[str, str, Callable[[str], Experiment]], Lesson]
"""Returns the lesson of a name and a text, with its experiments by the names it has for them."""


class Session(Struct, frozen=True, eq=False):
    """file: where the experiment is whose window is open, None where it has no file."""

    state: State
    file: str | None = None


def written(
    session: Session, pieces: PieceWriter, program: str, folder: Path | None = None
) -> Writing[bytes]:
    """Write a session bit by bit, as it is now; what goes on meanwhile is not in it.

    program: the version of this program; folder: which it stays with, wherever that goes, with the
    tables in it. Returns the text, to be written after all pieces.
    """
    table = TableWriter(pieces, folder)
    part = yield from parts_of(session.state, table, record_of)
    return write_session(replace(part, program=program, file=session.file))


def parts_of(
    state: State, table: TableWriter, record: Callable[[Run], RunRecord]
) -> Writing[SessionPart]:
    """Write a state bit by bit; record: what is kept of a run."""
    table.pieces.begin()
    things = list({id(each): each for each in things_in(state)}.values())
    runs = [(each, record(each)) for each in things if isinstance(each, Run)]
    numbers = dict[int, int]()
    for run, kept in runs:
        numbers[id(run)] = yield from table.run(run, kept)
    for each in things:
        if isinstance(each, Experiment):
            numbers[id(each)] = yield from table.experiment(each)
        elif isinstance(each, Lesson):
            numbers[id(each)] = yield from table.lesson(each)
    return SessionPart(
        format=FORMAT,
        version=VERSION,
        program="",
        file=None,
        state=to_plain_state(state, numbers),
        data=table.data,
        experiments=table.experiments,
        segments=table.segments,
        runs=table.runs,
        lessons=table.lessons,
    )


def read(
    text: bytes,
    get: Callable[[str], bytes],
    read_lesson: ReadLesson,
    folder: Path | None = None,
) -> Session:
    """Return a session; raise BadSession if it cannot be used.

    get: the content of a piece by its name, which may raise OSError or KeyError; read_lesson: as
    `gui.state.plain` does, which knows of sessions itself; folder: which it has stayed with.
    """
    part = read_session(text)
    table = TableReader(part, PieceReader(get), folder)
    state = reader_of(table, read_lesson).state(part.state)
    check(state)
    return Session(state, part.file)


def reader_of(
    table: TableReader, read_lesson: ReadLesson, *, is_strict: bool = False
) -> StateReader:
    """Return what reads a state whose runs, experiments and lesson are in a table."""

    def lesson(number: int) -> Lesson:
        part, experiments = table.lesson(number)

        def named(name: str) -> Experiment:
            if name not in experiments:
                raise BadSession("session.impossible")
            return experiments[name]

        try:
            return read_lesson(part.name, part.source, named)
        except BadLesson as error:
            raise BadSession.of(error.fault) from None

    return StateReader(table.run, table.experiment, lesson, is_strict=is_strict)


def session_text(session: Session) -> str:
    """Return a session in one text, for a log."""
    pieces: dict[str, bytes] = {}
    writing = written(session, PieceWriter(pieces.__setitem__), "")
    while True:
        try:
            next(writing)
        except StopIteration as done:
            return with_pieces(done.value, pieces)
