"""The tree of dependence in words and numbers, for who does not see it."""

from engine.story.formulas.terms import symbol
from engine.story.notation import Notation, noted
from engine.text.covered import said
from engine.text.numbers import short
from engine.text.speech import letter_to_speech
from engine.written.quantity import Quantity
from gui.chain.shapes import TreeFrame
from gui.words.catalog import say, say_list

_MOST_ARROWS = 40  # that somebody can listen to


def described(tree: TreeFrame, notation: Notation, digits: int) -> str:
    """Return what the tree comes to, and the local derivative on every arrow that is known."""
    arrows = [
        say(
            "described.arrow",
            head=_letter(link.head, notation),
            tail=_letter(link.tail, notation),
            value=say("described.hidden") if link.is_hidden else short(link.derivative, digits),
        )
        for link in tree.links
        if link.known and link.head is not None and link.tail is not None
    ]
    return say_list([said(tree.caption), *arrows[:_MOST_ARROWS]])


def _letter(quantity: Quantity, notation: Notation) -> str:
    return letter_to_speech(noted(symbol(quantity), notation), say)
