"""The losses of kept runs beside the present one: a line each, told apart by more than colour."""

from functools import lru_cache

import numpy as np
from msgspec import Struct

from engine.frozen import Array
from engine.run.training import Run
from gui.history import compared
from gui.plots.chart import Label, Note, Point, Series
from gui.state.state import KeptRun, State
from gui.words.catalog import say
from gui.words.settings import say_settings

MOST_POINTS = 300  # of a line: dashes take long to draw
_MOST_TOLD = 2  # settings in brackets behind a name
_WIDTH = 1.6
_FORK = 2.5  # units


class KeptStyle(Struct, frozen=True):
    """ink: the name of a colour; dash: lengths of dashes and gaps, in widths; sign: the same as
    letters, for a legend.
    """

    ink: str
    dash: tuple[float, ...]
    sign: str


STYLES = (  # by slots; the present run has the line without gaps, its test set usual dashes
    KeptStyle("second_ball", (1.5, 2), "┈┈"),
    KeptStyle("sixth_line", (9, 3, 1.5, 3), "━·"),
    KeptStyle("fourth_ball", (14, 4), "━\N{NO-BREAK SPACE}━"),
    KeptStyle("third_ball", (4, 2, 1.5, 2, 1.5, 2), "╍··"),
    KeptStyle("fifth_ball", (3, 6), "╍\N{NO-BREAK SPACE}╍"),
    KeptStyle("text", (12, 3, 4, 3), "━╍"),
)


class KeptLosses(Struct, frozen=True, eq=False):
    """The losses of a kept run at some of its steps, the last among them: (count,).

    style: of its line; is_branch: whether it begins where it leaves another line.
    """

    run: KeptRun
    style: KeptStyle
    steps: Array
    losses: Array
    is_branch: bool


def kept_losses(state: State) -> tuple[KeptLosses, ...]:
    """Return the losses of the kept runs that are drawn, in the order of their lines.

    Those of a branch begin where it leaves another one that is drawn.
    """
    drawn = [run for run in state.kept if run.slot is not None]
    keys = {run.key for run in drawn}
    found = []
    for run in sorted(drawn, key=lambda each: each.slot or 0):
        origin = run.origin
        first = origin.step if origin is not None and origin.key in keys else 0
        steps, losses = _losses(run.document.run, first, run.steps)
        found.append(KeptLosses(run, STYLES[run.slot or 0], steps, losses, first > 0))
    return tuple(found)


def kept_lines(found: tuple[KeptLosses, ...], heights: list[Array]) -> list[Series]:
    """Return the line of each; heights: where its losses are drawn."""
    return [
        Series(
            *(each.steps, ys, each.style.ink, _WIDTH),
            dash=each.style.dash,
            name=each.run.name,
            values=each.losses,
        )
        for each, ys in zip(found, heights, strict=True)
    ]


def kept_forks(found: tuple[KeptLosses, ...], heights: list[Array]) -> list[Point]:
    """Return a dot where a branch leaves the line of what it branched off."""
    return [
        Point(float(each.steps[0]), float(ys[0]), each.style.ink, _FORK)
        for each, ys in zip(found, heights, strict=True)
        if each.is_branch and np.isfinite(ys[0])
    ]


def kept_labels(found: tuple[KeptLosses, ...], heights: list[Array]) -> list[Label]:
    """Return the name of each at the end of its line."""
    return [
        Label(float(each.steps[-1]), float(ys[-1]), each.run.name, each.style.ink, 1, 0, 4.0)
        for each, ys in zip(found, heights, strict=True)
        if np.isfinite(ys[-1])
    ]


def kept_legend(state: State, found: tuple[KeptLosses, ...]) -> list[Note]:
    """Return what each line is: its name, and in brackets what sets it apart."""
    if not found:
        return []
    notes = [Note(say("kept.legend"), "text_faint")]
    keys = compared.differing(state)
    for each in found:
        texts = compared.texts(state, each.run)
        apart = [(key, texts[key]) for key in keys][:_MOST_TOLD]
        places = {"name": each.run.name, "settings": say_settings(apart)}
        said = say("kept.with-settings", **places) if apart else each.run.name
        notes.append(Note(said, "text_soft", each.style.sign, each.style.ink))
    return notes


@lru_cache(maxsize=32)
def _losses(run: Run, first: int, last: int) -> tuple[Array, Array]:
    recorded = [step for step in run.recorded(last) if step >= first]
    stride = -(-len(recorded) // MOST_POINTS)
    steps = sorted({first, *recorded[:: max(stride, 1)], last})
    return np.array(steps, dtype=float), run.losses_at(steps)
