"""A typed number is read in one way, whatever hand or program wrote it."""

import math
import re
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.text.latex import to_latex
from engine.text.numbers import full, short
from engine.written.expression import Number
from engine.written.typed_number import LONGEST, BadNumber, read_number
from tests.faults import complaining, said

FINITE = st.floats(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("−0.45", -0.45),
        ("–0.45", -0.45),
        ("- 0.45", -0.45),
        ("0,5", 0.5),
        (".5", 0.5),
        ("−,5", -0.5),
        ("5.", 5.0),
        ("+0.5", 0.5),
        ("  7\u00a0", 7.0),
        ("1/3", 1 / 3),
        ("-1 / 3", -1 / 3),
        ("1,5/2", 0.75),
        ("0.1/0.3", 1 / 3),  # as the digits say, not as the float64 nearest to each would
        ("1e-3", 0.001),
        ("2.57e-6", 2.57e-6),
        ("2.57E−6", 2.57e-6),
        ("1.25D-01", 0.125),  # Fortran
        ("2.57×10⁻⁶", 2.57e-6),
        ("2.57 × 10⁻⁶", 2.57e-6),
        ("2.57·10^-6", 2.57e-6),
        ("2.57*10^-6", 2.57e-6),
        ("2.57*10**-6", 2.57e-6),
        ("2.57x10^(-6)", 2.57e-6),
        ("2.57 \\times 10^{-6}", 2.57e-6),
        ("$-2{,}57\\cdot10^{3}$", -2570.0),
        ("10⁻⁶", 1e-6),
        ("−10⁺²", -100.0),
        ("１．５", 1.5),  # as a Chinese keyboard types it
        ("0e9999", 0.0),
    ],
)
def test_a_number_is_read_as_people_and_programs_write_it(text: str, value: float) -> None:
    assert read_number(text).value == value


NONE = "abc 1_0 nan inf ∞ 0x10 0b1 1e e5 . − --1 1/2/3 /3 1/ 2×10 ٣ 2^3 (1) 5% 1.5.2e3"


@pytest.mark.parametrize("text", NONE.split())
def test_what_is_no_number_is_told_as_it_was_typed(text: str) -> None:
    with complaining(BadNumber, f"^'{re.escape(text)}' is not a number$"):
        read_number(text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "there is no number here"),
        (" \t", "there is no number here"),
        ("1,234,567", "'1,234,567' has digits in groups; written without them it can be read"),
        ("1.234,5", "'1.234,5' has digits in groups; written without them it can be read"),
        ("1 000", "'1 000' has digits in groups; written without them it can be read"),
        ("1/0", "'1/0' divides by zero"),
        ("1e999", "'1e999' is too large to compute with"),
        ("1e300/1e-300", "'1e300/1e-300' is too large to compute with"),
        ("1e99999999999", "'1e99999999999' is too large to compute with"),
        ("1e-999", "'1e-999' is too close to zero to compute with"),
        ("1e-300/1e300", "'1e-300/1e300' is too close to zero to compute with"),
        ("9" * 201, f"a number has at most 200 characters, unlike '{'9' * 40}…'"),
    ],
)
def test_what_is_no_number_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(BadNumber) as told:
        read_number(text)
    assert said(told.value) == sentence


@pytest.mark.parametrize(
    ("text", "place", "digits"),
    [
        ("0.082167041", -9, "82167041"),
        ("0.0820", -4, "820"),
        ("1.25e-01", -3, "125"),
        ("2.57×10⁻⁶", -8, "257"),
        ("0,5", -1, "5"),
        ("3.", 0, "3"),
        ("0.29837110876000271", -17, "29837110876000271"),
        ("1e5", 5, "1"),
    ],
)
def test_a_number_knows_the_digits_it_was_written_with(text: str, place: int, digits: str) -> None:
    number = read_number(text)
    assert number.last_place == place
    assert number.decimal is not None
    assert number.decimal.as_tuple().digits == tuple(map(int, digits))
    assert number.decimal == Decimal(digits).scaleb(place)


def test_a_quotient_has_no_last_digit() -> None:
    assert read_number("1/3").last_place is None


@given(FINITE, st.integers(1, 17), st.booleans())
def test_whatever_is_shown_or_copied_is_read_back(value: float, digits: int, sign: bool) -> None:
    power = int(f"{value:.{digits - 1}e}".partition("e")[2])
    decimals = max(digits - 1, power) if power < 6 else digits - 1  # up to the point all are shown
    rounded = float(f"{value:.{decimals}e}")
    if math.isinf(rounded):
        return
    assert read_number(short(value, digits, sign=sign)).value == rounded
    assert read_number(to_latex(Number(value), digits)).value == rounded
    assert read_number(full(value)).value == value


@given(st.integers(-(10**6), 10**6), st.integers(1, 10**6))
def test_a_quotient_is_rounded_once(above: int, below: int) -> None:
    assert read_number(f"{above}/{below}").value == float(Fraction(above, below))


@given(st.text(st.sampled_from("0123456789.,eE+-−/*^×10⁻⁶xX_ (){}$"), max_size=LONGEST + 2))
def test_any_text_is_a_finite_number_or_refused(text: str) -> None:
    with suppress(BadNumber):
        assert math.isfinite(read_number(text).value)
