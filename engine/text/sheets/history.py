"""The course of a run as a table: the losses, how many samples are right, and the penalty."""

from collections.abc import Sequence

import numpy as np

from engine.backprop import penalty_of
from engine.results.classes import classes_of
from engine.results.evaluation import evaluate
from engine.run.training import Run
from engine.text.sheets.number_table import (
    Cell,
    NumberColumn,
    NumberDocument,
    NumberTable,
)
from engine.text.words import Say

_PIECE_STEPS = 64  # of the run, taken again on the way to the next row


class HistoryRows:
    """Goes through some steps of a run in order, a piece at a time: a long past takes a while.

    steps: rising, none beyond the last of the run; with_results: whether it is computed how many
    samples are right, and the penalty, for which every step has to be visited.
    """

    def __init__(self, run: Run, steps: Sequence[int], *, with_results: bool = True) -> None:
        self._run, self.steps, self._with_results = run, steps, with_results
        settings = run.settings_until(steps[-1] if steps else 0)
        self._has_tests = any(len(each.data.test_inputs) for each in settings)
        self._has_penalty = with_results and any(each.penalty for each in settings)
        self._classes = {id(each.data): classes_of(each.data) for each in settings}
        self._judges = with_results and any(each is not None for each in self._classes.values())
        self._rows: list[tuple[Cell, ...]] = []

    @property
    def done(self) -> int:
        """How many rows there are already."""
        return len(self._rows)

    @property
    def is_complete(self) -> bool:
        """Whether there is a row of every step."""
        return len(self._rows) == len(self.steps)

    def more(self) -> None:
        """Compute the next row, or take a piece of the way to its step."""
        step = self.steps[self.done]
        visited = self._judges or self._has_penalty
        if visited and not self._run.approach(step, _PIECE_STEPS):
            return
        row: list[Cell] = [int(step), self._run.loss(step)]
        if self._has_tests:
            row.append(self._run.test_loss(step))
        with np.errstate(all="ignore"):
            if self._judges:
                row += self._accuracies(step)
            if self._has_penalty:
                penalty = self._run.settings(step).penalty
                row.append(float(penalty_of(penalty, self._run.parameters(step))))
        self._rows.append(tuple(row))

    def _accuracies(self, step: int) -> list[Cell]:
        """Return which share of the samples is right, 0..1, of each set that there is."""
        now, parameters = self._run.settings(step), self._run.parameters(step)
        problems = [now.problem]
        if self._has_tests:
            problems.append(now.problem.on(now.data.test_inputs, now.data.test_targets))
        classes = self._classes[id(now.data)]
        return [evaluate(each, parameters, classes).accuracy for each in problems]

    def document(self, title: str, say: Say) -> NumberDocument:
        """Return what there is as a table."""
        names = ["train_loss", *(["test_loss"] if self._has_tests else [])]
        if self._judges:
            names += ["train_accuracy", *(["test_accuracy"] if self._has_tests else [])]
        names += ["penalty"] if self._has_penalty else []
        columns = [NumberColumn("step", say("training-table.step"))]
        heads = (say(f"sheet-column.{name.replace('_', '-')}") for name in names)
        columns += map(NumberColumn, names, heads)
        return NumberDocument(title, (NumberTable(tuple(columns), self._rows),))
