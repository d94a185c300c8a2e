"""The secant and its error: true numbers, a line through both points, a sum one can redo."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from engine.backprop import cost
from engine.curves.gallery import CURVES
from engine.frozen import Array
from engine.network import flat_index, with_value
from engine.written.quantity import ParameterPlace, parse
from gui.disk.lessons import bundled_lesson
from gui.landscape.secant.secant_chart import error_chart, quotient, secant_chart, secant_text
from gui.landscape.secant.secant_view import SecantView
from gui.plots.chart import Chart, Series
from gui.state.choices import NETWORK
from gui.state.curve import actions as curve_actions
from gui.state.lesson import actions as lesson_actions
from gui.state.state import State, first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from tests.networks import mazur
from tests.reader import claims, number

BENT = [NETWORK, *sorted(CURVES.keys() - {"line"})]
_EPS = float(np.finfo(float).eps)


def _w5(h: float = 1.0, *, central: bool = False, digits: int = 9) -> State:
    state = view_actions.select(first_state(mazur()), parse("w[2,0,0]"))
    state = curve_actions.set_central(curve_actions.set_distance(state, h), central)
    return view_actions.set_digits(state, digits)


def _on(curve: str, h: float, *, central: bool = False) -> State:
    return curve_actions.choose_curve(_w5(h, central=central), curve)


def _cost(w5: float) -> float:
    experiment = mazur()
    first = experiment.first_parameters()
    moved = with_value(first, flat_index(first.shape, ParameterPlace(2, 0, 0)), w5)
    return cost(experiment.problem, moved)


def test_the_tangent_of_the_worked_example_is_the_published_number() -> None:
    notes = [note.text for note in secant_chart(_w5(digits=8)).notes]
    assert "tangent (backpropagation): 0.082167041" in notes  # nine decimals, as in Mazur (2015)


@pytest.mark.parametrize("h", [10.0, 1.0, 0.05, 1e-4])
def test_the_secant_is_the_difference_of_two_costs(h: float) -> None:
    forward, central = (float(each[0]) for each in _both(_w5(h)))
    assert forward == pytest.approx((_cost(0.4 + h) - _cost(0.4)) / h, rel=1e-9)
    assert central == pytest.approx((_cost(0.4 + h) - _cost(0.4 - h)) / (2 * h), rel=1e-9)


def _both(state: State) -> tuple[Array, Array]:
    found = quotient(state)
    return found.forward, found.central


def test_the_secant_of_the_parabola_is_off_by_h_and_the_central_one_is_exact() -> None:
    for h in (2.0, 0.5, 0.125):  # exact in binary: (w + h - 3)^2 - (w - 3)^2 = h (2(w - 3) + h)
        forward, central = _both(_on("parabola", h))
        assert (forward[0], central[0]) == (-6 + h, -6.0)


def _secant(chart: Chart) -> Series:
    (line,) = [curve for curve in chart.curves if curve.ink == "secant"]
    return line


def _inside(chart: Chart, xs: Array, ys: Array) -> bool:
    x, y = chart.x_axis, chart.y_axis
    wide, high = 1e-9 * (x.high - x.low), 1e-9 * (y.high - y.low)
    across = (xs >= x.low - wide) & (xs <= x.high + wide)
    return bool((across & (ys >= y.low - high) & (ys <= y.high + high)).all())


@pytest.mark.parametrize("central", [False, True], ids=["forward", "central"])
@pytest.mark.parametrize("curve", [NETWORK, *CURVES])
@given(st.floats(-2, 5), st.floats(-3, 1))
def test_the_secant_is_drawn_through_both_points_within_the_picture(
    curve: str, central: bool, w: float, exponent: float
) -> None:
    h = 10.0**exponent
    state = curve_actions.place_balls(_on(curve, h, central=central), w)
    chart = secant_chart(state)
    line = _secant(chart)
    xs, found = np.array([w - h if central else w, w + h]), quotient(state)
    ys = np.array([found.below[0] if central else found.here, found.above[0]])
    assume(_inside(chart, xs, ys))
    slope = (line.ys[1] - line.ys[0]) / (line.xs[1] - line.xs[0])
    drawn = line.ys[0] + slope * (xs - line.xs[0])
    assert drawn == pytest.approx(ys, abs=1e-7 * (chart.y_axis.high - chart.y_axis.low))
    assert _inside(chart, line.xs, line.ys)
    marked = {(point.x, point.y) for point in chart.points}
    assert set(zip(xs.tolist(), ys.tolist(), strict=True)) <= marked


@pytest.mark.parametrize("h", [1.0, 0.1, 0.01, 0.001])
def test_on_a_straight_line_only_rounding_is_left(h: float) -> None:
    # C = 4 at w = 4: half a unit in the last place of w + h, times 0.5, and half a one of C
    rounding = (0.5 * 2 * _EPS + 2 * _EPS) / (0.5 * h)
    assert quotient(_on("line", h)).forward_errors[0] <= rounding
    assert "a straight line" in error_chart(_on("line", h)).notes[0].text


@pytest.mark.parametrize("digits", [3, 4, 6, 9])
@pytest.mark.parametrize("central", [False, True], ids=["forward", "central"])
@pytest.mark.parametrize("curve", [NETWORK, *CURVES])
def test_the_secant_can_be_recomputed_from_what_is_printed(
    curve: str, central: bool, digits: int
) -> None:
    for exponent in np.linspace(1, -12, 53):
        h = float(f"{10.0**exponent:.3g}")
        found = quotient(_on(curve, h, central=central))
        text = secant_text(found, h, central, digits)
        (claim,) = claims(text)
        if claim.exactly:
            assert claim.holds(digits), text
        else:  # of two costs with sixteen digits there are not so many left
            lost = 1e-15 * max(abs(found.here), 1e-3) / h
            assert lost > 0.01 * 10.0**-digits * abs(float(number(claim.printed))), text


@pytest.mark.parametrize("curve", BENT)
def test_the_best_distance_of_a_forward_secant_lies_between_bend_and_rounding(curve: str) -> None:
    ring = error_chart(_on(curve, 1.0)).points[0]
    assert -10 < ring.x < -5


def test_a_central_secant_is_best_at_a_larger_distance_and_better() -> None:
    forward, central = (error_chart(_w5(central=each)).points[0] for each in (False, True))
    assert forward.x < central.x < -3
    assert central.y < forward.y


@pytest.mark.parametrize("curve", [NETWORK, "dips", "plateau", "saddle"])
def test_the_forward_error_falls_with_h_and_the_central_one_with_its_square(curve: str) -> None:
    chart = error_chart(_on(curve, 1.0))
    forward, central = chart.curves[:2]
    between = [(forward.xs > -3.6) & (forward.xs < -1.9)] * 2
    steepness = [
        np.polyfit(each.xs[some], each.ys[some], 1)[0]
        for each, some in zip((forward, central), between, strict=True)
    ]
    assert steepness == pytest.approx([1.0, 2.0], abs=0.03)


@pytest.mark.parametrize("central", [False, True], ids=["forward", "central"])
def test_the_marked_error_is_that_of_the_secant_on_screen(central: bool) -> None:
    state = _w5(1e-3, central=central)
    now, found = error_chart(state).points[1], quotient(state)
    slope = 0.08216704056423077
    shown = float((found.central if central else found.forward)[0])
    assert now.x == pytest.approx(-3)
    assert 10**now.y == pytest.approx(abs(shown - slope) / max(abs(shown), slope), rel=1e-6)


def test_the_errors_are_not_shown_before_a_lesson_has_asked_about_them(qtbot: QtBot) -> None:
    lesson, store = bundled_lesson("05-slope"), Store(first_state(mazur()))
    view = SecantView(store)
    qtbot.addWidget(view)
    view.resize(900, 500)
    view.show()
    assert view.errors.isVisible()
    store.apply(lesson_actions.open_lesson, lesson, 0)
    assert not view.errors.isVisible()
    at = [card.key for card in lesson.cards].index("too-close")
    store.apply(lesson_actions.go_to_card, at)
    store.apply(lesson_actions.show_answer)
    assert view.errors.isVisible()
