"""Every number of one training step as tables, in the order in which it is computed."""

from collections.abc import Sequence

from engine.backprop import StepTrace
from engine.experiment import Experiment
from engine.story.formulas.terms import symbol
from engine.story.readings import read
from engine.text.handout.csv_trace import trace_to_csv
from engine.text.handout.settings import layer_heading, settings
from engine.text.sheets.number_table import (
    Cell,
    Counted,
    Head,
    NumberColumn,
    NumberDocument,
    NumberTable,
    Section,
)
from engine.text.words import Say
from engine.written.expression import Partial, Role, Symbol
from engine.written.quantity import Kind, Quantity

_C = Symbol("C", role=Role.LOSS)
_NEURON_HEADS: dict[Kind, Head] = {
    Kind.Z: Symbol("z"),
    Kind.A: Symbol("a"),
    Kind.D_A: Partial(Symbol("a"), over=_C),
    Kind.DELTA: (Symbol("δ"), Partial(Symbol("z"), over=_C)),
}


def step_document(experiment: Experiment, trace: StepTrace, say: Say) -> NumberDocument:
    """Return the numbers of a step, after sentences that say what the experiment is."""
    notes = [
        *settings(experiment, trace, say),
        say("handout.indices", w="wⱼₖ", j="j", k="k"),
    ]
    return NumberDocument(
        experiment.title,
        (_samples(trace, say), *_passes(experiment, trace, say)),
        tuple(notes),
        lambda: trace_to_csv(experiment, trace),
    )


def _passes(experiment: Experiment, trace: StepTrace, say: Say) -> Sequence[NumberTable | Section]:
    depth = experiment.network.depth
    parts: list[NumberTable | Section] = [Section(say("handout.forward"))]
    for layer in range(1, depth + 1):
        name = experiment.network.layers[layer - 1].activation.name
        activation = say(f"activation.{name}")
        heading = say("handout.layer-forward", layer=layer, activation=activation)
        parts.append(_neurons(trace, layer, (Kind.Z, Kind.A), heading, say))
    parts += [Section(say("handout.loss")), _losses(trace, say), Section(say("handout.backward"))]
    for layer in range(depth, 0, -1):
        heading = say("handout.layer-backward", layer=layer)
        parts.append(_neurons(trace, layer, (Kind.D_A, Kind.DELTA), heading, say))
    parts.append(Section(say("handout.gradients")))
    for layer in range(1, depth + 1):
        parts.append(_parameters(experiment, trace, layer, say))
    return parts


def _samples(trace: StepTrace, say: Say) -> NumberTable:
    inputs, outputs = trace.x.shape[1], trace.targets.shape[1]
    asked = [Quantity(Kind.INPUT, 0, unit) for unit in range(inputs)]
    asked += [Quantity(Kind.TARGET, len(trace.layers), unit) for unit in range(outputs)]
    rows: list[tuple[Cell, ...]] = [
        (Counted(trace.samples[row]), *(read(trace, quantity, row) for quantity in asked))
        for row in range(len(trace.x))
    ]
    columns = (NumberColumn(str(each), symbol(each)) for each in asked)
    return NumberTable((_sample_column(say), *columns), rows)


def _neurons(
    trace: StepTrace, layer: int, kinds: Sequence[Kind], heading: str, say: Say
) -> NumberTable:
    """Return one row a sample and neuron."""
    units = trace.layers[layer - 1].z.shape[1]
    rows: list[tuple[Cell, ...]] = [
        (
            Counted(trace.samples[row]),
            Counted(unit),
            *(read(trace, Quantity(kind, layer, unit), row) for kind in kinds),
        )
        for row in range(len(trace.x))
        for unit in range(units)
    ]
    columns = (NumberColumn(kind.value, _NEURON_HEADS[kind], kind=kind) for kind in kinds)
    neuron = NumberColumn("unit", say("handout.neuron"))
    return NumberTable((_sample_column(say), neuron, *columns), rows, heading)


def _losses(trace: StepTrace, say: Say) -> NumberTable:
    rows: list[tuple[Cell, ...]] = [
        (Counted(trace.samples[row]), float(before), float(after))
        for row, (before, after) in enumerate(zip(trace.losses, trace.losses_after, strict=True))
    ]
    rows.append((_C, trace.loss, trace.loss_after))
    before = NumberColumn(Kind.LOSS.value, say("handout.before"))
    after = NumberColumn(Kind.LOSS_AFTER.value, say("handout.after"))
    return NumberTable((_sample_column(say), before, after), rows)


def _parameters(experiment: Experiment, trace: StepTrace, layer: int, say: Say) -> NumberTable:
    """Return one row a weight and bias: its value, its gradients and its new value."""
    units, inputs = trace.before.weights(layer).shape
    weights = (Kind.WEIGHT, Kind.D_WEIGHT, Kind.WEIGHT_AFTER)
    biases = (Kind.BIAS, Kind.D_BIAS, Kind.BIAS_AFTER)
    has_bias = trace.before.shape.has_bias(layer)
    asked = [(weights, unit, source) for unit in range(units) for source in range(inputs)]
    asked_biases = [(biases, unit, None) for unit in range(units if has_bias else 0)]
    pull = trace.penalty_gradient.weights(layer) if experiment.penalty else None
    rows: list[tuple[Cell, ...]] = []
    for kinds, unit, source in (*asked, *asked_biases):
        old, slope, new = (read(trace, Quantity(kind, layer, unit, source)) for kind in kinds)
        own = () if pull is None else (0.0 if source is None else float(pull[unit, source]),)
        rows.append((symbol(Quantity(kinds[0], layer, unit, source)), old, slope, *own, new))
    columns = [
        NumberColumn(key, say(f"handout-column.{key}"), is_text=key == "parameter")
        for key in ("parameter", "old-value", "gradient", "new-value")
    ]
    if pull is not None:
        columns.insert(3, NumberColumn("penalty", say("handout.penalty-gradient")))
    heading = say(layer_heading(trace.before.shape, layer), layer=layer)
    return NumberTable(tuple(columns), rows, heading)


def _sample_column(say: Say) -> NumberColumn:
    return NumberColumn("sample", say("handout.sample"))
