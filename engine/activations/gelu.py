"""GELU in its tanh form: z/2 (1 + tanh(sqrt(2/pi) (z + 0.044715 z^3)))."""

from math import pi, sqrt

import numpy as np

from engine.frozen import Array
from engine.functions.activation import Activation, NumpyActivation, WrittenActivation
from engine.written.expression import Expr, FunctionOf, Number, Power, Product, Sum
from engine.written.letters import HALF, ONE, THREE, TWO, minus

_SCALE, _CUBE = sqrt(2 / pi), 0.044715
_WRITTEN_SCALE, _WRITTEN_CUBE = Number(_SCALE), Number(_CUBE, exact=True)
_INNER_CODE = """\
def gelu_inner(z):
    return np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3))
"""
_SLOPE_CODE = """\
def gelu_slope(z):
    t = gelu_inner(z)
    inner_slope = np.sqrt(2 / np.pi) * (1 + 3 * 0.044715 * z * z)
    return 0.5 * (1 + t) + 0.5 * z * (1 - t * t) * inner_slope
"""


def _inner(z: Array) -> Array:
    inner: Array = np.tanh(_SCALE * (z + _CUBE * z**3))
    return inner


def _value(z: Array) -> Array:
    """Return z/2 (1 + tanh(sqrt(2/pi) (z + 0.044715 z^3))) (Hendrycks and Gimpel 2016)."""
    return 0.5 * z * (1 + _inner(z))


def _derivative(z: Array, a: Array) -> Array:
    t = _inner(z)
    inner_slope = _SCALE * (1 + 3 * _CUBE * z * z)
    slope: Array = 0.5 * (1 + t) + 0.5 * z * (1 - t * t) * inner_slope
    return slope


def _tanh(z: Expr) -> Expr:
    inner = Sum((z, Product((_WRITTEN_CUBE, Power(z, THREE)))))
    return FunctionOf("tanh", (Product((_WRITTEN_SCALE, inner)),))


def _slope(z: Expr, a: Expr) -> Expr:
    t = _tanh(z)
    cube_slope = Sum((ONE, Product((THREE, _WRITTEN_CUBE, Power(z, TWO)))))
    through_tanh = Product((HALF, z, minus(ONE, Power(t, TWO)), _WRITTEN_SCALE, cube_slope))
    return Sum((Product((HALF, Sum((ONE, t)))), through_tanh))


GELU = Activation(
    name="gelu",
    rank=90,
    value=_value,
    derivative=_derivative,
    written=WrittenActivation("GELU", lambda z: Product((HALF, z, Sum((ONE, _tanh(z))))), _slope),
    numpy=NumpyActivation(
        "0.5 * {z} * (1 + gelu_inner({z}))",
        "{d_a} * gelu_slope({z})",
        (_INNER_CODE, _SLOPE_CODE),
    ),
    torch='functional.gelu({z}, approximate="tanh")',
)
