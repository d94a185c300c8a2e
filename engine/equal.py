"""Whether two experiments give the same numbers and say the same of themselves."""

from functools import lru_cache

from engine.data.dataset import Dataset
from engine.experiment import Experiment
from engine.frozen import Array

_BY_VALUE = [name for name in Experiment.__struct_fields__ if name not in ("data", "given")]
_ARRAYS = ("inputs", "targets", "test_inputs", "test_targets")


@lru_cache(maxsize=64)
def equal_experiments(one: Experiment, other: Experiment) -> bool:
    """Return whether two experiments are the same in everything, numbers to the last bit."""
    return one is other or (
        all(getattr(one, name) == getattr(other, name) for name in _BY_VALUE)
        and _equal_data(one.data, other.data)
        and _equal_bits(one.first_parameters().flat, other.first_parameters().flat)
    )


def _equal_data(one: Dataset, other: Dataset) -> bool:
    return one is other or (
        all(_equal_bits(getattr(one, name), getattr(other, name)) for name in _ARRAYS)
        and (one.source, one.input_names, one.target_names)
        == (other.source, other.input_names, other.target_names)
    )


def _equal_bits(one: Array, other: Array) -> bool:
    return one is other or (one.shape == other.shape and one.tobytes() == other.tobytes())
