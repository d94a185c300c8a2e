"""What tells that something was tried: one comparison of a fact."""

from engine.text.file.known import check_among
from engine.text.file.schema import shown
from engine.text.lesson.facts import FactForm, FactKind
from engine.text.lesson.lesson import SINCE_BEGINNING, BadLesson, Condition, FactTest
from engine.text.lesson.schema import ConditionPart
from engine.text.lesson.subject import CardSubject

_OF_NUMBERS = (
    *(FactTest.ABOVE, FactTest.BELOW, FactTest.AT_LEAST, FactTest.AT_MOST),
    *(FactTest.EQUALS, FactTest.DIFFERS),
    *SINCE_BEGINNING,
)
_OF = {
    FactKind.NUMBER: _OF_NUMBERS,
    FactKind.TEXT: (FactTest.EQUALS, FactTest.DIFFERS, FactTest.CHANGED),
    FactKind.LIST: (FactTest.CONTAINS, FactTest.CHANGED),
}


def condition(part: ConditionPart, subject: CardSubject) -> Condition:
    """Return a condition; raise BadLesson where it compares what cannot be compared."""
    form = _form(part.fact, subject, "fact")
    given = {each: getattr(part, each.value) for each in FactTest}
    meant = [each for each, value in given.items() if value is not None and value is not False]
    if len(meant) != 1:
        known = ", ".join(each.value for each in FactTest)
        raise BadLesson("lesson.one-comparison", known=known)
    comparison, value = meant[0], given[meant[0]]
    if comparison not in _OF[form.kind]:
        known = ", ".join(each.value for each in _OF[form.kind])
        raise BadLesson("lesson.other-comparison", comparison.value, fact=part.fact, known=known)
    if comparison in SINCE_BEGINNING:
        return Condition(part.fact, comparison)
    if form.kind is not FactKind.NUMBER:
        return Condition(part.fact, comparison, _text(value, form, comparison.value))
    if not isinstance(value, str):
        return Condition(part.fact, comparison, value)
    if _form(value, subject, comparison.value).kind is not FactKind.NUMBER:
        raise BadLesson("lesson.no-number", comparison.value, value=shown(value))
    return Condition(part.fact, comparison, other=value)


def _form(name: str, subject: CardSubject, place: str) -> FactForm:
    try:
        return subject.fact(name)
    except BadLesson as error:
        raise BadLesson(error.fault.key, place, **error.fault.details) from None


def _text(value: object, form: FactForm, place: str) -> str:
    if not isinstance(value, str):
        raise BadLesson("lesson.no-text", place, value=shown(value))
    if form.among:
        check_among(form.among, value, place)
    return value
