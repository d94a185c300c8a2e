"""What is written at neurons, weights and targets."""

from enum import Enum, auto
from functools import lru_cache, partial
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from engine.story.formulas.terms import symbol
from engine.text.names import name, output_name, written
from engine.text.numbers import DASH
from engine.written.expression import Symbol
from engine.written.quantity import Kind, Quantity
from gui.draw.letters import text_width
from gui.network.moment import Moment
from gui.words.batch import pooled_name, pooled_text
from gui.words.catalog import say
from gui.words.functions import activation_name

SMALLER = 0.85  # of the usual size, for words about a number
ARROW = "\N{RIGHTWARDS ARROW}"


class Form(Enum):
    """How a weight's label is laid out: the new value beside the old one or below it."""

    WIDE = auto()
    TALL = auto()
    NARROW = auto()
    SHORT = auto()  # the new value in place of the old one
    LINE = auto()  # one line, of the newest that is known
    NUMBER = auto()  # the same without letters: a gradient is known by its sign and colour


_ONE_LINE = (Form.LINE, Form.NUMBER)
_SPELLED = (Form.WIDE, Form.TALL)


class Written(Struct, frozen=True):
    """One line of a label; `number` is the quantity it shows, None for what is given."""

    text: str
    number: Quantity | None = None
    is_to_come: bool = False

    @property
    def is_gradient(self) -> bool:
        return self.number is not None and self.number.kind is Kind.D_WEIGHT

    def is_bold(self, form: Form) -> bool:
        """Return whether it is set in bold: a gradient among other lines."""
        return self.is_gradient and form not in _ONE_LINE


def unit_name(moment: Moment, layer: int, unit: int) -> str:
    """Return the letter of a neuron: x, a or y with a hat, and of which sample it is."""
    return _unit_name(layer, unit, moment.depth) + moment.mark


@lru_cache(maxsize=4096)
def _unit_name(layer: int, unit: int, depth: int) -> str:
    if layer == 0:
        return name(Quantity(Kind.INPUT, 0, unit))
    if layer < depth:
        return name(Quantity(Kind.A, layer, unit))
    return output_name(depth, unit)


@lru_cache(maxsize=4096)
def bare(quantity: Quantity) -> str:
    """Return a letter without its layer, which the place on screen already tells."""
    letter = symbol(quantity)
    assert isinstance(letter, Symbol)
    return written(replace(letter, sup=""))


def weight_lines(moment: Moment, weight: Quantity, form: Form) -> list[Written]:
    """Return the lines of a weight's label, a dash for what is still to come."""
    place = (weight.layer, weight.unit, weight.source)
    gradient = moment.gradient(Quantity(Kind.D_WEIGHT, *place))
    after = Quantity(Kind.WEIGHT_AFTER, *place)
    has_gradient = moment.known(Kind.D_WEIGHT, weight.layer)
    has_after = moment.known(Kind.WEIGHT_AFTER, weight.layer)
    letter = name(weight)
    first = Written(f"{letter} = {moment.written(weight)}")
    slope, by = moment.written(gradient, sign=True), _by(moment, gradient, form)
    if form in _ONE_LINE:
        if has_after:
            new = moment.written(after)
            return [Written(f"{letter} {ARROW} {new}" if form is Form.LINE else new, after)]
        if has_gradient:
            return [Written(f"{by} {slope}" if form is Form.LINE else slope, gradient)]
        return [first if form is Form.LINE else Written(moment.written(weight))]
    if has_after and form is Form.WIDE:
        first = Written(f"{first.text} {ARROW} {moment.written(after)}", after)
    elif has_after and form is Form.SHORT:
        first = Written(f"{letter} {ARROW} {moment.written(after)}", after)
    second = Written(f"{by} {DASH}", is_to_come=True)
    if has_gradient:
        second = Written(f"{by} {slope}", gradient)
    if form not in (Form.TALL, Form.NARROW):
        return [first, second]
    third = Written(f"{ARROW} {DASH}", is_to_come=True)
    if has_after:
        third = Written(f"{ARROW} {moment.written(after)}", after)
    return [first, second, third]


def longest_weight_lines(moment: Moment, weight: Quantity, form: Form) -> list[Written]:
    """Return the lines of a weight's label, each as long as it becomes, of a reserving moment."""
    letter, value = name(weight), moment.written(weight)
    gradient = Quantity(Kind.D_WEIGHT, weight.layer, weight.unit, weight.source)
    slope, by = moment.written(gradient), _by(moment, gradient, form)
    if form in _ONE_LINE:
        texts = [slope, value]
        if form is Form.LINE:
            texts = [f"{by} {slope}", f"{letter} = {value}"]
        return [Written(max(texts, key=partial(text_width, size=1.0)))]
    first = f"{letter} {ARROW} {value}"
    if form is Form.WIDE:
        first = f"{letter} = {value} {ARROW} {value}"
    lines = [Written(first), Written(f"{by} {slope}", gradient)]
    if form in (Form.TALL, Form.NARROW):
        lines.append(Written(f"{ARROW} {value}"))
    return lines


def _by(moment: Moment, gradient: Quantity, form: Form) -> str:
    """Return the letter of a gradient at its weight, where there is no room without the weight."""
    loss = _loss(moment, gradient)
    return f"∂{loss}/∂w" if form in _SPELLED else f"∂{loss.removeprefix('C')}"


