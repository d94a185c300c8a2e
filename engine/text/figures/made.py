"""What was made of a list of figures, as it is written beside them."""

from pathlib import Path

import msgspec
from msgspec import field

from engine.text.file.schema import BadExperiment, FilePart, decode_as

FORMAT, VERSION = "gradientscope-figures-made", 1


class MadeStill(FilePart, frozen=True):
    """One picture of a figure in all its formats. files: their names, with a digest of each.

    small: the name of the file that the contact sheet shows; step and beat as it shows them.
    """

    stem: str
    language: str
    step: int
    beat: int
    small: str
    files: dict[str, str]


class MadeFigure(FilePart, frozen=True):
    """A figure as it was made last. source: a digest of all that it was made from."""

    source: str
    stills: list[MadeStill]


class MadePart(FilePart, frozen=True):
    """All that was made. figures: by their names; left: files of figures no longer in the list."""

    format: str = FORMAT
    version: int = VERSION
    figures: dict[str, MadeFigure] = field(default_factory=dict)
    left: dict[str, str] = field(default_factory=dict)


def read_made(path: Path) -> MadePart:
    """Return what a file says was made: nothing where there is none, or none that can be read."""
    try:
        made = decode_as(path.read_bytes(), MadePart)
    except (OSError, BadExperiment):
        return MadePart()
    return made if (made.format, made.version) == (FORMAT, VERSION) else MadePart()


def written_made(made: MadePart) -> bytes:
    """Return the text of the file, the same for the same figures."""
    return msgspec.json.format(msgspec.json.encode(made, order="sorted"), indent=1) + b"\n"
