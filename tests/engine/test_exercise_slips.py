"""Two hundred wrong numbers with one classic mistake each, made by a program of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from engine.exercise.judging import Worth, judge
from engine.exercise.lines import line_of, lines
from engine.exercise.slips import SLIPS
from engine.exercise.work import Work, first_work
from engine.experiment import Experiment, Training
from engine.penalty import Penalty
from engine.reduction import Reduction
from engine.text.file.document import read_experiment
from engine.written.quantity import Kind, Quantity
from tests.networks import random_experiment
from tests.slip_oracle import SLOPES_BY_A, Blunder, Sheet, Worked, work_out

RESOURCES = Path(__file__).parents[2] / "resources"
WANTED, NAMED = 200, 190

# Where a blunder can be made, and in which numbers it is then asked for: the first it makes wrong.
IN_THE_SUM = [
    *("bias-forgotten", "activation-forgotten", "exponent-sign", "transposed:sum"),
    *("sign-dropped:sum", "term-left-out", "z-for-a:sum"),
]
IN_THE_LOSS = ["half-missing", "outputs-added", "outputs-averaged", "common-logarithm"]
AT_THE_OUTPUT = ["error-reversed", "two-missing", "other-output"]
IN_THE_SLOPE = [
    *("slope-forgotten", "slope-at-activation", "z-for-a:slope", "slope-again"),
    *("error-forgotten", "activation-for-slope"),
]
ON_THE_WAY_BACK = [
    *("one-path", "updated-weights", "transposed:back", "sign-dropped:back", "weights-forgotten"),
]
IN_THE_GRADIENT = [
    *("samples-added", "samples-averaged", "one-sample", "rate-included", "activation-left-out"),
    *("other-sender", "other-neuron", "receiver-for-sender", "weight-for-activation"),
    *("z-for-a:gradient", "input-activated:gradient"),
]
MADE_IN_ALL = ("bias-forgotten", "slope-forgotten", "updated-weights", "slope-at-activation")
IN_THE_UPDATE = ["gradient-added", "rate-forgotten", "old-forgotten", "penalty-forgotten"]
EVERY = [
    *(IN_THE_SUM + IN_THE_LOSS + AT_THE_OUTPUT + IN_THE_SLOPE + ON_THE_WAY_BACK),
    *(IN_THE_GRADIENT + IN_THE_UPDATE + ["input-activated"]),
]
FORWARD = [Kind.Z, Kind.A, Kind.LOSS]
BACKWARD = [Kind.D_A, Kind.DELTA, Kind.D_WEIGHT, Kind.D_BIAS]
UPDATE = [Kind.WEIGHT_AFTER, Kind.BIAS_AFTER]


@dataclass(frozen=True)
class Case:
    """A wrong number: of which line, by which blunder, as it is typed with so many digits."""

    work: Work
    quantity: Quantity
    blunder: Blunder
    number: float
    digits: int

    @property
    def typed(self) -> str:
        return f"{self.number:.{self.digits - 1}e}"


@cache
def works() -> list[Work]:
    """Return the first steps of experiments that differ in size, loss, activations and batch."""
    bundled = [
        read_experiment(RESOURCES / "examples" / f"{name}.json", RESOURCES / "data")
        for name in (
            *("mazur-2-2-2", "hagan-1-2-1", "xor-2-4-1", "deep-3-4-4-2", "iris-4-5-3"),
            *("cs231n-neuron", "karpathy-neuron", "linear-neuron"),
        )
    ]
    plain = Training(0.3, batch_size=None)
    drawn: list[Experiment] = []
    for seed, (sizes, hidden, output, loss) in enumerate(
        [
            ((2, 2, 2), "sigmoid", "sigmoid", "half_squared_error"),
            ((3, 3, 2), "tanh", "sigmoid", "half_squared_error"),
            ((2, 3, 2), "tanh", "identity", "mean_squared_error"),
            ((3, 2, 2), "sigmoid", "tanh", "squared_error"),
            ((2, 3, 3, 2), "sigmoid", "sigmoid", "binary_cross_entropy"),
            ((3, 4, 3), "tanh", "softmax", "cross_entropy"),
            ((2, 2, 2, 1), "sigmoid", "sigmoid", "half_squared_error"),
            ((2, 4, 1), "relu", "identity", "mean_squared_error"),
        ]
    ):
        for samples, reduction in ((1, Reduction.MEAN), (3, Reduction.MEAN), (4, Reduction.SUM)):
            made = random_experiment(seed, sizes, hidden, output, loss, samples, plain)
            drawn.append(replace(made, reduction=reduction))
    drawn.append(replace(drawn[0], penalty=Penalty(0.0, 0.05)))
    drawn.append(replace(drawn[4], penalty=Penalty(0.0, 0.1)))
    steps = [first_work(each) for each in [*bundled, *drawn]]
    return [
        Work(each.experiment, each.step, min(1, len(each.step.x) - 1))
        for each in steps
        if each.experiment.training.optimizer.name == "sgd"
    ]


def sheet_of(work: Work) -> Sheet:
    """Return what the oracle needs to know of a step."""
    first, network = work.step.before, work.experiment.network
    biases = [first.bias(layer) for layer in first.shape.layers]
    return Sheet(
        weights=[np.array(first.weights(layer)) for layer in first.shape.layers],
        biases=[np.array(bias) for bias in biases if bias is not None],
        activations=[layer.activation.name for layer in network.layers],
        loss=work.experiment.loss.name,
        x=np.array(work.step.x),
        y=np.array(work.step.targets),
        rate=work.experiment.training.learning_rate,
        averaged=work.experiment.reduction is Reduction.MEAN,
        l2=work.experiment.penalty.l2,
    )


def number_of(worked: Worked, quantity: Quantity, row: int) -> float:
    """Return a number as the oracle has it: what is of a sample from its row."""
    at, j, k = quantity.layer - 1, quantity.unit, quantity.source
    match quantity.kind:
        case Kind.Z:
            return float(worked.z[at][row, j])
        case Kind.A:
            return float(worked.a[at][row, j])
        case Kind.SAMPLE_LOSS:
            return float(worked.loss[row])
        case Kind.LOSS:
            return worked.cost
        case Kind.D_A:
            return float(worked.d_a[at][row, j])
        case Kind.DELTA:
            return float(worked.delta[at][row, j])
        case Kind.D_WEIGHT:
            return float(worked.d_weights[at][j, k])
        case Kind.D_BIAS:
            return float(worked.d_biases[at][j])
        case Kind.WEIGHT_AFTER:
            return float(worked.new_weights[at][j, k])
        case _:
            return float(worked.new_biases[at][j])


def numbers_of(work: Work, kind: Kind) -> list[Quantity]:
    """Return the numbers of a kind: the followed sample's, the gradients those of the batch."""
    fixed = kind is Kind.BIAS_AFTER and not work.experiment.training.train_biases
    told = [line.quantity for line in lines(work) if line.quantity.kind is kind and not fixed]
    of_batch = kind in (Kind.D_WEIGHT, Kind.D_BIAS)
    return [each for each in told if not of_batch or each.sample is None]


