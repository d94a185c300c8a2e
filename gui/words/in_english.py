"""What names are in English, for whoever types English letters in another language."""

import re
from functools import cache

from gui.words.catalog import PSEUDO, SOURCE, entries, first_of, language
from gui.words.po_file import forms_of

_KEY_BESIDE = re.compile(r"\(&\w\)")  # as in 文件(&F), where no letter of the name is on a key


def in_english(*parts: str) -> str:
    """Return all that the parts of a name may be in English, "" where that is spoken."""
    spoken = first_of(language())
    if spoken in (SOURCE, PSEUDO):
        return ""
    known = _english_names(spoken)
    return " ".join(known.get(without_keys(part), "") for part in parts).strip()


def without_keys(text: str) -> str:
    """Return what an action is called, without the marks of the keys that open it in a menu."""
    named = _KEY_BESIDE.sub("", text)
    return "&".join(each.replace("&", "") for each in named.split("&&"))


@cache
def _english_names(of: str) -> dict[str, str]:
    """Return the English of every sentence without places; one that is said twice has both."""
    english = entries(SOURCE)
    names: dict[str, dict[str, None]] = {}
    for key, entry in entries(of).items():
        for said, meant in zip(forms_of(entry), forms_of(english[key]), strict=False):
            if "{" not in said:
                names.setdefault(without_keys(said), {})[without_keys(meant)] = None
    return {said: " ".join(meant) for said, meant in names.items()}
