"""Functions as the file names them: a name, and the parameters that are not the usual ones."""

from typing import Any, TypeVar

from engine.activations import ACTIVATIONS
from engine.functions.activation import Activation
from engine.functions.named import NamedFunction
from engine.functions.optimizer import Optimizer
from engine.optimizers import OPTIMIZERS
from engine.text.file.known import check_name
from engine.text.file.schema import BadExperiment, phrase, shown

F = TypeVar("F", bound=NamedFunction)
Keys = dict[str, Any]


def read_activation(part: str | Keys, path: str) -> Activation:
    """Return the activation of a layer, given as a name or as a group of keys."""
    if isinstance(part, str):
        check_name("activation", part, path)
        return ACTIVATIONS[part]
    return _shaped(ACTIVATIONS[_name("activation", part, path)], part, path)


def read_optimizer(part: Keys, path: str) -> tuple[Optimizer, float]:
    """Return the optimiser and the learning rate, which is the optimiser's own where none is."""
    optimizer = OPTIMIZERS[_name("optimizer", {"name": "sgd", **part}, path)]
    rate = _number(part.get("learning_rate", optimizer.learning_rate), f"{path}.learning_rate")
    return _shaped(optimizer, part, path, also=("learning_rate",)), rate


def written_activation(activation: Activation) -> str | Keys:
    """Return how a layer names its activation: by its name alone where nothing is unusual."""
    if not activation.changed:
        return activation.name
    return {"name": activation.name, **activation.changed}


def written_optimizer(optimizer: Optimizer, rate: float) -> Keys:
    """Return the keys of an optimiser."""
    return {"name": optimizer.name, "learning_rate": rate, **optimizer.changed}


def _name(what: str, part: Keys, path: str) -> str:
    if "name" not in part:
        raise BadExperiment("file.key-missing", path, key=shown("name"))
    name = part["name"]
    if not isinstance(name, str):
        raise _other_type(name, f"{path}.name", "text")
    check_name(what, name, f"{path}.name")
    return name


def _shaped(function: F, part: Keys, path: str, also: tuple[str, ...] = ()) -> F:
    """Return a function with the parameters that stand beside its name; `also`: other keys."""
    given = {key: value for key, value in part.items() if key not in ("name", *also)}
    for key in [key for key in given if key not in function.settings]:
        known = {"name": function.name, "known": ", ".join((*also, *function.settings))}
        none = "" if known["known"] else "-of-none"
        raise BadExperiment(f"file.parameter-unknown{none}", path, key=shown(key), **known)
    return function.with_values(
        **{key: _number(value, f"{path}.{key}") for key, value in given.items()}
    )


def _number(value: object, path: str) -> float:
    """Return a number as a float; true and false are none."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            return float(value)
        except OverflowError:
            pass
    raise _other_type(value, path, "number")


def _other_type(value: object, path: str, wanted: str) -> BadExperiment:
    return BadExperiment("file.other-type", path, value=shown(value), wanted=phrase(wanted))
