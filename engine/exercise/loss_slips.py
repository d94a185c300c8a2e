"""Mistakes in the loss, in its derivative and in what becomes of several samples."""

from collections.abc import Iterator, Mapping
from math import log

import numpy as np

from engine.exercise.calculation import Calculation
from engine.exercise.forward_slips import others
from engine.exercise.rules import outputs_after
from engine.exercise.slip import Wrongly
from engine.frozen import Array
from engine.functions.loss import SQUARES
from engine.written.quantity import Kind

_LOGS = frozenset({"binary_cross_entropy", "cross_entropy"})


def _squares(now: Calculation) -> bool:
    return now.experiment.loss.convention == SQUARES


def _is_half(now: Calculation) -> bool:
    return now.experiment.loss.name == "half_squared_error"


def _outputs(now: Calculation) -> int:
    return now.experiment.network.sizes[-1]


def _of_outputs(now: Calculation, kind: Kind, layer: int) -> tuple[Array, Array]:
    """Return a and y of the outputs that a loss is computed from, both (rows, outputs)."""
    if kind is Kind.LOSS_AFTER:
        return outputs_after(now)[1], now.places.targets
    return now.get(Kind.A, layer), now.places.targets


def _terms(now: Calculation, kind: Kind, layer: int) -> Array:
    """Return what each output adds to the loss of each sample, without the 1/n of a mean."""
    a, y = _of_outputs(now, kind, layer)
    loss = now.experiment.loss
    if loss.name == "cross_entropy":
        return -np.where(y == 0, 0.0, y * np.log(a))
    if loss.name == "binary_cross_entropy":
        logs: Array = y * np.log(a) + (1 - y) * np.log(1 - a)
        return -logs
    columns = [loss.value(a[:, [j]], a[:, [j]], y[:, [j]]) for j in range(a.shape[1])]
    return np.stack(columns, axis=1)


def _cost(now: Calculation, kind: Kind, losses: Array) -> Array:
    """Return losses of samples as the numbers of a place: of each, or together."""
    if kind is Kind.SAMPLE_LOSS:
        return losses[:, None]
    total: Array = losses.sum().reshape(1, 1)
    return total / now.places.divisor


def _from_outputs(kind: Kind, now: Calculation) -> bool:
    """Return whether a loss is computed from the outputs: that of a batch is from its samples'."""
    return kind is not Kind.LOSS or now.places.samples == 1


