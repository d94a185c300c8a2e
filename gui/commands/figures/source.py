"""A digest of all that a figure is made from: where it is the same, so is the figure."""

import platform
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from msgspec.structs import replace

from gui.commands.figures.listed import ListedFigure
from gui.commands.figures.moment import experiment_at
from gui.disk import files
from gui.state.plain import experiment_text
from gui.words import catalog

_LIBRARIES = ("PySide6-Essentials", "numpy", "contourpy", "ziamath", "python-pptx", "pillow", "av")


def source_of(figure: ListedFigure) -> str:
    """Return the digest of a figure: of its entry, its experiment with the data, the program.

    Raises BadExperiment where the experiment cannot be used, BadFigure where a figure cannot.
    """
    bare = replace(figure, experiment=Path(), section={})
    language = "" if figure.languages else catalog.language()
    parts = (program_digest(), _subject(figure.experiment), repr(bare), language)
    return digest("\0".join(parts).encode())


def _subject(path: Path) -> str:
    """Return all that determines what an experiment, or a figure that opens again, shows."""
    return (
        digest(path.read_bytes()) if files.is_figure(path) else experiment_text(experiment_at(path))
    )


def digest(content: bytes) -> str:
    """Return what a content is told from others by."""
    return sha256(content).hexdigest()[:32]


@cache
def program_digest() -> str:
    """Return a digest of the program itself, with its words and data, and what draws for it."""
    whole, root = sha256(), files.RESOURCES.parent
    sources = [root / "manifest.txt"]  # of a bundle: it holds a digest of every file
    if not sources[0].is_file():
        sources = [root / "main.py"]
        sources += [*(root / "engine").rglob("*.py"), *(root / "gui").rglob("*.py")]
    sources += [*(root / "resources" / "words").glob("*"), *(root / "resources" / "data").glob("*")]
    for path in sorted(sources):
        whole.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    for library in _LIBRARIES:
        try:
            whole.update(f"{library} {version(library)} ".encode())
        except PackageNotFoundError:  # some formats need more than others
            continue
    whole.update(f"{platform.python_version()} {platform.platform()}".encode())
    return whole.hexdigest()
