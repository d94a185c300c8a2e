"""Reads any number of a training step by its address."""

from engine.backprop import StepTrace
from engine.frozen import Array
from engine.written.quantity import Kind, Quantity


def read(trace: StepTrace, quantity: Quantity, row: int = 0) -> float:
    """Return a number of the step; `row` says which sample of the batch, counted from 0.

    Raises IndexError or KeyError for an address outside the network, such as that of a bias which
    a layer does not have.
    """
    layer, unit, source = quantity.layer, quantity.unit, quantity.source
    match quantity.kind:
        case Kind.INPUT:
            return float(trace.x[row, unit])
        case Kind.TARGET:
            return float(trace.targets[row, unit])
        case Kind.A_AFTER:
            return float(trace.a_after[row, unit])
        case Kind.SAMPLE_LOSS:
            return float(trace.losses[row])
        case Kind.LOSS:
            return trace.loss
        case Kind.LOSS_AFTER:
            return trace.loss_after
        case Kind.WEIGHT:
            return float(trace.before.weights(layer)[unit, source])
        case Kind.WEIGHT_AFTER:
            return float(trace.after.weights(layer)[unit, source])
        case Kind.D_WEIGHT:
            return float(trace.layers[layer - 1].d_weights[unit, source])
        case Kind.BIAS:
            return _of_bias(trace.before.bias(layer), unit)
        case Kind.BIAS_AFTER:
            return _of_bias(trace.after.bias(layer), unit)
        case Kind.D_BIAS:
            return _of_bias(trace.layers[layer - 1].d_bias, unit)
        case Kind.Z | Kind.A | Kind.D_A | Kind.DELTA:
            of_layer = trace.layers[layer - 1]
            column = {
                Kind.Z: of_layer.z,
                Kind.A: of_layer.a,
                Kind.D_A: of_layer.d_a,
                Kind.DELTA: of_layer.delta,
            }[quantity.kind]
            return float(column[row, unit])


def _of_bias(numbers: Array | None, unit: int) -> float:
    if numbers is None:
        raise KeyError("the layer has no biases")
    return float(numbers[unit])
