"""The general rule of each beat, with letters for its indices."""

from collections.abc import Callable
from functools import lru_cache

from engine.data.dataset import Dataset
from engine.experiment import Experiment, Mistake, UpdateRule
from engine.reduction import Reduction
from engine.story.beats import Beat, Scene
from engine.story.formulas.loss import add_up_to_one
from engine.story.formulas.penalty import with_penalty
from engine.story.formulas.terms import ETA, UNRESET, letter
from engine.written.expression import (
    Equation,
    Expr,
    Fraction,
    FunctionOf,
    Negative,
    Product,
    Role,
    Sum,
    SumOver,
    Symbol,
)
from engine.written.letters import ONE, exp, minus
from engine.written.quantity import Kind

N, OUTPUTS = Symbol("N"), Symbol("n", "L")


def beat_rules(experiment: Experiment, beat: Beat) -> tuple[Equation, ...]:
    """Return what a beat does to a whole layer, as lines of formulas."""
    return _RULES[beat.scene](experiment, beat.layer)


def _sent(layer: int) -> Expr:
    return letter(Kind.INPUT, 0, "k") if layer == 0 else letter(Kind.A, layer, "k")


def _input(experiment: Experiment, layer: int) -> tuple[Equation, ...]:
    return (Equation(Symbol("a", "k", "(0)", role=Role.VALUE), letter(Kind.INPUT, 0, "k")),)


def _weighted_sum(experiment: Experiment, layer: int) -> tuple[Equation, ...]:
    product = Product((letter(Kind.WEIGHT, layer, "jk"), _sent(layer - 1)))
    total: Expr = SumOver("k", product)
    if experiment.network.shape.has_bias(layer):
        total = Sum((total, letter(Kind.BIAS, layer, "j")))
    return (Equation(letter(Kind.Z, layer, "j"), total),)


def _activation(experiment: Experiment, layer: int) -> tuple[Equation, ...]:
    activation = experiment.network.layers[layer - 1].activation
    z, a = letter(Kind.Z, layer, "j"), letter(Kind.A, layer, "j")
    if not activation.elementwise:
        total = SumOver("k", exp(letter(Kind.Z, layer, "k")))
        return (Equation(a, Fraction(exp(z), total)),)
    shape = activation.written
    named, written = FunctionOf(shape.letter, (z,)), shape.value(z)
    if named == written or shape.letter == "f":
        return (Equation(a, written),)
    return (Equation(a, named), Equation(None, written))


def _loss_of(experiment: Experiment, kind: Kind) -> Expr:
    shape = experiment.loss.written
    depth = experiment.network.depth
    several = _several_samples(experiment)
    sample = "n" if several else ""
    a, y = letter(kind, depth, "j", sample=sample), letter(Kind.TARGET, 0, "j", sample=sample)
    total: Expr = SumOver("j", shape.term(a, y))
    if shape.mean:
        total = Product((Fraction(ONE, OUTPUTS), total))
    if not several:
        return total
    over_batch = SumOver("n", total)
    return Product((Fraction(ONE, N), over_batch)) if _is_mean(experiment) else over_batch


def _is_mean(experiment: Experiment) -> bool:
    return experiment.reduction is Reduction.MEAN


def _several_samples(experiment: Experiment) -> bool:
    batch = experiment.training.batch_size or len(experiment.data.inputs)
    return min(batch, len(experiment.data.inputs)) > 1


def _loss(experiment: Experiment, layer: int) -> tuple[Equation, ...]:
    return (Equation(letter(Kind.LOSS), _loss_of(experiment, Kind.A)),)


def _averaged(experiment: Experiment, slope: Expr) -> Expr:
    """Return a slope with the 1/N of a mean over samples and the 1/n of one over outputs."""
    divided = _several_samples(experiment) and _is_mean(experiment)
    below: list[Expr] = [N] if divided else []
    if experiment.loss.written.mean:
        below.append(OUTPUTS)
    if not below:
        return slope
    return Product((Fraction(ONE, below[0] if len(below) == 1 else Product(tuple(below))), slope))


def _output_slope(experiment: Experiment, layer: int) -> tuple[Equation, ...]:
    shape = experiment.loss.written
    slope = shape.slope(letter(Kind.A, layer, "j"), letter(Kind.TARGET, 0, "j"))
    right = _averaged(experiment, slope)
    if Mistake.WRONG_SIGN in experiment.training.mistakes:
        right = Negative(right)
    return (Equation(letter(Kind.D_A, layer, "j"), right),)


@lru_cache(maxsize=2)
def _are_distributions(data: Dataset) -> bool:
    return add_up_to_one(data.targets)


