"""Trains all combinations of some settings, and writes what each comes to."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from engine.sweep.sweep import Sweep
from engine.text.file.document import BadExperiment
from engine.text.sweep.plan import SweepPlan
from engine.text.sweep.rows import rows_to_csv, rows_to_json
from engine.text.sweep.values import BadSweep, read_axis
from gui.commands.progress import show_progress
from gui.commands.reading import text_of
from gui.commands.request import BadRequest, existing
from gui.disk import files
from gui.words.catalog import say, say_count, say_list
from gui.words.faults import fault_sentence

if TYPE_CHECKING:
    from argparse import Namespace

    from engine.experiment import Experiment
    from engine.sweep.outcome import Outcome

OPTION = "--over"
_AT_ONCE = 20_000  # steps of single networks between two looks at the progress bar
_WRITERS = {"csv": rows_to_csv, "json": rows_to_json}


def swept(wanted: "Namespace") -> tuple[str, tuple[str, ...]]:
    """Return the rows of a sweep as text, and what is to be told beside them.

    Raises BadRequest for keys and values of which no experiments can be made.
    """
    try:
        plan = _plan(wanted)
        experiments = [plan.experiment(row) for row in plan.rows]
    except (BadExperiment, BadSweep) as error:
        raise BadRequest(fault_sentence(replace(error.fault, file=OPTION))) from None
    outcomes = _outcomes(experiments, wanted.steps)
    text = _WRITERS[wanted.format](plan.keys, plan.rows, outcomes)
    return text, tuple(_told(plan, outcomes))


def _plan(wanted: "Namespace") -> SweepPlan:
    path = existing(wanted.experiment)
    axes = tuple(read_axis(text) for text in wanted.over)
    return SweepPlan(text_of(path), axes, path.stem, path.parent, files.RESOURCES / "data")


def _outcomes(experiments: list["Experiment"], steps: int) -> list["Outcome"]:
    sweep = Sweep(experiments, steps)

    def pieces() -> Iterator[int]:
        left = True
        while left:
            before = sweep.done
            left = sweep.go_on(_AT_ONCE)
            yield sweep.done - before

    show_progress(sweep.size, pieces())
    return [outcome for outcome in sweep.outcomes if outcome is not None]


def _told(plan: SweepPlan, outcomes: list["Outcome"]) -> Iterator[str]:
    if key := plan.ignores_first_weights:
        yield say("sweep.given-weights", key=key)
    stopped = [
        (row, outcome.diverged_at)
        for row, outcome in zip(plan.rows, outcomes, strict=True)
        if outcome.diverged_at is not None
    ]
    if stopped:
        row, step = stopped[0]
        first = say_list([f"{key}={value}" for key, value in zip(plan.keys, row, strict=True)])
        yield say_count("sweep.stopped", len(stopped), runs=len(outcomes), first=first, step=step)
