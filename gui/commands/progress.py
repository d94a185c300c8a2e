"""How far long work is, for somebody at a terminal."""

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from gui.words.catalog import say

if TYPE_CHECKING:
    from engine.run.training import Run

_STEPS_AT_ONCE = 10  # of one run, between two looks at the progress bar


def show_progress(total: int, pieces: Iterable[int], unit: str = "command.steps") -> None:
    """Do work piece by piece; each piece yields how many units of the total it was.

    unit: the key of what is counted.
    """
    if not _is_seen():
        for _ in pieces:
            pass
        return
    from tqdm import tqdm

    with tqdm(total=total, unit=say(unit), leave=False) as bar:
        for done in pieces:
            bar.update(done)


def take_steps(run: "Run", steps: int) -> None:
    """Take so many steps of a run, or as many as there are; a terminal sees how far it is."""
    most = _STEPS_AT_ONCE if _is_seen() else steps

    def pieces() -> Iterator[int]:
        while run.steps < steps and run.divergence is None:
            yield run.advance(min(most, steps - run.steps))

    show_progress(steps, pieces())


def _is_seen() -> bool:
    return sys.stderr.isatty()
