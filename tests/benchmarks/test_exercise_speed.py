"""How long a wrong number is thought about: while somebody waits, less than a frame."""

import time
from pathlib import Path

import pytest

from engine.exercise.judging import Worth, judge
from engine.exercise.lines import Line, lines
from engine.exercise.work import Work, first_work
from engine.text.file.document import read_experiment
from engine.written.quantity import Kind

RESOURCES = Path(__file__).parents[2] / "resources"
FRAME_MS, ROUNDS = 16.0, 5


def _one_of_each(work: Work) -> list[Line]:
    """Return a line of every kind in every layer, of a sample and of the batch."""
    found: dict[tuple[Kind, int, bool], Line] = {}
    for line in lines(work):
        found[line.quantity.kind, line.quantity.layer, line.quantity.sample is None] = line
    return list(found.values())


@pytest.mark.parametrize(
    "path", sorted((RESOURCES / "examples").glob("*.json")), ids=lambda p: p.stem
)
def test_a_number_is_judged_within_a_frame(path: Path) -> None:
    work = first_work(read_experiment(path, RESOURCES / "data"))
    slowest, where = 0.0, ""
    for line in _one_of_each(work):
        best = float("inf")
        for _ in range(ROUNDS):
            start = time.perf_counter()
            judgement = judge("0.123456", line, work)
            best = min(best, (time.perf_counter() - start) * 1000)
        assert judgement.worth in (Worth.WRONG, Worth.SLIP)
        if best > slowest:
            slowest, where = best, str(line.quantity)
    print(f"{path.stem}: {slowest:.1f} ms for {where}")
    assert slowest < FRAME_MS
