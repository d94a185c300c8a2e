"""A ball goes where its optimiser sends it, and is called what it does."""

from math import ceil, log

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine.curves.behaviour import CLOSE, Behaviour, BehaviourKind, behaviour
from engine.curves.curve import FormulaCurve
from engine.curves.descent import Descent
from engine.curves.gallery import CURVES
from engine.curves.parsing import parse
from engine.optimizers import OPTIMIZERS

SGD = OPTIMIZERS["sgd"]


def _descent(curve: FormulaCurve, start: float, rate: float, optimizer: str = "sgd") -> Descent:
    return Descent(lambda at: (curve.slope(at[0]),), (start,), OPTIMIZERS[optimizer], rate)


def _does(curve: FormulaCurve, start: float, rate: float, step: int = 0) -> Behaviour:
    return behaviour(_descent(curve, start, rate), curve, step, 1000)


@given(start=st.floats(-5, 10), rate=st.floats(0.01, 0.95))
def test_on_the_parabola_the_distance_shrinks_by_the_same_factor(start: float, rate: float) -> None:
    descent = _descent(CURVES["parabola"].curve, start, rate)
    assert descent.reach(20) == 20
    expected = 3 + (1 - 2 * rate) ** np.arange(21) * (start - 3)
    assert [place[0] for place in descent.places] == pytest.approx(expected, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_two_numbers_at_once_are_what_the_optimiser_makes_of_an_array(name: str) -> None:
    optimizer, rate = OPTIMIZERS[name], 0.07
    descent = Descent(lambda at: (2 * at[0], np.sin(3 * at[1])), (1.5, -0.4), optimizer, rate)
    descent.reach(25)
    place, slots = np.array([1.5, -0.4]), optimizer.first_slots(2)
    for step in range(1, 26):
        gradient = np.array([2 * place[0], np.sin(3 * place[1])])
        place, slots = optimizer.step(place, gradient, slots, rate, step)
        assert descent.places[step] == pytest.approx(tuple(place), rel=1e-12)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_descent_goes_on_with_what_was_remembered(name: str) -> None:
    curve = CURVES["dips"].curve
    whole = _descent(curve, 0.3, 0.03, name)
    whole.reach(12)
    later = Descent(
        lambda at: (curve.slope(at[0]),),
        whole.places[5],
        OPTIMIZERS[name],
        0.03,
        whole.memories[5],
    )
    later.reach(7)
    assert later.places == whole.places[5:13]


def test_a_descent_that_grows_too_large_ends_at_its_last_number() -> None:
    descent = _descent(FormulaCurve(parse("w^4")), 3.0, 5.0)
    taken = descent.reach(500)
    assert descent.ended
    assert taken < 500
    assert np.isfinite(descent.places).all()


def test_the_name_turns_exactly_at_the_limits_that_the_curvature_sets() -> None:
    parabola = CURVES["parabola"].curve
    kinds = [_does(parabola, 0.0, rate).kind for rate in (0.49, 0.5, 0.51, 0.999, 1.0, 1.001)]
    assert kinds == [
        BehaviourKind.MONOTONE,
        BehaviourKind.ONE_STEP,
        BehaviourKind.OSCILLATING,
        BehaviourKind.OSCILLATING,
        BehaviourKind.CYCLING,
        BehaviourKind.DIVERGING,
    ]


@given(bend=st.floats(0.1, 20), times=st.floats(0.05, 2.5), start=st.floats(0.5, 5))
def test_on_any_parabola_the_name_follows_rate_times_curvature(
    bend: float, times: float, start: float
) -> None:
    assume(abs(times - 1) > 1e-3)
    assume(abs(times - 2) > 1e-3)
    does = _does(FormulaCurve(parse(f"{bend!r} w^2 / 2")), start, times / bend).kind
    if times < 1:
        assert does in (BehaviourKind.MONOTONE, BehaviourKind.TOO_SMALL, BehaviourKind.ONE_STEP)
    else:
        assert does is (BehaviourKind.OSCILLATING if times < 2 else BehaviourKind.DIVERGING)


@pytest.mark.parametrize("steps_done", [0, 40])
def test_a_rate_is_too_small_by_as_many_steps_as_the_closed_form_needs(steps_done: int) -> None:
    does = _does(CURVES["parabola"].curve, 0.0, 0.01, steps_done)
    assert does.kind is BehaviourKind.TOO_SMALL
    assert does.exact
    assert does.more_steps == ceil(log(CLOSE / 3) / log(0.98)) - steps_done


def test_beyond_the_horizon_the_steps_are_estimated() -> None:
    does = _does(CURVES["parabola"].curve, 0.0, 0.001)
    assert (does.kind, does.exact) == (BehaviourKind.TOO_SMALL, False)
    assert does.more_steps == pytest.approx(log(CLOSE / 3) / log(0.998), rel=0.01)


def test_on_the_dips_a_small_rate_ends_in_the_first_dip() -> None:
    does = _does(CURVES["dips"].curve, 0.0, 0.05)
    assert does.kind is BehaviourKind.MONOTONE
    assert does.end == pytest.approx(1.0134, abs=1e-4)


def test_a_line_has_no_end_and_level_ground_no_beginning() -> None:
    assert _does(CURVES["line"].curve, 4.0, 0.5).kind is BehaviourKind.ENDLESS
    assert _does(CURVES["parabola"].curve, 3.0, 0.2).kind is BehaviourKind.RESTING
    assert _does(CURVES["plateau"].curve, 1.0, 0.001).kind is BehaviourKind.CREEPING


def test_a_ball_can_leave_where_the_formula_has_a_value() -> None:
    assert _does(FormulaCurve(parse("w + ln(w)")), 1.0, 1.0).kind is BehaviourKind.OUTSIDE


def test_too_large_a_rate_on_the_dips_never_settles() -> None:
    assert _does(CURVES["dips"].curve, 0.0, 0.62).kind is BehaviourKind.RESTLESS


@pytest.mark.parametrize("rate", [0.00286, 0.0029])
def test_a_ball_that_has_all_but_arrived_is_counted_to_the_minimum(rate: float) -> None:
    parabola = CURVES["parabola"].curve
    needed = ceil(log(CLOSE / 3) / log(1 - 2 * rate))
    for step in (0, 100, 500):
        does = _does(parabola, 0.0, rate, step)
        assert does.more_steps == pytest.approx(needed - step, abs=1)


@pytest.mark.parametrize(
    ("rate", "kind"), [(0.1, BehaviourKind.MONOTONE), (0.15, BehaviourKind.MONOTONE)]
)
def test_with_a_short_horizon_a_fair_rate_is_not_called_too_small(
    rate: float, kind: BehaviourKind
) -> None:
    parabola = CURVES["parabola"].curve
    does = behaviour(_descent(parabola, 0.0, rate), parabola, 0, 12)
    assert does.kind is kind
    needed = ceil(log(CLOSE / 3) / log(1 - 2 * rate))
    assert does.more_steps == pytest.approx(needed, abs=1)


@pytest.mark.parametrize("text", ["exp(w^2)", "exp(w) + exp(-w)"])
def test_a_ball_thrown_to_where_the_loss_is_too_large_diverges(text: str) -> None:
    assert _does(FormulaCurve(parse(text)), 3.5, 0.6).kind is BehaviourKind.DIVERGING


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_slope_that_is_not_finite_ends_a_descent_quietly(name: str) -> None:
    descent = Descent(lambda at: (float("inf"),), (1.0,), OPTIMIZERS[name], 0.1)
    assert descent.reach(3) == 0
    assert descent.ended
