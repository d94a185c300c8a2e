"""A session on disk: a folder with its text, and with its numbers in pieces.

    lecture.session/
        session.json
        2c624232cdd221771294dfbb310aca00.npy     as numpy.save writes it, float64
        ...

A piece is written before the text that needs it, and removed after the text that no longer does:
whenever the program ends, what stands there is whole.
"""

from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from engine.text.session.document import read_session
from engine.text.session.pieces import BadSession, PieceWriter, Writing
from engine.text.unreadable import unreadable
from gui.disk.files import write_atomically
from gui.disk.log_file import program_version
from gui.state.session.session import Session, read, written

TEXT = "session.json"
_PIECE = ".npy"


class SessionFolder:
    """Writes one session after the other to the same place, what is new of each, and reads it."""

    def __init__(self, path: Path, stays_with: Path | None = None) -> None:
        """stays_with: the folder of the experiment beside which it lies."""
        self.path, self._stays_with = path, stays_with
        self._pieces = PieceWriter(self._put)

    @property
    def text_path(self) -> Path:
        """The file that is written last."""
        return self.path / TEXT

    def exists(self) -> bool:
        """Return whether a session has been written here."""
        return self.text_path.exists()

    def writing(self, session: Session) -> Writing[None]:
        """Write a session in place of the one before, bit by bit; raise OSError if it cannot be.

        What is written is the moment at which this begins.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        text = yield from written(session, self._pieces, program_version(), self._stays_with)
        write_atomically(self.text_path, text)
        yield
        self._pieces.forget_others()
        needed = {TEXT, *(f"{name}{_PIECE}" for name in self._pieces.needed)}
        for path in list(self.path.iterdir()):
            if path.name not in needed and path.is_file() and not path.name.endswith(".lock"):
                path.unlink(missing_ok=True)
                yield

    def read(self) -> Session:
        """Return the session; raise BadSession if it cannot be used."""
        from gui.state.plain import lesson_from  # which loads every action

        return read(self._text(), self._piece, lesson_from, self._stays_with)

    def summary(self) -> "Summary":
        """Return what is said of the session; raise BadSession if nothing can be."""
        part = read_session(self._text())
        try:
            run = part.runs[part.state["document"]["run"]]
            experiment = part.experiments[part.segments[run.segments[-1]].experiment].settings
            steps = int(part.state["trained"])
        except (LookupError, TypeError, ValueError):
            raise BadSession("session.run") from None
        written_at = self.text_path.stat().st_mtime
        return Summary(experiment.title, part.file, steps, experiment.challenge, written_at)

    def remove(self) -> None:
        """Remove all that was written here; what cannot be removed stays."""
        with suppress(OSError):
            self.text_path.unlink(missing_ok=True)  # first: without it, nothing is left behind
            for path in self.path.iterdir():
                path.unlink()
            self.path.rmdir()

    def _put(self, name: str, content: bytes) -> None:
        path = self.path / f"{name}{_PIECE}"
        if not path.exists():
            write_atomically(path, content)

    def _piece(self, name: str) -> bytes:
        return (self.path / f"{name}{_PIECE}").read_bytes()

    def _text(self) -> bytes:
        try:
            return self.text_path.read_bytes()
        except OSError as error:
            raise BadSession.of(unreadable(error)) from None


class Summary(Struct, frozen=True):
    """title: of the experiment; file: where it is, None without one; steps: of training done.

    written_at: in seconds since 1970.
    """

    title: str
    file: str | None
    steps: int
    challenge: bool
    written_at: float
