"""What an experiment, activations, losses and optimisers are called.

A function has its name as the end of its key.
"""

from engine.experiment import Experiment
from engine.functions.activation import Activation
from engine.functions.named import NamedFunction
from engine.functions.optimizer import Optimizer
from engine.reduction import Reduction
from engine.text.numbers import short
from gui.words.catalog import said_like, say


def title_of(experiment: Experiment) -> str:
    """Return the title of an experiment, or one made of its data and its network."""
    if experiment.title:
        return bundled_title(experiment.title)
    from gui.words.data import made_title  # loads what draws data

    return made_title(experiment)


def bundled_title(title: str) -> str:
    """Return the title of a bundled experiment in the language in use; any other as it is."""
    return said_like("example-title.", title)


def activation_name(name: str) -> str:
    return say(f"activation.{name}")


def loss_name(name: str) -> str:
    return say(f"loss.{name}")


def loss_of(experiment: Experiment) -> str:
    """Return the name of the loss, and that it is added up over the samples where it is."""
    name = loss_name(experiment.loss.name)
    is_mean = experiment.reduction is Reduction.MEAN
    return name if is_mean else say("experiment.loss-of-sum", loss=name)


def optimizer_name(name: str) -> str:
    return say(f"optimizer.{name}")


def shaped_activation(activation: Activation) -> str:
    """Return the name of an activation with the parameters that are not the usual ones."""
    return _shaped(activation_name(activation.name), activation)


def shaped_optimizer(optimizer: Optimizer) -> str:
    """Return the name of an optimiser with the parameters that are not the usual ones."""
    return _shaped(optimizer_name(optimizer.name), optimizer)


def parameter_name(key: str) -> str:
    """Return what a parameter of a function is called, by its key in files."""
    return say(f"function-parameter.{key}")


def parameter_letter(key: str) -> str:
    """Return how a parameter of a function is written where there is little room."""
    return say(f"function-letter.{key}")


def _shaped(name: str, function: NamedFunction) -> str:
    values = ", ".join(f"{key} = {short(value)}" for key, value in function.changed.items())
    return say("function.shaped", name=name, values=values) if values else name
