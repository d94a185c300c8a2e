"""What the numbers on screen are called, and what each of them is."""

from engine.experiment import Experiment
from engine.run.divergence import Divergence
from engine.written.quantity import OF_LOSS, Kind, Quantity
from gui.words.catalog import say
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


def selection_title(letter: str, kind: Kind) -> str:
    """Return the letter and the name of the number in focus, as a heading."""
    return say("selection-title", letter=letter, kind=kind_name(kind))


def selection_sentence(
    focus: Quantity, known: bool, experiment: Experiment, *, several_samples: bool
) -> str:
    """Return what the number in focus is, in one or two sentences."""
    if not known:
        return say("selection.not-computed-yet")
    if several_samples and focus.kind in (Kind.D_WEIGHT, Kind.D_BIAS):
        return say(f"selection.one-product-a-sample-{part(experiment.reduction)}")
    if focus.kind is Kind.BIAS_AFTER and not experiment.training.train_biases:
        return say("selection.biases-not-trained")
    if focus.kind is Kind.Z and not experiment.network.shape.has_bias(focus.layer):
        return say("selection.z-without-bias")
    return say(
        f"selection.{part(focus.kind)}",
        unit=focus.unit + 1,
        layer=focus.layer,
        before=focus.layer - 1,
        source=1 + (focus.source or 0),
    )
