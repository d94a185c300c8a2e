"""The names of the experiment format, and which of them this version has built."""

from collections.abc import Collection

from engine.activations import ACTIVATIONS
from engine.data.generators import GENERATORS
from engine.experiment import UpdateRule
from engine.initializers import INITIALIZERS
from engine.losses import LOSSES
from engine.optimizers import OPTIMIZERS
from engine.text.file.schema import BadExperiment, shown

# in the order of numbers.md, the format's own description
_FORMAT = {
    "activation": (
        "identity sigmoid tanh relu leaky_relu elu softplus silu gelu softmax",
        frozenset(ACTIVATIONS),
    ),
    "loss": (
        "half_squared_error squared_error mean_squared_error mean_absolute_error huber "
        "binary_cross_entropy cross_entropy",
        frozenset(LOSSES),
    ),
    "optimizer": ("sgd momentum nesterov adagrad rmsprop adam adamw", frozenset(OPTIMIZERS)),
    "scheme": (
        "zeros constant uniform normal xavier_uniform xavier_normal he_uniform he_normal "
        "lecun_normal",
        frozenset(INITIALIZERS),
    ),
    "update_rule": ("simultaneous in_place", frozenset(rule.value for rule in UpdateRule)),
    "generator": (" ".join(GENERATORS), frozenset(GENERATORS)),
    "builtin": ("digits iris penguins", frozenset({"digits", "iris", "penguins"})),
}


def check_name(what: str, name: str, path: str) -> None:
    """Raise BadExperiment unless a name belongs to the format and is built."""
    names, built = _FORMAT[what]
    known = names.split()
    if name not in known:
        raise BadExperiment("file.unknown-name", path, value=shown(name), known=", ".join(known))
    if name not in built:
        raise BadExperiment("file.not-built", path, name=name, known=_have(built))


def _have(built: Collection[str]) -> str:
    return ", ".join(sorted(built))
