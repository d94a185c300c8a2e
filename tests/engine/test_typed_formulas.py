"""A typed formula means what it means on paper, with true derivatives, and is never run."""

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.curves.formula import compiled
from engine.curves.jets import FUNCTIONS, Jet
from engine.curves.parsing import LONGEST, BadFormula, parse
from engine.written.typed_number import read_number
from tests.faults import said


def _at(text: str, w: float) -> Jet:
    return compiled(parse(text))({"w": Jet(w, 1.0, 0.0)})


ON_PAPER: list[tuple[str, Callable[[float], float]]] = [
    ("-w^2", lambda w: -(w * w)),
    ("2^-w", lambda w: 0.5**w),
    ("2^3^2", lambda w: 512.0),
    ("24/w/2", lambda w: 24 / w / 2),
    ("6 - w - 1", lambda w: 5 - w),
    ("2w^2", lambda w: 2 * w * w),
    ("3(w - 1)(w + 2)", lambda w: 3 * (w - 1) * (w + 2)),
    ("w²·2 − w³", lambda w: 2 * w * w - w**3),
    ("2 × pi w", lambda w: 2 * math.pi * w),
    ("e^w", math.exp),
    ("w**2", lambda w: w * w),
    ("1.5e-1w", lambda w: 0.15 * w),
    ("w^w", lambda w: w**w),
    ("w¹²", lambda w: w**12),
    ("w²^3", lambda w: w**6),
    ("0,5w", lambda w: 0.5 * w),
    ("2.57×10⁻⁶w", lambda w: 2.57e-6 * w),
    ("w/2×10²", lambda w: w / 2 * 100),
    ("w·10⁻²", lambda w: w / 100),
    ("2×10^2^2", lambda w: 20000.0),
    ("2*10^-2w", lambda w: 0.02 * w),
    ("2^2×10^2", lambda w: 400.0),
    ("w − 1e−3", lambda w: w - 1e-3),
    ("(w^2 + 1)^0.5", lambda w: math.hypot(w, 1)),
]
BY_PYTHON: dict[str, Callable[[float], float]] = {
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "exp": math.exp,
    "ln": math.log,
    "sqrt": math.sqrt,
    "abs": abs,
    "tanh": math.tanh,
    "sigmoid": lambda w: 1 / (1 + math.exp(-w)),
    "relu": lambda w: max(w, 0.0),
}


@pytest.mark.parametrize(("text", "on_paper"), ON_PAPER, ids=lambda each: str(each)[:16])
@given(w=st.floats(0.2, 3))
def test_a_formula_has_its_value_on_paper(
    text: str, on_paper: Callable[[float], float], w: float
) -> None:
    assert _at(text, w).value == pytest.approx(on_paper(w), rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("text", ["2.57×10⁻⁶", "1,5", ".5", "2.3 * 10^-7", "7e-3", "0,1·10⁻²²"])
def test_a_number_of_a_formula_is_the_one_a_field_would_read(text: str) -> None:
    assert _at(text, 1.0).value == read_number(text).value


def test_every_function_is_known_to_this_test() -> None:
    assert set(BY_PYTHON) == set(FUNCTIONS)


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
@given(w=st.floats(0.2, 1.4))
def test_every_function_and_its_derivatives_agree_with_differences(name: str, w: float) -> None:
    found, h, f = _at(f"{name}(w)", w), 1e-4, BY_PYTHON[name]
    assert found.value == pytest.approx(f(w), rel=1e-14)
    assert found.slope == pytest.approx((f(w + h) - f(w - h)) / (2 * h), rel=1e-5, abs=1e-7)
    bend = (f(w + h) - 2 * f(w) + f(w - h)) / h**2
    assert found.bend == pytest.approx(bend, rel=1e-4, abs=1e-5)


@pytest.mark.parametrize(
    "text",
    ["w^3 sin(2w) - exp(-w^2)/w", "(w - 2)^4 / (1 + w^2)", "ln(w^2 + 1)^2", "w^(w/2)", "2^(w^2)"],
)
@given(w=st.floats(0.3, 2.5))
def test_a_compound_formula_has_true_derivatives(text: str, w: float) -> None:
    h = 1e-4
    here, above, below = _at(text, w), _at(text, w + h), _at(text, w - h)
    assert here.slope == pytest.approx((above.value - below.value) / (2 * h), rel=1e-5, abs=1e-5)
    assert here.bend == pytest.approx((above.slope - below.slope) / (2 * h), rel=1e-5, abs=1e-5)


@pytest.mark.parametrize(
    ("text", "place", "word"),
    [
        ("__import__('os')", 0, "__import__"),
        ("w" * 10_000, LONGEST, "10000"),
        ("((w + 1)", 0, "never closed"),
        ("w + 1)", 5, "closes nothing"),
        ("1/0", 1, "zero"),
        ("w/(2 - 2)", 1, "zero"),
        ("w + foo", 4, "foo"),
        ("os.system('x')", 0, "os"),
        ("w.__class__", 1, "'.'"),
        ("lambda: 1", 0, "lambda"),
        ("", 0, "empty"),
        ("  ", 0, "empty"),
        ("w +", 3, "too early"),
        ("2 3", 2, "missing"),
        ("2..3", 2, "missing"),
        ("1e999", 0, "too large"),
        ("w + 2×10^999", 4, "too large"),
        ("1_0", 1, "'_0'"),
        ("2, 3", 1, "','"),
        ("sin w", 4, "sin(w)"),
        ("()", 1, "missing"),
        ("*w", 0, "missing"),
        ("w $ 2", 2, "$"),
        ("(w $ 2)", 3, "$"),
        ("(" * 100, 20, "deep"),
        ("^".join("w" * 60), 41, "deep"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence_with_its_place(
    text: str, place: int, word: str
) -> None:
    with pytest.raises(BadFormula) as problem:
        parse(text)
    assert word in said(problem.value)
    assert "\n" not in said(problem.value)
    assert problem.value.at == place


@given(st.text() | st.text("w0123456789.+-*/^()e sincoxplt", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    complaint = None
    try:
        compiled(parse(text))({"w": Jet(0.5, 1.0, 0.0)})
    except BadFormula as problem:
        complaint = problem
    assert complaint is None or (said(complaint) and 0 <= complaint.at <= max(len(text), 1))


@pytest.mark.parametrize(("text", "w"), [("ln(w)", -1.0), ("1/w", 0.0), ("w^0.5", -2.0)])
def test_where_a_formula_has_no_value_it_is_not_a_number(text: str, w: float) -> None:
    assert all(math.isnan(each) for each in _at(text, w))


@pytest.mark.parametrize("text", ["exp(1000w)", "1e200w*1e200", "w/1e-320"])
def test_where_a_formula_is_too_large_its_value_is_infinite(text: str) -> None:
    found = _at(text, 1.0)
    assert found.value == math.inf
    assert math.isnan(found.slope)


@pytest.mark.parametrize("text", ["sqrt(w)", "w^1.5"])
def test_a_curve_that_begins_steeply_has_its_first_point(text: str) -> None:
    assert _at(text, 0.0).value == 0
