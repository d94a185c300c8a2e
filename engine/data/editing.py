"""The samples of a data set changed one by one: what is edited stands in the experiment itself.

Samples are counted through both parts, those of the training part first. Whatever the data came
from, after an edit they are inline, and their numbers are those that were learnt from: those of a
normalised table stay normalised, by the same mean and deviation whatever samples there are now.
All functions return a new data set.
"""

import numpy as np
from msgspec.structs import replace

from engine.data.dataset import Dataset, Generated, Inline
from engine.frozen import Array, freeze


def inline(data: Dataset) -> Dataset:
    """Return the same samples without what they came from; columns of a table keep their names."""
    if isinstance(data.source, Inline):
        return data
    drawn = isinstance(data.source, Generated)  # its names are not more than letters
    names = () if drawn else data.input_names
    return replace(data, source=Inline(), input_names=names)


def with_input(data: Dataset, sample: int, unit: int, value: float) -> Dataset:
    """Return the data with another value of one input of a sample."""
    return _with_rows(data, sample, _changed(data.sample_inputs(sample), unit, value), None)


def with_target(data: Dataset, sample: int, unit: int, value: float) -> Dataset:
    """Return the data with another target of one output of a sample."""
    return _with_rows(data, sample, None, _changed(data.sample_targets(sample), unit, value))


def with_sample(data: Dataset, sample: int, inputs: Array, targets: Array) -> Dataset:
    """Return the data with a sample in place of another: (inputs,), (targets,)."""
    return _with_rows(data, sample, inputs, targets)


def with_one_more(data: Dataset, inputs: Array, targets: Array, is_test: bool) -> Dataset:
    """Return the data with a sample at the end of a part: (inputs,), (targets,)."""
    data = inline(data)
    if is_test:
        return replace(
            data,
            test_inputs=_appended(data.test_inputs, inputs),
            test_targets=_appended(data.test_targets, targets),
        )
    return replace(
        data,
        inputs=_appended(data.inputs, inputs),
        targets=_appended(data.targets, targets),
    )


def without(data: Dataset, sample: int) -> Dataset:
    """Return the data without a sample; the training part may be left without any."""
    data, row = inline(data), sample - len(data.inputs)
    if row >= 0:
        return replace(
            data,
            test_inputs=freeze(np.delete(data.test_inputs, row, axis=0)),
            test_targets=freeze(np.delete(data.test_targets, row, axis=0)),
        )
    return replace(
        data,
        inputs=freeze(np.delete(data.inputs, sample, axis=0)),
        targets=freeze(np.delete(data.targets, sample, axis=0)),
    )


def in_other_part(data: Dataset, sample: int) -> Dataset:
    """Return the data with a sample at the end of the part to which it did not belong."""
    inputs, targets = data.sample_inputs(sample), data.sample_targets(sample)
    is_test = not data.is_test(sample)
    return with_one_more(without(data, sample), inputs, targets, is_test)


def _with_rows(data: Dataset, sample: int, inputs: Array | None, targets: Array | None) -> Dataset:
    data, row = inline(data), sample - len(data.inputs)
    prefix = "" if row < 0 else "test_"
    at = sample if row < 0 else row
    changes: dict[str, Array] = {}
    for name, values in (("inputs", inputs), ("targets", targets)):
        if values is not None:
            rows = getattr(data, prefix + name).copy()
            rows[at] = values
            rows.setflags(write=False)
            changes[prefix + name] = rows
    return replace(data, **changes)


def _changed(row: Array, unit: int, value: float) -> Array:
    changed = row.copy()
    changed[unit] = value
    return changed


def _appended(rows: Array, row: Array) -> Array:
    return freeze(np.vstack([rows, row]) if len(rows) else [row])
