"""How each loss is written."""

from collections.abc import Callable
from dataclasses import dataclass

from engine.written.expression import Call, Expr, Fraction, Negative, Number, Power, Product, Sum
from engine.written.letters import HALF, ONE, TWO, ZERO, exp, minus

SATURATED = 10.0  # beyond this |z|, 1 - sigmoid(z) has lost digits and formulas are written in z


@dataclass(frozen=True, slots=True)
class LossShape:
    """term: (a, y) -> what one output adds; mean: whether the outputs are averaged.

    slope: (a, y) -> the derivative of `term` by a; delta: (a, y) -> that by z where it is
    shorter. pieces and slope_pieces: the same for numbers, where the formula depends on the side
    on which they lie. saturated_term and saturated_slope: (z, y) -> the same without 1 - a.
    """

    term: Callable[[Expr, Expr], Expr]
    slope: Callable[[Expr, Expr], Expr]
    mean: bool
    delta: Callable[[Expr, Expr], Expr] | None = None
    pieces: Callable[[Number, Number], Expr] | None = None
    slope_pieces: Callable[[Number, Number], Expr] | None = None
    saturated_term: Callable[[Expr, Expr], Expr] | None = None
    saturated_slope: Callable[[Expr, Expr], Expr] | None = None

    def in_numbers(self, a: Number, y: Number) -> Expr:
        """Return what one output adds, with numbers put in."""
        return self.term(a, y) if self.pieces is None else self.pieces(a, y)

    def slope_in_numbers(self, a: Number, y: Number) -> Expr:
        """Return the derivative by a, with numbers put in."""
        return self.slope(a, y) if self.slope_pieces is None else self.slope_pieces(a, y)


def _square(a: Expr, y: Expr) -> Expr:
    return Power(minus(a, y), TWO)


def _half_square(a: Expr, y: Expr) -> Expr:
    return Product((HALF, _square(a, y)))


def _twice(a: Expr, y: Expr) -> Expr:
    return Product((TWO, minus(a, y)))


def _absolute(a: Expr, y: Expr) -> Expr:
    return Call("abs", (minus(a, y),))


def _sign(a: Number, y: Number) -> Expr:
    if a.value == y.value:
        return ZERO
    return ONE if a.value > y.value else Negative(ONE)


def _huber(a: Number, y: Number) -> Expr:
    if abs(a.value - y.value) <= 1:
        return _half_square(a, y)
    return minus(_absolute(a, y), HALF)


def _huber_slope(a: Number, y: Number) -> Expr:
    return minus(a, y) if abs(a.value - y.value) <= 1 else _sign(a, y)


def _binary_cross_entropy(a: Expr, y: Expr) -> Expr:
    when_one = Product((y, Call("ln", (a,))))
    when_zero = Product((minus(ONE, y), Call("ln", (minus(ONE, a),))))
    return Negative(Sum((when_one, when_zero)))


def _in_z(z: Expr, y: Expr) -> Expr:
    softplus_tail = Call("ln", (Sum((ONE, exp(Negative(Call("abs", (z,)))))),))
    return Sum((Call("max", (ZERO, z)), Negative(Product((y, z))), softplus_tail))


def _slope_in_z(z: Expr, y: Expr) -> Expr:
    above = Product((minus(ONE, y), Sum((ONE, exp(z)))))
    return minus(above, Product((y, Sum((ONE, exp(Negative(z)))))))


LOSS_SHAPES = {
    "half_squared_error": LossShape(_half_square, minus, mean=False),
    "squared_error": LossShape(_square, _twice, mean=False),
    "mean_squared_error": LossShape(_square, _twice, mean=True),
    "mean_absolute_error": LossShape(
        _absolute,
        lambda a, y: Call("sign", (minus(a, y),)),
        mean=True,
        slope_pieces=_sign,
    ),
    "huber": LossShape(
        lambda a, y: Call("Huber", (minus(a, y),)),
        lambda a, y: Call("Huber", (minus(a, y),), prime=True),
        mean=True,
        pieces=_huber,
        slope_pieces=_huber_slope,
    ),
    "binary_cross_entropy": LossShape(
        _binary_cross_entropy,
        lambda a, y: Fraction(minus(a, y), Product((a, minus(ONE, a)))),
        mean=True,
        delta=minus,
        saturated_term=_in_z,
        saturated_slope=_slope_in_z,
    ),
    "cross_entropy": LossShape(
        lambda a, y: Negative(Product((y, Call("ln", (a,))))),
        lambda a, y: Negative(Fraction(y, a)),
        mean=False,
        delta=minus,
    ),
}
