"""Leaky ReLU: a = z above zero and a small share of z elsewhere."""

import numpy as np

from engine.frozen import Array
from engine.functions.activation import Activation, NumpyActivation, WrittenActivation
from engine.functions.named import FunctionParameter, Range, with_parameters
from engine.written.expression import FunctionOf, Product
from engine.written.letters import ONE, by_sign, constant


def _leaky_relu(slope: float) -> Activation:
    leak = constant(slope)

    def derivative(z: Array, a: Array) -> Array:
        """Return 1 above zero and the slope elsewhere: at the kink, leaky_relu'(0) = slope."""
        return np.where(z > 0, 1.0, slope)

    return Activation(
        name="leaky_relu",
        rank=50,
        value=lambda z: np.where(z > 0, z, slope * z),
        derivative=derivative,
        kinks=(0.0,),
        written=WrittenActivation(
            "LReLU",
            lambda z: FunctionOf("max", (Product((leak, z)), z)),
            slope_pieces=by_sign(lambda z: ONE, lambda z: leak),
        ),
        numpy=NumpyActivation(
            f"np.where({{z}} > 0, {{z}}, {slope} * {{z}})",
            f"{{d_a}} * np.where({{z}} > 0, 1.0, {slope})",
        ),
        torch=f"functional.leaky_relu({{z}}, {slope})",
    )


LEAKY_RELU = with_parameters(_leaky_relu, FunctionParameter("slope", 0.01, Range.SHARE))
