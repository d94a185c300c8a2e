"""Fresh numbers for an exercise, drawn from a seed."""

from itertools import islice

import numpy as np
from msgspec.structs import replace

from engine.data.dataset import Dataset, Inline
from engine.exercise.asked import unit_of
from engine.exercise.lines import line_of
from engine.exercise.suspects import wrong_in_line, wrong_numbers
from engine.exercise.work import first_work
from engine.experiment import Experiment
from engine.frozen import Array, freeze
from engine.functions.loss import Targets
from engine.network import count_parameters, of_flat
from engine.written.quantity import Kind, Quantity

_MOST_DRAWS, _MOST_COMPARED = 24, 8  # of which so many have results that are not tiny
_MOST_SAMPLES = 12  # with more, only the parameters are drawn
_STEP = 0.05  # of all numbers, which so have two digits
_SMALLEST = 1e-3  # of a result that is asked for
_VERY_MANY = 10**6
_OF_STEP = frozenset({Kind.WEIGHT_AFTER, Kind.BIAS_AFTER, Kind.A_AFTER, Kind.LOSS_AFTER})
_RANGES = {  # of targets, for the output's activation
    "sigmoid": (0.05, 0.95),
    "softmax": (0.05, 0.95),
    "tanh": (-0.95, 0.95),
    "softsign": (-0.95, 0.95),
    "relu": (0.1, 2.0),
    "softplus": (0.1, 2.0),
}


def variant(
    experiment: Experiment, seed: int, asked: tuple[Quantity, ...] = (), digits: int = 3
) -> Experiment:
    """Return an experiment with fresh weights, biases, inputs and targets; same seed, same numbers.

    Inputs and targets that are all 0, 1 or -1 stay as they are. asked: what is to be worked out of
    its first step: numbers of which the mistakes of `engine.exercise.slips` yield others in so
    many digits, if some of the first numbers drawn do so.
    """
    generator = np.random.default_rng(seed)
    best, fewest, compared = experiment, len(asked) * _VERY_MANY + 1, 0
    for _ in range(_MOST_DRAWS):
        drawn = _drawn(experiment, generator)
        faults = 0
        for quantity in asked:
            faults += _coincidences(drawn, quantity, digits, fewest - faults)
        if faults < fewest:
            best, fewest = drawn, faults
        compared += faults < _VERY_MANY
        if faults == 0 or compared == _MOST_COMPARED:
            break
    return best


def _coincidences(experiment: Experiment, asked: Quantity, digits: int, enough: int) -> int:
    """Return how many mistakes cannot be told from the right number; very many if that is tiny.

    Counting ends at enough of them. What is wrong in a small step may leave no digit wrong of what
    it makes: there, only mistakes in the line itself count.
    """
    work = first_work(experiment, asked.sample or 0)
    line = line_of(work, asked)
    right = work.true(line.quantity)
    if not abs(right) >= _SMALLEST:
        return _VERY_MANY
    unit = unit_of(right, digits)
    of_step = line.quantity.kind in _OF_STEP
    numbers = wrong_in_line(work, line) if of_step else wrong_numbers(work, line)
    same = (number for number in numbers if abs(number - right) <= unit)
    return sum(1 for _ in islice(same, max(enough, 0)))


def _drawn(experiment: Experiment, generator: np.random.Generator) -> Experiment:
    shape = experiment.network.shape
    flat = _neat(generator, -0.95, 0.95, (count_parameters(shape),))
    data = experiment.data
    if data.source == Inline() and len(data.inputs) <= _MOST_SAMPLES:
        data = _fresh(experiment, generator)
    return replace(experiment, given=of_flat(shape, flat), data=data, published=())


def _fresh(experiment: Experiment, generator: np.random.Generator) -> Dataset:
    data, output = experiment.data, experiment.network.layers[-1].activation.name
    inputs, targets = data.inputs, data.targets
    if not _are_signs(inputs):
        inputs = freeze(_neat(generator, 0.05, 0.95, inputs.shape))
    mixed = output == "softmax" or experiment.loss.targets is Targets.SIGNS
    if not _are_signs(targets) and not mixed:
        low, high = _RANGES.get(output, (-2.0, 2.0))
        targets = freeze(_neat(generator, low, high, targets.shape))
    return replace(data, inputs=inputs, targets=targets)


def _are_signs(numbers: Array) -> bool:
    return bool(np.isin(numbers, (-1.0, 0.0, 1.0)).all())


def _neat(generator: np.random.Generator, low: float, high: float, shape: tuple[int, ...]) -> Array:
    """Return multiples of 0.05 within a range, none of them zero, and as few twice as can be."""
    steps = np.arange(round(low / _STEP), round(high / _STEP) + 1)
    steps = steps[steps != 0]
    count = int(np.prod(shape))
    rounds = [generator.permutation(steps) for _ in range(-(-count // len(steps)))]
    return np.round(np.concatenate(rounds)[:count].reshape(shape) * _STEP, 2)
