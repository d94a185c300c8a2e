"""What an action answers that cannot be carried out."""

from engine.fault import Faulty
from engine.shape import NetworkShape, in_network
from engine.written.quantity import OF_BIASES, Quantity


class Refused(Faulty):
    """An action that cannot be carried out; why is its `fault`."""


def check_inside(quantity: Quantity, shape: NetworkShape) -> None:
    """Raise Refused unless an address names a number of a network of this shape."""
    if in_network(quantity, shape):
        return
    if quantity.kind in OF_BIASES and quantity.layer in shape.without_bias:
        raise Refused("refused.without-bias", which=quantity, layer=quantity.layer)
    sizes = "-".join(map(str, shape.sizes))
    raise Refused("refused.outside-network", which=quantity, sizes=sizes)
