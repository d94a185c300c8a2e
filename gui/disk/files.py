"""Where things are on disk, and writing them so that nothing is ever half written."""

import json
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from gui.words.catalog import SOURCE, first_of, language, say

if TYPE_CHECKING:
    from engine.experiment import Experiment

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
FIGURE_ENDINGS = frozenset(
    {".png", ".svg", ".pdf", ".pptx", ".gif", ".webp", ".mp4", ".jpg", ".jpeg", ".bmp"}
)


class Example(Struct, frozen=True):
    """A bundled experiment: the name commands take, its title, its file."""

    name: str
    title: str
    path: Path

    @property
    def called(self) -> str:
        """The title in the language in use."""
        return say(f"example-title.{self.name}")


def bundled_licences() -> Path | None:
    """Return the folder of the licences of a bundle, None where the program runs without one."""
    folder = RESOURCES.parent / "licences"
    return folder if folder.is_dir() else None


@cache
def examples() -> tuple[Example, ...]:
    """Return the bundled experiments in the order in which they are taught."""
    order = (RESOURCES / "examples" / "order.txt").read_text("utf-8").split()
    found = []
    for name in order:
        path = RESOURCES / "examples" / f"{name}.json"
        title = json.loads(path.read_text("utf-8"))["title"]
        found.append(Example(name, title, path))
    return tuple(found)


class BundledLecture(Struct, frozen=True):
    """A bundled list of figures: the name commands take, its titles by language, its file."""

    name: str
    titles: dict[str, str]
    path: Path

    @property
    def called(self) -> str:
        """The title in the language in use, or in English."""
        return self.titles.get(first_of(language()), self.titles[SOURCE])


@cache
def lectures() -> tuple[BundledLecture, ...]:
    """Return the bundled lists of figures."""
    import tomllib  # of which the window knows nothing

    paths = sorted((RESOURCES / "lectures").glob("*.toml"))
    titles = [tomllib.loads(path.read_text("utf-8"))["title"] for path in paths]
    return tuple(map(BundledLecture, [path.stem for path in paths], titles, paths))


class BundledLesson(Struct, frozen=True):
    """A bundled lesson: the name commands take, its titles and its files by language."""

    name: str
    titles: dict[str, str]
    paths: dict[str, Path]

    @property
    def called(self) -> str:
        """The title in the language in use, or in English."""
        return self.titles.get(first_of(language()), self.titles[SOURCE])

    @property
    def path(self) -> Path:
        """The file in the language in use, or in English."""
        return self.paths.get(first_of(language()), self.paths[SOURCE])


LESSON_ENDING = ".toml"


@cache
def lessons() -> tuple[BundledLesson, ...]:
    """Return the bundled lessons in the order in which they are taught."""
    import tomllib  # of which the window knows nothing before a lesson is opened

    found = []
    for first in sorted((RESOURCES / "lessons" / SOURCE).glob("*.toml")):
        paths = {path.parent.name: path for path in first.parents[1].glob(f"*/{first.name}")}
        titles = {
            each: tomllib.loads(path.read_text("utf-8"))["title"] for each, path in paths.items()
        }
        found.append(BundledLesson(first.stem, titles, paths))
    return tuple(found)


def resolve(name_or_path: str) -> Path:
    """Return the file of a bundled example by its name, or else the path itself."""
    for example in examples():
        if example.name == name_or_path:
            return example.path
    return Path(name_or_path)


def read(path: Path) -> "Experiment":
    """Read an experiment, built-in data included; raise BadExperiment if it cannot be used."""
    from engine.text.file.document import read_experiment  # not needed to list the examples

    return read_experiment(path, RESOURCES / "data")


def session_path(path: Path) -> Path:
    """Return the folder of the session of an experiment's file: beside it, to go where it goes."""
    return path.with_name(f"{path.stem if path.suffix == '.json' else path.name}.session")


def is_table(path: Path) -> bool:
    """Return whether a file is a table by its name, and not an experiment of that name."""
    from engine.data.table_form import TABLE_ENDINGS

    if path.suffix.lower() not in TABLE_ENDINGS:
        return False
    try:
        with path.open("rb") as file:
            return not file.read(100).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    except (OSError, ValueError):  # which is told when it is read
        return True


def is_lesson(path: Path) -> bool:
    """Return whether a file is a lesson by its name."""
    return path.suffix.lower() == LESSON_ENDING


def is_figure(path: Path) -> bool:
    """Return whether a file is a picture or slides by its name: it may carry an experiment."""
    return path.suffix.lower() in FIGURE_ENDINGS


def experiment_of(text: str) -> "Experiment":
    """Read the text of an experiment, or the name of a bundled one; raise BadExperiment."""
    for example in examples():
        if example.name == text:
            return read(example.path)
    from engine.text.file.document import parse_experiment

    return parse_experiment(text.encode(), builtin=RESOURCES / "data")


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; raise OSError if that cannot be done.

    What is no ordinary file (a device, a pipe) is written to as it is, and a link is followed.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    target = path.resolve()
    import tempfile  # which loads more than the window has time for before its first paint

    descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        Path(temporary).chmod(mode)
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
