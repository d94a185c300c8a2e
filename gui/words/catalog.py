"""Says a sentence in the language in use: `say("refused.rate", rate=rate)`.

A sentence is one entry of `resources/words/en.po` with named places, never joined from parts. Where
another language has none yet, the English one is said.
"""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from gui.words.po_file import PoEntry, read_po

WORDS = Path(__file__).resolve().parents[2] / "resources" / "words"
PLACE = re.compile(r"\{(\w+)\}")
SOURCE, CHINESE, PSEUDO = "en", "zh", "pseudo"

# Which of an entry's forms counts so many things; written here, so that no file holds a program.
PLURALS: dict[str, Callable[[int], int]] = {
    SOURCE: lambda count: 0 if count == 1 else 1,
    CHINESE: lambda count: 0,
}

_language = SOURCE


class NoWords(LookupError):
    """A key without an entry, or an entry with a place that nothing was given for."""


def languages() -> tuple[str, ...]:
    """Return the languages there are, the pseudo-language last."""
    return (*sorted(path.stem for path in WORDS.glob("*.po")), PSEUDO)


def use(language: str) -> None:
    """Say everything in a language from now on; what has been said stays as it is."""
    global _language
    if language not in languages():
        raise NoWords(f"there is no language called {language}")
    if language != _language:
        _language = language
        _forget_what_was_said()


@contextmanager
def spoken(language: str) -> Iterator[None]:
    """Say what is said in the block in a language, and all else in that of before."""
    before = _language
    use(language)
    try:
        yield
    finally:
        use(before)


def _forget_what_was_said() -> None:
    """Empty what the interface remembers of its drawings, in which words stand."""
    for name, module in tuple(sys.modules.items()):
        if name.startswith("gui.") and name != __name__:
            for each in vars(module).values():
                if callable(forget := getattr(each, "cache_clear", None)):
                    forget()


def language() -> str:
    """Return the language in use."""
    return _language


def say(key: str, /, **places: object) -> str:
    """Return a sentence; raises NoWords without an entry, or without a value for a place."""
    return _filled(key, _found(key).forms[0], places)


def say_count(key: str, count: int, /, **places: object) -> str:
    """Return a sentence in the form for so many things; `{count}` in it is their number."""
    entry = _found(key)
    form = min(PLURALS[_rule()](count), len(entry.forms) - 1)
    return _filled(key, entry.forms[form], {"count": count, **places})


def said_like(prefix: str, english: str) -> str:
    """Return what an English text is in the language in use, if an entry of the prefix has it."""
    if _language in (SOURCE, PSEUDO):  # a title is no sentence
        return english
    key = next(
        (
            key
            for key, entry in _entries(SOURCE).items()
            if key.startswith(prefix) and entry.forms[0] == english
        ),
        None,
    )
    return english if key is None else say(key)


def say_list(parts: Sequence[str]) -> str:
    """Return names or sentences one after the other, as a list is written."""
    said = ""
    for part in parts:
        said = say("list.then", before=said, next=part) if said else part
    return said


def entries(of: str) -> dict[str, PoEntry]:
    """Return every entry of a language by key: what is not translated yet is English."""
    return _entries(of)


@cache
def _entries(of: str) -> dict[str, PoEntry]:
    english = read_po(WORDS / f"{SOURCE}.po")
    if of == SOURCE:
        return english
    if of == PSEUDO:
        from gui.words.pseudo import pseudo  # for trying out

        return {
            key: PoEntry(tuple(map(pseudo, entry.forms)), entry.is_counted)
            for key, entry in english.items()
        }
    return english | read_po(WORDS / f"{of}.po")


def _rule() -> str:
    return SOURCE if _language == PSEUDO else _language


def _found(key: str) -> PoEntry:
    entry = _entries(_language).get(key)
    if entry is None:
        raise NoWords(f"there are no words for {key}")
    return entry


def _filled(key: str, text: str, places: dict[str, object]) -> str:
    if "{" not in text:
        return text
    try:
        return PLACE.sub(lambda place: str(places[place[1]]), text)
    except KeyError as missing:
        raise NoWords(f"the words for {key} need a value for {missing}") from None
