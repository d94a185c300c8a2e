"""A ball follows its optimiser however many coordinates it has, and ends where numbers end."""

import math
from collections.abc import Callable
from functools import partial
from itertools import accumulate, count, repeat

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from engine.curves.behaviour import CLOSE, PATIENCE, BehaviourKind, behaviour
from engine.curves.curve import FormulaCurve
from engine.curves.descent import BallMemory, Descent
from engine.curves.gallery import CURVES, SURFACES
from engine.curves.parsing import parse
from engine.optimizers import OPTIMIZERS

SGD = OPTIMIZERS["sgd"]
PARABOLA = CURVES["parabola"].curve


def _descent(curve: FormulaCurve, start: float, rate: float, optimizer: str = "sgd") -> Descent:
    return Descent(lambda at: (curve.slope(at[0]),), (start,), OPTIMIZERS[optimizer], rate)


def _kind(formula: str, start: float, rate: float, optimizer: str = "sgd") -> BehaviourKind:
    curve = FormulaCurve(parse(formula))
    return behaviour(_descent(curve, start, rate, optimizer), curve, 0, 1000).kind


def _one_slope(slope: Callable[[float], float], place: tuple[float, ...]) -> tuple[float, ...]:
    return (slope(place[0]),)


@pytest.mark.parametrize("name", OPTIMIZERS)
@given(starts=st.tuples(st.floats(-3, 3), st.floats(-3, 3)), rate=st.floats(0.001, 0.3))
def test_coordinates_that_do_not_mix_descend_each_as_if_alone(
    name: str, starts: tuple[float, float], rate: float
) -> None:
    slopes: tuple[Callable[[float], float], ...] = (lambda a: 0.1 * a, lambda b: math.sin(3 * b))
    both = Descent(lambda at: (slopes[0](at[0]), slopes[1](at[1])), starts, OPTIMIZERS[name], rate)
    both.reach(20)
    for axis, start in enumerate(starts):
        alone = Descent(partial(_one_slope, slopes[axis]), (start,), OPTIMIZERS[name], rate)
        alone.reach(20)
        assert [place[axis] for place in both.places] == [place[0] for place in alone.places]


@pytest.mark.parametrize("name", OPTIMIZERS)
@given(start=st.floats(-2, 2), rate=st.floats(0.001, 0.2))
def test_a_ball_takes_the_steps_an_array_would(name: str, start: float, rate: float) -> None:
    optimizer, curve = OPTIMIZERS[name], CURVES["dips"].curve
    descent = _descent(curve, start, rate, name)
    descent.reach(10)
    place, slots = np.array([start]), optimizer.first_slots(1)
    for step in range(1, 11):
        # from where the ball is: between two dips, a rounding grows
        gradient = np.array([curve.slope(descent.places[step - 1][0])])
        place, slots = optimizer.step(
            np.array(descent.places[step - 1]), gradient, slots, rate, step
        )
        assert descent.places[step] == pytest.approx(tuple(place), rel=1e-12, abs=1e-15)
        kept = [float(slot[0]) for slot in slots]
        assert [slot[0] for slot in descent.memories[step].slots] == pytest.approx(kept, rel=1e-12)


def test_remembered_speed_carries_a_ball_over_level_ground() -> None:
    descent = Descent(
        lambda at: (0.0,), (1.0,), OPTIMIZERS["momentum"], 0.1, BallMemory(((2.0,),), 7)
    )
    descent.reach(30)
    speeds = accumulate(repeat(0.9, 30), initial=2.0, func=lambda v, kept: v * kept)
    expected = accumulate(list(speeds)[1:], initial=1.0, func=lambda w, v: w - 0.1 * v)
    assert [place[0] for place in descent.places] == pytest.approx(list(expected))
    assert descent.memories[-1].count == 37


@pytest.mark.parametrize("name", SURFACES)
def test_from_its_start_a_ball_comes_down_every_surface(name: str) -> None:
    each = SURFACES[name]
    descent = Descent(lambda at: each.surface.gradient(*at), each.start, SGD, each.rate)
    assert descent.reach(100) == 100
    first, last = each.surface.costs(*np.array([descent.places[0], descent.places[-1]]).T)
    assert last < 0.2 * first or last < -1  # the saddle lies at 4.5 and goes down to -1.25


