"""What a number that somebody worked out is worth, and the mistake in a wrong one."""

from engine.exercise.judging import Judgement, Worth
from engine.exercise.suspects import Suspect
from engine.story.notation import STANDARD, Notation
from engine.text.names import name
from gui.words.catalog import say, say_names
from gui.words.faults import fault_sentence
from gui.words.keys import part


def slip_sentence(slip: Suspect | Judgement, notation: Notation = STANDARD) -> str:
    """Return what was done in place of the right thing, and at which number; "" for no mistake."""
    if slip.enters is None:
        return ""
    return say(f"slip.{slip.slip}", where=name(slip.enters, notation))


def judgement_sentence(judgement: Judgement, digits: int, notation: Notation = STANDARD) -> str:
    """Return what a typed number is worth; digits: how many significant ones were asked for."""
    if judgement.worth is Worth.SLIP:
        return slip_sentence(judgement, notation)
    if judgement.worth is Worth.UNREADABLE and judgement.fault is not None:
        return fault_sentence(judgement.fault)
    numbers = [name(each, notation) for each in judgement.because]
    return say(
        f"worth.{part(judgement.worth)}",
        numbers=say_names(numbers) if numbers else "",
        digits=digits,
    )
