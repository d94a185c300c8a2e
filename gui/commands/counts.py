"""Reads the whole numbers of a command line."""

import argparse

from gui.words.catalog import say

_MOST_DIGITS = 17
_MOST = 10**18 - 1  # so that it and what is added to it stay a number of 64 bits


def count(text: str) -> int:
    """Read how many, or which, counted from 0."""
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(say("argument.no-count", text=text))
    if len(text.lstrip("0")) > len(str(_MOST)):
        raise argparse.ArgumentTypeError(say("argument.too-large", text=text, most=_MOST))
    return int(text)


def digits(text: str) -> int:
    """Read how many significant digits are wanted."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= _MOST_DIGITS):
        raise argparse.ArgumentTypeError(say("argument.no-digits", text=text, most=_MOST_DIGITS))
    return int(text)
