"""What is chosen in the pictures: of the network, and of the loss against weights."""

from enum import Enum

from msgspec import Struct

from engine.functions.optimizer import Optimizer
from engine.optimizers import OPTIMIZERS
from engine.written.quantity import Quantity

NETWORK, TYPED = "network", "typed"
MOST_BALLS = 5
FIRST_FORMULA = "w^4 / 20 - w^2 + w / 2 + 6"
RANDOM = "random"


class WeightLabels(Enum):
    """Which edges of the network carry their weight in writing."""

    ALL = "all"
    OF_NEURON = "neuron"  # those of the neuron that is selected
    ON_HOVER = "hover"  # those of the neuron or the edge that is pointed at


class NeuronContent(Enum):
    """What the neurons of the drawing show inside, where there is room for a picture."""

    NUMBERS = "numbers"  # their activation
    MAPS = "maps"  # their activation wherever the input could be
    GRADIENTS = "gradients"  # dC/da wherever the input could be


class Ball(Struct, frozen=True):
    """A ball with a learning rate and an optimiser of its own.

    settings: the parameters of the optimiser that are not the usual ones, with their values.
    """

    rate: float
    optimizer: str = "sgd"
    settings: tuple[tuple[str, float], ...] = ()

    @property
    def descends_by(self) -> Optimizer:
        """The optimiser itself."""
        return OPTIMIZERS[self.optimizer].with_values(**dict(self.settings))


class CurveChoice(Struct, frozen=True):
    """The curve and the balls on it.

    curve: NETWORK, TYPED or a name of the gallery; start: where the balls start, None for the
    present weight or the curve's own place; steps: taken by the balls; part: how far into the
    newest (0..1); balls: on the network's curve the rate and the optimiser of the first are
    those of the training; anchor: for which parameter and weights start and steps were chosen on
    the network's curve, elsewhere they do not hold; foretold: whether it is said how the balls
    will move before they have; limits: of the range drawn, None to choose
    it; limits_of: for which parameter and weights it was chosen on the network's
    curve; distance: h of the secant; central: whether its points lie on both sides.
    """

    curve: str = NETWORK
    formula: str = FIRST_FORMULA
    start: float | None = None
    steps: int = 0
    part: float = 1.0
    anchor: tuple[Quantity, int] | None = None
    balls: tuple[Ball, ...] = (Ball(0.2),)
    foretold: bool = False
    limits: tuple[float, float] | None = None
    limits_of: tuple[Quantity, int] | None = None
    distance: float = 1.0
    central: bool = False


class ByHandChoice(Struct, frozen=True):
    """A step that is worked by hand.

    blanks: how many lines are blank, counted from the last, None for all; kinds: of the numbers
    that are asked for, none for all; of: which step is worked, None for none: what was typed is
    for that alone; typed: the texts by their lines, in the order in which these were typed first;
    shown: the numbers that were told; page: which is looked at, None for the one to go on with.
    """

    blanks: int | None = 1
    kinds: tuple[str, ...] = ()
    of: int | None = None
    typed: tuple[tuple[Quantity, str], ...] = ()
    shown: tuple[Quantity, ...] = ()
    page: int | None = None


class Pen(Struct, frozen=True):
    """What a click puts into the picture of the inputs.

    on: whether clicks add and drags move; label: the class of a new point, counted from 0; target:
    its target where targets are no classes; tested: whether it is kept for testing.
    """

    on: bool = True
    label: int = 1
    target: float = 1.0
    tested: bool = False


class RegionsChoice(Struct, frozen=True):
    """What is drawn over the plane of inputs.

    output: the one whose value is shown, None for all of them; coloured: whether the regions are.
    """

    output: int | None = None
    coloured: bool = True
    pen: Pen = Pen()


class PlaneChoice(Struct, frozen=True):
    """The two weights, or the surface, whose contours are drawn.

    surface: NETWORK, RANDOM (two random directions of the network) or a name of the gallery;
    axes: the two weights or biases, None for the two first of the output layer; start: where the
    balls of a gallery surface start; half_width: of the square drawn, None for its own;
    equal: whether a unit is as long along both axes, so that the gradient stands perpendicular on
    the contours; ball: on a gallery surface, where it takes the same steps as those of the
    landscape.
    """

    surface: str = NETWORK
    axes: tuple[Quantity, Quantity] | None = None
    seed: int = 0
    start: tuple[float, float] | None = None
    half_width: float | None = None
    equal: bool = True
    ball: Ball = Ball(0.2)


class InputAxes(Struct, frozen=True):
    """The plane of inputs over which regions and the maps of neurons are drawn.

    pair: which inputs its axes are, counted from 0; components: whether they are the first two
    principal components instead, where there are more than two inputs.
    """

    pair: tuple[int, int] = (0, 1)
    components: bool = True


class SampleSet(Enum):
    """Which samples are counted."""

    TRAINING = "train"
    TESTS = "test"
    ALL = "all"


class ResultsChoice(Struct, frozen=True):
    """Which samples are counted and listed, and in which order.

    counted: of which set the confusion is shown; cell: the class that the samples listed belong to
    and the one they are taken for, None to list all of both sets; column: by what they are sorted,
    as in `SampleColumn`.
    """

    counted: SampleSet = SampleSet.ALL
    cell: tuple[int, int] | None = None
    column: str = "loss"
    descending: bool = True


class SweepChoice(Struct, frozen=True):
    """What is swept, and through which values, as it was typed.

    key: of the experiment's file; values: several with commas between them, or two with two points
    between them: a range, of which `count` are taken at equal distances, or at equal ratios if
    is_log; seeds: how many first weights and orders of the samples each value is tried with;
    steps: of each run.
    """

    key: str = "learning_rate"
    values: str = "0.001 .. 1"
    count: int = 10
    is_log: bool = True
    seeds: int = 5
    steps: int = 500


class Passed(Struct, frozen=True):
    """Up to which moment the playhead has come since something was hidden, by its name."""

    name: str
    step: int
    beat: int


class Hiding(Struct, frozen=True):
    """What of the hidden has been revealed; what is hidden belongs to the document.

    revealed: names of kinds, panels and controls, for good; clicked: addresses of numbers, in the
    step `step` alone; passed: where the playhead came.
    """

    revealed: tuple[str, ...] = ()
    clicked: tuple[str, ...] = ()
    step: int = 0
    passed: tuple[Passed, ...] = ()
