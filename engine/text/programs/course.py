"""Which steps a program takes."""

from msgspec import Struct


class Course(Struct, frozen=True):
    """So many steps from a first one on, which counts from the beginning of the run.

    rates: (step, learning rate), where another one is used from a step on; notes: sentences on
    what of the run is not in the program.
    """

    steps: int = 1
    first_step: int = 0
    rates: tuple[tuple[int, float], ...] = ()
    notes: tuple[str, ...] = ()
