"""The file a log of actions goes to."""

from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from typing import TextIO

from gui.words.catalog import say
from gui.words.faults import reason_of


def program_version() -> str:
    """Return the version of this program, "" where it runs without having been installed."""
    try:
        return version("gradientscope")
    except PackageNotFoundError:
        return ""


class LogFile:
    """Writes each line at once; one that cannot be written is told, and is the last."""

    def __init__(self, stream: TextIO, tell: Callable[[str], object]) -> None:
        self._stream: TextIO | None = stream
        self._tell = tell

    def write(self, line: str) -> None:
        if self._stream is None:
            return
        try:
            self._stream.write(line)
            self._stream.flush()
        except OSError as error:
            path, self._stream = self._stream.name, None
            self._tell(say("log.ended", path=path, reason=reason_of(error)))
