"""What a table is refused with."""

from engine.fault import Faulty

_SHOWN_LETTERS = 60


class BadTable(Faulty):
    """A table that cannot be used; its `fault` names the file, and row and column if it can."""


def shown(text: str) -> str:
    """Return a cell as it may stand in a sentence, shortened where it is long."""
    written = repr(text)
    return written if len(written) <= _SHOWN_LETTERS else written[:_SHOWN_LETTERS] + "…"
