"""The record of an activation: all that is known of it anywhere."""

from collections.abc import Callable

import numpy as np
from msgspec import Struct

from engine.frozen import Array
from engine.functions.named import NamedFunction
from engine.written.expression import Expr, Number

Op = Callable[[], object]
"""A call of a tape, with all it needs bound to it."""

# A Python float would be turned into an array at every call.
ZERO_OF_TAPE, ONE_OF_TAPE = np.array(0.0), np.array(1.0)


class WrittenActivation(Struct, frozen=True, eq=False):
    """letter: the function's name; value: z -> the formula of a; slope: (z, a) -> that of da/dz.

    pieces: z -> the formula that holds on the side of z where a number lies, for functions made
    of pieces, whose `value` and `slope` are only their names; the same for slope_pieces.
    """

    letter: str
    value: Callable[[Expr], Expr]
    slope: Callable[[Expr, Expr], Expr] | None = None
    pieces: Callable[[Number], Expr] | None = None
    slope_pieces: Callable[[Number], Expr] | None = None

    def in_numbers(self, z: Number) -> Expr:
        """Return the formula of a with a number put in for z."""
        return self.value(z) if self.pieces is None else self.pieces(z)

    def slope_in_numbers(self, z: Number, a: Number) -> Expr:
        """Return the formula of da/dz with numbers put in."""
        if self.slope_pieces is not None:
            return self.slope_pieces(z)
        assert self.slope is not None
        return self.slope(z, a)


class NumpyActivation(Struct, frozen=True, eq=False):
    """value: template in {z}; delta: dC/dz, in {d_a}, {z}, {a}; functions: text of what they call.

    Every piece follows the record operation by operation, so that both round alike.
    """

    value: str
    delta: str
    functions: tuple[str, ...] = ()


class TapeActivation(Struct, frozen=True, eq=False):
    """The calls of an activation on a tape; where there are none, those of the record are made.

    sampled: the same as `value` but to within 2e-16 of it, where that takes less time: for curves.
    value: (z, a) -> the calls that fill a from z, both (units, batch), perhaps the same array;
    slope: (a, slope) -> those that fill the slope from a alone, of any rows; passes_on: whether
    the slope is 1 everywhere.
    """

    value: Callable[[Array, Array], list[Op]] | None = None
    slope: Callable[[Array, Array], list[Op]] | None = None
    passes_on: bool = False
    sampled: Callable[[Array, Array], list[Op]] | None = None


class Activation(NamedFunction, frozen=True, eq=False, kw_only=True):
    """An activation a = f(z); all but softmax act on every neuron by itself.

    value: z -> a; derivative: (z, a) -> da/dz of each neuron by its own z; both keep the shape
    (batch, units). kinks: the z at which f has no derivative and `derivative` gives the stated
    one. jacobian: (z, a) -> da_i/dz_j, (batch, units, units), where neurons of a layer mix.
    written: its formula; numpy, torch: its code, the latter a template in {z}; tape: its fast way.
    steepest: the largest |f'(z)| of a function that saturates at both ends; dies: whether its
    slope is 0 for all z <= 0.
    """

    value: Callable[[Array], Array]
    derivative: Callable[[Array, Array], Array]
    written: WrittenActivation
    numpy: NumpyActivation
    torch: str
    kinks: tuple[float, ...] = ()
    jacobian: Callable[[Array, Array], Array] | None = None
    tape: TapeActivation = TapeActivation()
    steepest: float | None = None
    dies: bool = False

    @property
    def elementwise(self) -> bool:
        """Whether each activation depends on its own pre-activation alone."""
        return self.jacobian is None

    def pull_back(self, z: Array, a: Array, d_a: Array) -> Array:
        """Return dC/dz for a given dC/da; all of shape (batch, units)."""
        if self.jacobian is None:
            return d_a * self.derivative(z, a)
        through: Array = np.einsum("ni,nij->nj", d_a, self.jacobian(z, a))
        return through
