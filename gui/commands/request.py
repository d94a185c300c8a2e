"""What commands answer: a result, what is told beside it, and why something cannot be done."""

import os
import sys
from pathlib import Path

from gui.disk import files
from gui.words.catalog import say
from gui.words.faults import reason_of


class BadRequest(Exception):
    """A command that cannot be carried out; its text is one sentence."""


def existing(name: str) -> Path:
    """Return the file of a bundled example or of this path; raise BadRequest without one."""
    path = files.resolve(name)
    if not is_there(name, path):
        raise BadRequest(say("command.no-file", name=name))
    return path


def existing_lecture(name: str) -> Path:
    """Return the file of a bundled lecture or of this path; raise BadRequest without one."""
    bundled = {lecture.name: lecture.path for lecture in files.lectures()}
    path = bundled.get(name, Path(name))
    if not is_there(name, path):
        raise BadRequest(say("command.no-lecture", name=name))
    return path


def is_there(name: str, path: Path) -> bool:
    """Return whether there is a file of a name that somebody typed, which may be any text."""
    try:
        return name != "" and path.exists()
    except (OSError, ValueError):  # a name that no file can have
        return False


def unwritable(path: Path, error: OSError) -> BadRequest:
    """Return what is said where a file cannot be written."""
    return BadRequest(say("command.unwritable", path=path, reason=reason_of(error)))


def tell(sentence: str) -> None:
    """Tell a person something in one line."""
    print(f"gradientscope: {' '.join(sentence.split())}", file=sys.stderr)  # noqa: T201


def deliver(text: str, path: Path | None) -> None:
    """Write a result to a file, or to standard output; raise BadRequest where it cannot be."""
    if path is None and sys.stdout is None:  # what Python has where a shell closed it
        raise BadRequest(say("command.output-closed"))
    try:
        if path is None:
            sys.stdout.write(text)
            sys.stdout.flush()
        else:
            files.write_atomically(path, text.encode("utf-8", "backslashreplace"))
    except BrokenPipeError:
        raise
    except OSError as error:
        if path is not None:
            raise unwritable(path, error) from None
        abandon_output()
        raise BadRequest(say("command.output-unwritable", reason=reason_of(error))) from None


def abandon_output() -> None:
    """Drop what is still buffered: the flush at exit must not fail once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
