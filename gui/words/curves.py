"""What curves and surfaces of the loss are called, and what a ball does on them."""

from engine.curves.behaviour import Behaviour, BehaviourKind
from engine.text.numbers import short
from gui.words.catalog import say, say_count
from gui.words.keys import part


def curve_name(name: str) -> str:
    return say(f"curve.{name}")


def surface_name(name: str) -> str:
    return say(f"surface.{name}")


def behaviour_name(does: Behaviour, standing: str, *, alone: bool) -> str:
    """Return what a ball does, in a few words.

    standing: as of `slice_chart.standing`; alone: on a curve where no other weight moves.
    """
    if standing or does.kind is not BehaviourKind.TOO_SMALL:
        return say(f"ball.{'alone-' if alone else ''}{standing or part(does.kind)}")
    steps = does.more_steps or 0
    if does.exact:
        return say_count("steps-left.alone" if alone else "steps-left.exact", steps)
    about = short(float(f"{steps:.2g}"), 2)
    return say("steps-left.alone-about" if alone else "steps-left.about", steps=about)


def substep_sentence(substep: str) -> str:
    """Return what a line of an optimiser's step does, as a sentence."""
    return say(f"substep.{substep}")
