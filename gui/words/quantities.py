"""What the numbers on screen are called."""

from engine.run.divergence import Divergence
from engine.written.quantity import OF_LOSS, Kind
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