def can_be_made(name: str, layer: int, work: Work) -> bool:
    """Return whether somebody could make a mistake in a layer of a step."""
    network, loss = work.experiment.network, work.experiment.loss
    if layer > network.depth:
        return False
    activation = network.layers[layer - 1].activation.name
    if activation == "softmax" and name in (*IN_THE_SLOPE[1:], *IN_THE_SUM):
        return False
    wanted = {
        "transposed:sum": network.sizes[layer - 1] == network.sizes[layer],
        "transposed:back": network.sizes[layer - 1] == network.sizes[layer],
        "one-path": network.sizes[layer] > 1,
        "term-left-out": network.sizes[layer - 1] > 2,
        "two-missing": "squared" in loss.name,
        "half-missing": loss.name.startswith("half"),
        "common-logarithm": "entropy" in loss.name,
        "outputs-added": loss.written.mean,
        "outputs-averaged": not loss.written.mean,
        "other-output": "entropy" not in loss.name,
        "z-for-a:slope": activation in SLOPES_BY_A,
    }
    return wanted.get(name, True)


def kinds_of(name: str) -> list[Kind]:
    """Return the kinds of number that a mistake makes wrong, all but those after the update."""
    if name in (*IN_THE_SUM, "input-activated"):
        return FORWARD + BACKWARD
    if name in IN_THE_LOSS:
        return [Kind.LOSS, *BACKWARD]
    if name in IN_THE_UPDATE:
        return UPDATE
    if name in ("other-sender", "other-neuron"):
        return [Kind.D_WEIGHT]  # a new weight is as wrong by the gradient of another weight
    return [*BACKWARD[2:], *UPDATE] if name in IN_THE_GRADIENT else [*BACKWARD, *UPDATE]


