"""How each activation is written."""

from collections.abc import Callable
from dataclasses import dataclass
from math import pi, sqrt

from engine.written.expression import (
    Call,
    Expr,
    Fraction,
    Negative,
    Number,
    Power,
    Product,
    Sum,
    Symbol,
)

ZERO, ONE, TWO, THREE = (Number(value, exact=True) for value in (0, 1, 2, 3))
HALF = Fraction(ONE, TWO)
E = Symbol("e")
_LEAK = Number(0.01, exact=True)
_GELU_CUBE = Number(0.044715, exact=True)
_GELU_SCALE = Number(sqrt(2 / pi))


@dataclass(frozen=True, slots=True)
class ActivationShape:
    """letter: the function's name; value: z -> the formula of a; slope: (z, a) -> that of da/dz.

    pieces: z -> the formula that holds on the side of z where a number lies, for functions made
    of pieces, whose `value` and `slope` are only their names; the same for slope_pieces.
    """

    letter: str
    value: Callable[[Expr], Expr]
    slope: Callable[[Expr, Expr], Expr] | None
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


def minus(one: Expr, other: Expr) -> Sum:
    """Return one - other."""
    return Sum((one, Negative(other)))


def exp(exponent: Expr) -> Expr:
    """Return e to a power."""
    return Power(E, exponent)


def logistic(z: Expr) -> Expr:
    """Return 1 / (1 + e^-z)."""
    return Fraction(ONE, Sum((ONE, exp(Negative(z)))))


def _named(name: str) -> Callable[[Expr], Expr]:
    return lambda z: Call(name, (z,))


def _softplus(z: Number) -> Expr:
    """ln(1 + e^z), which is z + ln(1 + e^-z): the one of the two that does not overflow."""
    if z.value > 0:
        return Sum((z, Call("ln", (Sum((ONE, exp(Negative(z)))),))))
    return Call("ln", (Sum((ONE, exp(z))),))


def _silu_slope(z: Expr, a: Expr) -> Expr:
    return Product((logistic(z), Sum((ONE, Product((z, minus(ONE, logistic(z))))))))


def _gelu_tanh(z: Expr) -> Expr:
    inner = Sum((z, Product((_GELU_CUBE, Power(z, THREE)))))
    return Call("tanh", (Product((_GELU_SCALE, inner)),))


def _gelu(z: Expr) -> Expr:
    return Product((HALF, z, Sum((ONE, _gelu_tanh(z)))))


def _gelu_slope(z: Expr, a: Expr) -> Expr:
    t = _gelu_tanh(z)
    cube_slope = Sum((ONE, Product((THREE, _GELU_CUBE, Power(z, TWO)))))
    through_tanh = Product((HALF, z, minus(ONE, Power(t, TWO)), _GELU_SCALE, cube_slope))
    return Sum((Product((HALF, Sum((ONE, t)))), through_tanh))


def _where(
    above: Callable[[Number], Expr], below: Callable[[Number], Expr]
) -> Callable[[Number], Expr]:
    return lambda z: above(z) if z.value > 0 else below(z)


ACTIVATION_SHAPES = {
    "identity": ActivationShape("f", lambda z: z, lambda z, a: ONE),
    "sigmoid": ActivationShape("σ", logistic, lambda z, a: Product((a, minus(ONE, a)))),
    "tanh": ActivationShape("tanh", _named("tanh"), lambda z, a: minus(ONE, Power(a, TWO))),
    "relu": ActivationShape(
        "ReLU",
        lambda z: Call("max", (ZERO, z)),
        None,
        slope_pieces=_where(lambda z: ONE, lambda z: ZERO),
    ),
    "leaky_relu": ActivationShape(
        "LReLU",
        lambda z: Call("max", (Product((_LEAK, z)), z)),
        None,
        slope_pieces=_where(lambda z: ONE, lambda z: _LEAK),
    ),
    "elu": ActivationShape(
        "ELU",
        _named("ELU"),
        None,
        pieces=_where(lambda z: z, lambda z: minus(exp(z), ONE)),
        slope_pieces=_where(lambda z: ONE, exp),
    ),
    "softplus": ActivationShape(
        "softplus",
        lambda z: Call("ln", (Sum((ONE, exp(z))),)),
        lambda z, a: logistic(z),
        pieces=_softplus,
    ),
    "silu": ActivationShape("SiLU", lambda z: Product((z, logistic(z))), _silu_slope),
    "gelu": ActivationShape("GELU", _gelu, _gelu_slope),
    "softmax": ActivationShape("softmax", _named("softmax"), None),
}
