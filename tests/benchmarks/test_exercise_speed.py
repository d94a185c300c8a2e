"""How long a wrong number is thought about, and fresh numbers are sought; printed, not judged.

Beside it, measured in turn with it: how long the step itself takes with every number kept.
"""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.exercise.judging import Worth, judge
from engine.exercise.lines import Line, lines
from engine.exercise.variants import variant
from engine.exercise.work import Work, first_work
from engine.text.file.document import read_experiment
from engine.written.quantity import Kind

RESOURCES = Path(__file__).parents[2] / "resources"
ROUNDS = 5
SEED = 1


def _one_of_each(work: Work) -> list[Line]:
    """Return a line of every kind in every layer, of a sample and of the batch."""
    found: dict[tuple[Kind, int, bool], Line] = {}
    for line in lines(work):
        found[line.quantity.kind, line.quantity.layer, line.quantity.sample is None] = line
    return list(found.values())


def _milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


@pytest.mark.parametrize(
    "path", sorted((RESOURCES / "examples").glob("*.json")), ids=lambda p: p.stem
)
def test_exercise_speed(path: Path) -> None:
    experiment = read_experiment(path, RESOURCES / "data")
    work = first_work(experiment)
    slowest: dict[str, tuple[float, float, str]] = {}
    for line in _one_of_each(work):
        assert judge("0.123456", line, work).worth in (Worth.WRONG, Worth.SLIP)
        ways = {
            "judged": lambda line=line: judge("0.123456", line, work),
            "fresh numbers": lambda line=line: variant(experiment, SEED, (line.quantity,)),
        }
        for name, way in ways.items():
            rounds = [
                (_milliseconds(way), _milliseconds(lambda: first_work(experiment)))
                for _ in range(ROUNDS)
            ]
            taken, step = (statistics.median(each) for each in zip(*rounds, strict=True))
            slowest[name] = max(
                slowest.get(name, (0.0, 0.0, "")), (taken, step, str(line.quantity))
            )
    print(f"\n{path.stem}: milliseconds of the slowest number, of the step, ratio")
    for name, (taken, step, where) in slowest.items():
        print(f"  {name:14} {where:12} {taken:8.2f} {step:8.2f} {taken / step:8.1f}")
