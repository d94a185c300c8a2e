"""Balls on curves: their steps, what is refused, and that every descent can be drawn."""

import numpy as np
import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.curves.behaviour import BehaviourKind
from engine.curves.gallery import CURVES
from engine.curves.minima import lowest
from engine.experiment import Training, UpdateRule
from engine.fault import Fault
from engine.network import flat_index
from engine.optimizers import OPTIMIZERS
from engine.penalty import Penalty
from engine.shape import NetworkShape
from engine.written.quantity import parse
from gui.landscape.curve.balls import trail
from gui.landscape.curve.descent_history import descent_history
from gui.landscape.curve.slice import slice_of
from gui.landscape.curve.slice_chart import slice_chart
from gui.landscape.curve.step_lines import newest_step
from gui.landscape.secant.secant_chart import error_chart, secant_chart
from gui.plots.chart import Chart
from gui.state.choices import MOST_BALLS, NETWORK, TYPED, Ball
from gui.state.curve import actions as curve_actions
from gui.state.curve import derived as curve_derived
from gui.state.falling import all_rest
from gui.state.plane import actions as plane_actions
from gui.state.refusal import Refused
from gui.state.run import actions, derived
from gui.state.schedule import BALL_SECONDS
from gui.state.state import Mode, State, first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.words.faults import fault_sentence
from tests.faults import complaining
from tests.networks import mazur, random_experiment
from tests.passing import tick

NOT_POSITIVE = [0.0, -1.0, float("nan"), float("inf"), float("-inf")]


def _on(curve: str, rate: float | None = None, start: float | None = None) -> State:
    state = curve_actions.choose_curve(first_state(mazur()), curve)
    if rate is not None:
        state = curve_actions.set_ball_rate(state, 0, rate)
    return state if start is None else curve_actions.place_balls(state, start)


def _settled(state: State, frame: float = 1 / 60) -> State:
    for _ in range(10_000):
        if state.mode is Mode.PAUSED:
            return state
        state = tick(state, frame)
    raise AssertionError("the balls never stop")


def _stepped(state: State, steps: int = 1) -> State:
    for _ in range(steps):
        state = _settled(curve_actions.step_down(state), 1.0)
    return state


def _stands(state: State, index: int = 0) -> float:
    descent = curve_derived.descents(state)[index]
    return descent.places[curve_derived.steps_of(state, descent)][0]


def _does(rate: float) -> BehaviourKind:
    return curve_derived.behaviours(_on("parabola", rate))[0].kind


@pytest.mark.parametrize(
    ("rate", "kind"),
    [
        (0.01, BehaviourKind.TOO_SMALL),  # 3 x 0.98^n is below 0.01 only after 283 steps
        (0.499, BehaviourKind.MONOTONE),
        (0.5, BehaviourKind.ONE_STEP),
        (0.501, BehaviourKind.OSCILLATING),
        (0.999, BehaviourKind.OSCILLATING),
        (1.0, BehaviourKind.CYCLING),
        (1.001, BehaviourKind.DIVERGING),
    ],
)
def test_on_the_parabola_the_label_turns_at_one_and_two_over_the_curvature(
    rate: float, kind: BehaviourKind
) -> None:
    assert _does(rate) is kind


@given(st.floats(0.03, 0.499), st.floats(0.501, 0.999), st.floats(1.001, 100))
def test_between_the_limits_of_the_parabola_the_label_stays(
    slow: float, swinging: float, wild: float
) -> None:
    kinds = [_does(rate) for rate in (slow, swinging, wild)]
    assert kinds == [BehaviourKind.MONOTONE, BehaviourKind.OSCILLATING, BehaviourKind.DIVERGING]


def test_how_many_steps_are_missing_is_counted() -> None:
    state, distance = _stepped(_on("parabola", 0.1), 4), 3 * 0.8**4
    count = next(n for n in range(100) if distance * 0.8**n <= 0.01)
    assert curve_derived.behaviours(state)[0].more_steps == count


@given(st.floats(1e-3, 10), st.floats(-50, 50))
def test_a_step_lands_at_the_place_minus_rate_times_slope(rate: float, start: float) -> None:
    state = _settled(curve_actions.step_down(_on("parabola", rate, start)))
    assert _stands(state) == pytest.approx(start - rate * 2 * (start - 3), rel=1e-12, abs=1e-12)


