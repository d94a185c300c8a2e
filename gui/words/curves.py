"""What curves and surfaces of the loss are called, and what a ball does on them."""

from engine.curves.behaviour import Behaviour, BehaviourKind
from engine.text.numbers import short
from gui.words.catalog import say, say_count
from gui.words.keys import part


def curve_name(name: str) -> str:
    return say(f"curve.{name}")


def surface_name(name: str) -> str:
    return say(f"surface.{name}")


def moving_sentence(does: Behaviour, *, alone: str) -> str:
    """Return how a ball moves, as a sentence.

    alone: the weight that moves while no other does; "" on a curve that has but one.
    """
    if does.kind is not BehaviourKind.TOO_SMALL:
        kind = part(does.kind)
        return say(f"ball-would.{kind}", letter=alone) if alone else say(f"ball-moves.{kind}")
    steps = does.more_steps or 0
    about = short(float(f"{steps:.2g}"), 2)
    if alone and does.exact:
        return say_count("too-small-alone.exact", steps, letter=alone)
    if alone:
        return say("too-small-alone.about", letter=alone, steps=about)
    return (
        say_count("too-small.exact", steps) if does.exact else say("too-small.about", steps=about)
    )


def standing_sentence(standing: str, *, alone: str) -> str:
    """Return where a ball has come to rest, as a sentence.

    standing: as of `does.standing`; alone: as of `moving_sentence`.
    """
    if alone:
        return say(f"ball-would-stand.{standing}", letter=alone)
    return say(f"ball-stands.{standing}")


def substep_sentence(substep: str) -> str:
    """Return what a line of an optimiser's step does, as a sentence."""
    return say(f"substep.{substep}")
