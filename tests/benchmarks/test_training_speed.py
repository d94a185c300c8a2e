"""How long a training step takes, beside other ways to take it, printed as a table.

All take the same step, SGD in float64, and take turns, so that a busy moment hits all alike.
scikit-learn alone adds what it always does, such as turning labels into targets.
"""

import statistics
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
from msgspec.structs import replace

from engine.backprop import trace_step
from engine.experiment import Experiment, Training
from engine.frozen import freeze
from engine.memory import first_memory
from engine.run.training import Run
from engine.tape.tape import Tape
from tests.benchmarks.other_engines import (
    Stepper,
    jax,
    numpy_layer_by_layer,
    pytorch,
    scikit_learn,
)
from tests.networks import random_experiment

ROUNDS = 11
ROUND_SECONDS = 0.06
RATE = 0.01


@dataclass(frozen=True, slots=True)
class Case:
    """A network and its batch; classes: whether it ends in softmax and cross-entropy."""

    name: str
    sizes: tuple[int, ...]
    batch: int
    classes: bool

    def experiment(self) -> Experiment:
        """Return the experiment, whose training set is one batch."""
        output, loss = (
            ("softmax", "cross_entropy") if self.classes else ("tanh", "half_squared_error")
        )
        training = Training(RATE, batch_size=None)
        drawn = random_experiment(0, self.sizes, "tanh", output, loss, self.batch, training)
        if not self.classes:
            return drawn
        one_hot = np.eye(self.sizes[-1])[drawn.data.targets.argmax(axis=1)]
        return replace(drawn, data=replace(drawn.data, targets=freeze(one_hot)))


CASES = (
    Case("S: 2-4-2-1 tanh, batch 10", (2, 4, 2, 1), 10, classes=False),
    Case("M: 64-32-10, batch 64", (64, 32, 10), 64, classes=True),
    Case("L: 784-128-64-10, batch 128", (784, 128, 64, 10), 128, classes=True),
)


def _tape(experiment: Experiment) -> Stepper:
    tape, rows = Tape(experiment), slice(0, len(experiment.data.inputs))
    first = experiment.first_parameters()
    tape.load(first, first_memory(experiment.training, first))
    return Stepper(lambda: tape.step(rows), lambda: tape.parameters().flat)


def _run(experiment: Experiment) -> Stepper:
    run = Run(experiment)
    return Stepper(lambda: run.advance(20), lambda: run.parameters(run.steps).flat)


def _readable(experiment: Experiment) -> Stepper:
    held = [experiment.first_parameters()]
    problem, training = experiment.problem, experiment.training

    def step() -> None:
        held[0] = trace_step(problem, training, held[0]).after

    return Stepper(step, lambda: held[0].flat)


ENGINES: dict[str, tuple[Callable[[Experiment], Stepper | None], int]] = {
    "tape": (_tape, 1),
    "run: tape, cost, history": (_run, 20),
    "readable step": (_readable, 1),
    "NumPy, layer by layer": (numpy_layer_by_layer, 1),
    "scikit-learn partial_fit": (scikit_learn, 1),
    "PyTorch, eager": (pytorch, 1),
    "JAX, jitted": (jax, 1),
}  # with the steps that one call takes


def _microseconds(step: Callable[[], object], calls: int) -> float:
    start = time.perf_counter()
    for _ in range(calls):
        step()
    return (time.perf_counter() - start) / calls * 1e6


def _take_turns(steppers: dict[str, Stepper]) -> dict[str, float]:
    """Return the median microseconds a step of each."""
    calls = {
        name: max(1, int(ROUND_SECONDS * 1e6 / _microseconds(stepper.step, 5)))
        for name, stepper in steppers.items()
    }
    rounds: dict[str, list[float]] = {name: [] for name in steppers}
    for _ in range(ROUNDS):
        for name, stepper in steppers.items():
            rounds[name].append(_microseconds(stepper.step, calls[name]) / ENGINES[name][1])
    return {name: statistics.median(times) for name, times in rounds.items()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name[0])
def test_training_speed(case: Case) -> None:
    experiment = case.experiment()
    built = {name: make(experiment) for name, (make, _) in ENGINES.items()}
    steppers = {name: stepper for name, stepper in built.items() if stepper is not None}
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        _assert_all_take_the_same_steps(steppers)
        medians = _take_turns(steppers)
    print(f"\n{case.name}: microseconds a step, and times the tape's")
    for name in ENGINES:
        if name not in medians:
            print(f"  {name:26} not installed")
        else:
            print(f"  {name:26} {medians[name]:10.1f} {medians[name] / medians['tape']:8.1f}")


def _assert_all_take_the_same_steps(steppers: dict[str, Stepper]) -> None:
    for name, stepper in steppers.items():
        for _ in range(20 // ENGINES[name][1]):
            stepper.step()
    expected = steppers["readable step"].flat
    assert expected is not None
    for name, stepper in steppers.items():
        if stepper.flat is not None:
            assert np.allclose(stepper.flat(), expected(), rtol=1e-9, atol=1e-12), name
