"""The tree of dependence: from a weight, bias or neuron up to the loss, path by path.

Where paths part, the tree branches, so that no two arrows cross; neurons that carry little are
put together.
"""

from math import prod

from msgspec import Struct

from engine.backprop import StepTrace
from engine.experiment import Experiment
from engine.story.chain.graph import Graph, LocalSlope
from engine.written.quantity import Kind, Quantity
from engine.written.sums import total


class Branch(Struct, frozen=True):
    """A quantity reached from the root along one way, and what depends on it next.

    quantity: None for neurons put together; derivative: of it by the quantity below, 1 for the
    root, NaN for neurons put together; through: the share of the gradient that comes through
    here, from all paths above; count: the neurons put together.
    """

    quantity: Quantity | None
    derivative: float
    through: float
    branches: tuple["Branch", ...] = ()
    count: int = 1

    @property
    def leaves(self) -> int:
        """How many ways lead on from here to the loss, those put together counted as one."""
        return max(1, sum(branch.leaves for branch in self.branches))


class Tree(Struct, frozen=True):
    """root: where it begins; paths: how many ways lead from there to the loss in all."""

    root: Branch
    paths: int


def grow(
    experiment: Experiment, trace: StepTrace, root: Quantity, row: int, most_leaves: int
) -> Tree:
    """Return the tree from a weight, a bias, a neuron (by z or a) or an input to the loss.

    row: the sample of the batch; most_leaves: how many ways are drawn one by one.
    """
    graph = Graph(experiment, trace, row)
    fans = fans_from(graph, experiment, root)
    kept = max(experiment.network.sizes)
    while kept > 1 and _ways(fans, kept) > most_leaves:
        kept -= 1
    return Tree(_rooted(graph, root, kept), prod(fans))


def fans_from(graph: Graph, experiment: Experiment, root: Quantity) -> tuple[int, ...]:
    """Return among how many ways there is to choose on from a root, one after another."""
    if root.kind is Kind.INPUT:
        return (experiment.network.sizes[1], *graph.fans(1))
    fans = graph.fans(root.layer)
    return fans[1:] if root.kind is Kind.A else fans


def _rooted(graph: Graph, root: Quantity, kept: int) -> Branch:
    if root.kind in (Kind.WEIGHT, Kind.BIAS):
        first = graph.first_arrow(root)
        above = _branch(graph, first, 1.0, kept)
        return Branch(root, 1.0, above.through, (above,))
    branches = _branches(graph, root, 1.0, kept)
    return Branch(root, 1.0, total(branch.through for branch in branches), branches)


def _ways(fans: tuple[int, ...], kept: int) -> int:
    """Return how many ways a tree has that keeps so many branches wherever it branches."""
    ways = 1
    for fan in reversed(fans):
        ways = fan * ways if fan <= kept else kept * ways + 1
    return ways


def _branch(graph: Graph, arrow: LocalSlope, product: float, kept: int) -> Branch:
    """Return what an arrow leads to; product: of the derivatives from the root up to its tail."""
    product *= arrow.derivative
    if arrow.head.kind is Kind.LOSS:
        return Branch(arrow.head, arrow.derivative, product)
    through = product * graph.to_loss(arrow.head)
    return Branch(
        arrow.head, arrow.derivative, through, _branches(graph, arrow.head, product, kept)
    )


def _branches(graph: Graph, tail: Quantity, product: float, kept: int) -> tuple[Branch, ...]:
    arrows = list(graph.onwards(tail))
    if len(arrows) > kept:
        share = {arrow.head: _share(graph, arrow, product) for arrow in arrows}
        ranked = sorted(arrows, key=lambda arrow: -abs(share[arrow.head]))
        own = {arrow.head for arrow in ranked[:kept]}
        rest = [share[arrow.head] for arrow in arrows if arrow.head not in own]
        drawn = [_branch(graph, arrow, product, kept) for arrow in arrows if arrow.head in own]
        return (*drawn, Branch(None, float("nan"), total(rest), count=len(rest)))
    return tuple(_branch(graph, arrow, product, kept) for arrow in arrows)


def _share(graph: Graph, arrow: LocalSlope, product: float) -> float:
    onwards = 1.0 if arrow.head.kind is Kind.LOSS else graph.to_loss(arrow.head)
    return product * arrow.derivative * onwards