def test_a_ball_goes_down_the_tangent_and_then_onto_the_curve() -> None:
    state = curve_actions.step_down(_on("parabola"))  # from (0, 9), slope -6, by 0.2 x 6
    places = []
    while state.mode is not Mode.PAUSED:
        places.append(_seen(state))
        state = tick(state, BALL_SECONDS / 16)
    tangent, onto = places[:9], places[8:]
    assert places[0] == (0.0, 9.0)
    assert all(y == pytest.approx(9 - 6 * x) for x, y in tangent)
    assert [x for x, _ in tangent] == sorted({x for x, _ in tangent})
    assert onto[0] == pytest.approx((1.2, 1.8))
    assert all(x == pytest.approx(1.2) for x, _ in onto)
    assert [y for _, y in onto] == sorted({y for _, y in onto})
    assert _seen(state) == pytest.approx((1.2, 3.24))


def _seen(state: State) -> tuple[float, float]:
    return trail(state, curve_derived.balls(state)[0], curve_derived.descents(state)[0]).place


def test_speed_changes_how_long_a_step_takes() -> None:
    slow = tick(curve_actions.step_down(_on("parabola")), 0.06)
    fast = curve_actions.step_down(view_actions.set_speed(_on("parabola"), 5.0))
    assert slow.curve.part == pytest.approx(0.1)
    assert tick(fast, 0.06).curve.part == pytest.approx(0.5)


@pytest.mark.parametrize("curve", [NETWORK, *CURVES])
def test_back_undoes_a_step_exactly(curve: str) -> None:
    start = _on(curve)
    one, two = _stepped(start), _stepped(start, 2)
    assert _stands(two) != _stands(one)
    assert curve_actions.step_back(two).curve == one.curve
    assert _stands(curve_actions.step_back(curve_actions.step_back(two))) == _stands(start)
    nothing = curve_actions.step_back(start)
    assert nothing.curve == start.curve


@pytest.mark.parametrize("curve", [NETWORK, *CURVES])
def test_reset_goes_to_where_the_balls_were_placed_and_then_to_the_own_start(curve: str) -> None:
    fresh = _on(curve)
    own = 0.4 if curve == NETWORK else CURVES[curve].start
    state = _stepped(curve_actions.place_balls(fresh, 1.75), 3)
    once = curve_actions.reset_balls(state)
    assert (_stands(once), curve_derived.start(once)) == (1.75, 1.75)
    assert _stands(curve_actions.reset_balls(once)) == own


def _trained(optimizer: str, penalty: Penalty | None = None, batch: int | None = None) -> State:
    training = Training(0.05, batch_size=batch, optimizer=OPTIMIZERS[optimizer])
    experiment = random_experiment(5, training=training)
    if penalty is not None:
        experiment = replace(experiment, penalty=penalty)
    return actions.train(first_state(experiment), 3)


@pytest.mark.parametrize("optimizer", sorted(OPTIMIZERS))
@pytest.mark.parametrize("penalty", [None, Penalty(0.0, 0.1), Penalty(0.02, 0.1)])
@pytest.mark.parametrize("place", ["w[1,2,1]", "b[1,0]", "w[2,1,3]", "b[2,0]"])
@pytest.mark.parametrize("step", [0, 3])
def test_the_first_ball_takes_the_networks_own_next_step(
    optimizer: str, penalty: Penalty | None, place: str, step: int
) -> None:
    trained = _trained(optimizer, penalty, batch=4)
    state = view_actions.select(actions.go_to(trained, step, 0, 1.0), parse(place))
    at, trace = parse(place), derived.trace(state)
    index = flat_index(NetworkShape((3, 4, 2)), at.place)
    moved = _stepped(state)
    assert _stands(state) == trace.before.flat[index]
    assert _stands(moved) == pytest.approx(float(trace.after.flat[index]), rel=1e-12, abs=1e-12)