def _loss(moment: Moment, gradient: Quantity) -> str:
    """Return which loss a gradient is of: C of the batch, or that of one sample."""
    is_own = gradient.sample is not None or (moment.reserving and moment.scope.sample is not None)
    return f"C{moment.mark}" if is_own else "C"


def bias_text(
    moment: Moment, layer: int, unit: int, *, brief: bool = False, digits: int | None = None
) -> str:
    """Return what stands in a bias' pill; in brief, the new value in place of the old one."""
    text = f"b = {moment.written(Quantity(Kind.BIAS, layer, unit), digits=digits)}"
    trained = moment.state.document.experiment.training.train_biases
    if trained and (moment.reserving or moment.known(Kind.BIAS_AFTER, layer)):
        start = "b" if brief else text
        after = moment.written(Quantity(Kind.BIAS_AFTER, layer, unit), digits=digits)
        return f"{start} {ARROW} {after}"
    return text


def bias_number(moment: Moment, layer: int, unit: int, digits: int | None = None) -> str:
    """Return the number in a bias' pill alone: of two the new one."""
    kind = Kind.BIAS_AFTER if ARROW in bias_text(moment, layer, unit, brief=True) else Kind.BIAS
    return moment.written(Quantity(kind, layer, unit), digits=digits)


def head_texts(moment: Moment, layer: int, unit: int) -> list[str]:
    """Return what stands above a neuron, the longest first."""
    letter = unit_name(moment, layer, unit)
    alone = pooled_text(moment.scope, letter, Kind.A)
    after = Quantity(Kind.A_AFTER, layer, unit)
    is_output = layer == moment.depth and not moment.reserving
    if is_output and moment.known(Kind.A_AFTER, layer):
        text = f"{letter} {ARROW} {moment.written(after)}"
        return [pooled_text(moment.scope, text, Kind.A), alone]
    z = Quantity(Kind.Z, layer, unit)
    if layer > 0 and (moment.reserving or moment.known(Kind.Z, layer)):
        text = f"{letter} z{moment.mark}={moment.written(z)}"
        return [pooled_text(moment.scope, text, Kind.A), alone]
    return [alone]


class Derivative(Protocol):
    """Writes a derivative of a neuron, in so many digits, None where it is not known."""

    def __call__(
        self, moment: Moment, layer: int, unit: int, digits: int | None = None, /
    ) -> Written | None: ...


def slope_text(moment: Moment, layer: int, unit: int, digits: int | None = None) -> Written | None:
    """Return the newest derivative of a neuron: by its z, before that by its a, else nothing."""
    delta, d_a = Quantity(Kind.DELTA, layer, unit), Quantity(Kind.D_A, layer, unit)
    if moment.reserving or moment.known(Kind.DELTA, layer):
        text = f"δ{moment.mark} = {moment.written(delta, sign=True, digits=digits)}"
        return Written(pooled_text(moment.scope, text, Kind.DELTA), delta)
    if moment.known(Kind.D_A, layer):
        value = moment.written(d_a, sign=True, digits=digits)
        text = f"∂C{moment.mark}/∂a{moment.mark} {value}"
        return Written(pooled_text(moment.scope, text, Kind.D_A), d_a)
    return None


def bias_slope_text(
    moment: Moment, layer: int, unit: int, digits: int | None = None
) -> Written | None:
    """Return the gradient of a bias once it is known."""
    slope = moment.gradient(Quantity(Kind.D_BIAS, layer, unit))
    if moment.reserving or moment.known(Kind.D_BIAS, layer):
        letter = f"∂{_loss(moment, slope)}/∂b"
        return Written(f"{letter} {moment.written(slope, sign=True, digits=digits)}", slope)
    return None


def target_text(moment: Moment, unit: int) -> str:
    target = Quantity(Kind.TARGET, moment.depth, unit)
    text = f"{name(target)}{moment.mark} = {moment.written(target)}"
    return pooled_text(moment.scope, text, Kind.TARGET)


class LossLine(Struct, frozen=True):
    """A line near the outputs; kind: of its number; share: of the usual size of its text."""

    text: str
    kind: Kind
    bold: bool = True
    share: float = 1.0


def loss_lines(moment: Moment) -> list[LossLine]:
    """Return the loss of the sample shown, where there are several, the batch's, and that after."""
    if not (moment.reserving or moment.known(Kind.LOSS)):
        return []
    scope, batch = moment.scope, f"C = {moment.written(Quantity(Kind.LOSS))}"
    lines = [LossLine(batch, Kind.LOSS)]
    if moment.reserving or moment.known(Kind.LOSS_AFTER):
        after = f"{ARROW} {moment.written(Quantity(Kind.LOSS_AFTER))}"
        lines.append(LossLine(after, Kind.LOSS_AFTER))
    if scope.samples == 1:
        return lines
    if scope.sample is not None:
        own = f"C{moment.mark} = {moment.written(Quantity(Kind.SAMPLE_LOSS))}"
        lines = [LossLine(own, Kind.SAMPLE_LOSS), *(replace(each, bold=False) for each in lines)]
    return [*lines, LossLine(pooled_name(scope), Kind.LOSS, False, SMALLER)]


def caption_texts(moment: Moment, layer: int) -> tuple[str, str]:
    """Return the role of a layer and its activation, empty for the input."""
    plan = moment.state.document.experiment.network
    if layer == 0:
        return say("layer.input"), ""
    activation = activation_name(plan.layers[layer - 1].activation.name)
    if layer == moment.depth:
        return say("layer.output"), activation
    only = moment.depth == 2
    return say("layer.hidden" if only else "layer.hidden-numbered", layer=layer), activation
