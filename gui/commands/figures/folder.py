"""The folder of a lecture's figures: what was made there, and what a figure may overwrite."""

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from engine.fault import Faulty
from engine.text.figures.made import MadeFigure, MadePart, MadeStill, read_made, written_made
from gui.commands.figures.drawing import DrawnStill, is_small
from gui.commands.figures.source import digest
from gui.disk import files
from gui.words.catalog import say_list


class NotPut(Faulty):
    """A figure that is not written, as it would overwrite what is not its own."""


class FolderContent(Struct, frozen=True):
    """What is in a folder. left: files of figures no longer in the list; pruned: those deleted."""

    made: dict[str, MadeFigure]
    left: tuple[str, ...]
    pruned: tuple[str, ...]


class FiguresFolder:
    """Knows what was made and from what, and puts what is new beside it.

    anew: whether what is there is overwritten, be it made here or not.
    """

    def __init__(self, path: Path, stem: str, *, anew: bool = False) -> None:
        self.path, self._record, self._anew = path, path / f"{stem}-figures.json", anew
        self._before = read_made(self._record)
        self._known = _files(self._before.figures.values()) | self._before.left
        self._made: dict[str, MadeFigure] = {}
        self._owner: dict[str, str] = {}  # of a file in this run, whatever its capital letters

    def keep(self, name: str, source: str) -> bool:
        """Return whether a figure is there as it was made from just this; it is kept then."""
        made = self._before.figures.get(name)
        if self._anew or made is None or made.source != source:
            return False
        found = _files([made])
        if any(self._on_disk(file) != known for file, known in found.items()):
            return False
        self._own(name, found)
        self._made[name] = made
        return True

    def put(self, name: str, source: str, stills: Iterable[DrawnStill]) -> None:
        """Write a figure; raise NotPut where that would overwrite somebody's own work.

        A file that was made here and changed since is such work, unless what is to be written is
        just the same. Raises OSError where nothing can be written.
        """
        stills = tuple(stills)
        contents = {file: content for still in stills for file, content in still.contents.items()}
        self._own(name, contents)
        foreign = [file for file, content in contents.items() if self._is_foreign(file, content)]
        if foreign:
            raise NotPut("figures.foreign", name, files=say_list(foreign))
        for file, content in contents.items():
            path = self.path / file
            path.parent.mkdir(parents=True, exist_ok=True)
            files.write_atomically(path, content)
        self._made[name] = MadeFigure(source, [_made(still) for still in stills])
        self._write({**self._before.figures, **self._made}, self._before.left)

    def finish(self, unmade: Iterable[str], *, prune: bool) -> FolderContent:
        """Write down what there is, and return it.

        unmade: figures that are in the list but could not be made: what there is of them stays;
        prune: whether files of figures no longer in the list are deleted, if nobody has changed
        them.
        """
        stay = {name: self._before.figures[name] for name in unmade if name in self._before.figures}
        made = {**stay, **self._made}
        now = _files(made.values())
        left, pruned = {}, []
        for file, known in self._known.items():
            if file in now or (found := self._on_disk(file)) is None:
                continue
            # the small ones nobody but the contact sheet has seen
            if found == known and (prune or is_small(file)):
                (self.path / file).unlink()
                pruned.append(file)
            else:
                left[file] = known
        self._write(made, left)
        return FolderContent(self._made, _seen(left), _seen(pruned))

    def _own(self, name: str, found: Iterable[str]) -> None:
        """Let files belong to a figure; raise NotPut where another one has made one of them."""
        for file in found:
            owner = self._owner.setdefault(file.casefold(), name)
            if owner != name:
                raise NotPut("figures.same-file", name, file=file, other=owner)

    def _write(self, figures: dict[str, MadeFigure], left: dict[str, str]) -> None:
        content = written_made(MadePart(figures=figures, left=left))
        if self._on_disk(self._record.name) != digest(content):
            self.path.mkdir(parents=True, exist_ok=True)
            files.write_atomically(self._record, content)

    def _is_foreign(self, file: str, content: bytes) -> bool:
        if not (self.path / file).resolve().is_relative_to(self.path.resolve()):
            return True  # through a link
        found = None if self._anew else self._on_disk(file)
        return found not in (None, self._known.get(file), digest(content))

    def _on_disk(self, file: str) -> str | None:
        try:
            return digest((self.path / file).read_bytes())
        except OSError:
            return None


def _seen(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(name for name in names if not is_small(name)))


def _files(made: Iterable[MadeFigure]) -> dict[str, str]:
    return {
        file: known
        for figure in made
        for still in figure.stills
        for file, known in still.files.items()
    }


def _made(still: DrawnStill) -> MadeStill:
    digests = {file: digest(content) for file, content in still.contents.items()}
    return MadeStill(still.stem, still.language, still.step, still.beat, still.small, digests)
