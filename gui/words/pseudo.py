"""A language for trying out: every sentence in brackets, and a third longer.

What stands outside brackets on screen is no entry yet; what is cut off has no room to grow.
"""

import re

OPEN, CLOSE = "⟦", "⟧"
_KEPT = re.compile(r"(\{\w+\}|%\(\w+\)s|<[^>]*>|&\w+;)")  # places and marks stay as they are


def pseudo(sentence: str) -> str:
    """Return a sentence with vowels doubled until it is a third longer, in brackets."""
    parts = _KEPT.split(sentence)
    lacking = sum(map(len, parts[::2])) / 3 - len(OPEN + CLOSE)
    for index in range(0, len(parts), 2):
        longer = ""
        for letter in parts[index]:
            longer += letter
            if lacking > 0 and letter in "aeiouy":
                longer += letter
                lacking -= 1
        parts[index] = longer
    filling = "·" * max(round(lacking), 0)
    return f"{OPEN}{''.join(parts)}{filling}{CLOSE}"
