"""A stretched hyperbolic tangent: a = a tanh(b z), with the values of LeCun et al. (1998)."""

import numpy as np

from engine.frozen import Array
from engine.functions.activation import Activation, NumpyActivation, WrittenActivation
from engine.functions.named import FunctionParameter, Range, with_parameters
from engine.written.expression import Expr, FunctionOf, Power, Product
from engine.written.letters import ONE, TWO, constant, minus


def _scaled_tanh(height: float, stretch: float) -> Activation:
    steepest = height * stretch

    def derivative(z: Array, a: Array) -> Array:
        t = np.tanh(stretch * z)
        slope: Array = steepest * (1 - t * t)
        return slope

    def tanh(z: Expr) -> Expr:
        return FunctionOf("tanh", (Product((constant(stretch), z)),))

    def slope(z: Expr, a: Expr) -> Expr:
        rest = minus(ONE, Power(tanh(z), TWO))
        return Product((constant(height), constant(stretch), rest))

    t_code = f"np.tanh({stretch} * {{z}})"
    return Activation(
        name="scaled_tanh",
        rank=100,
        value=lambda z: height * np.tanh(stretch * z),
        derivative=derivative,
        written=WrittenActivation("f", lambda z: Product((constant(height), tanh(z))), slope),
        numpy=NumpyActivation(
            f"{height} * {t_code}", f"{{d_a}} * ({height} * {stretch} * (1 - {t_code} ** 2))"
        ),
        torch=f"{height} * torch.tanh({stretch} * {{z}})",
        steepest=steepest,
    )


SCALED_TANH = with_parameters(
    _scaled_tanh,
    FunctionParameter("a", 1.7159, Range.POSITIVE),
    FunctionParameter("b", 2 / 3, Range.POSITIVE),
)
