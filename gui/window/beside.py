"""The session beside an experiment's file: written when it is saved, read when it is opened."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLockFile

from engine.equal import agreeing_experiments
from engine.experiment import Experiment
from engine.text.session.pieces import BadSession, Writing
from gui.disk.files import session_path
from gui.disk.session_folder import SessionFolder
from gui.state.session.session import Session
from gui.state.state import State
from gui.window.slices import Slices
from gui.words.catalog import say
from gui.words.faults import fault_sentence, reason_of

_TRIES = 500  # to get hold of a session that another window writes: a second or more


def session_beside(
    path: Path, experiment: Experiment, tell: Callable[[str], object]
) -> Session | None:
    """Return the session beside a file that holds this experiment, None where there is none.

    tell: why one that is there cannot be used; the experiment opens without it.
    """
    folder = SessionFolder(session_path(path), path.absolute().parent)
    if not folder.exists():
        return None
    try:
        session = folder.read()
    except BadSession as error:
        tell(say("session.unusable", path=folder.path, reason=fault_sentence(error.fault)))
        return None
    if not agreeing_experiments(session.state.document.experiment, experiment):
        tell(say("session.of-another", path=folder.path, file=path.name))
        return None
    return session


def write_beside(path: Path, state: State, slices: Slices, tell: Callable[[str], object]) -> None:
    """Write the session of a file that has just been saved, in slices; tell: if it cannot be."""
    folder = SessionFolder(session_path(path), path.absolute().parent)

    def failed(error: Exception) -> None:
        tell(say("notice.unwritable", path=folder.path, reason=reason_of(error)))

    slices.add(_writing(folder, Session(state)), lambda: None, failed)


def _writing(folder: SessionFolder, session: Session) -> Writing[None]:
    """Write a session while no other window does: each would remove the other's pieces."""
    folder.path.mkdir(exist_ok=True)  # for the lock
    lock = QLockFile(str(folder.path / "writing.lock"))
    lock.setStaleLockTime(0)
    tries = 0
    while not lock.tryLock(0) and tries < _TRIES:
        tries += 1
        yield
    try:
        yield from folder.writing(session)
    finally:
        lock.unlock()
