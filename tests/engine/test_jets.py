"""Any formula that Python can read too means the same to both, on both sides of zero."""

import cmath
import math
import operator
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.curves.formula import compiled
from engine.curves.jets import FUNCTIONS, Jet
from engine.curves.parsing import CONSTANTS, parse

SMOOTH: dict[str, Callable[[complex], complex]] = {
    "sin": cmath.sin,
    "cos": cmath.cos,
    "tanh": cmath.tanh,
    "sigmoid": lambda z: 1 / (1 + cmath.exp(-z)),
}
BY_PYTHON: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "^": math.pow,
}
NUMBERS = st.sampled_from(["1.0", "1.5", "2.0", "3.0", ".5"])


def _at(text: str, w: float) -> Jet:
    return compiled(parse(text))({"w": Jet(w, 1.0, 0.0)})


def _sums(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Draw a sum with no more brackets than it needs, of values that stay small."""
    called = st.builds("{}({})".format, st.sampled_from(sorted(SMOOTH)), inner)
    raised = st.builds("{}**{}".format, NUMBERS, st.sampled_from(["w", "-w", "-w**2", "2.0**-1.0"]))
    squared = st.builds("{}**2".format, called | st.just("w"))
    factor = called | raised | squared | NUMBERS | st.just("w") | st.builds("({})".format, inner)
    over = st.builds("{}/{}".format, factor, NUMBERS | st.builds("(1.0+({})**2)".format, called))
    product = st.lists(factor | over, min_size=1, max_size=2).map("*".join)
    tail = st.builds("{}{}".format, st.sampled_from("+-"), product)
    return st.builds("{}{}{}".format, st.sampled_from(["", "-"]), product, tail | st.just(""))


@given(text=st.recursive(NUMBERS | st.just("w"), _sums, max_leaves=6), w=st.floats(-2, 2))
def test_whatever_python_reads_too_has_pythons_value_and_its_complex_step_slope(
    text: str, w: float
) -> None:
    by_python = eval(text, {"w": complex(w, 1e-30), **SMOOTH})  # Squire and Trapp (1998)
    found = _at(text, w)
    assert found.value == pytest.approx(complex(by_python).real, rel=1e-9, abs=1e-8)
    assert found.slope == pytest.approx(complex(by_python).imag / 1e-30, rel=1e-9, abs=1e-8)


@pytest.mark.parametrize("name", sorted({*FUNCTIONS} - {"ln", "sqrt"}))
@given(w=st.floats(-1.4, -0.05))
def test_below_zero_too_every_function_agrees_with_differences(name: str, w: float) -> None:
    h = 1e-4
    above, here, below = (_at(f"{name}(w)", at) for at in (w + h, w, w - h))
    assert here.slope == pytest.approx((above.value - below.value) / (2 * h), rel=1e-5, abs=1e-7)
    assert here.bend == pytest.approx((above.slope - below.slope) / (2 * h), rel=1e-5, abs=1e-7)


@pytest.mark.parametrize("sign", "+-*/^")
@pytest.mark.parametrize(
    ("one", "other"),
    [("exp(w)", "(2 + sin(w))"), ("(w^2 + 1)", "(3 - w)"), ("exp(-w)", "3"), ("2", "(w^2 + 1)")],
)
@given(w=st.floats(-1.5, 1.5))
def test_every_sign_joins_values_slopes_and_bends(
    sign: str, one: str, other: str, w: float
) -> None:
    h, joined = 1e-4, BY_PYTHON[sign]
    above, here, below = (_at(f"{one} {sign} {other}", at) for at in (w + h, w, w - h))
    assert here.value == pytest.approx(joined(_at(one, w).value, _at(other, w).value), rel=1e-13)
    assert here.slope == pytest.approx((above.value - below.value) / (2 * h), rel=1e-5, abs=1e-5)
    assert here.bend == pytest.approx((above.slope - below.slope) / (2 * h), rel=1e-5, abs=1e-5)


@given(w=st.floats(-30, 30))
def test_the_functions_of_the_network_are_what_python_makes_of_exp_and_max(w: float) -> None:
    assert _at("sigmoid(w)", w).value == pytest.approx(1 / (1 + math.exp(-w)), rel=1e-13)
    assert _at("tanh(w)", w).value == pytest.approx(2 / (1 + math.exp(-2 * w)) - 1, abs=1e-14)
    assert _at("relu(w) - relu(-w)", w).value == w
    assert _at("relu(w) + relu(-w)", w).value == _at("abs(w)", w).value == abs(w)


@pytest.mark.parametrize("w", [-1e4, 1e4])
def test_a_saturated_function_is_flat_and_overflows_nowhere(w: float) -> None:
    assert _at("sigmoid(w)", w) == (float(w > 0), 0, 0)
    assert _at("tanh(w)", w) == (math.copysign(1, w), 0, 0)


@pytest.mark.parametrize("name", ["abs", "relu"])
def test_at_a_kink_the_slope_is_the_stated_zero(name: str) -> None:
    assert _at(f"{name}(w)", 0.0) == (0, 0, 0)


@pytest.mark.parametrize(
    ("power", "slope", "bend"), [("w^0", 0, 0), ("w^1", 1, 0), ("w^2", 0, 2), ("w^3", 0, 0)]
)
def test_whole_powers_have_derivatives_at_zero(power: str, slope: float, bend: float) -> None:
    assert _at(power, 0.0)[1:] == (slope, bend)


@given(a=st.integers(1, 9), b=st.integers(1, 9), w=st.floats(-3, 3))
def test_a_product_without_a_sign_binds_as_one_with_it(a: int, b: int, w: float) -> None:
    for short, long in (
        (f"{a}/{b}w", f"{a}/{b}*w"),
        (f"{a}w/{b}w^2", f"{a}*w/{b}*w^2"),
        (f"{a}sin(w)pi(w + {b})", f"{a}*sin(w)*pi*(w + {b})"),
        (f"-{a}w² × w³ − {b}·w", f"-({a}*(w^2)*(w^3)) - ({b}*w)"),
    ):
        assert parse(short) == parse(long) or _at(short, w) == _at(long, w)


def test_constants_are_those_of_mathematics_and_not_in_the_way_of_powers_of_ten() -> None:
    assert _at("pi", 0.0) == _at("π", 0.0) == (math.pi, 0, 0)
    assert _at("e", 0.0) == (math.e, 0, 0)
    assert _at("2e", 0.0).value == 2 * math.e
    assert _at("2e1", 0.0).value == 20
    assert {*CONSTANTS}.isdisjoint(FUNCTIONS)


@pytest.mark.parametrize(
    ("text", "w"),
    [
        ("w + ln(w)", -2.5),
        ("2 - sqrt(w)", -1.0),
        ("0w^-1", 0.0),
        ("1/(w - w)", 3.0),
        ("sigmoid((-1)^w)", 0.5),
        ("w^w", -2.0),
    ],
)
def test_a_part_without_value_leaves_the_whole_without_value(text: str, w: float) -> None:
    assert all(math.isnan(each) for each in _at(text, w))
