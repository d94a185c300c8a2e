"""One training step as CSV: one number a row, with its address."""

from collections.abc import Iterator
from math import isfinite

from engine.backprop import StepTrace
from engine.experiment import Experiment
from engine.shape import NetworkShape
from engine.story.readings import read
from engine.text.numbers import full
from engine.written.quantity import (
    OF_BIASES,
    OF_LOSS,
    OF_WEIGHTS,
    ONE_A_SAMPLE,
    Kind,
    Quantity,
)

HEAD = "quantity,kind,layer,unit,source,sample,value"
PENALTY_BEFORE, PENALTY_SLOPE, PENALTY_AFTER = "penalty_before", "penalty_dw", "penalty_after"


def trace_to_csv(experiment: Experiment, trace: StepTrace) -> str:
    """Write every number of a step so that it reads back; what is not finite is left empty.

    Everything counts from 0 but the layers, as in addresses; `sample` is empty for what belongs
    to the whole batch. Where a penalty is set, its rows have addresses of the same form.
    """
    lines = [HEAD]
    for quantity in _quantities(experiment.network.shape):
        of_samples = quantity.kind in ONE_A_SAMPLE
        for row in range(len(trace.x) if of_samples else 1):
            sample = str(trace.samples[row]) if of_samples else ""
            address = _quoted(str(quantity))
            place = _place(quantity)
            value = _value(read(trace, quantity, row))
            lines.append(f"{address},{quantity.kind.value},{place},{sample},{value}")
    if experiment.penalty:
        lines += _penalty(trace)
    return "\n".join(lines) + "\n"


def _quantities(shape: NetworkShape) -> Iterator[Quantity]:
    """Yield every number in the order in which it is computed, what is given before the rest."""
    depth, upwards = len(shape.layers), shape.layers
    downwards = range(depth, 0, -1)
    yield from _of_layer(shape, Kind.INPUT, 0)
    yield from _of_layer(shape, Kind.TARGET, depth)
    passes = (
        (upwards, (Kind.WEIGHT, Kind.BIAS)),
        (upwards, (Kind.Z, Kind.A)),
        (range(1), (Kind.SAMPLE_LOSS, Kind.LOSS)),
        (downwards, (Kind.D_A, Kind.DELTA, Kind.D_WEIGHT, Kind.D_BIAS)),
        (upwards, (Kind.WEIGHT_AFTER, Kind.BIAS_AFTER)),
        (range(depth, depth + 1), (Kind.A_AFTER,)),
        (range(1), (Kind.LOSS_AFTER,)),
    )
    for layers, kinds in passes:
        for layer in layers:
            for kind in kinds:
                yield from _of_layer(shape, kind, layer)


def _of_layer(shape: NetworkShape, kind: Kind, layer: int) -> Iterator[Quantity]:
    sizes = shape.sizes
    if kind in OF_LOSS:
        yield Quantity(kind)
        return
    if kind in OF_BIASES and not shape.has_bias(layer):
        return
    for unit in range(sizes[layer]):
        if kind in OF_WEIGHTS:
            yield from (Quantity(kind, layer, unit, source) for source in range(sizes[layer - 1]))
        else:
            yield Quantity(kind, layer, unit)


def _penalty(trace: StepTrace) -> Iterator[str]:
    """Yield the rows of the penalty, whose numbers are no quantities of the lesson."""
    yield f"{PENALTY_BEFORE},{PENALTY_BEFORE},,,,,{_value(trace.penalty)}"
    for layer in range(1, len(trace.layers) + 1):
        slopes = trace.penalty_gradient.weights(layer)
        for unit, row in enumerate(slopes):
            for source, slope in enumerate(row):
                place = f"{layer},{unit},{source}"
                address = _quoted(f"{PENALTY_SLOPE}[{place}]")
                yield f"{address},{PENALTY_SLOPE},{place},,{_value(float(slope))}"
    yield f"{PENALTY_AFTER},{PENALTY_AFTER},,,,,{_value(trace.penalty_after)}"


def _place(quantity: Quantity) -> str:
    if quantity.kind in OF_LOSS:
        return ",,"
    source = "" if quantity.source is None else str(quantity.source)
    return f"{quantity.layer},{quantity.unit},{source}"


def _quoted(address: str) -> str:
    """Return an address as one cell: its commas must not divide it."""
    return f'"{address}"' if "," in address else address


def _value(value: float) -> str:
    return full(value) if isfinite(value) else ""
