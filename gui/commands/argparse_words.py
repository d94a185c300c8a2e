"""The words of argparse, from the room.

argparse asks gettext for its words, and gettext wants a compiled file; so its own name for
gettext is given another meaning, which is how programs with words of their own do it.
"""

import argparse
import re
from collections.abc import Iterable

from engine.text.grid import cells
from gui.words.catalog import say

_HEADING = "\0"
# what no line ends within: a word, or a Chinese character, with the marks that belong to it
_UNBROKEN = re.compile(
    r"[（《“]*(?:[\u3400-\u9fff]|[^\s\u3000-\u9fff\uff00-\uffef]+)?[，。；：？！、）》”]* *"
)

# What argparse says, the end of the key that is said instead, and what argparse puts in its places.
_SAID: dict[str, tuple[str, dict[str, str]]] = {
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


class OwnHelp(argparse.HelpFormatter):
    """Ends headings, and breaks lines, as the language in use does."""

    def start_section(self, heading: str | None) -> None:
        super().start_section(heading if heading is None else f"{heading}{_HEADING}")

    def format_help(self) -> str:
        return re.sub(
            f"^(.*){_HEADING}:$",
            lambda found: say("argparse.heading", heading=found[1]),
            super().format_help(),
            flags=re.MULTILINE,
        )

    def _format_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None,
    ) -> str:
        """Return the usage; what stands before it counts as wide as it is."""
        said = say("argparse.usage") if prefix is None else prefix  # "" before a command's name
        written = super()._format_usage(usage, actions, groups, "-" * cells(said))
        return said + written[cells(said) :]

    def _split_lines(self, text: str, width: int) -> list[str]:
        """Return lines of a text for so many cells; Chinese may break at every character."""
        lines = [""]
        for part in _UNBROKEN.findall(" ".join(text.split())):
            if cells(lines[-1] + part.rstrip()) > width:
                lines.append("")
            lines[-1] += part
        return [line.strip() for line in lines]

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(indent + line for line in self._split_lines(text, width - len(indent)))


def use_own_words() -> None:
    """Let argparse say its sentences in the language in use."""
    vars(argparse)["_"] = _said


def _said(text: str) -> str:
    """Return a sentence of argparse; one of a Python to come stays as it is."""
    if text not in _SAID:
        return text
    key, places = _SAID[text]
    return say(f"argparse.{key}", **places)
