"""The record of an optimiser: all that is known of it anywhere."""

from collections.abc import Callable, Sequence

import numpy as np
from msgspec import Struct

from engine.frozen import Array
from engine.functions.activation import Op
from engine.functions.named import NamedFunction
from engine.written.expression import Expr, Symbol

Slots = tuple[Array, ...]
"""What an optimiser remembers of every parameter, such as its velocity; zero before the first."""


Rate = float | Array
"""A learning rate, or one for each of several networks below each other: (networks, 1)."""


class Substep(Struct, frozen=True):
    """A part of a step: the end of the key of its words, and the letter of what it computes.

    letter: None where it computes the parameter itself.
    """

    key: str
    letter: Symbol | None = None


Told = Callable[[Substep, Expr], Expr]
"""What stands for a part in the parts that follow: itself, or once it is told, its value."""

Parts = Callable[[Told, Expr, Expr, Sequence[Expr], Expr, Expr], Expr]


class WrittenStep(Struct, frozen=True, eq=False):
    """slots: the letters of what the optimiser remembers of a parameter before the step.

    last: the key of what its last part does. parts: (told, old parameter, gradient, slots, rate,
    number of the step) -> the new parameter.
    """

    slots: tuple[str, ...]
    last: str
    parts: Parts

    def step(self, w: Expr, g: Expr, slots: Sequence[Expr], rate: Expr, count: Expr) -> Expr:
        """Return the new parameter in one formula."""
        return self.parts(lambda part, formula: formula, w, g, slots, rate, count)


class NumpyOptimizer(Struct, frozen=True, eq=False):
    """memories: what is remembered of each parameter; lines: the body of `moved`, the
    last of them what it returns.
    """

    memories: tuple[str, ...]
    lines: tuple[str, ...]
    counts_steps: bool = False


class Part(Struct, frozen=True, eq=False):
    """The numbers of one update on a tape, all of them overwritten: p parameters, g gradients,
    s slots, t and u for what is between.

    c: what each of `betas` is corrected by, 1 - beta^count, each an array without axes. All others
    are (count,), or (networks, count) for several networks at once.
    """

    p: Array
    g: Array
    s: tuple[Array, ...]
    t: Array
    u: Array
    c: tuple[Array, ...]


class Optimizer(NamedFunction, frozen=True, eq=False, kw_only=True):
    """How gradients are turned into a step, number by number; it agrees with PyTorch's of its name.

    slots: how many numbers are remembered of each parameter. step: (parameters, gradient, slots,
    rate, count) -> (new parameters, new slots), where count is the number of this step, counted
    from 1. written: its formula; numpy: its code, None where it is plain; torch: the call that
    makes it, a template in {} for the parameters; tape: (numbers, rate) -> its fast way, in the
    same order of operations. betas: those of averages that are corrected for their start at zero.
    learning_rate: where none is given. plain: whether a step is the rate times the gradient.
    """

    slots: int
    step: Callable[[Array, Array, Slots, float, int], tuple[Array, Slots]]
    written: WrittenStep
    numpy: NumpyOptimizer | None
    torch: str
    tape: Callable[[Part, Rate], list[Op]] | None = None
    betas: tuple[float, ...] = ()
    learning_rate: float = 0.5
    plain: bool = False

    def first_slots(self, count: int) -> Slots:
        """Return what is remembered before the first step of so many parameters."""
        return tuple(np.zeros(count) for _ in range(self.slots))
