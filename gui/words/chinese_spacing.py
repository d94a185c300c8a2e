"""Puts values into Chinese sentences: a blank stands between Chinese and other letters, only there.

What a value begins and ends with only shows when the sentence is said.
"""

import re
from collections.abc import Mapping, Sequence

_CHARACTER = re.compile("[\u3400-\u9fff]")
_WIDE = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")  # a character or its punctuation


def filled_as_in_chinese(parts: Sequence[str], places: Mapping[str, object]) -> str:
    """Return a sentence with its values; raises KeyError where one is missing.

    parts: text, and the name of the place that follows it, in turn.
    """
    said = ""
    for index, part in enumerate(parts):
        following = str(places[part]) if index % 2 else part
        said = _joined(said, following) if said and following else said + following
    return said


def _joined(said: str, following: str) -> str:
    if said[-1] == " ":
        return (said[:-1] if _are_wide(said[-2:-1], following[0]) else said) + following
    if following[0] == " ":
        return said + (following[1:] if _are_wide(said[-1], following[1:2]) else following)
    return f"{said} {following}" if _needs_blank(said[-1], following[0]) else said + following


def _are_wide(left: str, right: str) -> bool:
    return bool(_WIDE.match(left) and _WIDE.match(right))


def _needs_blank(left: str, right: str) -> bool:
    is_left, is_right = bool(_CHARACTER.match(left)), bool(_CHARACTER.match(right))
    other = right if is_left else left
    return is_left != is_right and other.isascii() and other.isalnum()