def test_the_first_ball_has_the_parameters_of_the_networks_optimiser() -> None:
    adam = OPTIMIZERS["adam"].with_values(beta1=0.5, eps=0.1)
    experiment = random_experiment(5, training=Training(0.05, batch_size=None, optimizer=adam))
    state = actions.train(first_state(experiment), 3)
    trace = derived.trace(state)
    index = flat_index(NetworkShape((3, 4, 2)), derived.parameter(state).place)
    moved = _stepped(state)
    assert _stands(moved) == pytest.approx(float(trace.after.flat[index]), rel=1e-12, abs=1e-12)
    result = newest_step(moved)[-1].equation.result
    assert result is not None
    assert result.value == pytest.approx(_stands(moved), rel=1e-12)


@pytest.mark.parametrize("optimizer", sorted(OPTIMIZERS))
def test_the_lines_of_a_step_end_where_the_ball_stands(optimizer: str) -> None:
    state = _stepped(_trained(optimizer), 4)
    result = newest_step(state)[-1].equation.result
    assert result is not None
    assert result.value == pytest.approx(_stands(state), rel=1e-12)
    assert newest_step(_trained(optimizer)) == ()


def test_a_ball_placed_elsewhere_begins_without_memory() -> None:
    state = curve_actions.place_balls(_trained("momentum"), 0.7)
    slope = curve_derived.curve(state).slope(0.7)
    assert _stands(_stepped(state)) == pytest.approx(0.7 - 0.05 * slope, rel=1e-12)


@pytest.mark.parametrize("curve", [NETWORK, "dips"])
def test_only_on_the_networks_curve_a_change_of_it_forgets_the_balls(curve: str) -> None:
    state = _stepped(curve_actions.place_balls(_on(curve), 1.5), 2)
    changed = [
        actions.train(state, 1),
        actions.next_step(state),
        view_actions.select(state, parse("w[1,0,1]")),
    ]
    forgotten = curve == NETWORK
    for each in changed:
        chosen = curve_derived.choice(each)
        assert (chosen.start, chosen.steps) == ((None, 0) if forgotten else (1.5, 2))


def test_back_at_the_same_weights_the_balls_are_there_again() -> None:
    state = _stepped(curve_actions.place_balls(_on(NETWORK), 1.5), 2)
    there = actions.go_to(actions.train(state, 5), 3, 0, 1.0)
    assert curve_derived.choice(there).steps == 0
    assert _stands(actions.go_to(there, 0, 0, 1.0)) == _stands(state)


def test_on_the_networks_curve_the_first_rate_is_that_of_the_training() -> None:
    state = _stepped(curve_actions.place_balls(_on(NETWORK), 1.5), 2)
    faster = curve_actions.set_ball_rate(state, 0, 2.5)
    assert derived.experiment(faster).training.learning_rate == 2.5
    assert curve_derived.choice(faster).steps == 2
    slope = curve_derived.curve(faster).slope
    first = 1.5 - 2.5 * slope(1.5)
    assert _stands(faster) == pytest.approx(first - 2.5 * slope(first), rel=1e-12)


def test_elsewhere_a_rate_leaves_the_training_alone() -> None:
    state = curve_actions.add_ball(_on(NETWORK))
    for after in (
        curve_actions.set_ball_rate(state, 1, 2.5),
        curve_actions.set_ball_rate(_on("parabola"), 0, 2.5),
    ):
        assert derived.experiment(after).training.learning_rate == 0.5
        assert after.curve.balls[-1].rate == 2.5


def test_there_are_one_to_five_balls() -> None:
    state = _on("parabola")
    for count in range(2, MOST_BALLS + 1):
        state = curve_actions.add_ball(state)
        assert len(curve_derived.descents(state)) == count
    with complaining(Refused, "5 balls"):
        curve_actions.add_ball(state)
    for _ in range(MOST_BALLS - 1):
        state = curve_actions.remove_ball(state, 1)
    assert state.curve.balls == (Ball(0.2),)
    for index in (0, 1, -1):
        with complaining(Refused, "cannot be taken away"):
            curve_actions.remove_ball(state, index)


