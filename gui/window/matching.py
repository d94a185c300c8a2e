"""How well a few typed letters fit a name, and which of its letters they are."""

import re
from collections.abc import Sequence
from unicodedata import normalize

from msgspec import Struct

_AT_START, _AT_WORD, _WITHIN, _SCATTERED, _IN_GROUP = 4.0, 3.0, 2.0, 1.0, 0.5
_LESS_IN_ENGLISH = 1.0
_WHOLE = 1.5  # more, for a whole word of the title
_LESS_LIKELY = 2.0
_LESS_IN_PIECES = 1.0
_LESS_UNMARKED = 2.0  # where a colon or so was typed that does not stand there
_WIDEST = 4  # times its own length that a word may be scattered over
_PIECES = re.compile(r"\d+|[\u3400-\u9fff]|[^\W\d_\u3400-\u9fff]+")


class NameMatch(Struct, frozen=True):
    """score: the higher, the better; places: of the letters in the title that were typed."""

    score: float
    places: frozenset[int]


class RankedName(Struct, frozen=True):
    """A name that fits, by its place in the list it is from; places: as in `NameMatch`."""

    index: int
    places: frozenset[int]


def match(query: str, title: str, group: str = "", english: str = "") -> NameMatch | None:
    """Return how a query fits a title, None where one of its words does not.

    A word fits where its letters stand in the title one after the other: best as a whole word, then
    at the beginning, at the beginning of a word, within one, and at last with others between them.
    Spaces and marks between them do not matter. A word that is two written together, such as
    "lesson8", fits where its letters, numbers and Chinese characters do, each by itself. Words that
    stand only in its English names come after those, and words that stand only in the name of the
    group count little.
    """
    names = _lower(title), _lower(group), _lower(english)
    score, places = 0.0, set[int]()
    for word in map(_lower, query.split()):
        fits = [each for each in (_fit(word, *names), _fit_in_pieces(word, *names)) if each]
        if not fits:
            return None
        best = max(fits, key=lambda each: each.score)
        score += best.score
        places |= best.places
    return NameMatch(score, frozenset(places))


def _fit(word: str, title: str, group: str, english: str) -> NameMatch | None:
    found = _find(word, title)
    if found is not None:
        early = len(word) / (10 * len(title)) if 0 in found.places else 0.0
        return NameMatch(found.score + early, found.places)  # of equals, the shorter title
    named = _find(word, english)
    if named is not None and named.score >= _WITHIN:
        score = named.score - _LESS_IN_ENGLISH + len(word) / (10 * len(english))
        return NameMatch(score, frozenset())
    return NameMatch(_IN_GROUP, frozenset()) if word in group else None


def _fit_in_pieces(word: str, title: str, group: str, english: str) -> NameMatch | None:
    """Return how the pieces of a word fit together: the mean, and less than a word would."""
    pieces = _PIECES.findall(word)
    fits = [fit for piece in pieces if (fit := _fit(piece, title, group, english)) is not None]
    if len(pieces) < 2 or len(fits) < len(pieces):
        return None
    score = sum(fit.score for fit in fits) / len(fits) - _LESS_IN_PIECES
    return NameMatch(score, frozenset().union(*(fit.places for fit in fits)))


def ranked(
    query: str,
    names: Sequence[tuple[str, ...]],
    recent: Sequence[int],
    less_likely: frozenset[int] = frozenset(),
) -> tuple[RankedName, ...]:
    """Return the names that fit, the best first; of equals, those used last come first.

    names: (title, group) or (title, group, English names); recent: places in it, the latest first;
    less_likely: those that come after what fits nearly as well.
    """
    ages = {index: age for age, index in enumerate(recent)}
    less_likely = less_likely if query.split() else frozenset()
    found = []
    for index, name in enumerate(names):
        fits = match(query, *name)
        if fits is not None:
            age = ages.get(index, len(recent))
            score = fits.score - (_LESS_LIKELY if index in less_likely else 0.0)
            found.append(((-round(score, 3), age, index), RankedName(index, fits.places)))
    return tuple(name for _, name in sorted(found, key=lambda each: each[0]))


def _find(word: str, title: str) -> NameMatch | None:
    letters = "".join(filter(str.isalnum, word)) or word
    starts = [at for at in range(len(title)) if _begins_word(title, at)]
    scores = {
        run: (_AT_WORD if run[0] else _AT_START)
        + (_WHOLE if _ends_word(title, run[-1] + 1) else 0.0)
        - (0.0 if letters == word or title.startswith(word, run[0]) else _LESS_UNMARKED)
        for at in starts
        if (run := _run(letters, title, at))
    }
    if scores:
        run = max(scores, key=lambda each: scores[each])
        return NameMatch(scores[run], frozenset(run))
    at = title.find(word)
    if at >= 0:
        return NameMatch(_WITHIN, frozenset(range(at, at + len(word))))
    return _scattered(letters, title, frozenset(starts))


def _run(letters: str, title: str, start: int) -> tuple[int, ...]:
    """Return where letters stand from a place on, but for spaces and marks; () if they do not."""
    places: list[int] = []
    for at in range(start, len(title)):
        if title[at] == letters[len(places)]:
            places.append(at)
            if len(places) == len(letters):
                return tuple(places)
        elif title[at].isalnum():
            break
    return ()


def _scattered(word: str, title: str, starts: frozenset[int]) -> NameMatch | None:
    """Return the letters of a word with others between them, from the beginning of a word on.

    At the beginnings of words they may be far apart, as in an abbreviation.
    """
    best = None
    for first in sorted(starts):
        if not title.startswith(word[0], first):
            continue
        places = [first]
        for letter in word[1:]:
            after = places[-1] + 1
            at = next((s for s in sorted(starts) if s >= after and title[s] == letter), -1)
            near = title.find(letter, after)
            at = near if at < 0 or near == after else at
            if at < 0:
                break
            places.append(at)
        else:
            begun = sum(place in starts for place in places)
            spread = places[-1] - places[0] + 1
            if begun < len(word) and spread > _WIDEST * len(word):
                continue
            score = _SCATTERED * (begun / len(word) + len(word) / spread) / 2
            if best is None or score > best.score:
                best = NameMatch(score, frozenset(places))
    return best


def _begins_word(title: str, at: int) -> bool:
    return title[at].isalnum() and (at == 0 or not title[at - 1].isalnum())


def _ends_word(title: str, end: int) -> bool:
    return title[end - 1].isalnum() and (end == len(title) or not title[end].isalnum())


def _lower(text: str) -> str:
    """Return a text in small letters and plain figures, of which there are as many as before."""
    return "".join(_plain(letter).lower()[0] for letter in text)


def _plain(letter: str) -> str:
    """Return what a raised, lowered or broad letter stands for."""
    plain = normalize("NFKC", letter)
    return plain if len(plain) == 1 else letter
