"""What a NumPy program says for each activation, loss and optimiser.

Every piece follows the engine operation by operation, so that both round alike.
"""

from dataclasses import dataclass

from engine.activations.softplus import SOFTPLUS_CODE
from engine.optimizers import (
    ADAGRAD_EPS,
    ADAM_EPS,
    ADAMW_DECAY,
    BETA_1,
    BETA_2,
    MOMENTUM,
    RMSPROP_ALPHA,
    RMSPROP_EPS,
)


@dataclass(frozen=True, slots=True)
class LossCode:
    """cost: lines in `z` or `a` and `Y`; slope: dC/da or, where it is shorter, dC/dz, in {a}."""

    words: str
    cost: tuple[str, ...]
    slope: str
    by_z: bool = False
    functions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OptimizerCode:
    """memories: what is remembered of each parameter; lines: the body of `moved`, the
    last of them what it returns.
    """

    words: str
    memories: tuple[str, ...]
    lines: tuple[str, ...]
    counts_steps: bool = False


_LOG_SOFTMAX = '''\
def log_softmax(z):
    """Return ln softmax(z) from z: finite even where softmax(z) is rounded to 0."""
    shifted = z - z.max(axis=1, keepdims=True)
    return shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))
'''

LOSS_CODE = {
    "half_squared_error": LossCode(
        "half the squared error, summed over the outputs",
        ("np.mean(0.5 * np.sum((a - Y) ** 2, axis=1))",),
        "({a} - y) / len(x)",
    ),
    "squared_error": LossCode(
        "the squared error, summed over the outputs",
        ("np.mean(np.sum((a - Y) ** 2, axis=1))",),
        "2 * ({a} - y) / len(x)",
    ),
    "mean_squared_error": LossCode(
        "the squared error, averaged over the outputs",
        ("np.mean((a - Y) ** 2)",),
        "2 * ({a} - y) / y.size",
    ),
    "mean_absolute_error": LossCode(
        "the absolute error, averaged over the outputs",
        ("np.mean(np.abs(a - Y))",),
        "np.sign({a} - y) / y.size",
    ),
    "huber": LossCode(
        "the Huber loss, averaged over the outputs",
        (
            "error = np.abs(a - Y)",
            "np.mean(np.where(error <= 1, 0.5 * error * error, error - 0.5))",
        ),
        "np.clip({a} - y, -1.0, 1.0) / y.size",
    ),
    "binary_cross_entropy": LossCode(
        "binary cross-entropy from z, averaged over the outputs",
        ("np.mean(softplus(z) - Y * z)",),
        "({a} - y) / y.size",
        by_z=True,
        functions=(SOFTPLUS_CODE,),
    ),
    "cross_entropy": LossCode(
        "cross-entropy from z, -sum y ln a",
        ("-np.mean(np.sum(np.where(Y == 0, 0.0, Y * log_softmax(z)), axis=1))",),
        "({a} * y.sum(axis=1, keepdims=True) - y) / len(x)",
        by_z=True,
        functions=(_LOG_SOFTMAX,),
    ),
}

_AVERAGES = (
    f"mean[name] = {BETA_1} * mean[name] + (1 - {BETA_1}) * g",
    f"square[name] = {BETA_2} * square[name] + (1 - {BETA_2}) * g * g",
    f"unbiased_mean = mean[name] / (1 - {BETA_1}**count)",
    f"unbiased_square = square[name] / (1 - {BETA_2}**count)",
    f"p - RATE * unbiased_mean / (np.sqrt(unbiased_square) + {ADAM_EPS})",
)
_VELOCITY = f"velocity[name] = {MOMENTUM} * velocity[name] + g"

OPTIMIZER_CODE = {
    "momentum": OptimizerCode("momentum", ("velocity",), (_VELOCITY, "p - RATE * velocity[name]")),
    "nesterov": OptimizerCode(
        "Nesterov momentum",
        ("velocity",),
        (_VELOCITY, f"p - RATE * (g + {MOMENTUM} * velocity[name])"),
    ),
    "adagrad": OptimizerCode(
        "Adagrad",
        ("total",),
        (
            "total[name] = total[name] + g * g",
            f"p - RATE * g / (np.sqrt(total[name]) + {ADAGRAD_EPS})",
        ),
    ),
    "rmsprop": OptimizerCode(
        "RMSprop",
        ("square",),
        (
            f"square[name] = {RMSPROP_ALPHA} * square[name] + (1 - {RMSPROP_ALPHA}) * g * g",
            f"p - RATE * g / (np.sqrt(square[name]) + {RMSPROP_EPS})",
        ),
    ),
    "adam": OptimizerCode("Adam", ("mean", "square"), _AVERAGES, counts_steps=True),
    "adamw": OptimizerCode(
        "AdamW",
        ("mean", "square"),
        (f"p = p - RATE * {ADAMW_DECAY} * p  # the decay of its own", *_AVERAGES),
        counts_steps=True,
    ),
}
