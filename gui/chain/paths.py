"""The gradient as a sum over paths: one row a path, the largest first."""

from functools import lru_cache
from math import isfinite

from msgspec import Struct

from engine.run.training import Run
from engine.story.chain.graph import LocalSlope
from engine.story.chain.paths import MOST_PATHS, Dependence, Path, dependence
from engine.story.notation import Notation
from engine.story.readings import read
from engine.text.names import name
from engine.text.numbers import DASH, short
from engine.written.quantity import Kind, Quantity, gradient_of
from gui.state.run import derived
from gui.state.state import State
from gui.words.catalog import say, say_count


class Row(Struct, frozen=True):
    """A path, or all paths through one neuron: its way, its factors, what they come to.

    share: of the largest one, 0 to 1; lit: the weights it runs along.
    """

    way: str
    factors: str
    value: float
    text: str
    share: float
    lit: tuple[Quantity, ...]


class PathList(Struct, frozen=True):
    """rows; total: what they come to; gradient: the same number as the step has it; agrees: to
    every shown digit; known: whether this beat has computed it.
    """

    heading: str
    rows: tuple[Row, ...]
    total: str
    gradient: str
    agrees: bool
    known: bool


@lru_cache(maxsize=8)
def _dependence(run: Run, step: int, which: Quantity, row: int) -> Dependence:
    return dependence(run.settings(step), derived.trace_of(run, step), which, row)


def path_list(state: State) -> PathList:
    """Return the paths from the selected weight or bias to the loss of the sample followed."""
    which, row, digits = derived.parameter(state), derived.row(state), state.view.digits
    found = _dependence(state.document.run, state.cursor.step, which, row)
    known = derived.is_known(state, gradient_of(which))
    own = sample_gradient(state, which, row)
    of = _rows if found.paths else _layer_rows
    rows = of(found, digits, state.view.notation)
    total, shown = (short(value, digits, sign=True) for value in (found.total, own))
    if not known:
        hidden = tuple(Row(r.way, "", 0.0, DASH, 0.0, r.lit) for r in rows)
        return PathList(_heading(state, which, found), hidden, DASH, DASH, True, known)
    return PathList(_heading(state, which, found), rows, total, shown, total == shown, known)


def sample_gradient(state: State, which: Quantity, row: int) -> float:
    """Return one sample's share of a gradient as the step has computed it: delta_j a_k.

    Of a batch of one it is the gradient itself.
    """
    trace = derived.trace(state)
    if len(trace.x) == 1:
        return read(trace, gradient_of(which))
    return float(derived.sample_shares(state)[row])


def sum_text(shown: PathList) -> str:
    """Return what the paths come to, and whether the step has the same number."""
    if not shown.known:
        return say("paths.not-yet")
    if shown.agrees:
        return say("paths.sum", sum=shown.total)
    return say("paths.sum-differs", sum=shown.total, gradient=shown.gradient)


def _heading(state: State, which: Quantity, found: Dependence) -> str:
    notation = state.view.notation
    gradient = f"∂{notation.loss}/∂{name(which, notation)}"
    several, sample = len(derived.trace(state).x) > 1, derived.row(state) + 1
    if found.paths:
        if several:
            return say_count("paths.of-sample", found.count, gradient=gradient, sample=sample)
        return say_count("paths.all", found.count, gradient=gradient)
    many = {"count": found.count, "gradient": gradient, "most": MOST_PATHS}
    return (
        say("paths.of-sample-by-neuron", sample=sample, **many)
        if several
        else say("paths.by-neuron", **many)
    )


def _rows(found: Dependence, digits: int, notation: Notation) -> tuple[Row, ...]:
    largest = max((abs(path.product) for path in found.paths), default=0.0)
    return tuple(_row(path, largest, digits, notation) for path in found.paths)


def _row(path: Path, largest: float, digits: int, notation: Notation) -> Row:
    stops = [path.arrows[0].tail] + [
        arrow.head for arrow in path.arrows if arrow.head.kind is not Kind.Z
    ]
    factors = [_factor(arrow, digits) for arrow in reversed(path.arrows)]
    return Row(
        way=" → ".join(name(stop, notation) for stop in stops),
        factors=" × ".join(factors),
        value=path.product,
        text=short(path.product, digits, sign=True),
        share=_share(path.product, largest),
        lit=tuple(weight for arrow in path.arrows if (weight := _weight_of(arrow)) is not None),
    )


def _share(value: float, largest: float) -> float:
    share = abs(value) / largest if largest else 0.0
    return share if isfinite(share) else 0.0


def _factor(arrow: LocalSlope, digits: int) -> str:
    written = short(arrow.derivative, digits)
    return f"({written})" if arrow.derivative < 0 else written


def _weight_of(arrow: LocalSlope) -> Quantity | None:
    """Return the weight an arrow runs along, None inside a neuron and into the loss."""
    if arrow.tail.kind is Kind.WEIGHT:
        return arrow.tail
    if arrow.head.kind is Kind.Z and arrow.tail.kind is Kind.A:
        return Quantity(Kind.WEIGHT, arrow.head.layer, arrow.head.unit, arrow.tail.unit)
    return None


def _layer_rows(found: Dependence, digits: int, notation: Notation) -> tuple[Row, ...]:
    """Return a row for each neuron of the next layer, with all paths through it."""
    of_layer = found.layers[min(1, len(found.layers) - 1)]
    values = of_layer.through.tolist()
    largest = max(map(abs, values))
    sender = found.parameter.unit
    rows = [
        Row(
            way=say("paths.through", neuron=name(Quantity(Kind.A, of_layer.layer, unit), notation)),
            factors="",
            value=value,
            text=short(value, digits, sign=True),
            share=_share(value, largest),
            lit=(Quantity(Kind.WEIGHT, of_layer.layer, unit, sender),),
        )
        for unit, value in enumerate(values)
    ]
    return tuple(sorted(rows, key=lambda row: -abs(row.value)))
