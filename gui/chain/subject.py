"""What the tree of dependence is of: its root, the number it explains, and how it is told."""

from functools import lru_cache

from msgspec.structs import replace

from engine.story.chain.scope_tree import scope_tree
from engine.story.chain.tree import Tree
from engine.story.formulas.indexed import indexed
from engine.story.formulas.terms import symbol
from engine.story.notation import Notation, noted
from engine.story.scope import Scope
from engine.text.names import name, written
from engine.written.quantity import OF_LOSS, ONE_A_SAMPLE, Kind, Quantity, gradient_of
from gui.state.hiding.derived import is_hidden
from gui.state.run import derived
from gui.state.state import State
from gui.words.batch import pooled_name
from gui.words.catalog import say, say_count


def root_of(state: State) -> Quantity:
    """Return what the tree begins with: the selection, a neuron by its z."""
    selected = state.selected
    if selected is None:
        return derived.parameter(state)
    if selected.kind is Kind.A:
        return Quantity(Kind.Z, selected.layer, selected.unit)
    return selected


def explained_by(root: Quantity) -> Quantity | None:
    """Return the number that the tree explains; that of an input is never part of a step."""
    if root.kind in (Kind.WEIGHT, Kind.BIAS):
        return gradient_of(root)
    return Quantity(Kind.DELTA, root.layer, root.unit) if root.kind is Kind.Z else None


@lru_cache(maxsize=8)
def _tree(scope: Scope, root: Quantity, most: int) -> Tree:
    return scope_tree(scope, root, most)


def tree(state: State, most: int) -> Tree:
    """Return the tree of the moment on screen with at most so many ways."""
    return _tree(derived.scope(state), root_of(state), most)


def caption(state: State, paths: int, sign: str, total: str) -> str:
    """Return what the tree comes to, of a batch also for whom; sign: = or ≈."""
    root, scope, notation = root_of(state), derived.scope(state), state.view.notation
    loss = name(scope.loss, notation)
    each = "[n]" if scope.is_pooled and root.kind in ONE_A_SAMPLE else ""
    gradient = f"∂{loss}{each}/∂{shown_name(scope, notation, root)}"
    places = {"gradient": gradient, "sign": sign, "total": total}
    if scope.is_pooled:
        return say_count("tree.pooled", paths, all=pooled_name(scope), **places)
    if scope.sample is not None:
        sample = scope.sample + 1
        if paths == 1:
            return say("tree.product-of-sample", sample=sample, **places)
        return say_count("tree.sum-of-sample", paths, sample=sample, **places)
    return say("tree.product", **places) if paths == 1 else say_count("tree.sum", paths, **places)


def shown_name(scope: Scope, notation: Notation, quantity: Quantity) -> str:
    """Return a letter; n stands for the sample where a number of each is meant."""
    if quantity.sample is None and quantity.kind in ONE_A_SAMPLE:
        quantity = scope.address(quantity)
        if scope.is_pooled:
            return written(noted(indexed(symbol(quantity)), notation))
    return name(quantity, notation)


_DERIVED = {
    Kind.WEIGHT: Kind.D_WEIGHT,
    Kind.BIAS: Kind.D_BIAS,
    Kind.Z: Kind.DELTA,
    Kind.A: Kind.D_A,
}


def whole_derivative(tail: Quantity | None) -> Quantity | None:
    """Return the derivative of the loss by a number, None where a step has no such."""
    if tail is None or tail.kind not in _DERIVED:
        return None
    return replace(tail, kind=_DERIVED[tail.kind])


def hides_whole(state: State, tail: Quantity | None) -> bool:
    """Return whether the derivative of the loss by a number is hidden."""
    whole = whole_derivative(tail)
    return whole is not None and is_hidden(state, whole)


def local_derivative(tail: Quantity | None, head: Quantity | None) -> Quantity | None:
    """Return the number of the step that a local derivative is: a weight, an activation, a slope of
    the loss; None where it is none of these.
    """
    if tail is None or head is None:
        return None
    if head.kind in OF_LOSS:
        return whole_derivative(tail)
    if head.kind is not Kind.Z:
        return None
    if tail.kind is Kind.WEIGHT:
        assert tail.source is not None
        kind = Kind.INPUT if head.layer == 1 else Kind.A
        return Quantity(kind, head.layer - 1, tail.source)
    if tail.kind in (Kind.A, Kind.INPUT):
        return Quantity(Kind.WEIGHT, head.layer, head.unit, tail.unit)
    return None


def is_known(state: State, tail: Quantity | None) -> bool:
    """Return whether the derivative of what follows by `tail` has been used by now."""
    if tail is None:
        return True
    if tail.kind is Kind.SAMPLE_LOSS:
        return derived.is_known(state, tail)
    whole = whole_derivative(tail)
    return derived.is_known(state, whole or Quantity(Kind.DELTA, 1, 0))
