"""Numbers that are covered: as wide as they are written, but none of their signs can be read.

A covered number is a question mark among blanks, each of which stands for a sign: so it can go
through sentences and labels as text, and nothing moves when it is uncovered. Whoever draws it puts
a plate there (`gui.draw.plates`), whoever says it says that it is hidden.
"""

import re
from collections.abc import Collection
from math import isfinite

MARK = "?"
_DIGIT, _POINT, _SIGN, _SMALL, _LOW, _WIDE, _NONE = "\u2007\u2008\u2005\u2006\u2009\u2004\u200a"
_BLANKS = str.maketrans(
    {
        **dict.fromkeys("0123456789", _DIGIT),
        **dict.fromkeys(".,' ", _POINT),
        **dict.fromkeys("+−-×≈=", _SIGN),
        **dict.fromkeys("⁰¹²³⁴⁵⁶⁷⁸⁹()", _SMALL),
        "⁻": _LOW,
    }
)
_SIGNS = str.maketrans(
    {
        _DIGIT: "0",
        _POINT: ".",
        _SIGN: "−",
        _SMALL: "⁰",
        _LOW: "⁻",
        _WIDE: "∞",
        _NONE: None,
        "?": "0",
    }
)
_COVERED = re.compile("[\u2004-\u2009]+\\?[\u2004-\u2009]*|\\?[\u2004-\u200a]+")
_NUMBER = re.compile(
    r"[+−-]?(?<![\w.])(?P<digits>\d+(?:\.\d+)?)(?:×10(?P<power>[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+))?(?![\w.]*\d)"
)
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


def covered(text: str) -> str:
    """Return what stands for a number: a mark in the place of its middle digit, among blanks.

    One that is covered already stays as it is.
    """
    if is_covered(text):
        return text
    middle = (len(text) - 1) / 2
    places = [place for place, sign in enumerate(text) if sign.isdecimal()]
    at = min(places, key=lambda place: abs(place - middle), default=0)
    blanks = [sign.translate(_BLANKS) for sign in text]
    blanks = [sign if sign in _DIGIT + _POINT + _SIGN + _SMALL + _LOW else _WIDE for sign in blanks]
    after = blanks[at + 1 :] or ([] if at else [_NONE])
    return "".join([*blanks[:at], "?", *after])


def is_covered(text: str) -> bool:
    """Return whether a number in a text is covered."""
    return "?" in text and _COVERED.search(text) is not None


def as_wide(text: str) -> str:
    """Return a text as wide as one was before its numbers were covered."""
    return _COVERED.sub(lambda found: found[0].translate(_SIGNS), text) if "?" in text else text


def parts(text: str) -> list[tuple[str, bool]]:
    """Return the parts of a text in order, and which of them are covered numbers."""
    found, end = [], 0
    for match in _COVERED.finditer(text):
        found += [(text[end : match.start()], False), (match[0], True)]
        end = match.end()
    return [each for each in (*found, (text[end:], False)) if each[0]]


def said(text: str, words: str = MARK) -> str:
    """Return a text with words in the place of every covered number."""
    return _COVERED.sub(words, text) if "?" in text else text


def without(text: str, values: Collection[float]) -> str:
    """Return a text in which every number that is one of these, as it is rounded there, is covered.

    It is for what is said of a hidden number in a sentence of its own, and for what comes out the
    same in another way.
    """
    if not values:
        return text

    def cover(found: re.Match[str]) -> str:
        return covered(found[0]) if any(_stands_for(found, each) for each in values) else found[0]

    return _NUMBER.sub(cover, text)


def _stands_for(found: re.Match[str], value: float) -> bool:
    if not isfinite(value):
        return False
    power = found["power"]
    exponent = 0 if power is None else int(power.translate(_LOWERED))
    _, point, decimals = found["digits"].partition(".")
    last = exponent - len(decimals)  # the place of the last digit
    printed = float(f"{found['digits']}e{exponent}")
    is_exact = printed == abs(value)
    return is_exact or (bool(point) and abs(printed - abs(value)) <= 0.501 * 10.0**last)