def every(work: Work) -> Iterator[tuple[Blunder, Worked]]:
    """Yield all mistakes that can be made in a step, with what comes out."""
    depth = work.experiment.network.depth
    for name in EVERY:
        layers = [layer for layer in range(1, depth + 1) if can_be_made(name, layer, work)]
        for layer in (*layers, *([None] if layers and name in MADE_IN_ALL else [])):
            for which in range(2):
                blunder = Blunder(name, layer, which)
                with np.errstate(all="ignore"):
                    yield blunder, work_out(sheet_of(work), blunder, work.row)


@cache
def cases() -> list[Case]:
    """Return wrong numbers that differ from the right one, and from those by other mistakes.

    What two mistakes come to alike in the digits typed cannot be told apart by anybody.
    """
    generator = np.random.default_rng(20)
    found: list[Case] = []
    for work in works():
        made = list(every(work))
        right = work_out(sheet_of(work))
        for at in generator.permutation(len(made))[:40]:
            blunder, wrong = made[at]
            kinds = kinds_of(blunder.name)
            numbers = numbers_of(work, kinds[generator.integers(len(kinds))])
            if not numbers:
                continue
            quantity = numbers[generator.integers(len(numbers))]
            number, true = (number_of(each, quantity, work.row) for each in (wrong, right))
            digits = int(generator.integers(3, 7))
            asked = Work(work.experiment, work.step, work.row, digits)
            case = Case(asked, quantity, blunder, number, digits)
            apart = abs(number - true) > 0.01 * abs(true) and abs(true) > 1e-9 and number != 0
            if np.isfinite(number) and apart and not is_shared(case, made):
                found.append(case)
    order = generator.permutation(len(found))[:WANTED]
    return [found[at] for at in order]


def is_shared(case: Case, made: list[tuple[Blunder, Worked]]) -> bool:
    """Return whether another mistake leads to the same number."""
    for blunder, worked in made:
        if blunder.name.partition(":")[0] != case.blunder.name.partition(":")[0]:
            number = number_of(worked, case.quantity, case.work.row)
            if abs(number - case.number) <= 10.0 ** (1 - case.digits) * abs(case.number):
                return True
    return False


def test_the_oracle_agrees_with_the_step_where_no_mistake_is_made() -> None:
    for work in works():
        worked = work_out(sheet_of(work))
        for quantity in (
            each for kind in FORWARD + BACKWARD + UPDATE for each in numbers_of(work, kind)
        ):
            expected = number_of(worked, quantity, work.row)
            assert work.true(quantity) == pytest.approx(expected, rel=1e-9, abs=1e-12)


def entry(blunder: Blunder, depth: int) -> tuple[set[Kind], set[int]]:
    """Return the kinds of number and the layers in which a mistake can be said to enter."""
    name, layer = blunder.name, blunder.layer or 0
    layers = {layer} if layer else set(range(1, depth + 1))
    if name in ON_THE_WAY_BACK:
        return {Kind.D_A}, {each - 1 for each in layers}
    if name in IN_THE_SLOPE:
        return {Kind.DELTA}, layers
    if name in IN_THE_SUM:
        return {Kind.Z, Kind.A}, layers
    if name in AT_THE_OUTPUT:
        return {Kind.D_A, Kind.DELTA}, {depth}
    if name == "input-activated":
        return {Kind.Z}, {1}
    if name in IN_THE_UPDATE:
        return set(UPDATE), set(range(1, depth + 1))
    return {Kind.D_A, Kind.DELTA, Kind.D_WEIGHT, Kind.D_BIAS, Kind.LOSS}, set(range(depth + 1))


