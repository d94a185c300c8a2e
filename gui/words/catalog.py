"""Says a sentence in the language in use: `say("refused.rate", rate=rate)`.

A sentence is one entry of `resources/words/en.po` with named places, never joined from parts. Where
another language has none yet, the English one is said. In two languages at once, as figures may be,
a sentence is `Both`.
"""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, reduce
from itertools import permutations
from pathlib import Path

from gui.words.po_file import Entry, forms_of, read_po

PLACE = re.compile(r"\{(\w+)\}")
WORDS = Path(__file__).resolve().parents[2] / "resources" / "words"
SOURCE, CHINESE, PSEUDO = "en", "zh", "pseudo"
AND = "+"  # between two languages at once

# Which of an entry's forms counts so many things; written here, so that no file holds a program.
PLURALS: dict[str, Callable[[int], int]] = {
    SOURCE: lambda count: 0 if count == 1 else 1,
    CHINESE: lambda count: 0,
}

_language, _other = SOURCE, ""


class NoWords(LookupError):
    """A key without an entry, or an entry with a place that nothing was given for."""


class Both(str):
    """The sentence in the first language, which knows itself in the other.

    What is put together of it is plain text of the first alone.
    """

    beside: str

    @classmethod
    def of(cls, first: str, second: str) -> str:
        """Return both, or one where they are the same: letters, numbers and formulas stand once."""
        if first == second:
            return first
        made = cls(first)
        made.beside = second
        return made


def beside(text: str) -> str:
    """Return a text in the other language, "" where it is in one alone."""
    return text.beside if isinstance(text, Both) else ""


def in_other(value: object) -> object:
    """Return what stands in a place of a sentence when that is said in the other language."""
    return value.beside if isinstance(value, Both) else value


def in_one_line(text: str) -> str:
    """Return a text with the other language behind it."""
    return f"{text}  {beside(text)}" if beside(text) else str(text)


def languages() -> tuple[str, ...]:
    """Return the languages there are, the pseudo-language last."""
    return (*sorted(path.stem for path in WORDS.glob("*.po")), PSEUDO)


def of_figures() -> tuple[str, ...]:
    """Return what figures can be said in: the languages, and two of them at once."""
    real = languages()[:-1]
    return (*languages(), *(f"{one}{AND}{other}" for one, other in permutations(real, 2)))


def first_of(language: str) -> str:
    """Return the language itself, of two at once the first."""
    return language.partition(AND)[0]


def use(language: str) -> None:
    """Say everything in a language from now on; what has been said stays as it is."""
    global _language, _other
    if language not in of_figures():
        raise NoWords(f"there is no language called {language}")
    before = _language, _other
    _language, _, _other = language.partition(AND)
    if before != (_language, _other):
        _forget_what_was_said()


@contextmanager
def spoken(language: str) -> Iterator[None]:
    """Say what is said in the block in a language, and all else in that of before."""
    before = _in_use()
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
    """Return the language in use; of two at once, both with a sign between."""
    return _in_use()


def _in_use() -> str:
    return f"{_language}{AND}{_other}" if _other else _language


def say(key: str, /, **places: object) -> str:
    """Return a sentence; raises NoWords without an entry, or without a value for a place."""
    said = _filled(key, 0, places, _language)
    return Both.of(said, _filled(key, 0, _others(places), _other)) if _other else said


def say_count(key: str, count: int, /, **places: object) -> str:
    """Return a sentence in the form for so many things; `{count}` in it is their number."""
    places = {"count": count, **places}
    said = _filled(key, count, places, _language)
    return Both.of(said, _filled(key, count, _others(places), _other)) if _other else said


def said_like(prefix: str, english: str) -> str:
    """Return what an English text is in the language in use, if an entry of the prefix has it."""
    if _in_use() in (SOURCE, PSEUDO):  # a title is no sentence
        return english
    key = next(
        (
            key
            for key, entry in _entries(SOURCE).items()
            if key.startswith(prefix) and forms_of(entry)[0] == english
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


def say_names(names: Sequence[str]) -> str:
    """Return names one after the other, as they are enumerated in the language in use."""
    return reduce(lambda said, name: say("list.name-then", before=said, next=name), names)


def entries(of: str) -> dict[str, Entry]:
    """Return every entry of a language by key: what is not translated yet is English."""
    return _entries(of)


@cache
def _entries(of: str) -> dict[str, Entry]:
    english = read_po(WORDS / f"{SOURCE}.po")
    if of == SOURCE:
        return english
    if of == PSEUDO:
        from gui.words.pseudo import pseudo  # for trying out

        return {
            key: pseudo(entry) if isinstance(entry, str) else tuple(map(pseudo, entry))
            for key, entry in english.items()
        }
    return english | read_po(WORDS / f"{of}.po")


def _others(places: dict[str, object]) -> dict[str, object]:
    return {name: in_other(value) for name, value in places.items()}


def _filled(key: str, count: int, places: dict[str, object], of: str) -> str:
    """Return an entry of a language in its form for so many things, with values in its places."""
    entry = _entries(of).get(key)
    if entry is None:
        raise NoWords(f"there are no words for {key}")
    rule = PLURALS[SOURCE if of == PSEUDO else of]
    text = entry if isinstance(entry, str) else entry[min(rule(count), len(entry) - 1)]
    if "{" not in text:
        return text
    try:
        if of == CHINESE:
            from gui.words.chinese_spacing import filled_as_in_chinese  # not at the first paint

            return filled_as_in_chinese(PLACE.split(text), places)
        return PLACE.sub(lambda place: str(places[place[1]]), text)
    except KeyError as missing:
        raise NoWords(f"the words for {key} need a value for {missing}") from None
