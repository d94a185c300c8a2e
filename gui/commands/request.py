"""What the command line asks for that cannot be carried out."""

from pathlib import Path

from gui.disk import files
from gui.words.catalog import say


class BadRequest(Exception):
    """A command that cannot be carried out; its text is one sentence."""


def existing(name: str) -> Path:
    """Return the file of a bundled example or of this path; raise BadRequest without one."""
    path = files.resolve(name)
    try:
        found = name != "" and path.exists()
    except (OSError, ValueError):  # a name that no file can have
        found = False
    if not found:
        raise BadRequest(say("command.no-file", name=name))
    return path


def unwritable(path: Path, error: OSError) -> BadRequest:
    """Return what is said where a file cannot be written."""
    return BadRequest(say("command.unwritable", path=path, reason=error.strerror or error))
