"""Facts of the step on screen that are counted or compared: they are read where a card asks."""

from functools import lru_cache
from math import isfinite

from engine.checks import check_parameter
from engine.run.layer_gradients import gradient_sizes
from engine.saturation import layer_saturation
from engine.story.scope import Scope
from engine.written.quantity import Kind, ParameterPlace, Quantity, gradient_of
from gui.state.run import derived
from gui.state.state import Mode, State


def saturated(state: State) -> float | None:
    """Return how many neurons bear the sign that they let no gradient through."""
    network, step = derived.experiment(state).network, derived.scope(state).step
    known = [
        layer_saturation(plan.activation, step.layers[layer - 1])
        for layer, plan in enumerate(network.layers, start=1)
        if derived.is_known(state, Quantity(Kind.A, layer, 0))
    ]
    if not known:
        return None
    return sum(kind is not None for each in known for kind in each.kinds)


def gradient_ratio(state: State) -> float | None:
    """Return the largest gradient of the layer where it is largest over that of the smallest."""
    if not derived.is_known(state, Quantity(Kind.D_WEIGHT, 1, 0, 0)):
        return None
    sizes = [float(size) for size in gradient_sizes(derived.scope(state).shown).largest]
    return max(sizes) / min(sizes) if all(isfinite(size) and size > 0 for size in sizes) else None


def check(state: State) -> str | None:
    """Return how the selected gradient compares with a finite difference."""
    which = derived.parameter(state)
    if state.mode is not Mode.PAUSED or not derived.is_known(state, gradient_of(which)):
        return None
    return _verdict(derived.scope(state), which.place)


@lru_cache(maxsize=8)
def _verdict(scope: Scope, place: ParameterPlace) -> str:
    problem = scope.experiment.problem
    return check_parameter(problem, scope.with_gradient, place).verdict.value
