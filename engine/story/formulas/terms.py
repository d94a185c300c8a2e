"""The letter and the number that stand for a quantity in a formula."""

from msgspec import Struct

from engine.backprop import StepTrace
from engine.story.readings import read
from engine.written.expression import Number, Partial, Role, Symbol
from engine.written.quantity import OF_LOSS, ONE_A_SAMPLE, Kind, Quantity, with_sample

ETA = Symbol("η", role=Role.GRADIENT)
# "new" and "old" beside a letter are part of it, as in w^new and like "max" or "ln": what is copied
# as TeX is read by programs, and a letter must be the same in a handout and in its tables
UNRESET = Symbol("g", sup="old", role=Role.GRADIENT)  # a gradient that was not reset

_LETTERS = {
    Kind.INPUT: ("x", Role.VALUE),
    Kind.TARGET: ("y", Role.LOSS),
    Kind.WEIGHT: ("w", Role.VALUE),
    Kind.BIAS: ("b", Role.VALUE),
    Kind.Z: ("z", Role.VALUE),
    Kind.A: ("a", Role.VALUE),
    Kind.DELTA: ("δ", Role.GRADIENT),
    Kind.SAMPLE_LOSS: ("C", Role.LOSS),
    Kind.LOSS: ("C", Role.LOSS),
    Kind.WEIGHT_AFTER: ("w", Role.VALUE),
    Kind.BIAS_AFTER: ("b", Role.VALUE),
    Kind.A_AFTER: ("a", Role.VALUE),
    Kind.LOSS_AFTER: ("C", Role.LOSS),
}
_AFTER = frozenset({Kind.WEIGHT_AFTER, Kind.BIAS_AFTER, Kind.A_AFTER, Kind.LOSS_AFTER})
_DERIVATIVES = {
    Kind.D_A: (Kind.A, Role.LOSS),
    Kind.D_WEIGHT: (Kind.WEIGHT, Role.GRADIENT),
    Kind.D_BIAS: (Kind.BIAS, Role.GRADIENT),
}


def letter(
    kind: Kind,
    layer: int | str = 0,
    sub: str = "",
    quantity: Quantity | None = None,
    sample: str = "",
) -> Symbol | Partial:
    """Return a letter with its marks; `layer` and `sub` may be letters in a general rule.

    sample: the number of the sample, written in square brackets beside the parentheses of the
    layer, where a batch has several. A derivative with one is that of the sample's own loss.
    """
    if kind in _DERIVATIVES:
        of_kind, role = _DERIVATIVES[kind]
        of = letter(of_kind, layer, sub, sample=sample if of_kind in ONE_A_SAMPLE else "")
        assert isinstance(of, Symbol)
        return Partial(of, role, quantity, Symbol("C", sup=f"[{sample}]" if sample else ""))
    name, role = _LETTERS[kind]
    marks = [] if layer == 0 else [f"({layer})"]
    if sample:
        marks.append(f"[{sample}]")
    if kind in _AFTER:
        marks.append("new")
    return Symbol(name, sub, " ".join(marks), role=role, quantity=quantity)


def symbol(quantity: Quantity) -> Symbol | Partial:
    """Return the letter of a quantity with its indices, which count from 1."""
    kind, layer = quantity.kind, quantity.layer
    sample = "" if quantity.sample is None else str(quantity.sample + 1)
    if kind in OF_LOSS:
        every = "n" if kind is Kind.SAMPLE_LOSS else ""
        return letter(kind, quantity=quantity, sample=sample or every)
    receiver = str(quantity.unit + 1)
    if quantity.source is None:
        shown_layer = 0 if kind is Kind.TARGET else layer
        return letter(kind, shown_layer, receiver, quantity, sample)
    sender = str(quantity.source + 1)
    between = "," if len(receiver) > 1 or len(sender) > 1 else ""
    return letter(kind, layer, f"{receiver}{between}{sender}", quantity, sample)


def activation_of(layer: int, unit: int) -> Quantity:
    """Return the address of what a neuron sends on: an input in layer 0."""
    return Quantity(Kind.INPUT if layer == 0 else Kind.A, layer, unit)


class Terms(Struct, frozen=True):
    """The numbers of one step, as seen by the sample in row `row` of the batch."""

    trace: StepTrace
    row: int = 0

    def number(self, quantity: Quantity, row: int | None = None) -> Number:
        """Return the number at an address, in the colour of its letter."""
        value = read(self.trace, quantity, self.row if row is None else row)
        role = symbol(quantity).role
        return Number(value, role, quantity if row is None else with_sample(quantity, row))

    @property
    def batch(self) -> int:
        return len(self.trace.x)
