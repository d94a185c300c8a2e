"""What the classes of samples and the columns of their table are called."""

from engine.experiment import Experiment
from engine.results.classes import Classes
from engine.story.notation import STANDARD, Notation
from engine.text.names import name, output_name
from engine.text.numbers import short
from engine.written.quantity import Kind, Quantity
from gui.words.catalog import say
from gui.words.functions import target_column


def class_name(experiment: Experiment, classes: Classes, number: int) -> str:
    """Return what a class is called: by its column, or by the target that stands for it."""
    if classes.outputs > 1:
        return target_column(experiment.data, number) or target_letter(experiment, number)
    target = short(classes.high if number else classes.low)
    return say("class.by-target", column=target_name(experiment, 0), target=target)


def taken_for_name(experiment: Experiment, classes: Classes, number: int) -> str:
    """Return what a class is called of samples that are taken for it."""
    if classes.outputs > 1:
        return class_name(experiment, classes, number)
    target = short(classes.high if number else classes.low)
    return say("class.taken-for", output=output_letter(experiment, 0), target=target)


def target_name(experiment: Experiment, unit: int) -> str:
    """Return what a target is called, its letter where it has no name."""
    return target_column(experiment.data, unit) or target_letter(experiment, unit)


def target_letter(experiment: Experiment, unit: int) -> str:
    """Return the letter of a target."""
    return name(Quantity(Kind.TARGET, experiment.network.depth, unit))


def output_letter(experiment: Experiment, unit: int) -> str:
    """Return the letter of a prediction."""
    return output_name(experiment.network.depth, unit)


def loss_letter(notation: Notation = STANDARD) -> str:
    """Return what stands for the loss of each sample."""
    return f"{notation.loss}[n]"
