"""Every route from a weight or bias to the loss, and its share of the gradient."""

from math import prod

from msgspec import Struct

from engine.backprop import StepTrace
from engine.experiment import Experiment
from engine.story.chain.graph import Graph, LayerSum, LocalSlope
from engine.written.quantity import Kind, Quantity
from engine.written.sums import total

MOST_PATHS = 200


class Path(Struct, frozen=True):
    """One route from the parameter to C; product: of the derivatives along it."""

    arrows: tuple[LocalSlope, ...]
    product: float


class Dependence(Struct, frozen=True, eq=False):
    """Where the gradient of one parameter comes from, for one sample.

    arrows: the whole graph, each arrow once, in the order of computation. count: how many paths
    there are; paths: all of them, the largest product first, none if there are more than
    MOST_PATHS. layers: the same gradient as a sum over the neurons of each layer above. total:
    the sum over all paths, this sample's share of the gradient.

    Where dC/da of an output has overflowed or dC/da f'(z) has lost digits, as happens to a
    saturated cross-entropy, one arrow leads from z to C with delta for its derivative.
    """

    parameter: Quantity
    arrows: tuple[LocalSlope, ...]
    count: int
    paths: tuple[Path, ...]
    layers: tuple[LayerSum, ...]
    total: float


def dependence(
    experiment: Experiment, trace: StepTrace, parameter: Quantity, row: int
) -> Dependence:
    """Return the graph from a weight or bias to the loss of the sample in a row of the batch.

    Raises ValueError for what is neither a weight nor a bias.
    """
    if parameter.kind not in (Kind.WEIGHT, Kind.BIAS):
        raise ValueError(f"{parameter} is neither a weight nor a bias")
    graph = Graph(experiment, trace, row)
    first = graph.first_arrow(parameter)
    layers = tuple(graph.layer_sums(parameter, first.derivative))
    count = graph.count_paths(parameter.layer)
    paths: list[Path] = []
    if count <= MOST_PATHS:
        for arrows in graph.routes(first):
            paths.append(Path(arrows, prod(arrow.derivative for arrow in arrows)))
        paths.sort(key=lambda path: -abs(path.product))
    whole = total(path.product for path in paths) if paths else total(layers[-1].through)
    arrows = (first, *graph.arrows_from(parameter.layer, parameter.unit))
    return Dependence(parameter, arrows, count, tuple(paths), layers, whole)
