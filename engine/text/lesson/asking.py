"""The question of a card, with what belongs to its kind and nothing else."""

import re
from typing import Any

from engine.fault import Fault
from engine.text.file.known import check_among
from engine.text.file.schema import shown
from engine.text.lesson.gathering import Gathering
from engine.text.lesson.lesson import (
    Ask,
    AskChoice,
    AskNumber,
    AskOrder,
    AskPick,
    AskSign,
    BadLesson,
    Line,
)
from engine.text.lesson.paragraphs import line
from engine.text.lesson.scenes import beat_at
from engine.text.lesson.schema import AskPart
from engine.text.lesson.subject import CardSubject
from engine.written.quantity import OF_LOSS, Kind, Quantity, owner_of

DIGITS = range(1, 11)
USUAL_DIGITS = 3
WHICH = ("largest", "smallest", "negative", "positive", "zero")
_KEYS = {
    "number": ("quantity", "digits", "varies"),
    "sign": ("quantity", "varies"),
    "choice": ("options", "right", "reasons"),
    "pick": ("among", "which", "right", "varies"),
    "order": ("items",),
}
_AMONG = re.compile(r"([A-Za-z_]+)(?:\[(\d{1,3})\])?", re.ASCII)
_PLACED = {each.value for each in Kind if each not in OF_LOSS}
_NOWHERE = Quantity(Kind.LOSS)  # in place of an address that cannot be used


def ask(part: AskPart, subject: CardSubject, faults: Gathering) -> Ask:
    """Return the question; raise BadLesson where it is of no kind, else gather what is wrong."""
    check_among(tuple(_KEYS), part.kind, "kind")
    own = _KEYS[part.kind]
    for key in dict.fromkeys(key for keys in _KEYS.values() for key in keys):
        if key not in own and getattr(part, key) not in (None, "", (), False):
            known = {"kind": part.kind, "known": ", ".join(own)}
            faults.add(Fault("lesson.not-of-kind", key, details=known))
    if part.belief < 0:
        faults.add(Fault("figures.negative", "belief", details={"number": part.belief}))
    common = {
        "text": faults.read("text", (), _needed, part.text, subject),
        "belief": part.belief,
        "reason": faults.read("reason", (), line, part.reason, subject),
        "reveal": None,
        "covers": part.covers,
    }
    if part.reveal is not None:
        common["reveal"] = faults.read("reveal", None, beat_at, part.reveal, subject.beats)
    reads = {"number": _number, "sign": _sign, "choice": _choice, "pick": _pick, "order": _order}
    return reads[part.kind](part, subject, faults, common)


def _number(part: AskPart, subject: CardSubject, faults: Gathering, common: Any) -> Ask:  # noqa: ANN401
    digits = USUAL_DIGITS if part.digits is None else part.digits
    if digits not in DIGITS:
        most = {"number": digits, "least": DIGITS[0], "most": DIGITS[-1]}
        faults.add(Fault("lesson.digits", "digits", details=most))
    return AskNumber(
        quantity=_quantity(part, subject, faults), digits=digits, varies=part.varies, **common
    )


def _sign(part: AskPart, subject: CardSubject, faults: Gathering, common: Any) -> Ask:  # noqa: ANN401
    return AskSign(quantity=_quantity(part, subject, faults), varies=part.varies, **common)


def _choice(part: AskPart, subject: CardSubject, faults: Gathering, common: Any) -> Ask:  # noqa: ANN401
    count, right = len(part.options), part.right
    if count < 2:
        faults.add(Fault("lesson.few", "options"))
    if len(part.reasons) != count:
        counts = {"reasons": len(part.reasons), "options": count}
        faults.add(Fault("lesson.reasons", "reasons", details=counts))
    if not isinstance(right, int) or not 0 <= right < count:
        faults.add(Fault("lesson.right-option", "right", details={"last": count - 1}))
        right = 0
    return AskChoice(
        options=_lines(part.options, "options", subject, faults),
        right=right,
        reasons=_lines(part.reasons, "reasons", subject, faults),
        **common,
    )


def _pick(part: AskPart, subject: CardSubject, faults: Gathering, common: Any) -> Ask:  # noqa: ANN401
    if isinstance(part.right, int):
        faults.add(Fault("lesson.right-picks", "right"))
    right = part.right if isinstance(part.right, tuple) else ()
    if bool(part.among or part.which) == bool(right) or bool(part.among) != bool(part.which):
        faults.add(Fault("lesson.either-pick"))
    if part.which:
        faults.read("which", None, check_among, WHICH, part.which, "")
    if part.among:
        faults.read("among", None, _check_among, part.among, subject)
    picks = [
        faults.read(f"right[{index}]", _NOWHERE, clickable, each, subject)
        for index, each in enumerate(right)
    ]
    return AskPick(
        among=part.among, which=part.which, right=tuple(picks), varies=part.varies, **common
    )


def _order(part: AskPart, subject: CardSubject, faults: Gathering, common: Any) -> Ask:  # noqa: ANN401
    if len(part.items) < 2:
        faults.add(Fault("lesson.few", "items"))
    if len(set(part.items)) < len(part.items):
        faults.add(Fault("figures.twice", "items"))
    return AskOrder(items=_lines(part.items, "items", subject, faults), **common)


def _quantity(part: AskPart, subject: CardSubject, faults: Gathering) -> Quantity:
    if not part.quantity:
        faults.add(Fault("lesson.quantity-missing", "quantity"))
        return _NOWHERE
    return faults.read("quantity", _NOWHERE, subject.quantity, part.quantity)


def clickable(text: str, subject: CardSubject) -> Quantity:
    """Return what can be clicked in the picture."""
    owner = owner_of(subject.quantity(text))
    if owner is None:
        raise BadLesson("lesson.no-click", value=shown(text))
    return owner


def _check_among(text: str, subject: CardSubject) -> None:
    found = _AMONG.fullmatch(text)
    if found is None or found[1] not in _PLACED:
        raise BadLesson("lesson.no-kind", value=shown(text))
    last = subject.experiment.network.depth
    if found[2] is not None and not 0 <= int(found[2]) <= last:
        raise BadLesson("lesson.no-layer", value=shown(text), last=last)


def _needed(text: str, subject: CardSubject) -> Line:
    if not text.strip():
        raise BadLesson("lesson.empty")
    return line(text, subject)


def _lines(
    texts: tuple[str, ...], key: str, subject: CardSubject, faults: Gathering
) -> tuple[Line, ...]:
    return tuple(
        faults.read(f"{key}[{index}]", (), _needed, text, subject)
        for index, text in enumerate(texts)
    )
