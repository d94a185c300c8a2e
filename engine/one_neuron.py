"""The single neuron that is looked at before any network."""

from msgspec import Struct


class OneNeuron(Struct, frozen=True):
    """x -> z = w x + b -> a = f(z) -> C(a, y), with names of the engine's activations and losses.

    Cross-entropy belongs to a sigmoid.
    """

    x: float = 1.0
    w: float = 0.6
    b: float = 0.9
    y: float = 0.0
    activation: str = "sigmoid"
    loss: str = "half_squared_error"
