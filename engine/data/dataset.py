"""The samples a network learns from and is tested on, and where they come from."""

import numpy as np
from msgspec import Struct, field

from engine.data.table_form import TableForm
from engine.frozen import Array, freeze


class Inline(Struct, frozen=True):
    """The samples stand in the experiment itself."""


class Generated(Struct, frozen=True):
    """Drawn from one of `engine.data.generators`."""

    name: str
    samples: int
    noise: float
    seed: int
    test_fraction: float


class FromTable(Struct, frozen=True):
    """Read from a table with column names.

    path: of a table, relative to the experiment; or the name of built-in data, where inputs and
    targets are empty and stand for the columns that belong to it. form: what the experiment says
    of how the table is written; read_as: how it was read, guesses included; dropped: how many
    rows were left out as they lack a value.
    """

    path: str
    inputs: tuple[str, ...]
    targets: tuple[str, ...]
    test_fraction: float
    seed: int
    normalise: bool
    builtin: bool = False
    folder: str = ""  # that `path` was relative to when the table was read
    form: TableForm = TableForm()
    read_as: TableForm = TableForm()
    dropped: int = 0


Source = Inline | Generated | FromTable


class Normalisation(Struct, frozen=True, eq=False):
    """What was subtracted from and what divided each input, (inputs,).

    They are mean and deviation of the training part as it was read from its table.
    """

    mean: Array
    deviation: Array

    def before(self, unit: int, value: float) -> float:
        """Return what an input was in its table: to twelve digits, without rounding errors."""
        return float(f"{value * self.deviation[unit] + self.mean[unit]:.12g}")


class Dataset(Struct, frozen=True, eq=False):
    """Training samples, in the order in which they are used, and samples kept for testing.

    inputs: (samples, n_0); targets: (samples, n_L); test_inputs and test_targets: the same for
    the test part, without rows where there is none. input_names, target_names: of the columns,
    empty where they have none; labels stand as one-hot targets in the order of target_names.
    """

    inputs: Array
    targets: Array
    test_inputs: Array = field(default_factory=lambda: freeze(np.empty((0, 0))))
    test_targets: Array = field(default_factory=lambda: freeze(np.empty((0, 0))))
    input_names: tuple[str, ...] = ()
    target_names: tuple[str, ...] = ()
    normalisation: Normalisation | None = None
    source: Source = Inline()

    @property
    def samples(self) -> int:
        """How many there are, those for testing included."""
        return len(self.inputs) + len(self.test_inputs)

    def is_test(self, sample: int) -> bool:
        """Return whether a sample, counted through both parts, is kept for testing."""
        return sample >= len(self.inputs)

    def sample_inputs(self, sample: int) -> Array:
        """Return the inputs of a sample, counted through both parts: (inputs,)."""
        return self._row(self.inputs, self.test_inputs, sample)

    def sample_targets(self, sample: int) -> Array:
        """Return the targets of a sample, counted through both parts: (targets,)."""
        return self._row(self.targets, self.test_targets, sample)

    def input_name(self, unit: int) -> str:
        """Return what an input is called, "" where that is not more than its letter."""
        has_names = self.input_names and not isinstance(self.source, Generated)
        return self.input_names[unit] if has_names else ""

    def target_name(self, unit: int) -> str:
        """Return the class or the column that an output stands for, "" where it has no name."""
        return self.target_names[unit] if self.target_names else ""

    def _row(self, trained: Array, tested: Array, sample: int) -> Array:
        row: Array = tested[sample - len(trained)] if self.is_test(sample) else trained[sample]
        return row


def split(
    inputs: Array,
    targets: Array,
    test_fraction: float,
    seed: int,
    source: Source,
    *,
    normalise: bool = False,
    input_names: tuple[str, ...] = (),
    target_names: tuple[str, ...] = (),
) -> Dataset:
    """Return a data set of which a fraction, drawn with a seed, is kept for testing.

    With a fraction of 0 the order stays; otherwise samples are put in a drawn order, of which
    the last round(fraction x samples) are the test part. `normalise` gives each input a mean of
    0 and a standard deviation of 1 over the training part; a constant input is only centred.
    """
    samples = len(inputs)
    tested = round(test_fraction * samples)
    order = np.arange(samples)
    if tested:
        generator = np.random.default_rng(seed)
        order = generator.permutation(samples)
    kept, held_out = order[: samples - tested], order[samples - tested :]
    normalisation = None
    if normalise:
        mean, deviation = inputs[kept].mean(axis=0), inputs[kept].std(axis=0)
        deviation = np.where(deviation > 0, deviation, 1.0)
        inputs = (inputs - mean) / deviation
        normalisation = Normalisation(freeze(mean), freeze(deviation))
    return Dataset(
        freeze(inputs[kept]),
        freeze(targets[kept]),
        freeze(inputs[held_out]),
        freeze(targets[held_out]),
        input_names,
        target_names,
        normalisation,
        source,
    )
