"""The beats of a step as figures of one form: a file each, or a page each in one file."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from gui.export.figure import file_of_figure, with_moment
from gui.export.formats import SLIDES, with_text
from gui.export.layout import Drawing, LaidOut, figure_page, laid_out
from gui.export.request import FigureRequest
from gui.recording.pdf import pdf
from gui.state.run import derived
from gui.state.run.actions import go_to
from gui.state.state import State
from gui.words.catalog import say
from gui.words.functions import title_of


def states_of_beats(state: State) -> list[State]:
    """Return what stands on screen at the end of each beat of the step on screen.

    Each follows from the state itself: what was trained stays as it is. Raises Refused where the
    step cannot be taken.
    """
    step, beats = state.cursor.step, derived.beats(state)
    return [go_to(state, step, beat, 1.0) for beat in range(len(beats))]


def alike(figures: Sequence[LaidOut]) -> list[LaidOut]:
    """Return figures of one request so that nothing changes its size from one to the next.

    Where a size asks for readable text, the one that needs most decides for all; so it does for
    the words above and below.
    """
    above = max(figure.above for figure in figures)
    below = max(figure.below for figure in figures)
    largest = max(figures, key=lambda figure: figure.scale)
    highest = max(figures, key=lambda figure: figure.request.size.height)
    request = replace(largest.request, size=highest.request.size)
    return [
        replace(
            figure,
            request=replace(request, title=figure.request.title),
            scale=largest.scale,
            above=above,
            below=below,
        )
        for figure in figures
    ]


def files_of_beats(
    state: State, request: FigureRequest, path: Path, window: Drawing | None = None
) -> list[tuple[Path, bytes]]:
    """Return all beats of a step as the files to be written, in the format of the path's ending.

    Where a file holds one picture alone they are numbered from 1: step.png becomes step-01.png,
    step-02.png and so on.
    """
    figures = [laid_out(each, request, window) for each in states_of_beats(state)]
    return list(written(alike(figures), path))


def written(figures: Sequence[LaidOut], path: Path) -> Iterator[tuple[Path, bytes]]:
    """Write figures one after the other, or all together where a file holds several."""
    ending = path.suffix.lower()
    if ending in TOGETHER:
        yield path, with_moment(TOGETHER[ending](figures), ending, figures[0])
        return
    for number, figure in enumerate(figures, 1):
        yield path.with_stem(f"{path.stem}-{number:02}"), file_of_figure(figure, ending)


def _pdf(figures: Sequence[LaidOut]) -> bytes:
    first, titles = figures[0], {figure.request.title for figure in figures}
    own = first.request.title if len(titles) == 1 else ""  # else each is that of its page alone
    pages = [with_text(figure_page(each), ".pdf", each.request.text) for each in figures]
    return pdf(pages, own or title_of(first.state.document.experiment))


def _tex(figures: Sequence[LaidOut]) -> bytes:
    from gui.export.tex.document import tex_of_beats
    from gui.panels.narrate import narrated

    first = figures[0]
    title = first.request.title or title_of(first.state.document.experiment)
    heading = say("tex.heading", title=title, step=first.state.cursor.step)
    pages = [with_text(figure_page(each), ".tex", each.request.text) for each in figures]
    return tex_of_beats(pages, title, heading, [narrated(each.state).now for each in figures])


def _pptx(figures: Sequence[LaidOut]) -> bytes:
    from gui.export.with_notes import slides_of

    return slides_of(figures)


TOGETHER: dict[str, Callable[[Sequence[LaidOut]], bytes]] = {
    ".pdf": _pdf,
    ".tex": _tex,
    SLIDES: _pptx,
}
"""The formats of which one file holds all beats, with what writes it."""