def _half_missing(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    at_the_output = kind is not Kind.D_A or layer == now.places.depth
    if _is_half(now) and at_the_output:
        yield 2 * now.right(kind, layer)


def _half_added(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    if _squares(now) and not _is_half(now):
        yield now.right(kind, layer) / 2


def _two_missing(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    if _squares(now) and layer == now.places.depth:
        yield now.right(kind, layer) / 2


def _outputs_added(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    if now.experiment.loss.written.mean and layer == now.places.depth:
        yield now.right(kind, layer) * _outputs(now)


def _outputs_averaged(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    if not now.experiment.loss.written.mean and layer == now.places.depth:
        yield now.right(kind, layer) / _outputs(now)


def _samples_added(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    if now.places.divisor > 1:
        yield now.right(kind, layer) * now.places.divisor


def _samples_averaged(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    """Divide by N what is a sum, or a mean already; or what belongs to one sample."""
    in_batch = len(now.places.work.step.x)
    at_the_output = kind is not Kind.D_A or layer == now.places.depth
    if in_batch > 1 and at_the_output:
        yield now.right(kind, layer) / in_batch


def _one_sample(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    """Take one sample for the batch: the followed one first, its own number or its share."""
    places = now.places
    if places.samples == 1:
        return
    rows = sorted(range(places.samples), key=lambda row: row != places.followed)
    for row in rows if len(rows) <= 12 else rows[:1]:
        if kind in (Kind.LOSS, Kind.LOSS_AFTER):
            losses = now.get(Kind.SAMPLE_LOSS, layer)[:, 0]
            if kind is Kind.LOSS_AFTER:
                losses = places.work.step.losses_after
            own = losses[row].reshape(1, 1)
        else:
            delta = now.get(Kind.DELTA, layer)[row]
            own = delta if kind is Kind.D_BIAS else delta[:, None] * now.sent(layer)[row]
        yield own
        if places.divisor > 1:
            yield own / places.divisor


def _one_output(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    if _outputs(now) > 1 and _from_outputs(kind, now):
        terms = _terms(now, kind, layer)
        if now.experiment.loss.written.mean:
            terms = terms / _outputs(now)
        for j in range(min(_outputs(now), 4)):
            yield _cost(now, kind, terms[:, j])


def _z_in_loss(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    if _from_outputs(kind, now) and kind is not Kind.LOSS_AFTER:
        z, y = now.get(Kind.Z, layer), now.places.targets
        if now.experiment.loss.d_z is None:
            yield _cost(now, kind, now.experiment.loss.value(z, z, y))


def _square_forgotten(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    if _squares(now) and _from_outputs(kind, now):
        a, y = _of_outputs(now, kind, layer)
        factor = 0.5 if _is_half(now) else 1.0
        factor /= _outputs(now) if now.experiment.loss.written.mean else 1
        for error in (a - y, y - a, np.abs(a - y)):
            yield _cost(now, kind, factor * error.sum(axis=1))


def _sum_squared(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    if _squares(now) and _from_outputs(kind, now) and _outputs(now) > 1:
        a, y = _of_outputs(now, kind, layer)
        factor = 0.5 if _is_half(now) else 1.0
        factor /= _outputs(now) if now.experiment.loss.written.mean else 1
        yield _cost(now, kind, factor * (a - y).sum(axis=1) ** 2)


def _common_logarithm(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    if now.experiment.loss.name in _LOGS:
        yield now.right(kind, layer) / log(10)


def _one_logarithm(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    """Leave out y ln a or (1 - y) ln(1 - a), or take the one for the other."""
    if now.experiment.loss.name == "binary_cross_entropy" and _from_outputs(kind, now):
        a, y = _of_outputs(now, kind, layer)
        for terms in (-y * np.log(a), -(1 - y) * np.log(1 - a)):
            yield _cost(now, kind, terms.mean(axis=1))


def _targets_exchanged(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    """Take the logarithm of the wrong output, or of 1 - a where it is a's."""
    if now.experiment.loss.name in _LOGS and _from_outputs(kind, now):
        a, y = _of_outputs(now, kind, layer)
        if now.experiment.loss.name == "binary_cross_entropy":
            swapped = -((1 - y) * np.log(a) + y * np.log(1 - a))
            yield _cost(now, kind, swapped.mean(axis=1))
        else:
            for by in others(_outputs(now)):
                rolled = np.roll(y, by, axis=1)
                yield _cost(now, kind, -np.sum(rolled * np.log(a), axis=1))


def _penalty_added(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    step = now.places.work.step
    amount = step.penalty_after if kind is Kind.LOSS_AFTER else step.penalty
    if amount:
        yield now.right(kind, layer) + amount


def _loss_not_updated(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    yield now.places.true(Kind.LOSS, layer)


def _loss_of_old_parameters(now: Calculation, kind: Kind, layer: int) -> Iterator[Array]:
    """Compute the loss with only the output layer being new, or with the weights alone."""
    step, depth = now.places.work.step, now.places.depth
    for new_layers, new_bias in ((range(depth, depth + 1), True), (range(1, depth + 1), False)):
        a = z = now.places.x
        for index in range(1, depth + 1):
            side = step.after if index in new_layers else step.before
            bias = (side if new_bias else step.before).bias(index)
            z = a @ side.weights(index).T
            z = z if bias is None else z + bias
            a = now.activation(index).value(z)
        yield _cost(now, kind, now.experiment.loss.value(z, a, now.places.targets))


_COSTS = (Kind.SAMPLE_LOSS, Kind.LOSS, Kind.LOSS_AFTER)
_POOLED = (Kind.LOSS, Kind.LOSS_AFTER, Kind.D_WEIGHT, Kind.D_BIAS)

LOSS: Mapping[str, Mapping[Kind, Wrongly]] = {
    "half-missing": dict.fromkeys((*_COSTS, Kind.D_A), _half_missing),
    "half-added": dict.fromkeys(_COSTS, _half_added),
    "two-missing": {Kind.D_A: _two_missing},
    "outputs-added": dict.fromkeys((*_COSTS, Kind.D_A), _outputs_added),
    "outputs-averaged": dict.fromkeys((*_COSTS, Kind.D_A), _outputs_averaged),
    "samples-added": dict.fromkeys(_POOLED, _samples_added),
    "samples-averaged": dict.fromkeys((*_POOLED, Kind.D_A), _samples_averaged),
    "one-sample": dict.fromkeys(_POOLED, _one_sample),
    "one-output": dict.fromkeys(_COSTS, _one_output),
    "z-for-a": dict.fromkeys((Kind.SAMPLE_LOSS, Kind.LOSS), _z_in_loss),
    "square-forgotten": dict.fromkeys(_COSTS, _square_forgotten),
    "sum-squared": dict.fromkeys(_COSTS, _sum_squared),
    "common-logarithm": dict.fromkeys(_COSTS, _common_logarithm),
    "one-logarithm": dict.fromkeys(_COSTS, _one_logarithm),
    "targets-exchanged": dict.fromkeys(_COSTS, _targets_exchanged),
    "penalty-added": dict.fromkeys((Kind.LOSS, Kind.LOSS_AFTER), _penalty_added),
    "not-updated": {Kind.LOSS_AFTER: _loss_not_updated},
    "partly-updated": {Kind.LOSS_AFTER: _loss_of_old_parameters},
}
