"""The paths of one sample as rows: its way, its factors, and what they come to."""

from collections.abc import Callable
from math import isfinite

from msgspec import Struct
from msgspec.structs import replace

from engine.story.chain.graph import LocalSlope
from engine.story.chain.paths import Dependence, Path
from engine.text.covered import covered
from engine.text.names import name
from engine.text.numbers import short
from engine.text.recomputed import APPROXIMATELY, Enough
from engine.written.quantity import Kind, Quantity, gradient_of, with_sample
from gui.chain.subject import local_derivative
from gui.chain.summands import enough_for_product
from gui.state.state import View
from gui.words.catalog import say


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


Hides = Callable[[Quantity], bool]
"""Whether a number is hidden from a class."""


def nothing_hidden(number: Quantity) -> bool:
    """Hide no number."""
    return False


def path_rows(
    found: Dependence,
    view: View,
    sample: int | None,
    shown: int,
    hides: Hides = nothing_hidden,
) -> tuple[Row, ...]:
    """Return a row for each path of a sample, of very many one for each neuron they come by.

    sample: whose paths they are, counted from 0; None where there is no other; shown: the digits
    of what each comes to.
    """
    if not found.paths:
        return _layer_rows(found, view, sample, shown)
    largest = max(abs(path.product) for path in found.paths)
    rows = tuple(_row(path, largest, view, sample, shown, hides) for path in found.paths)
    is_whole = len(rows) == 1 and hides(gradient_of(found.parameter))
    return tuple(map(covered_row, rows)) if is_whole else rows


def parts_of(found: Dependence) -> list[float]:
    """Return what the rows of a sample come to, in any order."""
    if found.paths:
        return [path.product for path in found.paths]
    values: list[float] = found.layers[min(1, len(found.layers) - 1)].through.tolist()
    return values


def covered_row(row: Row) -> Row:
    """Return a row without what it comes to, which is hidden."""
    return replace(row, value=0.0, text=covered(row.text), share=0.0)


def _row(
    path: Path, largest: float, view: View, sample: int | None, shown: int, hides: Hides
) -> Row:
    stops = [path.arrows[0].tail] + [
        arrow.head for arrow in path.arrows if arrow.head.kind is not Kind.Z
    ]
    numbers = [arrow.derivative for arrow in reversed(path.arrows)]
    needed = enough_for_product(numbers, path.product, view.digits, shown)
    factors = [enclosed(number, view.digits + needed.extra) for number in numbers]
    for index, arrow in enumerate(reversed(path.arrows)):
        local = local_derivative(arrow.tail, arrow.head)
        if local is not None and hides(local):
            factors[index] = covered(factors[index])
    return Row(
        way=" → ".join(name(_stop(stop, sample), view.notation) for stop in stops),
        factors=" × ".join(factors),
        value=path.product,
        text=result_text(path.product, shown, needed),
        share=share(path.product, largest),
        lit=tuple(weight for arrow in path.arrows if (weight := _weight_of(arrow)) is not None),
    )


def _stop(stop: Quantity, sample: int | None) -> Quantity:
    """Return what a path comes by, of a sample in a batch: its own numbers, and its own loss."""
    if sample is None:
        return stop
    return with_sample(Quantity(Kind.SAMPLE_LOSS) if stop.kind is Kind.LOSS else stop, sample)


def share(value: float, largest: float) -> float:
    """Return |value| / largest, 0 where that has no meaning."""
    found = abs(value) / largest if largest else 0.0
    return found if isfinite(found) else 0.0


def result_text(value: float, digits: int, needed: Enough) -> str:
    """Return what a row comes to, marked where its numbers come to about that only."""
    written = short(value, digits, sign=True)
    return written if needed.holds else f"{APPROXIMATELY} {written}"


def enclosed(value: float, digits: int) -> str:
    """Return a number as it stands in a product or sum, in parentheses if it is negative."""
    written = short(value, digits)
    return f"({written})" if value < 0 else written


def _weight_of(arrow: LocalSlope) -> Quantity | None:
    """Return the weight an arrow runs along, None inside a neuron and into the loss."""
    if arrow.tail.kind is Kind.WEIGHT:
        return arrow.tail
    if arrow.head.kind is Kind.Z and arrow.tail.kind is Kind.A:
        return Quantity(Kind.WEIGHT, arrow.head.layer, arrow.head.unit, arrow.tail.unit)
    return None


def _layer_rows(found: Dependence, view: View, sample: int | None, shown: int) -> tuple[Row, ...]:
    """Return a row for each neuron of the next layer, with all paths through it."""
    of_layer = found.layers[min(1, len(found.layers) - 1)]
    values = of_layer.through.tolist()
    largest = max(map(abs, values))
    sender = found.parameter.unit
    rows = [
        Row(
            way=say(
                "paths.through",
                neuron=name(Quantity(Kind.A, of_layer.layer, unit, sample=sample), view.notation),
            ),
            factors="",
            value=value,
            text=short(value, shown, sign=True),
            share=share(value, largest),
            lit=(Quantity(Kind.WEIGHT, of_layer.layer, unit, sender),),
        )
        for unit, value in enumerate(values)
    ]
    return tuple(sorted(rows, key=lambda row: -abs(row.value)))
