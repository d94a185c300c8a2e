"""What an experiment, the columns of its table, activations, losses and optimisers are called.

A function has its name as the end of its key.
"""

import re
from functools import cache

from msgspec.structs import replace

from engine.data.dataset import Dataset
from engine.experiment import Experiment
from engine.functions.activation import Activation
from engine.functions.named import NamedFunction
from engine.functions.optimizer import Optimizer
from engine.reduction import Reduction
from engine.text.numbers import short
from gui.words.catalog import SOURCE, first_of, language, said_like, say, say_names

_PIXEL = re.compile(r"pixel_(\d+)_(\d+)")


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
    values = [f"{key} = {short(value)}" for key, value in function.changed.items()]
    return say("function.shaped", name=name, values=say_names(values)) if values else name


def input_column(data: Dataset, unit: int) -> str:
    """Return what an input is called, "" where that is not more than its letter."""
    return table_name(data.input_name(unit))


def target_column(data: Dataset, unit: int) -> str:
    """Return the class or the column that an output stands for, "" where it has no name."""
    return table_name(data.target_name(unit))


@cache
def table_name(name: str) -> str:
    """Return the name of a column or a class in the language in use, one of one's own as it is."""
    if language() != SOURCE and (cell := _PIXEL.fullmatch(name)):
        return say("sample.cell", row=int(cell[1]) + 1, column=int(cell[2]) + 1)
    return said_like("table-name.", name) if name else ""


@cache
def printed_words(text: str) -> str:
    """Return where a figure of a bundled example is printed, or the note to it."""
    return said_like("printed.", text) if text else ""


def in_language(experiment: Experiment) -> Experiment:
    """Return an experiment with what a reader sees of its names in the language in use."""
    if first_of(language()) == SOURCE:
        return experiment
    data = experiment.data
    names = {
        "input_names": tuple(map(table_name, data.input_names)),
        "target_names": tuple(map(table_name, data.target_names)),
    }
    titled = replace(experiment, title=bundled_title(experiment.title))
    return replace(titled, data=replace(data, **names))
