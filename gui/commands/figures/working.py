"""Draws many figures at once, each in a process of its own that needs no screen."""

import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
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
    widgets = any(figure.view == WINDOW for figure in figures)
    processes = min(processes, len(figures))
    if processes <= 1:
        _begin(catalog.language(), widgets)
        yield from ((figure, drawn(figure)) for figure in figures)
        return
    pool = ProcessPoolExecutor(
        processes, get_context("spawn"), _begin_alone, (catalog.language(), widgets)
    )
    try:
        waiting = {pool.submit(drawn, figure): figure for figure in figures}
        for done in as_completed(waiting):
            yield waiting[done], _result(done)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _result(done: Future[DrawnFigure]) -> DrawnFigure:
    try:
        return done.result()
    except BrokenProcessPool:  # one that ended takes along what was still to be drawn
        return DrawnFigure(problem=say("figures.process-ended"))


def _begin_alone(language: str, widgets: bool) -> None:
    """Begin a process, which leaves it to the first one to be interrupted."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _begin(language, widgets)


def _begin(language: str, widgets: bool) -> None:
    catalog.use(language)
    _kept.append(application(widgets=widgets))
