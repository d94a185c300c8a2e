"""The loss along one weight or bias, all other parameters fixed."""

import numpy as np
import numpy.typing as npt

from engine.curves.copies import MovedCopies
from engine.curves.moved import Moved, moved_neuron
from engine.curves.outputs import moving_outputs
from engine.curves.tiles import tiles
from engine.frozen import Array
from engine.network import Parameters, flat_index
from engine.problem import Problem
from engine.written.quantity import ParameterPlace

# Moves of z, from half of what bends a neuron to where ten digits of a slope are left.
_STEPS = 0.5 / 4.0 ** np.arange(9)


def loss_along(
    problem: Problem,
    parameters: Parameters,
    place: ParameterPlace,
    values: Array,
    precision: npt.DTypeLike = np.float64,
) -> Array:
    """Return the cost of the batch for each value of one weight or bias.

    values and the result: (count,). The penalty is not included. It agrees with a forward pass for
    each value to the last digits, with float32 to 2e-7 of the largest loss: enough for a picture,
    never for a number.
    """
    offsets = values - parameters.flat[flat_index(parameters.shape, place)]
    if len(offsets) == 0:
        return np.empty(0)
    with np.errstate(all="ignore"):
        moved = moved_neuron(problem, parameters, place)
        if moved.at_output:
            return _costs_of_output(moved, offsets)
        return MovedCopies(moved, len(offsets), precision).costs(offsets)


def _costs_of_output(moved: Moved, offsets: Array) -> Array:
    """Return the costs as an output itself moves, and no more of them than must; (count,)."""
    costs = np.empty(len(offsets))
    tried = (moved.z + np.multiply.outer(offsets[[0, -1]], moved.sent))[None]
    outputs = moving_outputs(moved.problem, moved.zs[-1], [moved.place.unit], tried)
    for part in tiles(len(offsets), outputs.z.size):
        z_moved = moved.z + np.multiply.outer(offsets[part], moved.sent)
        costs[part] = moved.problem.reduction.along(outputs.losses_of_one(z_moved))
    return costs


def derivatives_along(
    problem: Problem, parameters: Parameters, place: ParameterPlace
) -> tuple[float, float]:
    """Return the first and second derivative of the batch cost by one weight or bias.

    z_j moves by a_k dw, so that they are means or sums of a_k dC/dz_j and a_k^2 d2C/dz_j^2. The
    first is the chain rule's; the second differentiates that slope numerically for each sample: ten
    digits and more as a rule, six where large weights bend the loss sharply. At a kink it is that
    of the straight line with the stated slope. The penalty is not included.
    """
    with np.errstate(all="ignore"):
        moved = moved_neuron(problem, parameters, place)
        sent = moved.sent
        moves = np.concatenate([[0.0], _STEPS, -_STEPS])
        slopes = np.empty((len(moves), len(sent)))
        for part in tiles(len(moves), moved.widest):
            slopes[part] = moved.slopes(moved.z + moves[part, None])
        above, below = np.split(slopes[1:], 2)
        bends = _extrapolated((above - below) / (2 * _STEPS[:, None]))
        of = problem.reduction.of
        return of(sent * slopes[0]), of(sent * sent * bends)


def slope_along(problem: Problem, parameters: Parameters, place: ParameterPlace) -> float:
    """Return the first derivative alone, which takes a third of the time."""
    with np.errstate(all="ignore"):
        moved = moved_neuron(problem, parameters, place)
        return problem.reduction.of(moved.sent * moved.slopes(moved.z[None])[0])


def _extrapolated(quotients: Array) -> Array:
    """Return the limit of central differences for each sample, (batch,).

    quotients: (steps, batch), each step a quarter of the one before, so that the error falls by 16,
    16^2, ... (Richardson 1911). Of all extrapolations the one counts that differs least from those
    it was made of (Ridders 1982): that is where a bend begins to look straight.
    """
    table = quotients
    best: Array = quotients[-1]
    least = np.full_like(best, np.inf)
    for order in range(1, len(quotients)):
        weight = 16.0**order
        finer = (weight * table[1:] - table[:-1]) / (weight - 1)
        error = np.maximum(np.abs(finer - table[1:]), np.abs(finer - table[:-1]))
        for row, apart in zip(finer, error, strict=True):
            best = np.where(apart < least, row, best)
            least = np.fmin(apart, least)
        table = finer
    return best
