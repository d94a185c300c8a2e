"""Draws many figures at once, each in a process of its own that needs no screen."""

import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context

from gui.commands.figures.drawing import DrawnFigure, drawn
from gui.commands.figures.listed import ListedFigure
from gui.commands.rendering import application
from gui.export.request import WINDOW
from gui.words import catalog
from gui.words.catalog import say

_kept: list[object] = []  # the application of a process, which has to stay alive


def all_drawn(
    figures: Sequence[ListedFigure], processes: int
) -> Iterator[tuple[ListedFigure, DrawnFigure]]:
    """Yield figures as they are drawn, in whatever order that is."""
    processes = min(processes, len(figures))
    if processes > 1:
        yield from _in_processes(figures, processes)
        return
    _begin(catalog.language(), _want_widgets(figures))
    yield from ((figure, drawn(figure)) for figure in figures)


def _in_processes(
    figures: Sequence[ListedFigure], processes: int
) -> Iterator[tuple[ListedFigure, DrawnFigure]]:
    """Yield figures drawn in so many processes.

    One that ends takes along all that was still to be drawn: each of these gets one for itself.
    """
    lost = []
    with _pool(figures, processes) as pool:
        waiting = {pool.submit(drawn, figure): figure for figure in figures}
        for done in as_completed(waiting):
            if isinstance(done.exception(), BrokenProcessPool):
                lost.append(waiting[done])
            else:
                yield waiting[done], done.result()
    for figure in lost:
        with _pool([figure], 1) as pool:
            alone = pool.submit(drawn, figure)
            has_ended = isinstance(alone.exception(), BrokenProcessPool)
        problem = DrawnFigure(problem=say("figures.process-ended"))
        yield figure, problem if has_ended else alone.result()


@contextmanager
def _pool(figures: Sequence[ListedFigure], processes: int) -> Iterator[ProcessPoolExecutor]:
    """Return processes that are ready to draw; what they have not begun is given up at the end."""
    ready = catalog.language(), _want_widgets(figures)
    pool = ProcessPoolExecutor(processes, get_context("spawn"), _begin_alone, ready)
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _want_widgets(figures: Sequence[ListedFigure]) -> bool:
    return any(figure.view == WINDOW for figure in figures)


def _begin_alone(language: str, widgets: bool) -> None:
    """Begin a process, which leaves it to the first one to be interrupted."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _begin(language, widgets)


def _begin(language: str, widgets: bool) -> None:
    catalog.use(language)
    _kept.append(application(widgets=widgets))
