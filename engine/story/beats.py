"""Cuts one training step into the moments a learner watches."""

from enum import Enum, auto

from msgspec import Struct

from engine.shape import NetworkShape
from engine.written.quantity import OF_BIASES, OF_LOSS, OF_WEIGHTS, BadAddress, Kind, Quantity

BEAT_SECONDS = 0.8


class Scene(Enum):
    """The kinds of moment, in the order in which they are taught."""

    INPUT = auto()
    WEIGHTED_SUM = auto()
    ACTIVATION = auto()
    LOSS = auto()
    OUTPUT_SLOPE = auto()  # dC/da at the output layer
    DELTA = auto()
    WEIGHT_GRADIENT = auto()
    BIAS_GRADIENT = auto()
    SUM_OVER_PATHS = auto()  # dC/da of the layer before
    UPDATE = auto()
    LOSS_AFTER = auto()


class Phase(Enum):
    """The parts of a step shown on the timeline."""

    FORWARD = auto()
    LOSS = auto()
    BACKWARD = auto()
    UPDATE = auto()


PHASES = {
    Scene.INPUT: Phase.FORWARD,
    Scene.WEIGHTED_SUM: Phase.FORWARD,
    Scene.ACTIVATION: Phase.FORWARD,
    Scene.LOSS: Phase.LOSS,
    Scene.OUTPUT_SLOPE: Phase.BACKWARD,
    Scene.DELTA: Phase.BACKWARD,
    Scene.WEIGHT_GRADIENT: Phase.BACKWARD,
    Scene.BIAS_GRADIENT: Phase.BACKWARD,
    Scene.SUM_OVER_PATHS: Phase.BACKWARD,
    Scene.UPDATE: Phase.UPDATE,
    Scene.LOSS_AFTER: Phase.UPDATE,
}

# Which kinds of number a scene makes known, all of them in the beat's own layer.
REVEALS = {
    Scene.INPUT: (Kind.INPUT,),
    Scene.WEIGHTED_SUM: (Kind.Z,),
    Scene.ACTIVATION: (Kind.A,),
    Scene.LOSS: (Kind.SAMPLE_LOSS, Kind.LOSS),
    Scene.OUTPUT_SLOPE: (Kind.D_A,),
    Scene.DELTA: (Kind.DELTA,),
    Scene.WEIGHT_GRADIENT: (Kind.D_WEIGHT,),
    Scene.BIAS_GRADIENT: (Kind.D_BIAS,),
    Scene.SUM_OVER_PATHS: (Kind.D_A,),
    Scene.UPDATE: (Kind.WEIGHT_AFTER, Kind.BIAS_AFTER),
    Scene.LOSS_AFTER: (Kind.A_AFTER, Kind.LOSS_AFTER),
}

# What is known before the first beat: a network and its data are given, nothing is computed.
GIVEN = frozenset({Kind.WEIGHT, Kind.BIAS, Kind.TARGET})


class Beat(Struct, frozen=True):
    """One moment: what kind, and at which layer."""

    scene: Scene
    layer: int
    seconds: float = BEAT_SECONDS

    @property
    def phase(self) -> Phase:
        return PHASES[self.scene]


def cut(shape: NetworkShape, in_place: bool = False) -> tuple[Beat, ...]:
    """Return the beats of one step of a network.

    in_place: each layer is updated as soon as its gradients are known, before the deltas below.
    """
    depth = len(shape.layers)
    beats = [Beat(Scene.INPUT, 0)]
    for layer in range(1, depth + 1):
        beats += [Beat(Scene.WEIGHTED_SUM, layer), Beat(Scene.ACTIVATION, layer)]
    beats += [Beat(Scene.LOSS, depth), Beat(Scene.OUTPUT_SLOPE, depth)]
    for layer in range(depth, 0, -1):
        beats += [Beat(Scene.DELTA, layer), Beat(Scene.WEIGHT_GRADIENT, layer)]
        if shape.has_bias(layer):
            beats.append(Beat(Scene.BIAS_GRADIENT, layer))
        if in_place:
            beats.append(Beat(Scene.UPDATE, layer))
        if layer > 1:
            beats.append(Beat(Scene.SUM_OVER_PATHS, layer - 1))
    if not in_place:
        beats += [Beat(Scene.UPDATE, layer) for layer in range(1, depth + 1)]
    return (*beats, Beat(Scene.LOSS_AFTER, depth))


def revealed(beat: Beat, shape: NetworkShape) -> tuple[Quantity, ...]:
    """Return the numbers a beat makes known, neuron by neuron."""
    layer, sizes = beat.layer, shape.sizes
    numbers: list[Quantity] = []
    for kind in _kinds(beat, shape):
        if kind in OF_LOSS:
            numbers.append(Quantity(kind))
        elif kind in OF_WEIGHTS:
            numbers += [
                Quantity(kind, layer, unit, source)
                for unit in range(sizes[layer])
                for source in range(sizes[layer - 1])
            ]
        else:
            numbers += [Quantity(kind, layer, unit) for unit in range(sizes[layer])]
    return tuple(numbers)


def how_many_revealed(
    beat: Beat, shape: NetworkShape, unseen: frozenset[Kind] = frozenset()
) -> int:
    """Return how many numbers a beat makes known, apart from kinds that nobody sees."""
    units, sources = shape.sizes[beat.layer], shape.sizes[beat.layer - 1]
    return sum(
        1 if kind in OF_LOSS else units * sources if kind in OF_WEIGHTS else units
        for kind in _kinds(beat, shape)
        if kind not in unseen
    )


def _kinds(beat: Beat, shape: NetworkShape) -> tuple[Kind, ...]:
    """Return the kinds of number a beat makes known: none of biases that its layer lacks."""
    kinds = REVEALS[beat.scene]
    if shape.has_bias(beat.layer):
        return kinds
    return tuple(kind for kind in kinds if kind not in OF_BIASES)


def first_known(quantity: Quantity, beats: tuple[Beat, ...]) -> int:
    """Return the index of the beat that makes a number known, -1 for what is given.

    Raises BadAddress for a number that this step never computes.
    """
    if quantity.kind in GIVEN:
        return -1
    for index, beat in enumerate(beats):
        in_layer = quantity.kind in OF_LOSS or quantity.layer == beat.layer
        if in_layer and quantity.kind in REVEALS[beat.scene]:
            return index
    raise BadAddress("address.not-in-step", text=quantity)


def of_selection(selected: Quantity) -> tuple[Quantity, ...]:
    """Return every number that belongs to a selected neuron, weight or bias, as it is learned.

    A neuron is selected by its activation (or input), a weight and a bias by themselves.
    """
    place = (selected.layer, selected.unit, selected.source)
    kinds = {
        Kind.INPUT: (Kind.INPUT,),
        Kind.A: (Kind.Z, Kind.A, Kind.D_A, Kind.DELTA),
        Kind.WEIGHT: (Kind.WEIGHT, Kind.D_WEIGHT, Kind.WEIGHT_AFTER),
        Kind.BIAS: (Kind.BIAS, Kind.D_BIAS, Kind.BIAS_AFTER),
    }[selected.kind]
    return tuple(Quantity(kind, *place) for kind in kinds)


def in_focus(selected: Quantity, beats: tuple[Beat, ...], at: int) -> tuple[Quantity, bool]:
    """Return the number of a selection that a beat is about, and whether it is known by then.

    It is the newest one known; before any is, the first one to come.
    """
    numbers = of_selection(selected)
    known = [number for number in numbers if first_known(number, beats) <= at]
    return (known[-1], True) if known else (numbers[0], False)