@pytest.mark.parametrize("name", OPTIMIZERS)
@pytest.mark.parametrize(
    ("formula", "start", "rate"),
    [
        ("w^4", 5.0, 10.0),
        ("exp(w^2)", 3.0, 0.1),
        ("w^2", 1e150, 1e200),
        ("1e160w", 1.0, 0.001),
        ("1/w", 1e-3, 1e300),
    ],
)
def test_no_step_is_taken_to_what_is_not_a_number(
    name: str, formula: str, start: float, rate: float
) -> None:
    descent = _descent(FormulaCurve(parse(formula)), start, rate, name)
    taken = descent.reach(3000)
    assert taken == len(descent.places) - 1
    assert np.isfinite(descent.places).all()
    assert all(np.isfinite(memory.slots).all() for memory in descent.memories)
    assert descent.ended == (taken < 3000)
    assert descent.reach(4000) >= taken


def test_a_descent_asked_twice_takes_no_step_twice() -> None:
    asked: list[float] = []

    def slope_at(place: tuple[float, ...]) -> tuple[float, ...]:
        asked.append(place[0])
        return (2 * place[0],)

    descent = Descent(slope_at, (1.0,), SGD, 0.25)
    assert (descent.reach(4), descent.reach(2), descent.reach(5)) == (4, 2, 5)
    assert [descent.slope(step)[0] for step in range(6)] == [2.0 * 0.5**step for step in range(6)]
    assert asked == [0.5**step for step in range(6)]


def _needed(rate: float) -> int:
    """Return how many steps on the parabola lead from 0 to CLOSE to 3."""
    return next(steps for steps in count() if 3 * abs(1 - 2 * rate) ** steps <= CLOSE)


@given(rate=st.floats(0.01, 0.99), step=st.integers(0, 50))
@example(rate=0.02, step=0)
@example(rate=0.02, step=50)
def test_the_steps_that_are_counted_are_those_of_the_closed_form(rate: float, step: int) -> None:
    needed, factor = _needed(rate), abs(1 - 2 * rate)
    assume(abs(3 * factor**needed / CLOSE - 1) > 1e-6)  # at CLOSE itself rounding decides
    assume(abs(3 * factor ** (needed - 1) / CLOSE - 1) > 1e-6)
    found = behaviour(_descent(PARABOLA, 0.0, rate), PARABOLA, step, 2000)
    assert (found.more_steps, found.exact) == (max(needed - step, 0), True)
    assert found.end == pytest.approx(3, abs=1e-9)
    assert (found.kind is BehaviourKind.TOO_SMALL) == (rate < 0.5 and needed > PATIENCE)


@given(rate=st.floats(0.0001, 0.001))
def test_an_estimate_is_within_two_percent_of_the_closed_form(rate: float) -> None:
    found = behaviour(_descent(PARABOLA, 0.0, rate), PARABOLA, 0, 1000)
    assert (found.kind, found.exact) == (BehaviourKind.TOO_SMALL, False)
    expected = math.log(CLOSE / 3) / math.log(1 - 2 * rate)
    assert found.more_steps == pytest.approx(expected, rel=0.02)


@pytest.mark.parametrize("bend", [0.25, 0.5, 1, 2, 4, 8])
def test_at_the_inverse_curvature_one_step_arrives_and_at_twice_it_none_does(bend: float) -> None:
    formula = f"{bend} w^2 / 2"
    assert _kind(formula, 1.5, 1 / bend) is BehaviourKind.ONE_STEP
    assert _kind(formula, 1.5, 2 / bend) is BehaviourKind.CYCLING


@given(start=st.floats(0.2, 3), rate=st.floats(0.01, 1))
def test_a_parabola_upside_down_is_left_for_good(start: float, rate: float) -> None:
    assert _kind("-w^2", start, rate) in (BehaviourKind.DIVERGING, BehaviourKind.CREEPING)


@pytest.mark.parametrize(
    ("formula", "start", "rate"), [("ln(w)", 1.0, 0.3), ("w ln(w)", 0.5, 5.0), ("sqrt(w)", 1, 3)]
)
def test_a_step_below_zero_is_outside_of_a_logarithm_and_a_root(
    formula: str, start: float, rate: float
) -> None:
    assert _kind(formula, start, rate) is BehaviourKind.OUTSIDE


def test_a_slope_that_is_gone_leaves_a_ball_at_rest() -> None:
    assert _kind("relu(w)", 1.0, 0.7) is BehaviourKind.RESTING
    assert _kind("2", 1.0, 0.7) is BehaviourKind.RESTING
