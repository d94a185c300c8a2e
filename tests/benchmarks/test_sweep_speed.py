"""How long a step takes a network when many are trained, in lockstep and run by run."""

import statistics
import time
from collections.abc import Callable

import numpy as np
from msgspec.structs import replace

from engine.experiment import Experiment, Training
from engine.memory import first_memory
from engine.optimizers import OPTIMIZERS
from engine.run.batches import batches_of
from engine.sweep.likeness import likeness, teams
from engine.sweep.lockstep import Lockstep
from engine.tape.tape import Tape
from tests.networks import random_experiment

ROUNDS = 9
NETWORKS = 100
STEPS = 40  # of each network in a round


def _drawn(
    sizes: tuple[int, ...], samples: int, training: Training, output: str = "tanh"
) -> list[Experiment]:
    """Return experiments that differ in their learning rates and first weights."""
    loss = "cross_entropy" if output == "softmax" else "half_squared_error"
    each = [random_experiment(i, sizes, "tanh", output, loss, samples) for i in range(NETWORKS)]
    rates = np.linspace(0.005, 0.05, NETWORKS).tolist()
    return [
        replace(one, data=each[0].data, training=replace(training, learning_rate=rate, seed=seed))
        for seed, (one, rate) in enumerate(zip(each, rates, strict=True))
    ]


CASES = {
    "S: 2-4-2-1 tanh, batch 10": _drawn((2, 4, 2, 1), 10, Training(0.1, None)),
    "S, Adam": _drawn((2, 4, 2, 1), 10, Training(0.1, None, optimizer=OPTIMIZERS["adam"])),
    "2-8-1, all 90": _drawn((2, 8, 1), 90, Training(0.1, None)),
    "2-8-8-8-1, 10 of 120, shuffled": _drawn((2, 8, 8, 8, 1), 120, Training(0.1, 10, True)),
    "M: 64-32-10, batch 64": _drawn((64, 32, 10), 64, Training(0.1, None), "softmax"),
}


def _run_by_run(experiments: list[Experiment]) -> Callable[[], None]:
    made = []
    for experiment in experiments:
        tape, first = Tape(experiment), experiment.first_parameters()
        tape.load(first, first_memory(experiment.training, first))
        made.append((tape.step, batches_of(experiment).rows))

    def advance() -> None:
        for step_with, rows in made:
            for step in range(STEPS):
                step_with(rows(step))

    return advance


def _in_lockstep(experiments: list[Experiment]) -> Callable[[], None]:
    alike = [likeness(each) for each in experiments]
    made = [Lockstep([experiments[place] for place in team]) for team in teams(alike)]

    def advance() -> None:
        for lockstep in made:
            lockstep.advance(STEPS)

    return advance


def _microseconds(advance: Callable[[], None]) -> float:
    start = time.perf_counter()
    advance()
    return (time.perf_counter() - start) / STEPS / NETWORKS * 1e6


def test_sweep_speed() -> None:
    print("\nmicroseconds a network and step, 100 networks: in lockstep, by the tape, ratio")
    with np.errstate(all="ignore"):
        for name, experiments in CASES.items():
            ways = _in_lockstep(experiments), _run_by_run(experiments)
            rounds = [[_microseconds(way) for way in ways] for _ in range(ROUNDS)]
            together, alone = (statistics.median(each) for each in zip(*rounds, strict=True))
            print(f"  {name:32} {together:8.2f} {alone:8.2f} {alone / together:8.1f}")
