"""The classic mistakes in calculating, those that are made more often first."""

from collections.abc import Iterator

from engine.exercise.backward_slips import BACKWARD
from engine.exercise.calculation import Calculation
from engine.exercise.forward_slips import FORWARD
from engine.exercise.gradient_slips import GRADIENT
from engine.exercise.loss_slips import LOSS
from engine.exercise.slip import Slip, Wrongly
from engine.frozen import Array
from engine.written.quantity import Kind

_IN_ALL_LAYERS = frozenset(
    {
        *("bias-forgotten", "bias-subtracted", "z-for-a", "transposed", "activation-forgotten"),
        *("exponent-sign", "other-activation", "slope-for-activation", "slope-forgotten"),
        *("slope-at-activation", "updated-weights", "slope-again", "error-forgotten"),
        *("activation-for-slope", "half-of-slope", "weights-forgotten", "slope-too-early"),
        *("gradient-added", "rate-forgotten", "plain-descent", "penalty-forgotten"),
        "fixed-bias-moved",
    }
)
_LATE = frozenset({"slope-not-sent", "sign-flipped", "decimal-point"})

_ORDER = (
    *("error-reversed", "slope-forgotten", "bias-forgotten", "activation-forgotten", "one-path"),
    *("gradient-added", "rate-forgotten", "half-missing", "two-missing", "half-added"),
    *("samples-added", "samples-averaged", "outputs-added", "outputs-averaged"),
    *("updated-weights", "z-for-a", "slope-at-activation", "transposed", "other-sender"),
    *("other-neuron", "other-output", "receiver-for-sender", "activation-left-out"),
    *("weight-for-activation", "input-activated", "one-sample", "one-output", "one-term"),
    *("sign-dropped", "term-left-out", "path-left-out", "slope-again", "error-forgotten"),
    *("delta-left-out", "activation-for-slope", "half-of-slope", "weights-forgotten"),
    *("slope-for-activation", "exponent-sign", "other-activation", "rate-included"),
    *("old-forgotten", "not-updated", "partly-updated", "penalty-forgotten", "penalty-added"),
    *("penalty-reversed", "plain-descent", "fixed-bias-moved", "other-gradient", "other-bias"),
    *("bias-subtracted", "bias-as-factor", "activation-in-bias", "none-for-bias"),
    *("loss-for-slope", "target-forgotten", "slope-too-early", "diagonal-alone"),
    *("square-forgotten", "sum-squared", "common-logarithm", "one-logarithm"),
    *("targets-exchanged", "not-normalised", "shares-of-z", "one-forgotten", "activated-twice"),
    *("slope-not-sent", "sign-flipped", "decimal-point"),
)


def _sign_flipped(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    yield -now.right(kind, layer)


def _decimal_point(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    yield now.right(kind, layer) * 10
    yield now.right(kind, layer) / 10


_COMPUTED = tuple(kind for kind in Kind if kind not in (Kind.INPUT, Kind.TARGET))
_ANYWHERE: dict[str, dict[Kind, Wrongly]] = {
    "sign-flipped": dict.fromkeys(_COMPUTED, _sign_flipped),
    "decimal-point": dict.fromkeys(_COMPUTED, _decimal_point),
}


def _slip(key: str) -> Slip:
    made: dict[Kind, Wrongly] = {}
    for table in (FORWARD, LOSS, BACKWARD, GRADIENT, _ANYWHERE):
        made.update(table.get(key, {}))
    return Slip(key, made, key in _LATE, key in _IN_ALL_LAYERS)


SLIPS = {key: _slip(key) for key in _ORDER}

SLIPS_IN = {
    kind: tuple(slip for slip in SLIPS.values() if kind in slip.made and not slip.late)
    for kind in Kind
}
"""The mistakes that enter in a kind of number, without those thought of last."""

LATE_IN = {
    kind: tuple(slip for slip in SLIPS.values() if kind in slip.made and slip.late) for kind in Kind
}
