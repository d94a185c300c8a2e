"""The tree of dependence of what is shown: of one sample, or of all samples of the batch.

Of a batch it has one more level: each sample has its own paths to its own loss C[n], and from
there one arrow leads to C, with the 1/N of the mean.
"""

from math import prod

import numpy as np
from msgspec.structs import replace

from engine.frozen import Array
from engine.story.chain.graph import Graph
from engine.story.chain.tree import Branch, Tree, fans_from, grow
from engine.story.scope import Scope
from engine.written.quantity import Kind, Quantity, with_sample
from engine.written.sums import total

_LOSS = Quantity(Kind.LOSS)


def scope_tree(scope: Scope, root: Quantity, most_leaves: int) -> Tree:
    """Return the tree from a weight, a bias, a neuron (by z or a) or an input to the loss.

    most_leaves: about how many ways are drawn one by one. Of several samples together, the root
    of a neuron or input stands for the numbers that it has in all of them.
    """
    if not scope.is_pooled:
        grown = grow(scope.experiment, scope.shown, root, 0, most_leaves)
        return replace(grown, root=_of_sample(grown.root, scope.sample))
    fans = fans_from(Graph(scope.experiment, scope.step, 0), scope.experiment, root)
    samples, least = scope.samples, 1 + sum(fan > 1 for fan in fans)
    drawn = samples if samples * least <= most_leaves else max((most_leaves - 1) // least, 1)
    own = own_derivatives(scope, root) / scope.divisor
    rows = sorted(range(samples), key=lambda row: -abs(own[row]))[:drawn]
    branches = [_sample(scope, root, row, most_leaves // drawn) for row in sorted(rows)]
    if drawn < samples:
        rest = [float(own[row]) for row in range(samples) if row not in rows]
        branches.append(Branch(None, float("nan"), total(rest), count=len(rest)))
    through = total(branch.through for branch in branches)
    return Tree(Branch(root, 1.0, through, tuple(branches)), samples * prod(fans))


def own_derivatives(scope: Scope, root: Quantity) -> Array:
    """Return the derivative of each sample's own loss by the root of a tree: (batch,)."""
    if root.kind in (Kind.WEIGHT, Kind.BIAS):
        return scope.own_gradients(root)
    layers = scope.step.layers
    with np.errstate(all="ignore"):
        if root.kind is Kind.INPUT:
            slopes = layers[0].delta @ scope.step.before.weights(1)
        else:
            of_layer = layers[root.layer - 1]
            slopes = of_layer.delta if root.kind is Kind.Z else of_layer.d_a
        own: Array = slopes[:, root.unit] * scope.divisor
    return own


def _sample(scope: Scope, root: Quantity, row: int, most_leaves: int) -> Branch:
    """Return the branch of one sample, whose products have the 1/N of its arrow to C."""
    grown = grow(scope.experiment, scope.of_sample(row), root, 0, most_leaves).root
    whole = _joined(_of_sample(grown, row), scope.divisor)
    if root.kind in (Kind.WEIGHT, Kind.BIAS):
        (first,) = whole.branches
        return first
    return replace(whole, derivative=float("nan"))  # the same number, not a dependence


def _joined(branch: Branch, divisor: int) -> Branch:
    """Return a branch that goes on from the loss of its sample to that of the batch."""
    through = branch.through / divisor
    if branch.quantity is not None and branch.quantity.kind is Kind.SAMPLE_LOSS:
        return replace(branch, through=through, branches=(Branch(_LOSS, 1 / divisor, through),))
    above = tuple(_joined(each, divisor) for each in branch.branches)
    return replace(branch, through=through, branches=above)


def _of_sample(branch: Branch, row: int | None) -> Branch:
    """Return a branch with the addresses of one sample, whose loss is its own."""
    if row is None:
        return branch
    quantity = branch.quantity
    if quantity is not None:
        is_loss = quantity.kind is Kind.LOSS
        quantity = with_sample(Quantity(Kind.SAMPLE_LOSS) if is_loss else quantity, row)
    above = tuple(_of_sample(each, row) for each in branch.branches)
    return replace(branch, quantity=quantity, branches=above)
