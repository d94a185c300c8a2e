"""SiLU, also called swish: a = z / (1 + e^-z)."""

from engine.activations.sigmoid import SIGMOID_CODE, sigmoid
from engine.frozen import Array
from engine.functions.activation import Activation, NumpyActivation, WrittenActivation
from engine.written.expression import Expr, Product, Sum
from engine.written.letters import ONE, logistic, minus

_SLOPE_CODE = """\
def silu_slope(z):
    s = sigmoid(z)
    return s * (1 + z * (1 - s))
"""


def _derivative(z: Array, a: Array) -> Array:
    s = sigmoid(z)
    return s * (1 + z * (1 - s))


def _slope(z: Expr, a: Expr) -> Expr:
    return Product((logistic(z), Sum((ONE, Product((z, minus(ONE, logistic(z))))))))


SILU = Activation(
    name="silu",
    rank=80,
    value=lambda z: z * sigmoid(z),
    derivative=_derivative,
    written=WrittenActivation("SiLU", lambda z: Product((z, logistic(z))), _slope),
    numpy=NumpyActivation(
        "{z} * sigmoid({z})", "{d_a} * silu_slope({z})", (SIGMOID_CODE, _SLOPE_CODE)
    ),
    torch="functional.silu({z})",
)
