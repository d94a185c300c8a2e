"""What the edges of the active layer carry in a beat."""

import numpy as np

from engine.experiment import UpdateRule
from engine.frozen import Array
from engine.story.beats import Scene
from engine.written.quantity import Kind, Quantity
from gui.network.moment import Moment


def signals_of(moment: Moment) -> Array | None:
    """Return what the edges of the active layer carry in this beat, (units, sources), or None."""
    layer = moment.beat.layer
    match moment.beat.scene:
        case Scene.WEIGHTED_SUM:
            return _carried(moment, layer)
        case Scene.WEIGHT_GRADIENT:
            return moment.trace.layers[layer - 1].d_weights
        case Scene.SUM_OVER_PATHS:
            return _returned(moment, layer + 1)
        case _:
            return None


def signal_layer(moment: Moment) -> int:
    """Return the layer whose edges are active in this beat."""
    return moment.beat.layer + moment.is_now(Scene.SUM_OVER_PATHS)


def hides_signal(moment: Moment, layer: int, unit: int, source: int) -> bool:
    """Return whether what an edge carries in this beat would tell a number that is hidden."""
    if not moment.hides_some:
        return False
    weight = Quantity(Kind.WEIGHT, layer, unit, source)
    match moment.beat.scene:
        case Scene.WEIGHTED_SUM:
            told = weight, Quantity(Kind.INPUT if layer == 1 else Kind.A, layer - 1, source)
        case Scene.WEIGHT_GRADIENT:
            return moment.hides(Quantity(Kind.D_WEIGHT, layer, unit, source))
        case _:
            told = weight, Quantity(Kind.DELTA, layer, unit)
    return any(map(moment.hides, told))


def largest_signal(moment: Moment) -> float:
    """Return the largest such number anywhere in the network, so that layers can be compared."""
    layers, trace = range(1, moment.depth + 1), moment.trace
    match moment.beat.scene:
        case Scene.WEIGHTED_SUM:
            arrays = [_carried(moment, layer) for layer in layers]
        case Scene.WEIGHT_GRADIENT:
            arrays = [of.d_weights for of in trace.layers]
        case _:
            arrays = [_returned(moment, layer) for layer in layers[1:]]
    finite = [np.abs(a[np.isfinite(a)]) for a in arrays]
    return max((float(a.max()) for a in finite if a.size), default=0.0)


def _carried(moment: Moment, layer: int) -> Array:
    """Return w a of every edge into a layer: (units, sources)."""
    product: Array = moment.trace.before.weights(layer) * moment.trace.a(layer - 1)[0]
    return product


def _returned(moment: Moment, layer: int) -> Array:
    """Return w delta of every edge into a layer: (units, sources)."""
    delta = moment.trace.layers[layer - 1].delta[0]
    training = moment.state.document.experiment.training
    in_place = training.update_rule is UpdateRule.IN_PLACE
    parameters = moment.trace.after if in_place else moment.trace.before
    product: Array = parameters.weights(layer) * delta[:, None]
    return product
