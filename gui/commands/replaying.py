"""Carries out a log of actions without a window."""

from pathlib import Path
from typing import TYPE_CHECKING

from gui.commands.request import BadRequest, is_there
from gui.disk import files
from gui.words.catalog import say
from gui.words.faults import fault_sentence, reason_of

if TYPE_CHECKING:
    from gui.state.state import State


class Different(Exception):
    """A log whose actions no longer do what they did; its text is one sentence."""


def replayed(name: str) -> "State":
    """Return the state in which a log ends; raise BadRequest or Different with the bad line."""
    from gui.state.replay import BadLog, Differs, replay

    path = Path(name)
    if not is_there(name, path):
        raise BadRequest(say("command.no-log", name=name))
    try:
        with path.open(encoding="utf-8") as lines:
            return replay(lines, files.experiment_of).state
    except BadLog as error:
        reason = fault_sentence(error.fault)
        sentence = say("log.line", path=path, line=error.line, reason=reason)
        raise (Different if isinstance(error, Differs) else BadRequest)(sentence) from None
    except UnicodeDecodeError:
        raise BadRequest(say("log.no-text", path=path)) from None
    except OSError as error:
        raise BadRequest(say("log.unreadable", path=path, reason=reason_of(error))) from None
