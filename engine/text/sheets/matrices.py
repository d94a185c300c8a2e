"""The matrices of the layers of a step as tables: W, b, z, a and the derivatives."""

from collections.abc import Iterator, Sequence

from engine.backprop import StepTrace
from engine.experiment import Experiment
from engine.frozen import Array
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
from engine.written.expression import Partial, Symbol
from engine.written.quantity import Kind


def matrices_document(
    experiment: Experiment, trace: StepTrace, say: Say, layer: int | None = None
) -> NumberDocument:
    """Return the matrices of a layer, None for all of them.

    Of W and its derivative there is a row a neuron that receives and a column one that sends; of
    z, a and their derivatives, which are those of the batch's loss, a row a sample.
    """
    layers = range(1, experiment.network.depth + 1) if layer is None else [layer]
    parts: list[NumberTable | Section] = []
    for each in layers:
        activation = experiment.network.layers[each - 1].activation.name
        parts.append(Section(say("sheet.layer", layer=each, activation=activation)))
        if each == layers[0]:
            parts.append(_received(trace, each))
        parts += _of_layer(trace, each)
    return NumberDocument(experiment.title, tuple(parts))


def _received(trace: StepTrace, layer: int) -> NumberTable:
    """Return what a layer gets from the one below it."""
    kind, name = (Kind.INPUT, Symbol("x")) if layer == 1 else (Kind.A, _letter("a", layer - 1))
    return number_matrix(kind, layer - 1, name, trace.a(layer - 1), _samples(trace))


def _samples(trace: StepTrace) -> list[Counted]:
    return [Counted(sample) for sample in trace.samples]


def _letter(name: str, layer: int, more: str = "") -> Symbol:
    return Symbol(name, sup=f"({layer}){more}")


def _of_layer(trace: StepTrace, layer: int) -> Iterator[NumberTable]:
    taken, rows = trace.layers[layer - 1], _samples(trace)
    w, b, z, a, delta = (_letter(name, layer) for name in ("W", "b", "z", "a", "δ"))
    before, after = trace.before, trace.after
    yield number_matrix(Kind.WEIGHT, layer, w, before.weights(layer))
    yield from _biases(Kind.BIAS, layer, b, before.bias(layer))
    yield number_matrix(Kind.Z, layer, z, taken.z, rows)
    yield number_matrix(Kind.A, layer, a, trace.a(layer), rows)
    yield number_matrix(Kind.D_A, layer, Partial(a), taken.d_a, rows)
    yield number_matrix(Kind.DELTA, layer, (delta, Partial(z)), taken.delta, rows)
    yield number_matrix(Kind.D_WEIGHT, layer, Partial(w), taken.d_weights)
    yield from _biases(Kind.D_BIAS, layer, Partial(b), taken.d_bias)
    new_w, new_b = (_letter(name, layer, " new") for name in ("W", "b"))
    yield number_matrix(Kind.WEIGHT_AFTER, layer, new_w, after.weights(layer))
    yield from _biases(Kind.BIAS_AFTER, layer, new_b, after.bias(layer))


def _biases(kind: Kind, layer: int, head: Head, values: Array | None) -> Iterator[NumberTable]:
    """Yield a column of one number a neuron, nothing for a layer without biases."""
    if values is not None:
        yield number_matrix(kind, layer, head, values[:, None], heads=("",))


def number_matrix(
    kind: Kind,
    layer: int,
    head: Head,
    values: Array,
    rows: Sequence[Cell] = (),
    *,
    heads: Sequence[str] = (),
    is_known: bool = True,
) -> NumberTable:
    """Return one matrix, its letter in the corner.

    values: (rows, columns); rows, heads: what stands beside and over it, () for numbers that
    count; is_known: whether it is computed already.
    """
    down, across = values.shape
    over = heads or [str(at + 1) for at in range(across)]
    beside = rows or [Counted(at) for at in range(down)]
    columns = [NumberColumn(f"{kind.value}[{layer}]", head, is_text=True)]
    columns += [NumberColumn(str(at), each, kind=kind) for at, each in enumerate(over)]
    cells: list[list[Cell]] = values.tolist() if is_known else [[None] * across] * down
    lines = [(first, *row) for first, row in zip(beside, cells, strict=True)]
    return NumberTable(tuple(columns), lines)
