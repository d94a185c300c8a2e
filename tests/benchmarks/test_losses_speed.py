"""How long training with its loss curve takes, beside a plain NumPy loop without one."""

import statistics
import time
from collections.abc import Callable

import numpy as np
from msgspec.structs import replace

from engine.data.dataset import Dataset
from engine.experiment import Experiment, Training
from engine.frozen import freeze
from engine.run.batches import batches_of
from engine.run.training import Run
from engine.tape.tape import Tape
from engine.text.handout.tables import history_stride, training_to_json
from tests.benchmarks.other_engines import numpy_layer_by_layer
from tests.networks import random_experiment

STEPS, ROUNDS = 10_000, 7
SIZES, SAMPLES, BATCH = (2, 4, 2, 1), 250, 10


def _experiment() -> Experiment:
    """Return the usual case of a class, with as many samples to test with."""
    training = Training(0.01, batch_size=BATCH)
    drawn = random_experiment(0, SIZES, "tanh", "tanh", "half_squared_error", 2 * SAMPLES, training)
    inputs, targets = np.split(drawn.data.inputs, 2), np.split(drawn.data.targets, 2)
    (x, test_x), (y, test_y) = ((freeze(half) for half in halves) for halves in (inputs, targets))
    return replace(drawn, data=Dataset(x, y, test_x, test_y))


def _plain(experiment: Experiment) -> None:
    step = numpy_layer_by_layer(experiment).step
    for _ in range(STEPS):
        step()


def _bare(experiment: Experiment) -> None:
    tape, rows = Tape(experiment), batches_of(experiment).rows
    for step in range(STEPS):
        tape.step(rows(step))


def _train(experiment: Experiment) -> None:
    run = Run(experiment, loss_stride=history_stride(STEPS), tested=True)
    run.advance(STEPS)
    training_to_json(experiment, run)


def _in_slices(experiment: Experiment) -> None:
    """Train as the window does: a hundred steps a frame."""
    run = Run(experiment)
    for _ in range(STEPS // 100):
        run.advance(100)


def test_training_with_its_loss_curve_beside_a_plain_loop_without() -> None:
    whole = _experiment()
    alone = replace(whole, data=Dataset(whole.data.inputs, whole.data.targets))
    ways: dict[str, Callable[[], None]] = {
        "NumPy, layer by layer, no losses": lambda: _plain(alone),
        "tape, no losses": lambda: _bare(alone),
        "train, with its loss curve": lambda: _train(alone),
        "train, with its test losses too": lambda: _train(whole),
        "run, as in the window": lambda: _in_slices(alone),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            start = time.perf_counter()
            with np.errstate(all="ignore"):
                way()
            times[name].append(time.perf_counter() - start)
    medians = {name: statistics.median(each) for name, each in times.items()}
    plain = medians["NumPy, layer by layer, no losses"]
    print(
        f"\n{SIZES}, {SAMPLES} samples in batches of {BATCH}: microseconds a step, and times NumPy"
    )
    for name, seconds in medians.items():
        print(f"  {name:34} {seconds / STEPS * 1e6:8.1f} {seconds / plain:8.2f}")
