"""Makes a film: every moment painted as a figure, and the frames written one after the other."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from math import ceil, sqrt

import numpy as np
from msgspec.structs import replace

from gui.export.beats import alike
from gui.export.figure import check_font
from gui.export.film.formats import FILM_FORMATS, FilmFormat
from gui.export.film.frames import FilmFrame, FilmWriter, frame_of
from gui.export.film.moments import FilmMoment
from gui.export.layout import Drawing, LaidOut, figure_image, laid_out
from gui.export.request import WINDOW, FigureRequest, FigureSize
from gui.export.several import JOINT
from gui.words.catalog import say

LEAST_DOTS, MOST_DOTS = 64, 4096  # along a side: less or more is no film that players show
_LAID_OUT = 8  # moments that are looked at for how large everything must be


class Film:
    """A film in the making; `pieces` makes it, `content` is the file once all are done.

    size: how many pieces there are, each done in the time of a frame or two.
    """

    def __init__(
        self,
        moments: Sequence[FilmMoment],
        request: FigureRequest,
        ending: str,
        frames: float,
        window: Drawing | None = None,
    ) -> None:
        """ending: of the file, one of FILM_FORMATS; frames: a second.

        window: what draws the window, where that is wanted.
        """
        self._format, self._frames, self._window = FILM_FORMATS[ending], frames, window
        self._request = replace(request, size=_for_several(request), is_transparent=False)
        ticks = ticks_of([moment.seconds for moment in moments], self._format.clock or frames)
        self._shown = [each for each in zip(moments, ticks, strict=True) if each[1]]
        longest = max(moments, key=lambda moment: len(moment.title))
        self._laid_out = [*_evenly(moments, _LAID_OUT), longest]
        self._examples = _evenly(moments, self._format.examples)
        self.size = len(self._laid_out) + len(self._examples) + len(self._shown)
        if self._format.clock is None:
            self.size += sum(ticks)
        self.content = b""

    def pieces(self) -> Iterator[None]:
        """Do a piece at every step; raise Refused where no font has the characters of its words."""
        figures, writer = [], self._format.open(self._frames)
        for moment in self._laid_out:
            request = titled(self._request, moment)
            figures.append(laid_out(moment.state, request, self._window))
            yield
        first = _on_grid(alike(figures)[0], self._format)
        check_font(first)
        for moment in self._examples:
            writer.see(self._painted(moment, first))
            yield
        yield from self._frames_written(writer, first)
        self.content = writer.finish()

    def _frames_written(self, writer: FilmWriter, first: LaidOut) -> Iterator[None]:
        """Write all frames; one that looks like the one before only makes that longer."""
        before, held = None, 0
        for moment, ticks in self._shown:
            frame = self._painted(moment, first)
            yield
            if before is None or not np.array_equal(frame, before):
                yield from self._held(writer, held)
                writer.add(frame)
                before, held = frame, 0
            held += ticks
        yield from self._held(writer, held)

    def _held(self, writer: FilmWriter, ticks: int) -> Iterator[None]:
        if self._format.clock is not None:
            if ticks:
                writer.hold(ticks)
            return
        for _ in range(ticks):
            writer.hold(1)
            yield

    def _painted(self, moment: FilmMoment, first: LaidOut) -> FilmFrame:
        """Paint a moment with everything in the place that it has in the first figure."""
        view = replace(moment.state.view, theme=first.state.view.theme)
        title = titled(self._request, moment).title
        figure = replace(
            first,
            state=replace(moment.state, view=view),
            request=replace(first.request, title=title),
        )
        return frame_of(figure_image(figure))


def titled(request: FigureRequest, moment: FilmMoment) -> FigureRequest:
    """Return what is asked for of a moment: its own title stands after that of the whole."""
    own = request.title
    if request.view == WINDOW:  # says itself what moment it shows
        return request
    if own and moment.title:
        return replace(request, title=say("film.title", title=own, moment=moment.title))
    return replace(request, title=own or moment.title)


def check_film_size(size: FigureSize) -> None:
    """Raise ValueError with a sentence for a size that no film has."""
    if not all(LEAST_DOTS <= side <= MOST_DOTS for side in size.dots_across):
        across, down = size.dots_across
        limits = {"least": LEAST_DOTS, "most": MOST_DOTS}
        raise ValueError(say("picture.film-size", width=across, height=down, **limits))


def ticks_of(seconds: Sequence[float], clock: float) -> list[int]:
    """Return how many ticks of a clock each lasts: what is rounded away is not lost to the whole.

    The last one is never left out.
    """
    ends = [0, *(round(clock * end) for end in accumulate(seconds))]
    ticks = [end - begin for begin, end in pairwise(ends)]
    return [*ticks[:-1], max(ticks[-1], 1)]


def _for_several(request: FigureRequest) -> FigureSize:
    """Return a size in which text may be as much smaller as there are several views."""
    size = request.size
    return replace(size, least_type=size.least_type / sqrt(request.view.count(JOINT) + 1))


def _evenly(moments: Sequence[FilmMoment], count: int) -> list[FilmMoment]:
    """Return some moments from the first to the last, at even distances."""
    places = np.linspace(0, len(moments) - 1, count).round().astype(int)
    return [moments[place] for place in np.unique(places)]


def _on_grid(figure: LaidOut, of: FilmFormat) -> LaidOut:
    """Return a figure whose sides in dots are what the format can have: a little larger."""
    size = figure.request.size
    across, down = (ceil(side / of.grid) * of.grid / size.dots for side in size.dots_across)
    larger: FigureSize = replace(size, width=across, height=down)
    return replace(figure, request=replace(figure.request, size=larger))
