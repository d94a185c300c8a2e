"""How a number is written."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.text.numbers import DASH, full, short, shown_in_full
from engine.written.typed_number import read_number


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.15, "0.15"),
        (0.0821670405, "0.08217"),
        (-0.02260254, "−0.02260"),
        (0.0, "0"),
        (-0.0, "0"),
        (2.0, "2"),
        (9999.96, "10000"),
        (123456.7, "123457"),
        (1234567.0, "1.235×10⁶"),
        (3.51e-5, "3.51×10⁻⁵"),
        (0.000099999, "0.0001000"),
        (0.000438568, "0.0004386"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
        (math.nan, "not a number"),
    ],
)
def test_four_digits_are_written_as_a_textbook_would(value: float, text: str) -> None:
    assert short(value) == text


def test_final_zeros_tell_that_a_number_was_rounded() -> None:
    assert short(0.5) == "0.5"
    assert short(0.49999) == "0.5000"


def test_a_sign_is_put_before_gains_only_where_asked_for() -> None:
    assert short(0.5, sign=True) == "+0.5"
    assert short(-0.5, sign=True) == "−0.5"
    assert short(0.0, sign=True) == "0"


@given(st.floats(allow_nan=False, allow_infinity=False, width=32), st.integers(2, 10))
def test_a_short_number_reads_back_within_its_digits(value: float, digits: int) -> None:
    raised = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--")
    text = short(value, digits).translate(raised).replace("×10", "e")
    assert float(text) == pytest.approx(value, rel=0.5 * 10.0 ** (1 - digits) * 1.0001)


@given(st.floats(allow_nan=False))
def test_a_full_number_reads_back_to_the_same_float(value: float) -> None:
    assert float(full(value)) == value
    if math.isfinite(value):
        assert "-" not in shown_in_full(value)
        assert read_number(shown_in_full(value)).value == value


def test_a_number_not_computed_is_not_written_as_a_number() -> None:
    assert not any(letter.isdigit() for letter in DASH)
