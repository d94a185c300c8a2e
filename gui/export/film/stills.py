"""The beats of a step as pictures that stand still, in words told as the film would."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from gui.export.beats import alike, written
from gui.export.film.film import titled
from gui.export.film.moments import FilmMoment
from gui.export.formats import DOTS
from gui.export.layout import laid_out
from gui.export.request import FigureRequest
from gui.export.several import JOINT

TITLED = (DOTS, ".svg", ".pdf")  # others tell the story beside the picture


class Stills:
    """Numbered pictures in the making, or pages of one file; `files` are all once it is done.

    size: how many pieces there are.
    """

    def __init__(self, moments: Sequence[FilmMoment], request: FigureRequest, path: Path) -> None:
        """path: of which the pictures have their names; its ending is that of a figure."""
        self._moments = [moment for moment in moments if not moment.is_moving]
        # several views together are no figure that could be opened again
        self._request, self._path = replace(request, reopens=JOINT not in request.view), path
        self.size = 2 * len(self._moments)
        self.files: list[tuple[Path, bytes]] = []

    def pieces(self) -> Iterator[None]:
        """Do a piece at every step; raises as `file_of_figure` does."""
        figures, is_told = [], self._path.suffix.lower() in TITLED
        for moment in self._moments:
            request = titled(self._request, moment) if is_told else self._request
            figures.append(laid_out(moment.state, request))
            yield
        for file in written(alike(figures), self._path):
            self.files.append(file)
            yield
