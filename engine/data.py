"""The samples a network learns from."""

from dataclasses import dataclass

from engine.frozen import Array


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """Training samples, in the order in which they are used.

    inputs: (samples, n_0); targets: (samples, n_L)
    """

    inputs: Array
    targets: Array
