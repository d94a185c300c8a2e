"""What follows from the choice of a sweep: what can be swept, its values, its runs."""

import numpy as np
from msgspec.structs import replace

from engine.data.dataset import Dataset, Generated
from engine.experiment import Experiment
from engine.frozen import freeze
from engine.initializers import INITIALIZERS
from engine.text.file.document import write_experiment
from engine.text.sweep.plan import SweepPlan
from engine.text.sweep.values import BadSweep, SweepAxis, Value, read_values
from engine.written.typed_number import BadNumber, read_number
from gui.state.choices import SweepChoice
from gui.state.run import derived
from gui.state.state import State

SEED, RATE, OPTIMIZER, BATCH, SCHEME = "seed", "learning_rate", "optimizer", "batch_size", "scheme"
PENALTY, NOISE = "l2", "data.noise"
ALL = "all"  # how a batch of all samples is typed
RANGE = ".."
MOST_VALUES, MOST_SEEDS, MOST_STEPS = 200, 100, 1_000_000
MOST_RUNS = 2000
_WHOLE = (SEED, BATCH)
_OPTIMIZERS = ("sgd", "momentum", "rmsprop", "adam")
_ACTIVATIONS = ("sigmoid", "tanh", "relu", "leaky_relu", "elu", "silu")
_DIGITS = 3  # of the values of a range, so that what is shown is what is used


def offered(experiment: Experiment) -> tuple[str, ...]:
    """Return the keys that can be chosen to be swept."""
    hidden = range(experiment.network.depth - 1)
    keys = [RATE, OPTIMIZER, *(neurons_key(layer) for layer in hidden)]
    keys += [activation_key(layer) for layer in hidden]
    keys += [BATCH, SCHEME, SEED, PENALTY]
    keys += [f"optimizer.{name}" for name in experiment.training.optimizer.settings]
    return (*keys, *((NOISE,) if isinstance(experiment.data.source, Generated) else ()))


def neurons_key(layer: int) -> str:
    """Return the key of how many neurons a layer has, counted from 0 as in files."""
    return f"layers[{layer}].neurons"


def activation_key(layer: int) -> str:
    """Return the key of a layer's activation, counted from 0 as in files."""
    return f"layers[{layer}].activation"


def usual(key: str, experiment: Experiment) -> SweepChoice:
    """Return values for a key to begin with."""
    choice = SweepChoice(key=key)
    if key == RATE:
        rate = experiment.training.learning_rate
        return replace(choice, values=f"{_round(rate / 30)} {RANGE} {_round(rate * 30)}")
    samples = len(experiment.data.inputs)
    names = {
        OPTIMIZER: ", ".join(_OPTIMIZERS),
        SCHEME: ", ".join(INITIALIZERS),
        BATCH: ", ".join([*(str(size) for size in (1, 4, 16, 64) if size < samples), ALL]),
        SEED: f"0 {RANGE} 19",
        PENALTY: "0, 0.0001, 0.001, 0.01, 0.1",
        NOISE: "0, 0.1, 0.2, 0.4",
    }
    if key in names:
        return replace(choice, values=names[key], is_log=False, count=20)
    if key.endswith(".neurons"):
        return replace(choice, values="1, 2, 3, 4, 6, 8, 12, 16", is_log=False)
    if key.endswith(".activation"):
        return replace(choice, values=", ".join(_ACTIVATIONS), is_log=False)
    return replace(choice, values="0.5, 0.9, 0.99", is_log=False)


def values(choice: SweepChoice) -> tuple[Value, ...]:
    """Return what is gone through; raise BadSweep where that cannot be."""
    if RANGE in choice.values:
        return _of_range(choice)
    text = choice.values.strip()
    if choice.key == BATCH:
        text = ", ".join("null" if part.strip() == ALL else part for part in text.split(","))
    if not text:
        raise BadSweep("sweep.empty-value")
    found = read_values(text, "")
    if len(found) > MOST_VALUES:
        raise BadSweep("sweep.too-many-values", "", most=MOST_VALUES)
    return tuple(dict.fromkeys(found)) if _hashable(found) else found


def plan(state: State) -> SweepPlan:
    """Return the runs of the sweep, with the settings of the step on screen.

    Where first weights are swept or belong to another network, they are drawn. Raises BadSweep, and
    BadExperiment for values that no experiment can have.
    """
    choice, experiment = state.sweep, derived.experiment(state)
    axes = [SweepAxis(choice.key, values(choice))]
    if choice.seeds > 1 and choice.key != SEED:
        axes.append(SweepAxis(SEED, tuple(range(choice.seeds))))
    if count_of(choice) > MOST_RUNS:
        raise BadSweep("sweep.too-many", "", most=MOST_RUNS)
    drawn = len(axes) > 1 or choice.key in (SEED, SCHEME) or choice.key.endswith(".neurons")
    told = replace(experiment, published=(), given=None if drawn else experiment.given)
    if choice.key == NOISE:
        return SweepPlan(write_experiment(told), tuple(axes))
    stub = replace(told, data=_one_sample(experiment.data))  # all of them would take long to write
    return SweepPlan(write_experiment(stub), tuple(axes), data=experiment.data)


def count_of(choice: SweepChoice) -> int:
    """Return how many runs a sweep has; raise BadSweep where its values are none."""
    seeds = 1 if choice.key == SEED else choice.seeds
    return len(values(choice)) * seeds


def is_logarithmic(found: tuple[Value, ...]) -> bool:
    """Return whether numbers are told apart better by their logarithms."""
    if not all(isinstance(value, int | float) and value > 0 for value in found):
        return False
    return bool(max(found) >= 20 * min(found)) and not any(isinstance(x, bool) for x in found)


def _of_range(choice: SweepChoice) -> tuple[Value, ...]:
    """Return numbers between two typed ends, both among them."""
    low, high = (_number(part) for part in choice.values.split(RANGE, 1))
    if high < low:
        raise BadSweep("sweep.range-backwards", "", range=choice.values.strip())
    whole = choice.key in _WHOLE or choice.key.endswith(".neurons")
    if choice.is_log and low <= 0:
        raise BadSweep("sweep.range-of-ratios", "", low=low)
    if low == high:
        return (int(low) if whole else low,)
    if whole and not choice.is_log and high - low < choice.count:
        return tuple(range(round(low), round(high) + 1))
    spaced = np.geomspace if choice.is_log else np.linspace
    numbers = spaced(low, high, max(choice.count, 2)).tolist()
    if whole:
        return tuple(dict.fromkeys(round(number) for number in numbers))
    return (low, *(_round(number) for number in numbers[1:-1]), high)


def _number(text: str) -> float:
    try:
        return read_number(text.strip()).value
    except BadNumber as error:
        raise BadSweep.of(error.fault) from None


def _round(number: float) -> float:
    return float(f"{number:.{_DIGITS}g}")


def _hashable(found: tuple[Value, ...]) -> bool:
    return not any(isinstance(value, list | dict) for value in found)


def _one_sample(data: Dataset) -> Dataset:
    return Dataset(freeze(data.inputs[:1]), freeze(data.targets[:1]))
