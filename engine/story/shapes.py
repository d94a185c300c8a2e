"""How each activation and each loss is written."""

from collections.abc import Callable
from dataclasses import dataclass

from engine.story.expression import (
    Call,
    Expr,
    Fraction,
    Negative,
    Number,
    Power,
    Product,
    Role,
    Sum,
    Symbol,
)

ONE = Number(1, exact=True)
TWO = Number(2, exact=True)
ZERO = Number(0, exact=True)
E = Symbol("e")
SATURATED = 10.0  # beyond this |z|, 1 - sigmoid(z) has lost digits and formulas are written in z


@dataclass(frozen=True, slots=True)
class ActivationShape:
    """letter: the function's name; value: z -> the formula of a; slope: (z, a) -> that of da/dz."""

    letter: str
    value: Callable[[Expr], Expr]
    slope: Callable[[Expr, Expr], Expr]


def minus(one: Expr, other: Expr) -> Sum:
    """Return one - other."""
    return Sum((one, Negative(other)))


def exp(exponent: Expr) -> Expr:
    """Return e to a power."""
    return Power(E, exponent)


ACTIVATION_SHAPES = {
    "identity": ActivationShape("f", lambda z: z, lambda z, a: ONE),
    "sigmoid": ActivationShape(
        "σ",
        lambda z: Fraction(ONE, Sum((ONE, exp(Negative(z))))),
        lambda z, a: Product((a, minus(ONE, a))),
    ),
    "tanh": ActivationShape(
        "tanh", lambda z: Call("tanh", (z,)), lambda z, a: minus(ONE, Power(a, TWO))
    ),
    "relu": ActivationShape(
        "ReLU",
        lambda z: Call("max", (ZERO, z)),
        lambda z, a: Call("ReLU", (z,), prime=True, role=Role.SLOPE),
    ),
}


@dataclass(frozen=True, slots=True)
class LossShape:
    """term: (z, a, y) -> what one output adds; mean: whether the outputs are averaged.

    slope: (z, a, y) -> the derivative of `term` by a; delta: (a, y) -> that by z where it is
    shorter. saturated_term and saturated_slope are the same written in z, without 1 - a.
    """

    term: Callable[[Expr, Expr], Expr]
    slope: Callable[[Expr, Expr], Expr]
    mean: bool
    delta: Callable[[Expr, Expr], Expr] | None = None
    saturated_term: Callable[[Expr, Expr], Expr] | None = None
    saturated_slope: Callable[[Expr, Expr], Expr] | None = None


def _half_square(a: Expr, y: Expr) -> Expr:
    return Product((Fraction(ONE, TWO), Power(minus(a, y), TWO)))


def _cross_entropy(a: Expr, y: Expr) -> Expr:
    when_one = Product((y, Call("ln", (a,))))
    when_zero = Product((minus(ONE, y), Call("ln", (minus(ONE, a),))))
    return Negative(Sum((when_one, when_zero)))


def _cross_entropy_in_z(z: Expr, y: Expr) -> Expr:
    softplus_tail = Call("ln", (Sum((ONE, exp(Negative(Call("abs", (z,)))))),))
    return Sum((Call("max", (ZERO, z)), Negative(Product((y, z))), softplus_tail))


def _cross_entropy_slope_in_z(z: Expr, y: Expr) -> Expr:
    above = Product((minus(ONE, y), Sum((ONE, exp(z)))))
    return minus(above, Product((y, Sum((ONE, exp(Negative(z)))))))


LOSS_SHAPES = {
    "half_squared_error": LossShape(_half_square, minus, mean=False),
    "mean_squared_error": LossShape(
        lambda a, y: Power(minus(a, y), TWO),
        lambda a, y: Product((TWO, minus(a, y))),
        mean=True,
    ),
    "binary_cross_entropy": LossShape(
        _cross_entropy,
        lambda a, y: Fraction(minus(a, y), Product((a, minus(ONE, a)))),
        mean=True,
        delta=minus,
        saturated_term=_cross_entropy_in_z,
        saturated_slope=_cross_entropy_slope_in_z,
    ),
}
