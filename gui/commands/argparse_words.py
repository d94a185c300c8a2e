"""The words of argparse, from the room.

argparse asks gettext for its words, and gettext wants a compiled file; so its own name for
gettext is given another meaning, which is how programs with words of their own do it.
"""

import argparse

from gui.words.catalog import say

# What argparse says, the end of the key that is said instead, and what argparse puts in its places.
_SAID: dict[str, tuple[str, dict[str, str]]] = {
    "usage: ": ("usage", {}),
    "options": ("options", {}),
    "positional arguments": ("arguments", {}),
    "show this help message and exit": ("help", {}),
    "argument %(argument_name)s: %(message)s": (
        "argument",
        {"argument": "%(argument_name)s", "message": "%(message)s"},
    ),
    "the following arguments are required: %s": ("required", {"arguments": "%s"}),
    "unrecognized arguments: %s": ("unrecognized", {"arguments": "%s"}),
    "expected one argument": ("expected-one", {}),
    "not allowed with argument %s": ("not-with", {"argument": "%s"}),
    "ignored explicit argument %r": ("ignored", {"argument": "%r"}),
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "choice",
        {"value": "%(value)r", "choices": "%(choices)s"},
    ),
}


def use_own_words() -> None:
    """Let argparse say its sentences in the language in use."""
    vars(argparse)["_"] = _said


def _said(text: str) -> str:
    """Return a sentence of argparse; one of a Python to come stays as it is."""
    if text not in _SAID:
        return text
    key, places = _SAID[text]
    return say(f"argparse.{key}", **places)
