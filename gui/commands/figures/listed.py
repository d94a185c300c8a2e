"""One figure of a list, checked as far as that is possible before it is drawn."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field

from engine.written.quantity import Quantity
from gui.export.film.moments import FilmKind
from gui.export.formats import TextAs
from gui.export.request import FigureRequest, FigureSize
from gui.state.choices import NeuronContent, WeightLabels
from gui.words import catalog
from gui.words.catalog import Both

PlainAction = tuple[str, tuple[object, ...]]
"""An action by its name, with its arguments as a log has them: another process can do it."""

Said = Mapping[str, str]
"""Words of the list by language; those of "" are for any other."""


def in_language(said: Said) -> str:
    """Return words of the list in the language in use; "" where there are none."""
    usual = said.get("", said.get(catalog.SOURCE, ""))
    first, *other = catalog.language().split(catalog.AND)
    words = said.get(first, usual)
    return Both.of(words, said.get(other[0], usual)) if other else words


class ListedFigure(Struct, frozen=True):
    """A figure of a list, or several of one kind.

    name: of its files, which may begin with folders; beats: None for all of them, () for the last
    or where the actions lead; batch: whether all samples of the batch are shown together; actions:
    what is done at the beginning of the step; languages: () for that in use; film: what a film
    shows, for formats that are films; plain: whether files do not carry their moment. What is None
    is as usual, or as in the figure that is drawn again.
    """

    name: str
    view: str
    experiment: Path
    size: FigureSize
    section: Said = field(default_factory=dict)
    title: Said = field(default_factory=dict)
    step: int | None = None
    beats: tuple[int, ...] | None = ()
    sample: int | None = None
    batch: bool = False
    select: Quantity | None = None
    actions: tuple[PlainAction, ...] = ()
    neurons: NeuronContent | None = None
    labels: WeightLabels | None = None
    scale: float = 1.0
    theme: str | None = None
    formats: tuple[str, ...] = (".png",)
    languages: tuple[str, ...] = ()
    film: FilmKind = FilmKind.BEATS
    text: TextAs | None = None
    transparent: bool = False
    caption: bool = False
    plain: bool = False

    @property
    def request(self) -> FigureRequest:
        """What is to be drawn, in the language in use."""
        return FigureRequest(
            self.view,
            self.size,
            text_scale=self.scale,
            is_transparent=self.transparent,
            text=self.text,
            has_caption=self.caption,
            reopens=not self.plain,
            title=in_language(self.title),
        )

    @property
    def is_several(self) -> bool:
        """Whether it is drawn at several beats."""
        return self.beats is None or len(self.beats) > 1

    def stem(self, language: str, beat: int | None = None) -> str:
        """Return the name of its files in a language, without their endings.

        beat: of one picture among several, which are numbered from 1 as on screen.
        """
        of_language = f"-{language}" if len(self.languages) > 1 else ""
        of_beat = "" if beat is None or not self.is_several else f"-{beat + 1:02}"
        return f"{self.name}{of_language}{of_beat}"


class Lecture(Struct, frozen=True):
    """What a list says. figures: those that can be used; problems: by name, what others lack."""

    title: str
    figures: tuple[ListedFigure, ...]
    problems: tuple[tuple[str, str], ...]
