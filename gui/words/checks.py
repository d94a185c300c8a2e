"""What a check of a gradient finds, in a sentence."""

from engine.checks import Check
from engine.text.numbers import short
from engine.text.relative_error import relative_error_text
from gui.words.catalog import say
from gui.words.keys import part

_NO_BREAK = "\N{WORD JOINER}"


def check_sentence(check: Check, gradient: str, digits: int) -> str:
    """Return what a finite difference says of a gradient, with both numbers' error."""
    return say(
        f"check.{part(check.verdict)}",
        gradient=gradient,
        difference=short(check.difference, digits, sign=True),
        error=error_text(check.gradient, check.difference, check.relative_error, digits),
    )


def error_text(one: float, other: float, error: float, digits: int) -> str:
    """Return a relative error as a formula that is broken into lines at blanks only."""
    text = relative_error_text(one, other, error, digits)
    return text.replace("|", f"|{_NO_BREAK}", 1)
