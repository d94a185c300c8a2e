"""Reads an experiment's file with the session beside it."""

from pathlib import Path

from engine.data.dataset import FromTable
from engine.experiment import Experiment
from engine.text.file.document import BadExperiment
from gui.disk import files, recent
from gui.panels.notice import Notice
from gui.state.session.session import Session
from gui.words.catalog import say
from gui.words.faults import fault_sentence


def tell_guess(table: FromTable, notice: Notice) -> None:
    """Say how a table was read, where it does not say so itself."""
    from gui.words.tables import guess_sentence

    if said := guess_sentence(table):
        notice.tell(said)


def read_or_tell(path: Path, notice: Notice) -> tuple[Experiment, Session | None, list[str]] | None:
    """Return what a file and the session beside it hold, and why the session cannot be used.

    Where the file itself cannot be used, it is said, and None returned.
    """
    if not path.exists() and path in recent.recent_files():
        notice.say(say("notice.recent-gone", path=path))
        return None
    try:
        experiment = files.read(path)
    except BadExperiment as error:
        notice.say(fault_sentence(error.fault))
        return None
    notice.hide()
    if not files.session_path(path).is_dir():
        return experiment, None, []
    from gui.window.beside import session_beside

    told: list[str] = []
    return experiment, session_beside(path, experiment, told.append), told
