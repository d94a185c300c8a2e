"""Figures as books and programs print them are compared to their own digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.text.printed import agrees, rounded_as, shown_as_printed

COST = 0.2983711087600027  # of the worked 2-2-2 example


@pytest.mark.parametrize(
    "printed",
    [
        *("0.298371109", ".298", "0.3", "0,2984", "2.98e-01", "2.98371109E-1", "2.984×10⁻¹"),
        *("2.984*10^-1", r"2.984 \times 10^{-1}", "29.84e-2", "0.29837110876000272", "+0.298"),
    ],
)
def test_what_a_book_or_a_program_prints_agrees_with_the_number_it_stands_for(printed: str) -> None:
    assert agrees(printed, COST)
    assert not agrees(printed.replace("2", "1", 1) if "2" in printed else "0.4", COST)


@pytest.mark.parametrize("printed", ["0.299", "0.2983711091", "2.99e-01", "0.29837110876010272"])
def test_a_figure_that_differs_in_its_last_digit_does_not_agree(printed: str) -> None:
    assert not agrees(printed, COST)


@given(st.floats(-1e6, 1e6, allow_subnormal=False), st.integers(0, 20))
def test_whatever_a_program_prints_of_a_number_agrees_with_it(value: float, digits: int) -> None:
    assert agrees(f"{value:.{digits}f}", value)
    assert agrees(f"{value:.{digits}e}", value)
    assert agrees(repr(value).replace("-", "\N{MINUS SIGN}"), value)


def test_a_seventeenth_digit_is_beyond_what_two_programs_agree_in() -> None:
    assert agrees("0.29837110876000275", COST)
    assert not agrees("0.29837110876100275", COST)
    assert not agrees("0.3", float("nan"))


@pytest.mark.parametrize(
    ("printed", "value", "ours"),
    [
        ("0.438568", 0.4385677344743465, "0.438568"),
        ("0.29", COST, "0.30"),
        ("-0.0226", -0.02260254047747507, "−0.0226"),
        (".5", 0.51, "0.5"),
        ("1.25e-01", 0.12468, "1.25×10⁻¹"),
        ("1.25×10⁻³", 0.0118, "11.80×10⁻³"),
        ("−38.1×10⁻³", -0.0380982365, "−38.1×10⁻³"),
        ("0.0e+00", 0.03, "0.0×10⁰"),
        ("10^2", 130.0, "1×10²"),
        ("3.510187783e-05", 3.510187783e-05, "3.510187783×10⁻⁵"),
        ("0.29", 1e200, "1e+200"),
        ("0.29", float("nan"), "not a number"),
        ("1/3", 0.25, "0.25"),
    ],
)
def test_ours_is_written_in_the_digits_of_the_printed_one(
    printed: str, value: float, ours: str
) -> None:
    assert rounded_as(printed, value) == ours


def test_a_hyphen_in_print_is_shown_as_the_minus_it_stands_for() -> None:
    assert shown_as_printed(" -2.5e-01 ") == "−2.5e−01"


@pytest.mark.parametrize("printed", [r"$-4.39\times10^{-4}$", "-4.39×10^-4", "−4.39×10⁻⁴"])
def test_tex_is_shown_as_the_signs_it_stands_for(printed: str) -> None:
    assert shown_as_printed(printed) == "−4.39×10⁻⁴"