def _delta(experiment: Experiment, layer: int) -> tuple[Equation, ...]:
    if Mistake.FORGOTTEN_SLOPE in experiment.training.mistakes:
        return (Equation(letter(Kind.DELTA, layer, "j"), letter(Kind.D_A, layer, "j")),)
    activation = experiment.network.layers[layer - 1].activation
    shape, loss = activation.written, experiment.loss.written
    z, a = letter(Kind.Z, layer, "j"), letter(Kind.A, layer, "j")
    delta, d_a = letter(Kind.DELTA, layer, "j"), letter(Kind.D_A, layer, "j")
    short = layer == experiment.network.depth and loss.delta is not None
    if short and loss.delta is not None:
        shared: Expr = a
        if not activation.elementwise and not _are_distributions(experiment.data):
            shared = Product((a, SumOver("k", letter(Kind.TARGET, 0, "k"))))
        difference = _averaged(experiment, loss.delta(shared, letter(Kind.TARGET, 0, "j")))
        if Mistake.WRONG_SIGN in experiment.training.mistakes:
            difference = Negative(difference)
        if not activation.elementwise:
            return (Equation(delta, difference),)
        named = FunctionOf(shape.letter, (z,), prime=True, role=Role.SLOPE)
        return (Equation(delta, Product((d_a, named))), Equation(None, difference))
    if not activation.elementwise:
        spread = Product((letter(Kind.A, layer, "i"), letter(Kind.D_A, layer, "i")))
        return (Equation(delta, Product((a, minus(d_a, SumOver("i", spread))))),)
    named = FunctionOf(shape.letter, (z,), prime=True, role=Role.SLOPE)
    lines = [Equation(delta, Product((d_a, named)))]
    if shape.slope is not None:
        lines.append(Equation(named, shape.slope(z, a)))
    return tuple(lines)


def _weight_gradient(experiment: Experiment, layer: int) -> tuple[Equation, ...]:
    several = _several_samples(experiment)
    sample = "n" if several else ""
    delta = letter(Kind.DELTA, layer, "j", sample=sample)
    sent_kind = Kind.INPUT if layer == 1 else Kind.A
    sent = letter(sent_kind, layer - 1, "k", sample=sample)
    product: Expr = Product((sent, delta))
    right = _with_unreset(experiment, SumOver("n", product) if several else product)
    return (Equation(letter(Kind.D_WEIGHT, layer, "jk"), right),)


def _with_unreset(experiment: Experiment, gradient: Expr) -> Expr:
    is_reset = Mistake.NOT_RESET not in experiment.training.mistakes
    return gradient if is_reset else Sum((UNRESET, gradient))


def _bias_gradient(experiment: Experiment, layer: int) -> tuple[Equation, ...]:
    several = _several_samples(experiment)
    delta = letter(Kind.DELTA, layer, "j", sample="n" if several else "")
    right = _with_unreset(experiment, SumOver("n", delta) if several else delta)
    return (Equation(letter(Kind.D_BIAS, layer, "j"), right),)


def _sum_over_paths(experiment: Experiment, layer: int) -> tuple[Equation, ...]:
    in_place = experiment.training.update_rule is UpdateRule.IN_PLACE
    kind = Kind.WEIGHT_AFTER if in_place else Kind.WEIGHT
    product = Product((letter(kind, layer + 1, "jk"), letter(Kind.DELTA, layer + 1, "j")))
    return (Equation(letter(Kind.D_A, layer, "k"), SumOver("j", product)),)


def _update(experiment: Experiment, layer: int) -> tuple[Equation, ...]:
    weight, bias = letter(Kind.WEIGHT, layer, "jk"), letter(Kind.BIAS, layer, "j")
    shape = experiment.training.optimizer.written
    slots = [Symbol(name, role=Role.GRADIENT) for name in shape.slots]
    slope = with_penalty(letter(Kind.D_WEIGHT, layer, "jk"), weight, experiment.penalty, None)
    new_weight = shape.step(weight, slope, slots, ETA, Symbol("t"))
    lines = [Equation(letter(Kind.WEIGHT_AFTER, layer, "jk"), new_weight)]
    if experiment.network.shape.has_bias(layer):
        new_bias = shape.step(bias, letter(Kind.D_BIAS, layer, "j"), slots, ETA, Symbol("t"))
        trained = experiment.training.train_biases
        lines.append(Equation(letter(Kind.BIAS_AFTER, layer, "j"), new_bias if trained else bias))
    return tuple(lines)


def _loss_after(experiment: Experiment, layer: int) -> tuple[Equation, ...]:
    return (Equation(letter(Kind.LOSS_AFTER), _loss_of(experiment, Kind.A_AFTER)),)


_RULES: dict[Scene, Callable[[Experiment, int], tuple[Equation, ...]]] = {
    Scene.INPUT: _input,
    Scene.WEIGHTED_SUM: _weighted_sum,
    Scene.ACTIVATION: _activation,
    Scene.LOSS: _loss,
    Scene.OUTPUT_SLOPE: _output_slope,
    Scene.DELTA: _delta,
    Scene.WEIGHT_GRADIENT: _weight_gradient,
    Scene.BIAS_GRADIENT: _bias_gradient,
    Scene.SUM_OVER_PATHS: _sum_over_paths,
    Scene.UPDATE: _update,
    Scene.LOSS_AFTER: _loss_after,
}
