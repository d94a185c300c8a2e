"""What a check of a gradient finds, in a sentence."""

from engine.checks import Check
from engine.text.numbers import short
from engine.text.relative_error import relative_error_text
from gui.words.catalog import say
from gui.words.keys import part


def check_sentence(check: Check, digits: int) -> str:
    """Return what a finite difference says of a gradient, with both numbers' error."""
    return say(
        f"check.{part(check.verdict)}",
        difference=short(check.difference, digits, sign=True),
        error=relative_error_text(check.gradient, check.difference, check.relative_error, digits),
    )
