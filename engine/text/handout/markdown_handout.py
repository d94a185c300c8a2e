"""One training step as a handout: Markdown tables in the terms of the field."""

from collections.abc import Sequence
from math import isfinite

from engine.backprop import StepTrace
from engine.experiment import Experiment
from engine.story.readings import read
from engine.text.handout.grid import markdown
from engine.text.handout.settings import layer_heading, settings
from engine.text.names import name
from engine.text.numbers import full, short
from engine.text.words import Say
from engine.written.quantity import Kind, Quantity

Lines = list[str]


def trace_to_markdown(experiment: Experiment, trace: StepTrace, say: Say) -> str:
    """Write every number of a step as tables; each reads back to the same float64."""
    depth = experiment.network.depth
    blocks = [[f"# {experiment.title}"], _settings(experiment, trace, say), _samples(trace, say)]
    blocks.append([f"## {say('handout.forward')}"])
    for layer in range(1, depth + 1):
        activation = experiment.network.layers[layer - 1].activation.name
        blocks += [
            [f"### {say('handout.layer-forward', layer=layer, activation=activation)}"],
            _neurons(trace, layer, (Kind.Z, Kind.A), say),
        ]
    blocks += [[f"## {say('handout.loss')}"], _losses(trace, say)]
    blocks.append([f"## {say('handout.backward')}"])
    for layer in range(depth, 0, -1):
        blocks += [
            [f"### {say('handout.layer-backward', layer=layer)}"],
            _neurons(trace, layer, (Kind.D_A, Kind.DELTA), say),
        ]
    blocks.append([f"## {say('handout.gradients')}"])
    for layer in range(1, depth + 1):
        blocks += [
            [f"### {say(layer_heading(trace.before.shape, layer), layer=layer)}"],
            _parameters(experiment, trace, layer, say),
        ]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _settings(experiment: Experiment, trace: StepTrace, say: Say) -> Lines:
    return [
        *(f"- {line}" for line in settings(experiment, trace, say)),
        f"- {say('handout.indices', w='wⱼₖ', j='j', k='k')}",
    ]


def _samples(trace: StepTrace, say: Say) -> Lines:
    inputs, outputs = trace.x.shape[1], trace.targets.shape[1]
    asked = [Quantity(Kind.INPUT, 0, unit) for unit in range(inputs)]
    asked += [Quantity(Kind.TARGET, len(trace.layers), unit) for unit in range(outputs)]
    rows = [
        [_sample(trace, row), *(_cell(read(trace, quantity, row)) for quantity in asked)]
        for row in range(len(trace.x))
    ]
    return markdown([say("handout.sample"), *(name(quantity) for quantity in asked)], rows, left=0)


def _neurons(trace: StepTrace, layer: int, kinds: Sequence[Kind], say: Say) -> Lines:
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
    head = [say("handout.sample"), say("handout.neuron"), *(heads[kind] for kind in kinds)]
    return markdown(head, rows, left=0)


def _losses(trace: StepTrace, say: Say) -> Lines:
    rows = [
        [_sample(trace, row), _cell(before), _cell(after)]
        for row, (before, after) in enumerate(zip(trace.losses, trace.losses_after, strict=True))
    ]
    rows.append(["C", _cell(trace.loss), _cell(trace.loss_after)])
    head = [say("handout.sample"), say("handout.before"), say("handout.after")]
    return markdown(head, rows, left=0)


def _parameters(experiment: Experiment, trace: StepTrace, layer: int, say: Say) -> Lines:
    """Return one row a weight and bias: its value, its gradients and its new value."""
    units, inputs = trace.before.weights(layer).shape
    weights = (Kind.WEIGHT, Kind.D_WEIGHT, Kind.WEIGHT_AFTER)
    biases = (Kind.BIAS, Kind.D_BIAS, Kind.BIAS_AFTER)
    asked = [
        (kinds, Quantity(kinds[0], layer, unit, source))
        for kinds, sources in (
            (weights, range(inputs)),
            (biases, (None,) if trace.before.shape.has_bias(layer) else ()),
        )
        for unit in range(units)
        for source in sources
    ]
    head = [
        say(f"handout-column.{key}") for key in ("parameter", "old-value", "gradient", "new-value")
    ]
    rows = []
    for kinds, old in asked:
        place = (layer, old.unit, old.source)
        rows.append([name(old), *(_cell(read(trace, Quantity(kind, *place))) for kind in kinds)])
    if experiment.penalty:
        head.insert(3, say("handout.penalty-gradient"))
        pull = trace.penalty_gradient.weights(layer)
        for row, (_, old) in zip(rows, asked, strict=True):
            slope = 0.0 if old.source is None else float(pull[old.unit, old.source])
            row.insert(3, _cell(slope))
    return markdown(head, rows)


def _sample(trace: StepTrace, row: int) -> str:
    return str(trace.samples[row] + 1)


def _cell(value: float) -> str:
    return full(value) if isfinite(value) else short(value)
