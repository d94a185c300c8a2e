"""The general rule of each beat, with letters for its indices.

The rules are written as those of one sample; of a batch of several, every letter of a sample gets
the index n, and what they come to together is a line of its own.
"""

from collections.abc import Callable
from functools import lru_cache

from msgspec.structs import replace

from engine.data.dataset import Dataset
from engine.experiment import Experiment, Mistake, UpdateRule
from engine.story.beats import Beat, Scene
from engine.story.formulas.forward import normalised
from engine.story.formulas.indexed import indexed
from engine.story.formulas.loss import add_up_to_one
from engine.story.formulas.penalty import with_penalty
from engine.story.formulas.terms import ETA, UNRESET, letter
from engine.story.scope import Scope
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
_POOLED = frozenset({Scene.WEIGHT_GRADIENT, Scene.BIAS_GRADIENT})  # of the whole batch alone
_ALWAYS_POOLED = frozenset({Scene.LOSS, Scene.LOSS_AFTER})


def beat_rules(scope: Scope, beat: Beat) -> tuple[Equation, ...]:
    """Return what a beat does to a whole layer, as lines of formulas."""
    lines = _RULES[beat.scene](scope.experiment, beat.layer)
    if scope.samples == 1 or beat.scene is Scene.UPDATE:
        return _with_unreset(scope.experiment, beat, lines)
    own = indexed(lines)
    if beat.scene in _ALWAYS_POOLED:
        return (*own, _pooled(scope, lines[0], own[0]))
    if beat.scene in _POOLED and scope.is_pooled:
        return (*_with_unreset(scope.experiment, beat, (_pooled(scope, lines[0], own[0]),)), *own)
    return own


def _pooled(scope: Scope, line: Equation, own: Equation) -> Equation:
    """Return what a number of the batch is: 1/N times the sum of those of the samples."""
    assert own.left is not None
    total: Expr = SumOver("n", own.left)
    return Equation(line.left, Product((Fraction(ONE, N), total)) if scope.is_mean else total)


def _with_unreset(
    experiment: Experiment, beat: Beat, lines: tuple[Equation, ...]
) -> tuple[Equation, ...]:
    """Return the gradient of a step added to that of the one before, where it is never reset."""
    if beat.scene not in _POOLED or Mistake.NOT_RESET not in experiment.training.mistakes:
        return lines
    return tuple(replace(line, right=Sum((UNRESET, line.right))) for line in lines)


def _sent(layer: int) -> Expr:
    return letter(Kind.INPUT, 0, "k") if layer == 0 else letter(Kind.A, layer, "k")


def _input(experiment: Experiment, layer: int) -> tuple[Equation, ...]:
    x = letter(Kind.INPUT, 0, "k")
    sent = Equation(Symbol("a", "k", "(0)", role=Role.VALUE), x)
    if experiment.data.normalisation is None:
        return (sent,)
    return sent, Equation(x, normalised("k"))


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
    a, y = letter(kind, experiment.network.depth, "j"), letter(Kind.TARGET, 0, "j")
    return _averaged(experiment, SumOver("j", shape.term(a, y)))


def _loss(experiment: Experiment, layer: int) -> tuple[Equation, ...]:
    return (Equation(letter(Kind.LOSS), _loss_of(experiment, Kind.A)),)


def _averaged(experiment: Experiment, expr: Expr) -> Expr:
    """Return a formula with the 1/n of a loss that is a mean over outputs."""
    return Product((Fraction(ONE, OUTPUTS), expr)) if experiment.loss.written.mean else expr


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
            shared = Product((SumOver("k", letter(Kind.TARGET, 0, "k")), a))
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
    product = Product((_sent(layer - 1), letter(Kind.DELTA, layer, "j")))
    return (Equation(letter(Kind.D_WEIGHT, layer, "jk"), product),)


def _bias_gradient(experiment: Experiment, layer: int) -> tuple[Equation, ...]:
    return (Equation(letter(Kind.D_BIAS, layer, "j"), letter(Kind.DELTA, layer, "j")),)


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