def test_the_mistake_is_named_with_the_line_where_it_enters() -> None:
    missed, elsewhere = [], []
    for case in cases():
        judgement = judge(case.typed, line_of(case.work, case.quantity), case.work)
        if judgement.slip != case.blunder.name.partition(":")[0]:
            missed.append((case.blunder, str(case.quantity), case.typed, judgement))
            continue
        assert judgement.worth is Worth.SLIP
        assert judgement.enters is not None
        kinds, layers = entry(case.blunder, case.work.experiment.network.depth)
        if judgement.enters.kind not in kinds or judgement.enters.layer not in layers:
            elsewhere.append((case.blunder, str(case.quantity), str(judgement.enters)))
    assert len(cases()) == WANTED
    assert len(missed) <= WANTED - NAMED, missed
    assert len(elsewhere) <= 2, elsewhere  # where a layer does nothing but pass on


def test_every_blunder_is_a_mistake_that_is_known_and_most_are_tried() -> None:
    names = {case.blunder.name for case in cases()}
    assert {name.partition(":")[0] for name in EVERY} <= set(SLIPS)
    assert len(names) >= 30


def test_no_mistake_is_named_for_the_right_number() -> None:
    for case in cases():
        number = number_of(work_out(sheet_of(case.work)), case.quantity, case.work.row)
        for digits in range(3, 7):
            work = Work(case.work.experiment, case.work.step, case.work.row, digits)
            for typed in (f"{number:.{digits - 1}e}", f"{number:#.{digits}g}"):
                assert judge(typed, line_of(work, case.quantity), work).worth is Worth.RIGHT


@pytest.mark.parametrize(
    "blunder",
    [
        Blunder("bias-forgotten", 1),
        Blunder("activation-forgotten", 1),
        Blunder("error-reversed"),
        Blunder("slope-forgotten", 2),
        Blunder("one-path", 2, 1),
        Blunder("updated-weights", 2),
        Blunder("other-sender", 2),
    ],
    ids=lambda blunder: blunder.name,
)
@pytest.mark.parametrize("digits", [4, 6])
@pytest.mark.parametrize("samples", [1, 3])
def test_who_goes_on_rightly_from_one_mistake_is_told_of_that_alone(
    blunder: Blunder, digits: int, samples: int
) -> None:
    """Of a batch, only the numbers of one sample are worked out: the others are right."""
    experiment = random_experiment(6, (3, 3, 2), "tanh", "sigmoid", samples=samples)
    work = Work(experiment, first_work(experiment).step, samples // 2, digits)
    wrong = work_out(sheet_of(work), blunder, work.row)
    own_alone = [Kind.Z, Kind.A, Kind.D_A, Kind.DELTA]
    kinds = FORWARD + BACKWARD + UPDATE if samples == 1 else own_alone
    own: dict[Quantity, float] = {}
    slips = 0
    for line in [each for each in lines(work) if each.quantity.kind in kinds]:
        typed = f"{number_of(wrong, line.quantity, work.row):.{digits - 1}e}"
        judgement = judge(typed, line, work, own)
        own[line.quantity] = float(typed)
        if judgement.worth is Worth.SLIP:
            slips += 1
            assert (judgement.slip, judgement.enters) == (blunder.name, line.quantity)
        else:
            assert judgement.worth.counts, (str(line.quantity), typed, judgement)
    of_layer_2 = {"error-reversed": 2, "slope-forgotten": 2, "other-sender": 6}
    made = of_layer_2.get(blunder.name, 3)  # once in every line of its layer
    assert slips == (0 if blunder.name == "other-sender" and samples > 1 else made)
