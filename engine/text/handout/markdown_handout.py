"""One training step as a handout: Markdown tables in the terms of the field."""

from collections.abc import Sequence
from math import isfinite

from engine.backprop import StepTrace
from engine.experiment import Experiment
from engine.story.readings import read
from engine.text.handout.grid import markdown
from engine.text.handout.settings import settings
from engine.text.names import name
from engine.text.numbers import full, short
from engine.written.quantity import Kind, Quantity

Lines = list[str]


def trace_to_markdown(experiment: Experiment, trace: StepTrace) -> str:
    """Write every number of a step as tables; each reads back to the same float64."""
    depth = experiment.network.depth
    blocks = [[f"# {experiment.title}"], _settings(experiment, trace), _samples(trace)]
    blocks.append(["## Forward pass"])
    for layer in range(1, depth + 1):
        activation = experiment.network.layers[layer - 1].activation.name
        blocks += [
            [f"### Layer {layer}: weighted sum z, then activation a = {activation}(z)"],
            _neurons(trace, layer, (Kind.Z, Kind.A)),
        ]
    blocks += [["## Loss"], _losses(trace), ["## Backward pass"]]
    for layer in range(depth, 0, -1):
        blocks += [
            [f"### Layer {layer}: derivatives of the cost by a, and by z (δ)"],
            _neurons(trace, layer, (Kind.D_A, Kind.DELTA)),
        ]
    blocks.append(["## Gradients and update"])
    for layer in range(1, depth + 1):
        blocks += [
            [f"### Layer {layer}: weights and biases"],
            _parameters(experiment, trace, layer),
        ]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _settings(experiment: Experiment, trace: StepTrace) -> Lines:
    return [
        *(f"- {line}" for line in settings(experiment, trace)),
        "- Layers, neurons and samples count from 1; in wⱼₖ the weight goes from neuron k to "
        "neuron j",
    ]


def _samples(trace: StepTrace) -> Lines:
    inputs, outputs = trace.x.shape[1], trace.targets.shape[1]
    asked = [Quantity(Kind.INPUT, 0, unit) for unit in range(inputs)]
    asked += [Quantity(Kind.TARGET, len(trace.layers), unit) for unit in range(outputs)]
    rows = [
        [_sample(trace, row), *(_cell(read(trace, quantity, row)) for quantity in asked)]
        for row in range(len(trace.x))
    ]
    return markdown(["sample", *(name(quantity) for quantity in asked)], rows, left=0)


def _neurons(trace: StepTrace, layer: int, kinds: Sequence[Kind]) -> Lines:
    """Return one row a sample and neuron."""
    units = trace.layers[layer - 1].z.shape[1]
    heads = {Kind.Z: "z", Kind.A: "a", Kind.D_A: "∂C/∂a", Kind.DELTA: "δ = ∂C/∂z"}
    rows = [
        [
            _sample(trace, row),
            str(unit + 1),
            *(_cell(read(trace, Quantity(kind, layer, unit), row)) for kind in kinds),
        ]
        for row in range(len(trace.x))
        for unit in range(units)
    ]
    return markdown(["sample", "neuron", *(heads[kind] for kind in kinds)], rows, left=0)


def _losses(trace: StepTrace) -> Lines:
    rows = [
        [_sample(trace, row), _cell(before), _cell(after)]
        for row, (before, after) in enumerate(zip(trace.losses, trace.losses_after, strict=True))
    ]
    rows.append(["C", _cell(trace.loss), _cell(trace.loss_after)])
    return markdown(["sample", "before the update", "after the update"], rows, left=0)


def _parameters(experiment: Experiment, trace: StepTrace, layer: int) -> Lines:
    """Return one row a weight and bias: its value, its gradients and its new value."""
    units, inputs = trace.before.weights(layer).shape
    weights = (Kind.WEIGHT, Kind.D_WEIGHT, Kind.WEIGHT_AFTER)
    biases = (Kind.BIAS, Kind.D_BIAS, Kind.BIAS_AFTER)
    asked = [
        (kinds, Quantity(kinds[0], layer, unit, source))
        for kinds, sources in ((weights, range(inputs)), (biases, (None,)))
        for unit in range(units)
        for source in sources
    ]
    head = ["parameter", "old value", "gradient ∂C/∂", "new value"]
    rows = []
    for kinds, old in asked:
        place = (layer, old.unit, old.source)
        rows.append([name(old), *(_cell(read(trace, Quantity(kind, *place))) for kind in kinds)])
    if experiment.penalty:
        head.insert(3, "gradient of the penalty")
        pull = trace.penalty_gradient.weights(layer)
        for row, (_, old) in zip(rows, asked, strict=True):
            slope = 0.0 if old.source is None else float(pull[old.unit, old.source])
            row.insert(3, _cell(slope))
    return markdown(head, rows)


def _sample(trace: StepTrace, row: int) -> str:
    return str(trace.samples[row] + 1)


def _cell(value: float) -> str:
    return full(value) if isfinite(value) else short(value)
