"""Questions that are asked before a number is shown, and what answers to them are worth."""

from enum import Enum
from math import inf

import numpy as np
from msgspec import Struct

from engine.exercise.calculation import Own
from engine.exercise.judging import NOTHING, Judgement, Worth, judge
from engine.exercise.lines import line_of
from engine.exercise.work import Work
from engine.story.scope import Scope
from engine.written.quantity import (
    OF_BIASES,
    OF_LOSS,
    OF_WEIGHTS,
    BadAddress,
    Kind,
    Quantity,
    owner_of,
)

_TIE = 1e-9  # relative: sizes that differ by less are the same


class Which(Enum):
    """Which of several numbers is asked for; by size, without their signs."""

    LARGEST = "largest"
    SMALLEST = "smallest"
    NEGATIVE = "negative"
    POSITIVE = "positive"
    ZERO = "zero"


class NumberQuestion(Struct, frozen=True):
    """How large is a number? digits: how many significant ones must be right."""

    quantity: Quantity
    digits: int = 3


class SignQuestion(Struct, frozen=True):
    """Is a number above, at or below zero?"""

    quantity: Quantity


class ChoiceQuestion(Struct, frozen=True):
    """Which of so many options is right? They count from 0."""

    options: int
    right: int


class PickQuestion(Struct, frozen=True):
    """Which of the numbers in a picture is it? Asked for by what it is, or those that are right.

    among: a kind of number with or without a layer, `dw[2]` or `w`.
    """

    among: str = ""
    which: Which | None = None
    right: tuple[Quantity, ...] = ()


class OrderQuestion(Struct, frozen=True):
    """In which order do so many items stand? The right one is 0, 1, 2, ..."""

    items: int


def judge_number(question: NumberQuestion, typed: str, work: Work, own: Own = NOTHING) -> Judgement:
    """Return what a typed number is worth; raise BadAddress where the step has no such number.

    It may be that of another sample than the one followed.
    """
    row = question.quantity.sample
    if row is not None and 0 <= row < work.scope.samples:
        work = Work(work.experiment, work.step, row, work.digits)
    return judge(typed, line_of(work, question.quantity), work, own, question.digits)


def judge_sign(question: SignQuestion, sign: int, work: Work) -> Judgement:
    """Return whether a number has a sign: -1, 0 or 1."""
    value = work.true(work.scope.address(question.quantity))
    return _judged(sign == np.sign(value))


def judge_choice(question: ChoiceQuestion, chosen: int) -> Judgement:
    """Return whether an option is the right one."""
    return _judged(chosen == question.right)


def judge_pick(question: PickQuestion, picked: Quantity, work: Work) -> Judgement:
    """Return whether a number, or the neuron, weight or bias it belongs to, is a right one."""
    owners = {owner_of(each) or each for each in right_picks(question, work)}
    return _judged((owner_of(picked) or picked) in owners)


def judge_order(question: OrderQuestion, order: tuple[int, ...]) -> Judgement:
    """Return whether items stand in the right order."""
    return _judged(order == tuple(range(question.items)))


def _judged(is_right: bool) -> Judgement:
    return Judgement(Worth.RIGHT if is_right else Worth.WRONG)


def right_picks(question: PickQuestion, work: Work) -> tuple[Quantity, ...]:
    """Return the numbers that are right to pick; none where no number is as it is asked for."""
    if question.which is None:
        return question.right
    numbers = {each: work.true(each) for each in among(question.among, work)}
    match question.which:
        case Which.NEGATIVE:
            return tuple(each for each, value in numbers.items() if value < 0)
        case Which.POSITIVE:
            return tuple(each for each, value in numbers.items() if value > 0)
        case Which.ZERO:
            return tuple(each for each, value in numbers.items() if value == 0)
        case Which.LARGEST:
            most = max(map(abs, numbers.values()), default=inf)
            return tuple(each for each, value in numbers.items() if _tied(abs(value), most))
        case Which.SMALLEST:
            least = min(map(abs, numbers.values()), default=inf)
            return tuple(each for each, value in numbers.items() if _tied(abs(value), least))


def _tied(one: float, other: float) -> bool:
    return abs(one - other) <= _TIE * other


def among(text: str, work: Work) -> tuple[Quantity, ...]:
    """Return the numbers of a kind, those of one layer or of all; raise BadAddress for no kind."""
    name, bracket, rest = text.partition("[")
    kind = next((kind for kind in Kind if kind.value == name), None)
    layer = rest.removesuffix("]")
    if kind is None or kind in OF_LOSS or (bracket and not (layer.isdecimal() and rest != layer)):
        raise BadAddress("address.none", text=repr(text[:40]))
    found = _all_of(kind, work.scope)
    chosen = [each for each in found if not bracket or each.layer == int(layer)]
    if not chosen:
        raise BadAddress("address.not-in-step", text=text)
    return tuple(map(work.scope.address, chosen)) if kind not in _OF_BATCH else tuple(chosen)


_OF_BATCH = frozenset({Kind.D_WEIGHT, Kind.D_BIAS})  # those of the whole batch are meant


def _all_of(kind: Kind, scope: Scope) -> list[Quantity]:
    shape = scope.experiment.network.shape
    depth = len(shape.layers)
    if kind is Kind.INPUT:
        return [Quantity(kind, 0, unit) for unit in range(shape.sizes[0])]
    layers = [depth] if kind in (Kind.TARGET, Kind.A_AFTER) else shape.layers
    found: list[Quantity] = []
    for layer in layers:
        for unit in range(shape.sizes[layer]):
            if kind in OF_WEIGHTS:
                sources = range(shape.sizes[layer - 1])
                found += [Quantity(kind, layer, unit, source) for source in sources]
            elif kind not in OF_BIASES or shape.has_bias(layer):
                found.append(Quantity(kind, layer, unit))
    return found


def shuffled(items: int, seed: int) -> tuple[int, ...]:
    """Return an order in which to show items: never the right one where there is another."""
    generator = np.random.default_rng(seed)
    while True:
        order = tuple(int(each) for each in generator.permutation(items))
        if items < 2 or order != tuple(range(items)):
            return order
