"""What a sweep has come to so far: for each value, the losses over its seeds."""

from collections.abc import Sequence
from math import isfinite

from msgspec import Struct

from engine.experiment import Experiment
from engine.sweep.outcome import Outcome
from engine.text.sweep.values import Value
from gui.state.choices import SweepChoice

DIVERGED = float("inf")


class SweptRuns(Struct, frozen=True, eq=False):
    """The runs of a sweep; base: the experiment on screen when it began.

    keys, rows: as in `SweepPlan`, those of one value next to each other, one for each of the seeds;
    experiments: of the rows as far as they are made; outcomes: of those, None where it is not known
    yet.
    """

    choice: SweepChoice
    base: Experiment
    seeds: int
    keys: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    experiments: Sequence[Experiment]
    outcomes: Sequence[Outcome | None]

    def belongs_to(self, experiment: Experiment) -> bool:
        """Return whether an experiment is the one swept, or one of its runs."""
        return experiment is self.base or any(experiment is each for each in self.experiments)

    @property
    def values(self) -> tuple[Value, ...]:
        """The values that were swept, each once, in their order."""
        return tuple(row[0] for row in self.rows[:: self.seeds])

    def spread(self, index: int) -> "Spread | None":
        """Return where the losses of a value lie, None while any of them is not known."""
        seeds = self.seeds
        places = range(index * seeds, (index + 1) * seeds)
        known = [outcome for outcome in self.outcomes[places.start : places.stop] if outcome]
        if len(known) < seeds:
            return None
        order = sorted(places, key=lambda place: _train(self.outcomes[place]))
        middle = order[(len(order) - 1) // 2]
        tests = [o.test_loss for o in known if o.test_loss is not None and isfinite(o.test_loss)]
        return Spread(
            middle,
            _train(self.outcomes[order[0]]),
            _train(self.outcomes[middle]),
            _train(self.outcomes[order[-1]]),
            tuple(sorted(tests)),
            sum(outcome.diverged_at is not None for outcome in known),
        )


class Spread(Struct, frozen=True):
    """The losses of one value over its seeds.

    middle: the place of the run in the middle, the lower of two; lowest, median, highest: of the
    training losses, that of a run which diverged counted as infinite; tests: the test losses of the
    others, sorted; diverged: how many diverged.
    """

    middle: int
    lowest: float
    median: float
    highest: float
    tests: tuple[float, ...]
    diverged: int

    @property
    def test_median(self) -> float | None:
        """The test loss in the middle, the lower of two, None where there is none."""
        return self.tests[(len(self.tests) - 1) // 2] if self.tests else None


def _train(outcome: Outcome | None) -> float:
    loss = None if outcome is None else outcome.train_loss
    return DIVERGED if loss is None else loss
