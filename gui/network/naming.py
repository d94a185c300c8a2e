"""What is written at neurons, weights and targets."""

from enum import Enum, auto
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from engine.story.formulas.terms import symbol
from engine.text.names import name, written
from engine.written.expression import Symbol
from engine.written.quantity import Kind, Quantity
from gui.network.moment import Moment
from gui.words.catalog import say
from gui.words.functions import activation_name

ARROW = "\N{RIGHTWARDS ARROW}"


class Form(Enum):
    """How a weight's label is laid out: the new value beside the old one or below it."""

    WIDE = auto()
    TALL = auto()
    NARROW = auto()
    SHORT = auto()  # the new value in place of the old one


class Written(Struct, frozen=True):
    """One line of a label; `number` is the quantity it shows, None for what is given."""

    text: str
    number: Quantity | None = None

    @property
    def is_gradient(self) -> bool:
        return self.number is not None and self.number.kind is Kind.D_WEIGHT


@lru_cache(maxsize=4096)
def unit_name(layer: int, unit: int, depth: int) -> str:
    """Return the letter of a neuron: x, a or y with a hat."""
    if layer == 0:
        return name(Quantity(Kind.INPUT, 0, unit))
    if layer < depth:
        return name(Quantity(Kind.A, layer, unit))
    return name(Quantity(Kind.TARGET, depth, unit)).replace("y", "ŷ")


@lru_cache(maxsize=4096)
def bare(quantity: Quantity) -> str:
    """Return a letter without its layer, which the place on screen already tells."""
    letter = symbol(quantity)
    assert isinstance(letter, Symbol)
    return written(replace(letter, sup=""))


def weight_lines(moment: Moment, weight: Quantity, form: Form, *, full: bool) -> list[Written]:
    """Return the lines of a weight's label: those known now, or all there will be."""
    place = (weight.layer, weight.unit, weight.source)
    gradient, after = Quantity(Kind.D_WEIGHT, *place), Quantity(Kind.WEIGHT_AFTER, *place)
    has_gradient = full or moment.known(Kind.D_WEIGHT, weight.layer)
    has_after = full or moment.known(Kind.WEIGHT_AFTER, weight.layer)
    first = f"{bare(weight)} = {moment.written(weight)}"
    lines = [Written(first)]
    if has_after and form is Form.SHORT:
        lines = [Written(f"{bare(weight)} {ARROW} {moment.written(after)}", after)]
    elif has_after and form is Form.WIDE:
        lines = [Written(f"{first} {ARROW} {moment.written(after)}", after)]
    if has_gradient:
        letter = "∂C/∂w" if form in (Form.WIDE, Form.TALL) else "∂"
        lines.append(Written(f"{letter} {moment.written(gradient, sign=True)}", gradient))
    if has_after and form in (Form.TALL, Form.NARROW):
        lines.append(Written(f"{ARROW} {moment.written(after)}", after))
    return lines


def bias_text(
    moment: Moment, layer: int, unit: int, *, full: bool = False, brief: bool = False
) -> str:
    """Return what stands in a bias' pill; in brief, the new value in place of the old one."""
    text = f"b = {moment.written(Quantity(Kind.BIAS, layer, unit))}"
    trained = moment.state.document.experiment.training.train_biases
    if trained and (full or moment.known(Kind.BIAS_AFTER, layer)):
        start = "b" if brief else text
        return f"{start} {ARROW} {moment.written(Quantity(Kind.BIAS_AFTER, layer, unit))}"
    return text


def head_texts(moment: Moment, layer: int, unit: int, *, full: bool = False) -> list[str]:
    """Return what stands above a neuron, the longest first."""
    letter = unit_name(layer, unit, moment.depth)
    if layer == 0:
        return [letter]
    after = Quantity(Kind.A_AFTER, layer, unit)
    if layer == moment.depth and moment.known(Kind.A_AFTER, layer) and not full:
        return [f"{letter} {ARROW} {moment.written(after)}", letter]
    z = Quantity(Kind.Z, layer, unit)
    if full or moment.known(Kind.Z, layer):
        return [f"{letter} z={moment.written(z)}", letter]
    return [letter]


def slope_text(moment: Moment, layer: int, unit: int, *, full: bool = False) -> Written | None:
    """Return the newest derivative of a neuron: by its z, before that by its a, else nothing."""
    delta, d_a = Quantity(Kind.DELTA, layer, unit), Quantity(Kind.D_A, layer, unit)
    if full or moment.known(Kind.DELTA, layer):
        return Written(f"δ = {moment.written(delta, sign=True)}", delta)
    if moment.known(Kind.D_A, layer):
        return Written(f"∂C/∂a {moment.written(d_a, sign=True)}", d_a)
    return None


def bias_slope_text(moment: Moment, layer: int, unit: int, *, full: bool = False) -> Written | None:
    """Return the gradient of a bias once it is known."""
    slope = Quantity(Kind.D_BIAS, layer, unit)
    if full or moment.known(Kind.D_BIAS, layer):
        return Written(f"∂C/∂b {moment.written(slope, sign=True)}", slope)
    return None


def target_text(moment: Moment, unit: int) -> str:
    target = Quantity(Kind.TARGET, moment.depth, unit)
    return f"{name(target)} = {moment.written(target)}"


def loss_lines(moment: Moment, *, full: bool = False) -> list[tuple[str, Quantity]]:
    """Return the loss, the loss after, and the sample's own where a batch has several."""
    lines = []
    loss, after = Quantity(Kind.LOSS), Quantity(Kind.LOSS_AFTER)
    if full or moment.known(Kind.LOSS):
        lines.append((f"C = {moment.written(loss)}", loss))
    if full or moment.known(Kind.LOSS_AFTER):
        lines.append((f"{ARROW} {moment.written(after)}", after))
    if lines and len(moment.trace.x) > 1:
        own = Quantity(Kind.SAMPLE_LOSS)
        number = moment.trace.samples[moment.row] + 1
        lines.append((f"C[{number}] = {moment.written(own)}", own))
    return lines


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
