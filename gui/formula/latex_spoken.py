"""Says LaTeX as words, for who hears it."""

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from msgspec import Struct

from engine.text.numbers import MINUS
from engine.text.speech import LETTERS
from engine.text.words import Say
from gui.formula.mathml import closing, mathml, primes, sign_of, tag_of

_ROWS = frozenset({"mrow", "mstyle", "math"})
_MINUS, _TIMES, _BESIDE = "speech.minus", "speech.times", "speech-sign.beside"
_RELATIONS = {
    **{"=": "speech-sign.equals", "≈": "speech-sign.about", "≠": "speech-sign.differs"},
    **{"<": "speech-sign.less", ">": "speech-sign.more", "→": "speech-sign.goes-to"},
    **{"≤": "speech-sign.at-most", "≥": "speech-sign.at-least", "←": "speech-sign.becomes"},
}
_JOINS = _RELATIONS | {"+": "speech.plus", MINUS: _MINUS, "·": _TIMES, "×": _TIMES}


class _Spoken(Struct, frozen=True):
    """A part of a row as words. joins: it stands between two others, whose key it is."""

    said: str
    joins: bool = False
    enclosed: bool = False
    is_words: bool = False


def latex_spoken(latex: str, say: Say) -> str:
    """Return a piece of LaTeX as words."""
    return _row(_flat([mathml(latex)]), say)


def _row(elements: Sequence[Element], say: Say) -> str:
    said, join, last = "", "", _Spoken("", is_words=True)
    for part in _parts(elements, say):
        if part.joins and not join:
            join = part.said
            continue
        if not said:
            said = say("speech.negative", of=part.said) if join == _MINUS else part.said
        elif join:
            said = say(join, before=said, next=part.said)
        elif part.enclosed and said == last.said and not last.is_words:
            said = say("speech.function", name=said, argument=part.said)
        else:
            beside = last.is_words or part.is_words
            said = say(_BESIDE if beside else _TIMES, before=said, next=part.said)
        join, last = "", part
    return said


def _parts(elements: Sequence[Element], say: Say) -> Iterator[_Spoken]:
    """Yield what stands in a row; a sum takes all up to the next relation with it."""
    at = 0
    while at < len(elements):
        element, sign = elements[at], sign_of(elements[at])
        if (end := closing(elements, at)) is not None:
            inner = _row(elements[at + 1 : end], say)
            yield _Spoken(_grouped(elements[at + 1 : end], inner, say), enclosed=True)
            at = end
        elif tag_of(element) == "mo" and sign in _JOINS:
            yield _Spoken(_JOINS[sign], joins=True)
        elif (index := _summed_over(element, say)) is not None:
            rest = elements[at + 1 :]
            ends = (i for i, each in enumerate(rest) if sign_of(each) in _RELATIONS)
            of = rest[: next(ends, len(rest))]
            yield _Spoken(say("speech.sum-over", index=index, of=_row(of, say)))
            at += len(of)
        else:
            is_words = tag_of(element) == "mtext" or sign in (",", ";", ".")
            yield _Spoken(_one(element, say), is_words=is_words)
        at += 1


def _flat(elements: Sequence[Element]) -> list[Element]:
    """Return elements in a row, those of rows within it in their places, without blanks."""
    found: list[Element] = []
    for each in elements:
        if tag_of(each) in _ROWS:
            found += _flat(list(each))
        elif tag_of(each) != "mspace":
            found.append(each)
    return found


def _grouped(elements: Sequence[Element], said: str, say: Say) -> str:
    return said if len(elements) == 1 else say("speech.group", of=said)


def _summed_over(element: Element, say: Say) -> str | None:
    """Return what a sum is over, None where an element is no sum."""
    is_sum = sign_of(element) == "∑" or (len(element) and sign_of(element[0]) == "∑")
    if not is_sum:
        return None
    return _row(_flat([element[1]]), say) if len(element) > 1 else say("speech-sign.all")


def _one(element: Element, say: Say) -> str:
    tag, parts = tag_of(element), list(element)
    if tag == "mfrac":
        return _fraction(_flat(parts[:1]), _flat(parts[1:]), say)
    if tag == "msqrt":
        inner = _flat(parts)
        return say("speech-function.root", argument=_grouped(inner, _row(inner, say), say))
    if tag in ("mover", "mroot"):
        return _row(_flat(parts[:1]), say)
    if len(parts) > 1:
        return _scripted(tag, parts, say)
    sign = sign_of(element)
    return say(f"speech-letter.{LETTERS[sign]}") if sign in LETTERS else sign


def _fraction(above: Sequence[Element], below: Sequence[Element], say: Say) -> str:
    if all(len(each) > 1 and sign_of(each[0]) == "∂" for each in (above, below)):
        over, by = (_row(each[1:], say) for each in (above, below))
        return say("speech.derivative", over=over, by=by)
    said = [_grouped(each, _row(each, say), say) for each in (above, below)]
    return say("speech.over", above=said[0], below=said[1])


def _scripted(tag: str, parts: Sequence[Element], say: Say) -> str:
    said, raised = _row(_flat(parts[:1]), say), _flat(parts[-1:])
    if tag != "msup":
        indices = " ".join(_one(each, say) for each in _flat([parts[1]]))
        said = say("speech.indexed", letter=said, indices=indices)
        if len(parts) == 2:
            return said
    if primes(parts[-1]):
        return say("speech.prime", letter=said)
    if len(raised) > 2 and closing(raised, 0) == len(raised) - 1:
        return say("speech.of-layer", letter=said, layer=_row(raised[1:-1], say))
    power = _row(raised, say)
    if power == "2":
        return say("speech.squared", base=said)
    return say("speech.power", base=said, exponent=_grouped(raised, power, say))
