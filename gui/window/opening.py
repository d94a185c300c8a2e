"""Reads an experiment's file with the session beside it, or a figure with its moment in it."""

from pathlib import Path

from msgspec import Struct

from engine.data.dataset import FromTable
from engine.experiment import Experiment
from engine.fault import Faulty
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


class Found(Struct, frozen=True, eq=False):
    """What a file holds, the session beside it, and why that cannot be used.

    view: of a figure, whose moment the session is; "" of what is no figure.
    """

    experiment: Experiment
    session: Session | None = None
    told: tuple[str, ...] = ()
    view: str = ""


def read_or_tell(path: Path, notice: Notice) -> Found | None:
    """Return what a file holds; where it cannot be used, say so, and return None."""
    if not path.exists() and path in recent.recent_files():
        notice.say(say("notice.recent-gone", path=path))
        return None
    try:
        found = of_figure(path) if files.is_figure(path) else Found(files.read(path))
    except Faulty as error:
        notice.say(fault_sentence(error.fault))
        return None
    notice.hide()
    if found.view or not files.session_path(path).is_dir():
        return found
    from gui.window.beside import session_beside

    told: list[str] = []
    session = session_beside(path, found.experiment, told.append)
    return Found(found.experiment, session, tuple(told))


def of_figure(path: Path) -> Found:
    """Return what a figure holds; raise Faulty where that cannot be used."""
    from gui.export.carried.figure_file import open_figure
    from gui.window.export_again import remember_request

    moment = open_figure(path)
    remember_request(moment.request)
    experiment, view = moment.state.document.experiment, moment.request.view
    return Found(experiment, Session(moment.state), view=view)
