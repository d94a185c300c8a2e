"""What the numbers on screen are called."""

from engine.experiment import Experiment
from engine.run.divergence import Divergence
from engine.story.notation import Notation
from engine.text.names import name
from engine.written.quantity import OF_LOSS, Kind, Quantity
from gui.words.catalog import say
from gui.words.functions import input_column, target_column
from gui.words.keys import part


def kind_name(kind: Kind) -> str:
    """Return what a number is called."""
    return say(f"kind.{part(kind)}")


def number_name(stopped: Divergence) -> str:
    """Return which number of a run was the first that is not finite."""
    kind = Kind(stopped.quantity)
    if kind in OF_LOSS:
        return kind_name(kind)
    return say("kind-of-neuron", kind=kind_name(kind), unit=stopped.unit + 1, layer=stopped.layer)


def column_name(experiment: Experiment, quantity: Quantity) -> str:
    """Return what the data call the input or the output that a number belongs to, "" if nothing."""
    data = experiment.data
    if quantity.kind in OF_LOSS:
        return ""
    if quantity.layer == 0:
        return input_column(data, quantity.unit)
    if quantity.layer == 1 and quantity.source is not None:
        return input_column(data, quantity.source)
    return target_column(data, quantity.unit) if quantity.layer == experiment.network.depth else ""


def with_column(experiment: Experiment, quantity: Quantity, text: str) -> str:
    """Return a letter or the name of a number, with what the data call what it belongs to."""
    column = column_name(experiment, quantity)
    return say("of-column", text=text, column=column) if column else text


def letter_with_column(experiment: Experiment, quantity: Quantity, notation: Notation) -> str:
    """Return the letter of a number, with what the data call what it belongs to."""
    return with_column(experiment, quantity, name(quantity, notation))
