"""ELU: a = z above zero and alpha (e^z - 1) elsewhere (Clevert et al. 2016)."""

import numpy as np

from engine.frozen import Array
from engine.functions.activation import Activation, NumpyActivation, WrittenActivation
from engine.functions.named import FunctionParameter, Range, with_parameters
from engine.written.expression import Expr, FunctionOf, Product
from engine.written.letters import ONE, by_sign, constant, exp, minus


def _elu(alpha: float) -> Activation:
    def value(z: Array) -> Array:
        return np.where(z > 0, z, alpha * np.expm1(np.minimum(z, 0.0)))

    def derivative(z: Array, a: Array) -> Array:
        """Return 1 above zero and alpha e^z elsewhere: alpha at 0, a kink where it is not 1."""
        return np.where(z > 0, 1.0, a + alpha)

    def times_alpha(expr: Expr) -> Expr:
        return expr if alpha == 1 else Product((constant(alpha), expr))

    factor = "" if alpha == 1 else f"{alpha} * "
    added = 1 if alpha == 1 else alpha
    return Activation(
        name="elu",
        rank=60,
        value=value,
        derivative=derivative,
        kinks=() if alpha == 1 else (0.0,),
        written=WrittenActivation(
            "ELU",
            lambda z: FunctionOf("ELU", (z,)),
            pieces=by_sign(lambda z: z, lambda z: times_alpha(minus(exp(z), ONE))),
            slope_pieces=by_sign(lambda z: ONE, lambda z: times_alpha(exp(z))),
        ),
        numpy=NumpyActivation(
            f"np.where({{z}} > 0, {{z}}, {factor}np.expm1(np.minimum({{z}}, 0.0)))",
            f"{{d_a}} * np.where({{z}} > 0, 1.0, {{a}} + {added})",
        ),
        torch="functional.elu({z})" if alpha == 1 else f"functional.elu({{z}}, {alpha})",
    )


ELU = with_parameters(_elu, FunctionParameter("alpha", 1.0, Range.NOT_NEGATIVE))
