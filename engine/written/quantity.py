"""One address for every number the learner can see."""

import re
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from engine.fault import Faulty


class Kind(Enum):
    """What is measured; the value is the plain-text symbol used in files."""

    INPUT = "x"
    TARGET = "y"
    WEIGHT = "w"
    BIAS = "b"
    Z = "z"
    A = "a"
    SAMPLE_LOSS = "C_sample"  # of the one sample that is followed
    LOSS = "C"
    D_A = "da"
    DELTA = "delta"
    D_WEIGHT = "dw"
    D_BIAS = "db"
    WEIGHT_AFTER = "w_after"
    BIAS_AFTER = "b_after"
    A_AFTER = "a_after"
    LOSS_AFTER = "C_after"

    # each is one of a kind; the hash of an Enum is computed in Python, which a drawing does often
    __hash__ = object.__hash__


OF_WEIGHTS = frozenset({Kind.WEIGHT, Kind.D_WEIGHT, Kind.WEIGHT_AFTER})
OF_BIASES = frozenset({Kind.BIAS, Kind.D_BIAS, Kind.BIAS_AFTER})
OF_LOSS = frozenset({Kind.SAMPLE_LOSS, Kind.LOSS, Kind.LOSS_AFTER})
COMPUTED = (  # in the order in which a step computes them
    *(Kind.Z, Kind.A, Kind.SAMPLE_LOSS, Kind.LOSS, Kind.D_A, Kind.DELTA, Kind.D_WEIGHT),
    *(Kind.D_BIAS, Kind.WEIGHT_AFTER, Kind.BIAS_AFTER, Kind.A_AFTER, Kind.LOSS_AFTER),
)
GRADIENTS = frozenset({Kind.D_WEIGHT, Kind.D_BIAS})
# Of these, each sample of a batch has a number of its own.
ONE_A_SAMPLE = frozenset(
    {Kind.INPUT, Kind.TARGET, Kind.Z, Kind.A, Kind.A_AFTER, Kind.SAMPLE_LOSS, Kind.D_A, Kind.DELTA}
)

_OF_SAMPLE = re.compile(r"@\d+", re.ASCII)
_KINDS = {kind.value: kind for kind in Kind}
_PRINTED = re.compile(r"([A-Za-z_]+)(?:\[(\d+),(\d+)(?:,(\d+))?\])?")


class ParameterPlace(Struct, frozen=True):
    """Which weight is meant, or which bias where source is None.

    layer counts from 1; unit, the receiving neuron, and source, the sending one, from 0.
    """

    layer: int
    unit: int
    source: int | None = None


class Quantity(Struct, frozen=True):
    """A number somewhere in one training step.

    `unit` is the receiving neuron, `source` the sending one; both count from 0,
    layers count from 1 (layer 0 is the input). `sample` is the sample of the batch that it
    belongs to, counted from 0: None for what belongs to the whole batch, and in a batch of one.
    A derivative with a sample is that of the sample's own loss, without the 1/N of the batch.
    """

    kind: Kind
    layer: int = 0
    unit: int = 0
    source: int | None = None
    sample: int | None = None

    @property
    def place(self) -> ParameterPlace:
        """Where the weight or bias stands that this is, or that this derivative is by."""
        return ParameterPlace(self.layer, self.unit, self.source)

    def __str__(self) -> str:
        sample = "" if self.sample is None else f"@{self.sample}"
        if self.kind in OF_LOSS:
            return f"{self.kind.value}{sample}"
        place = [self.layer, self.unit] + ([] if self.source is None else [self.source])
        return f"{self.kind.value}[{','.join(map(str, place))}]{sample}"


def gradient_of(parameter: Quantity) -> Quantity:
    """Return the address of the derivative of C by a weight or bias."""
    kind = Kind.D_WEIGHT if parameter.kind is Kind.WEIGHT else Kind.D_BIAS
    return replace(parameter, kind=kind)


def after_step(parameter: Quantity) -> Quantity:
    """Return the address of what the update makes of a weight or bias."""
    kind = Kind.WEIGHT_AFTER if parameter.kind is Kind.WEIGHT else Kind.BIAS_AFTER
    return replace(parameter, kind=kind)


_OWNERS = {
    Kind.INPUT: Kind.INPUT,
    Kind.Z: Kind.A,
    Kind.A: Kind.A,
    Kind.D_A: Kind.A,
    Kind.DELTA: Kind.A,
    Kind.WEIGHT: Kind.WEIGHT,
    Kind.D_WEIGHT: Kind.WEIGHT,
    Kind.WEIGHT_AFTER: Kind.WEIGHT,
    Kind.BIAS: Kind.BIAS,
    Kind.D_BIAS: Kind.BIAS,
    Kind.BIAS_AFTER: Kind.BIAS,
}


def owner_of(quantity: Quantity) -> Quantity | None:
    """Return the neuron (by its input or activation), weight or bias that a number belongs to."""
    kind = _OWNERS.get(quantity.kind)
    return None if kind is None else replace(quantity, kind=kind, sample=None)


def with_sample(quantity: Quantity, row: int | None) -> Quantity:
    """Return the address of the same number of a sample, where each sample has its own."""
    has_own = quantity.kind in ONE_A_SAMPLE or quantity.kind in GRADIENTS
    return replace(quantity, sample=row) if has_own else quantity


class BadAddress(Faulty):
    """A text that is no address of a number."""


def parse(text: str) -> Quantity:
    """Read an address as printed, such as `dw[2,0,1]`; raise BadAddress if it is none."""
    match = _PRINTED.fullmatch(text)
    if match is None or match[1] not in _KINDS:
        raise BadAddress("address.none", text=repr(text[:40]))
    kind = _KINDS[match[1]]
    if (kind in OF_LOSS) != (match[2] is None) or (kind in OF_WEIGHTS) != (match[4] is not None):
        raise BadAddress("address.indices", text=repr(text), kind=kind.value)
    if match[2] is None:
        return Quantity(kind)
    source = None if match[4] is None else int(match[4])
    return Quantity(kind, int(match[2]), int(match[3]), source)


def parse_of_sample(text: str) -> Quantity:
    """Read an address that may end in a sample of the batch, such as `a[2,0]@1`.

    Raises BadAddress where it is none, or has a sample and names what no sample has of its own.
    """
    address, sign, _ = text.partition("@")
    quantity = parse(address)
    if not sign:
        return quantity
    sample = text[len(address) :]
    if not _OF_SAMPLE.fullmatch(sample) or with_sample(quantity, 0) == quantity:
        raise BadAddress("address.sample", text=repr(text[:40]))
    return with_sample(quantity, int(sample[1:]))
