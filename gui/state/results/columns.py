"""The columns of the table of samples: what is known of each of them."""

from enum import Enum
from functools import lru_cache

from msgspec import Struct

from engine.experiment import Experiment
from gui.state.run.results import classes_of


class SampleValue(Enum):
    """What a column holds of each sample."""

    NUMBER = "n"
    MARK = "wrong"
    CLASS = "class"
    TAKEN_FOR = "taken-for"
    TARGET = "y"
    OUTPUT = "a"
    LOSS = "loss"
    SET = "set"
    INPUT = "x"


RESULTS = frozenset({SampleValue.MARK, SampleValue.TAKEN_FOR, SampleValue.OUTPUT, SampleValue.LOSS})
_OF_UNITS = frozenset({SampleValue.TARGET, SampleValue.OUTPUT, SampleValue.INPUT})


class SampleColumn(Struct, frozen=True):
    """A column; unit: which input or output it is of, counted from 0, 0 for what has none."""

    value: SampleValue
    unit: int = 0

    @property
    def key(self) -> str:
        """Return its name in actions and logs, such as `loss` or `x[1]`."""
        name = self.value.value
        return f"{name}[{self.unit}]" if self.value in _OF_UNITS else name

    @property
    def is_result(self) -> bool:
        """Whether it follows from the parameters."""
        return self.value in RESULTS


@lru_cache(maxsize=4)
def sample_columns(experiment: Experiment) -> tuple[SampleColumn, ...]:
    """Return the columns of an experiment's samples; what tells good from bad comes first."""
    data, sizes = experiment.data, experiment.network.sizes
    classes = classes_of(data)
    targets, outputs, inputs = (
        [SampleColumn(value, unit) for unit in range(count)]
        for value, count in (
            (SampleValue.TARGET, sizes[-1]),
            (SampleValue.OUTPUT, sizes[-1]),
            (SampleValue.INPUT, sizes[0]),
        )
    )
    found = [SampleColumn(SampleValue.NUMBER)]
    if classes is not None:
        found.append(SampleColumn(SampleValue.MARK))
    found.append(SampleColumn(SampleValue.LOSS))
    if classes is not None and classes.outputs > 1:
        found += [SampleColumn(SampleValue.CLASS), SampleColumn(SampleValue.TAKEN_FOR)]
    elif sizes[-1] == 1:
        found += [*targets, *outputs]
    if len(data.test_inputs):
        found.append(SampleColumn(SampleValue.SET))
    if sizes[-1] > 1:
        found += [*outputs, *targets]
    return (*found, *inputs)
