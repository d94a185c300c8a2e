"""Whether two experiments give the same numbers and say the same of themselves."""

from functools import lru_cache

import numpy as np
from msgspec.structs import replace

from engine.data.dataset import Dataset
from engine.experiment import Experiment, Training
from engine.frozen import Array

_BY_VALUE = [name for name in Experiment.__struct_fields__ if name not in ("data", "given")]
_ARRAYS = ("inputs", "targets", "test_inputs", "test_targets")


@lru_cache(maxsize=16)
def equal_experiments(one: Experiment, other: Experiment) -> bool:
    """Return whether two experiments are the same in everything, numbers to the last bit."""
    return one is other or (
        all(getattr(one, name) == getattr(other, name) for name in _BY_VALUE)
        and _equal_data(one.data, other.data)
        and _equal_bits(_first(one), _first(other))
    )


def agreeing_experiments(one: Experiment, other: Experiment) -> bool:
    """Return whether two experiments are the same but for their titles, and mistakes made in them.

    Their numbers may differ as those computed by two processors do.
    """
    names = [name for name in _BY_VALUE if name not in ("title", "training")]
    return (
        all(getattr(one, name) == getattr(other, name) for name in names)
        and _without_mistakes(one.training) == _without_mistakes(other.training)
        and all(_close(getattr(one.data, name), getattr(other.data, name)) for name in _ARRAYS)
        and _close(_first(one), _first(other))
    )


def _without_mistakes(training: Training) -> Training:
    return replace(training, mistakes=frozenset())


def _close(one: Array, other: Array) -> bool:
    empty = one.size == other.size == 0
    return empty or (one.shape == other.shape and np.allclose(one, other, rtol=1e-9, atol=1e-12))


@lru_cache(maxsize=8)
def _first(experiment: Experiment) -> Array:
    """Return the first parameters: drawing those of a large network takes milliseconds."""
    return experiment.first_parameters().flat


def _equal_data(one: Dataset, other: Dataset) -> bool:
    return one is other or (
        all(_equal_bits(getattr(one, name), getattr(other, name)) for name in _ARRAYS)
        and (one.source, one.input_names, one.target_names)
        == (other.source, other.input_names, other.target_names)
    )


def _equal_bits(one: Array, other: Array) -> bool:
    empty = one.size == other.size == 0
    same_shape = one.shape == other.shape
    return one is other or empty or (same_shape and one.tobytes() == other.tobytes())