def test_a_ball_taken_away_leaves_the_others_as_they_were() -> None:
    state = _on("parabola")
    for rate in (0.1, 0.3):
        state = curve_actions.add_ball(state)
        state = curve_actions.set_ball_rate(state, len(state.curve.balls) - 1, rate)
    state = curve_actions.remove_ball(_stepped(state), 1)
    assert [_stands(state, index) for index in (0, 1)] == pytest.approx([1.2, 1.8])


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os')",
        "w" * 10_000,
        "(" * 100 + "w" + ")" * 100,
        "(w - 1",
        "w - 1)",
        "1/0",
        "w + unknown",
        "ln(w-100)",
        "",
        "w.real",
        "1e999 w",
    ],
)
def test_a_formula_that_gives_no_curve_is_refused_in_one_sentence(text: str) -> None:
    store, told = Store(_on("dips")), list[Fault]()
    store.refused.connect(told.append)
    before = store.state
    store.apply(curve_actions.type_formula, text)
    assert store.state is before
    (fault,) = told
    sentence = fault_sentence(fault)
    assert 10 < len(sentence) < 250
    assert "\n" not in sentence


def test_a_typed_formula_is_computed_as_written() -> None:
    state = curve_actions.type_formula(_on(NETWORK), "2w^2 - sin(w)/3 + 1")
    ws = np.linspace(-4, 4, 9)
    assert state.curve.curve == TYPED
    expected = 2 * ws**2 - np.sin(ws) / 3 + 1
    assert curve_derived.curve(state).costs(ws) == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize("number", NOT_POSITIVE)
def test_rates_and_distances_without_sense_are_refused(number: float) -> None:
    state = _on("parabola")
    with complaining(Refused, "learning rate must be a number above zero"):
        curve_actions.set_ball_rate(state, 0, number)
    with complaining(Refused, "distance h must be a number above zero"):
        curve_actions.set_distance(state, number)
    with complaining(Refused, "learning rate must be a number above zero"):
        plane_actions.set_ground_rate(state, number)
    with complaining(Refused, "cannot be drawn"):
        plane_actions.set_half_width(state, number)


@pytest.mark.parametrize(
    ("low", "high"),
    [
        (float("nan"), 1.0),
        (0.0, float("nan")),
        (0.0, float("inf")),
        (float("-inf"), 0.0),
        (2.0, 1.0),
        (1.0, 1.0),
        (1e9, 1e9 + 1e-3),
        (0.0, 1e16),
    ],
)
def test_ranges_without_a_picture_are_refused(low: float, high: float) -> None:
    with complaining(Refused, "cannot be drawn"):
        curve_actions.set_limits(_on("parabola"), low, high)


@pytest.mark.parametrize("w", [float("nan"), float("inf"), float("-inf"), 1e16])
def test_a_ball_is_only_placed_at_a_number(w: float) -> None:
    for curve in (NETWORK, "parabola"):
        with complaining(Refused, "cannot be placed"):
            curve_actions.place_balls(_on(curve), w)
    with complaining(Refused, "cannot start from"):
        plane_actions.start_from(_on("parabola"), 0.0, w)


def test_names_that_do_not_exist_are_refused() -> None:
    state = _on("parabola")
    for action in (
        lambda: curve_actions.choose_curve(state, "circle"),
        lambda: curve_actions.set_ball_optimizer(state, 0, "luck"),
        lambda: plane_actions.choose_surface(state, "moon"),
        lambda: plane_actions.set_ground_optimizer(state, "luck"),
    ):
        with complaining(Refused, "there is no"):
            action()


def test_the_minima_of_the_dips_are_where_its_slope_turns() -> None:
    found = curve_derived.minima_between(_on("dips"), -2, 8)
    ws = np.linspace(-2, 8, 1_000_001)
    costs = 0.24 * (ws - 3) ** 2 + 1 - np.cos(3 * (ws - 3))
    turns = (costs[1:-1] < costs[:-2]) & (costs[1:-1] <= costs[2:])
    assert [each.w for each in found] == pytest.approx(ws[1:-1][turns], abs=1e-5)
    best = lowest(found)
    assert best is not None
    assert best.w == pytest.approx(3, abs=1e-9)
    assert best.cost == pytest.approx(0, abs=1e-12)


def test_descending_stops_by_itself_once_all_balls_rest() -> None:
    state = curve_actions.set_ball_rate(curve_actions.add_ball(_on("parabola", 0.5)), 1, 0.25)
    state = _settled(curve_actions.toggle_descending(state), 0.1)
    assert [_stands(state, index) for index in (0, 1)] == pytest.approx([3.0, 3.0], abs=1e-12)
    assert all_rest(state)


