"""The record of a loss: all that is known of it anywhere."""

from collections.abc import Callable, Sequence
from enum import Enum, auto
from functools import partial

import numpy as np
from msgspec import Struct

from engine.frozen import Array
from engine.functions.activation import Activation, Op
from engine.functions.named import NamedFunction
from engine.written.expression import Expr, Number

SQUARES = "squared_error"
"""The convention of all losses that are a multiple of the sum of (a - y)^2."""


Factor = float | Array
"""What deltas are multiplied by: a number, or one for each column of a tape, (columns,)."""


class Targets(Enum):
    """Which targets a loss is made for."""

    ANY = auto()
    PROBABILITIES = auto()
    SIGNS = auto()

    def holds(self, target: float) -> bool:
        """Return whether a target is one of these."""
        if self is Targets.SIGNS:
            return target in (-1, 1)
        return self is Targets.ANY or 0 <= target <= 1

    def nearest(self, target: float) -> float:
        """Return what comes nearest to a number among these; 0 is counted as the lower sign."""
        if self is Targets.SIGNS:
            return 1.0 if target > 0 else -1.0
        return target if self is Targets.ANY else min(max(target, 0.0), 1.0)


class WrittenLoss(Struct, frozen=True, eq=False):
    """term: (a, y) -> what one output adds; mean: whether the outputs are averaged.

    slope: (a, y) -> the derivative of `term` by a; delta: (a, y) -> that by z where it is
    shorter. pieces and slope_pieces: the same for numbers, where the formula depends on the side
    on which they lie. saturated_term and saturated_slope: (z, y) -> the same without 1 - a.
    rounded_term: (all z of the sample, the output's own place among them, y) -> the same where a
    was rounded to 0; such a loss adds nothing for a target of 0.
    """

    term: Callable[[Expr, Expr], Expr]
    slope: Callable[[Expr, Expr], Expr]
    mean: bool
    delta: Callable[[Expr, Expr], Expr] | None = None
    pieces: Callable[[Number, Number], Expr] | None = None
    slope_pieces: Callable[[Number, Number], Expr] | None = None
    saturated_term: Callable[[Expr, Expr], Expr] | None = None
    saturated_slope: Callable[[Expr, Expr], Expr] | None = None
    rounded_term: Callable[[Sequence[Number], int, Number], Expr] | None = None

    def in_numbers(self, a: Number, y: Number) -> Expr:
        """Return what one output adds, with numbers put in."""
        return self.term(a, y) if self.pieces is None else self.pieces(a, y)

    def slope_in_numbers(self, a: Number, y: Number) -> Expr:
        """Return the derivative by a, with numbers put in."""
        return self.slope(a, y) if self.slope_pieces is None else self.slope_pieces(a, y)


class NumpyLoss(Struct, frozen=True, eq=False):
    """losses: lines in `z` or `a` and `Y`, the last of them each sample's loss; slope: the
    derivative of that by a or, where it is shorter, by z, in {a}.
    """

    losses: tuple[str, ...]
    slope: str
    functions: tuple[str, ...] = ()


class Output(Struct, frozen=True, eq=False):
    """The buffers of the output layer on a tape, all (outputs, batch).

    slope: f'(z), where the activation has one; delta: where dC/dz is to be written.
    """

    activation: Activation
    z: Array
    a: Array
    y: Array
    slope: Array
    delta: Array


class Ending(Struct, frozen=True, eq=False):
    """How the forward pass ends and the backward pass begins.

    forward: calls that follow the output's activations; mean_loss: returns the mean of the samples'
    losses; backward: calls that write `delta`, for which `uses_slope` says whether the output's
    slope must be filled before.
    """

    forward: list[Op]
    mean_loss: Callable[[], float]
    backward: list[Op]
    uses_slope: bool = False


def difference_ops(output: Output, factor: Factor) -> list[Op]:
    """Return delta = (a - y) x factor."""
    return [
        partial(np.subtract, output.a, output.y, output.delta),
        partial(np.multiply, output.delta, np.array(factor), output.delta),
    ]


class Loss(NamedFunction, frozen=True, eq=False, kw_only=True):
    """The loss of one sample over its outputs; the cost C is its mean or sum over the batch.

    value: (z, a, y) -> (batch,); d_a and d_z: (z, a, y) -> (batch, outputs), the derivatives of
    each sample's own loss. d_z is given where dC/dz has a shorter and more stable form than
    dC/da x f'(z); such a loss is defined for one output activation only, and no other loss looks
    at z. side: (a, y) -> (batch, outputs), what changes its sign where the loss has no derivative
    and `d_a` gives the stated one. written: its formula; numpy: its code; torch: each sample's loss
    from the last a, or where it has d_z from the last z; tape: (output, factor of the deltas,
    whether the targets of every sample add up to exactly 1) -> its fast way, None where there is
    none.
    sampled: (last a, or where it has d_z last z; targets) -> losses of the same shape without its
    first axis, that of the outputs; what `value` gives, in fewer steps, over the first array.
    convention: losses of one convention differ in a factor alone, and can be switched.
    """

    value: Callable[[Array, Array, Array], Array]
    d_a: Callable[[Array, Array, Array], Array]
    written: WrittenLoss
    numpy: NumpyLoss
    torch: str
    d_z: Callable[[Array, Array, Array], Array] | None = None
    activation: str | None = None
    targets: Targets = Targets.ANY
    side: Callable[[Array, Array], Array] | None = None
    convention: str = ""
    tape: Callable[[Output, Factor, bool], Ending | None] | None = None
    sampled: Callable[[Array, Array], Array] | None = None
