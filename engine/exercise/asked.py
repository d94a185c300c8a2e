"""A typed number beside the right one: whether it is that, or another."""

from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from math import floor, isfinite, log10

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from engine.exercise.calculation import Calculation, Own
from engine.exercise.lines import Line, has_formula
from engine.exercise.places import StepNumbers, entry, rounded
from engine.exercise.suspects import SAME, places_of
from engine.exercise.work import Work
from engine.written.expression import Number, Symbol, evaluate, mapped
from engine.written.typed_number import TypedNumber

_BY_HAND = 0.1  # relative: what rounded numbers come to may be so far from the right result
_ALL_DIGITS = 17  # that tell any two float64 apart
_NOTHING = 1e-12  # sums that should be 0 come to less
_TYPED_LEAST = 2  # digits: with fewer, too many wrong numbers would fit


def unit_of(value: float, digits: int) -> float:
    """Return what the last of so many significant digits of a number counts; 0 of zero."""
    return 10.0 ** (floor(log10(abs(value))) - digits + 1) if value else 0.0


def agree(number: float, value: float, digits: int) -> bool:
    """Return whether a number is another one to so many significant digits of that."""
    if not isfinite(value):
        return False
    return abs(number - value) <= unit_of(value, digits) / 2 * (1 + 1e-9) + 1e-300


class Asked(Struct, frozen=True, eq=False, dict=True):
    """A typed number beside the line that it is for."""

    work: Work
    line: Line
    typed: TypedNumber
    digits: int

    @cached_property
    def right(self) -> float:
        return self.work.true(self.line.quantity)

    @cached_property
    def places(self) -> StepNumbers:
        return places_of(self.work, self.line)

    @cached_property
    def half(self) -> float:
        """Half of what the last digit that was typed counts; 0 of a quotient."""
        place = self.typed.last_place
        return 0.0 if place is None else 0.5 * 10.0**place

    @cached_property
    def typed_digits(self) -> int:
        """How many significant digits were typed."""
        if self.typed.decimal is None:
            return _ALL_DIGITS
        return len("".join(map(str, self.typed.decimal.as_tuple().digits)).lstrip("0"))

    @property
    def is_right(self) -> bool:
        """Whether it is the right number, rounded or cut off after the digits asked for."""
        return self.is_nearly(self.right) or self._is_cut_off

    @property
    def _is_cut_off(self) -> bool:
        short = abs(self.right) - abs(self.typed.value)
        enough = self.typed_digits >= self.digits and self.typed.value * self.right > 0
        return enough and 0 <= short < 2 * self.half * (1 - SAME)

    @property
    def is_right_by_hand(self) -> bool:
        """Whether it comes out for somebody who computes with the digits that are shown."""
        apart = abs(self.typed.value - self.right)
        if not apart <= _BY_HAND * abs(self.right):
            return False
        return any(
            self.is_nearly(value) and abs(value - self.right) <= _BY_HAND * abs(self.right)
            for value in self._by_hand()
        )

    def _by_hand(self) -> Iterator[float]:
        """Yield what the formula comes to in the digits shown, and all lines one after another."""
        if has_formula(self.line):
            for numbers in self.work.scope.derive(self.line.quantity).numbers:
                with suppress(ArithmeticError, ValueError):
                    yield evaluate(mapped(numbers, self._shown), {})
        with np.errstate(all="ignore"):
            yield Calculation(self.places, digits=self.work.digits).number(self.line.quantity)

    def number_for(self, own: Own, carried: bool, slopes_at_z: bool = False) -> float:
        """Return what the line comes to with own numbers in place of those of the step.

        carried: whether they have changed what lies between them and the line; slopes_at_z: see
        Calculation.
        """
        quantity = self.line.quantity
        with np.errstate(all="ignore"):
            now = Calculation(self.places, own=own, carried=carried, slopes_at_z=slopes_at_z)
            return entry(now.right(*self.places.place(quantity)), quantity, self.places)

    def _shown(self, leaf: Symbol | Number) -> Symbol | Number:
        if isinstance(leaf, Symbol) or leaf.exact:
            return leaf
        kind = None if leaf.quantity is None else leaf.quantity.kind
        return replace(leaf, value=float(rounded(np.array(leaf.value), self.work.digits, kind)))

    def is_cut_short_of(self, value: float) -> bool:
        """Whether it is a number as far as it goes, with fewer digits than were asked for."""
        few = 0 < self.typed_digits < self.digits
        return few and abs(self.typed.value - value) <= self.half * (1 + SAME)

    def is_nearly(self, value: float) -> bool:
        """Whether it is a number, to the digits that were asked for; 0 is what rounding left."""
        if self.typed.value == 0 and abs(value) < _NOTHING:
            return True
        return agree(self.typed.value, value, self.digits)

    def is_as_typed(self, value: float) -> bool:
        """Whether it is a number, rounded or cut off to the digits that were typed."""
        short = abs(value) - abs(self.typed.value)
        if self.typed_digits < _TYPED_LEAST or self.typed.decimal is None:
            return abs(self.typed.value - value) <= SAME * abs(value)
        cut_off = self.typed_digits >= self.digits and 0 <= short < 2 * self.half
        same_sign = self.typed.value * value > 0
        return abs(self.typed.value - value) <= self.half * (1 + SAME) or (cut_off and same_sign)

    def is_almost(self, value: float) -> bool:
        """Whether it is a number, but for one in the last digit that was asked for."""
        return abs(self.typed.value - value) <= unit_of(value, self.digits) * (1 + SAME)
