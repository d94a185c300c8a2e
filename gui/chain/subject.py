"""What the tree of dependence is of: its root, the number it explains, and how it is told."""

from functools import lru_cache

from engine.story.chain.scope_tree import scope_tree
from engine.story.chain.tree import Tree
from engine.story.formulas.indexed import indexed
from engine.story.formulas.terms import symbol
from engine.story.notation import Notation, noted
from engine.story.scope import Scope
from engine.text.names import name, written
from engine.written.quantity import ONE_A_SAMPLE, Kind, Quantity, gradient_of
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


def is_known(state: State, tail: Quantity | None) -> bool:
    """Return whether the derivative of what follows by `tail` has been used by now."""
    if tail is None:
        return True
    kinds = {
        Kind.WEIGHT: Kind.D_WEIGHT,
        Kind.BIAS: Kind.D_BIAS,
        Kind.Z: Kind.DELTA,
        Kind.A: Kind.D_A,
    }
    if tail.kind is Kind.SAMPLE_LOSS:
        return derived.is_known(state, tail)
    if tail.kind not in kinds:
        return derived.is_known(state, Quantity(Kind.DELTA, 1, 0))
    return derived.is_known(state, Quantity(kinds[tail.kind], tail.layer, tail.unit, tail.source))