def test_on_a_slope_without_end_they_go_on_until_stopped() -> None:
    state = curve_actions.toggle_descending(_on("line"))
    for _ in range(2100):
        state = tick(state, 0.1)
    assert state.mode is Mode.DESCENDING
    assert 90 < state.curve.steps <= 101  # one moves for 0.6 s and holds for 1.5 s
    assert curve_actions.toggle_descending(state).mode is Mode.PAUSED


def _descending(curve: str, optimizer: str, rate: float, start: float) -> State:
    training = Training(rate, optimizer=OPTIMIZERS[optimizer])
    state = curve_actions.choose_curve(first_state(mazur(training)), curve)
    state = curve_actions.set_ball_optimizer(state, 0, optimizer)
    return curve_actions.place_balls(curve_actions.set_ball_rate(state, 0, rate), start)


def _assert_drawable(chart: Chart) -> None:
    for axis in (chart.x_axis, chart.y_axis):
        assert np.isfinite([axis.low, axis.high]).all()
        assert axis.low < axis.high
    for curve in chart.curves:
        assert np.isfinite(curve.xs).all()
        assert np.isfinite(curve.ys).all()
    for point in chart.points:
        assert np.isfinite([point.x, point.y]).all()
    for arrow in chart.arrows:
        assert np.isfinite([arrow.x, arrow.y, arrow.to_x, arrow.to_y]).all()


@pytest.mark.parametrize("curve", [NETWORK, TYPED, *CURVES])
@settings(max_examples=3)
@given(st.floats(-4, 2), st.floats(-50, 50))
def test_every_descent_can_be_drawn(curve: str, exponent: float, start: float) -> None:
    for optimizer in sorted(OPTIMIZERS):
        note(optimizer)  # the last one is told where the test fails
        state = _descending(curve, optimizer, 10.0**exponent, start)
        for _ in range(60):
            state = curve_actions.step_down(state)
        settled = _settled(state)
        for moment in (state, tick(state, 0.4), settled):
            for chart in (slice_chart, descent_history):
                _assert_drawable(chart(moment))
        for chart in (secant_chart, error_chart):
            _assert_drawable(chart(settled))


@pytest.mark.parametrize("curve", [NETWORK, TYPED, *CURVES])
def test_the_picture_says_where_the_ball_is_and_where_it_goes_next(curve: str) -> None:
    state = _stepped(_descending(curve, "sgd", 0.02, 1.25), 3)
    shown, next_one = slice_of(state), _stepped(state)
    found = curve_derived.curve(state)
    assert shown.present == _stands(state)
    assert shown.loss == found.costs(np.array([shown.present]))[0]
    h = 1e-5
    above, below = found.costs(np.array([shown.present + h, shown.present - h]))
    assert shown.slope == pytest.approx((above - below) / (2 * h), rel=1e-6, abs=1e-9)
    assert shown.landing is not None
    assert shown.landing[0] == _stands(next_one)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_ball_makes_the_networks_own_mistake_where_layers_are_updated_in_place(name: str) -> None:
    training = Training(0.05, None, optimizer=OPTIMIZERS[name], update_rule=UpdateRule.IN_PLACE)
    state = actions.train(first_state(random_experiment(5, training=training)), 3)
    state = view_actions.select(state, parse("w[1,2,1]"))
    descent = curve_derived.descents(state)[0]
    descent.reach(1)
    assert descent.places[1][0] == pytest.approx(
        derived.trace(state).after.weights(1)[2, 1], rel=1e-12
    )


def test_what_is_not_trained_says_that_a_ball_only_shows_what_training_would_do() -> None:
    state = view_actions.select(actions.last_beat(first_state(mazur())), parse("b[2,0]"))
    moved = curve_actions.step_down(state)
    assert "not trained" in [note.text for note in slice_chart(state).notes]
    assert "if it were trained" in [note.text for note in slice_chart(moved).notes]


def test_balls_that_have_taken_the_most_steps_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(curve_actions, "MOST_STEPS", 3)
    state = curve_actions.toggle_descending(
        curve_actions.choose_curve(first_state(mazur()), "line")
    )
    for _ in range(10):
        state = tick(state, 1.0)
    assert (state.mode, state.curve.steps) == (Mode.PAUSED, 3)
