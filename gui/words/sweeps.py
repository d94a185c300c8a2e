"""What is swept in a sweep, and its values, in words."""

from engine.activations import ACTIVATIONS
from engine.initializers import INITIALIZERS
from engine.optimizers import OPTIMIZERS
from engine.text.numbers import short
from engine.text.sweep.values import Value
from gui.words.catalog import say
from gui.words.functions import activation_name, optimizer_name, parameter_name

_PLAIN = ("learning_rate", "optimizer", "batch_size", "scheme", "seed", "l2", "data.noise")


def swept_name(key: str) -> str:
    """Return what a key of the file is called."""
    if key in _PLAIN:
        return say(f"swept.{key}")
    if key.startswith("layers["):
        layer = int(key.partition("[")[2].partition("]")[0]) + 1
        what = "neurons" if key.endswith(".neurons") else "activation"
        return say(f"swept-layer.{what}", layer=layer)
    return parameter_name(key.rpartition(".")[2])


def value_text(key: str, value: Value) -> str:
    """Return a value of a key as it stands at an axis."""
    if value is None:
        return say("swept.all-samples")
    if isinstance(value, str):
        if key == "optimizer" and value in OPTIMIZERS:
            return optimizer_name(value)
        if key == "scheme" and value in INITIALIZERS:
            return say(f"initializer.{value}")
        return activation_name(value) if value in ACTIVATIONS else value
    return short(value) if isinstance(value, int | float) else str(value)
