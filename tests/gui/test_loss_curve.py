"""The loss curve stays finite, quick and calm, whatever the run does."""

import numpy as np
import pytest
from msgspec.structs import replace

from engine.backprop import cost
from engine.experiment import Training
from engine.frozen import Array
from engine.run.loss_record import MOST_LOSSES, LossRecord
from engine.text.numbers import short
from gui.disk import files
from gui.history.loss_curve import loss_curve
from gui.plots.chart import Chart
from gui.state.run import actions
from gui.state.state import State, first_state
from gui.state.view import actions as view_actions
from tests.networks import mazur, random_experiment

SPACE, HYPHEN = "\N{NO-BREAK SPACE}", "\N{NON-BREAKING HYPHEN}"


def _long(losses: Array) -> State:
    """Return a state with losses made up: training a million steps is slow."""
    state = first_state(mazur())
    run = state.document.run
    run._track.steps, run._losses = len(losses) - 1, LossRecord()
    for step, loss in enumerate(losses):
        run._losses.add(step, float(loss))
    return replace(state, trained=run.steps)


def _assert_drawable(chart: Chart) -> None:
    for axis in (chart.x_axis, chart.y_axis):
        assert np.isfinite([axis.low, axis.high]).all()
        assert axis.low < axis.high
        assert all(axis.low <= tick <= axis.high for tick in axis.ticks)
    for curve in chart.curves:
        assert np.isfinite(curve.xs).all()
        assert np.isfinite(curve.ys).all()
    for point in chart.points:
        assert chart.x_axis.low <= point.x <= chart.x_axis.high
        assert chart.y_axis.low <= point.y <= chart.y_axis.high


def test_a_single_point_at_step_zero_has_room_around_it() -> None:
    chart = loss_curve(actions.go_to(first_state(mazur()), 0, 5, 1.0))
    (point,) = chart.points
    assert (point.x, chart.x_axis.name, chart.y_axis.name) == (0.0, "training step", "loss C")
    assert chart.notes[0].text == "step 0: C = 0.2984"
    assert chart.x_axis.high >= 10
    assert chart.y_axis.low < 0 < point.y < chart.y_axis.high


@pytest.mark.parametrize("rate", [5.0, 1e3, 1e150, 1e307])
@pytest.mark.parametrize("seed", range(4))
def test_a_run_that_explodes_can_still_be_drawn(seed: int, rate: float) -> None:
    training = Training(rate, batch_size=None)
    wild = random_experiment(seed, hidden="relu", output="identity", training=training)
    state = actions.train(first_state(wild), 60)
    for step in {0, max(state.trained - 1, 0), state.trained}:
        _assert_drawable(loss_curve(actions.go_to(state, step, 0, 1.0)))


@pytest.mark.parametrize("losses", [[0.0, 0.0], [1e-320, 0.0], [1e305, 1.0], [np.inf, 1.0]])
def test_losses_at_the_ends_of_the_number_line_can_be_drawn(losses: list[float]) -> None:
    _assert_drawable(loss_curve(_long(np.array(losses))))


def test_a_million_steps_are_drawn_from_a_thousand_losses() -> None:
    chart = loss_curve(_long(np.random.default_rng(0).uniform(0.3, 0.4, 1_000_000)))
    assert len(chart.curves[0].xs) <= MOST_LOSSES + 1
    assert chart.curves[0].width == 1.0


def test_a_noisy_history_is_a_thin_line_and_a_smooth_one_a_wide_line() -> None:
    noisy = _long(np.random.default_rng(0).uniform(0.3, 0.4, 500))
    smooth = actions.train(first_state(mazur()), 500)
    assert loss_curve(noisy).curves[0].width == 1.0
    assert loss_curve(smooth).curves[0].width == 2.0


def test_a_long_run_is_drawn_at_evenly_spread_steps_and_at_its_newest() -> None:
    experiment = random_experiment(1, training=Training(0.1, batch_size=2))
    state = actions.train(first_state(experiment), 5_000)
    for last in (5_000, 4_999, 3_000, 2, 0):
        seen = actions.go_to(replace(state, trained=last), last, 5, 1.0)
        curve, cursor = loss_curve(seen).curves
        assert set(cursor.xs) == {last}
        assert curve.xs[0] == 0
        assert curve.xs[-1] == last
        assert len(curve.xs) <= MOST_LOSSES + 2
        assert len(set(np.diff(curve.xs[:-1]))) <= 1
        for step, loss in list(zip(curve.xs, curve.ys, strict=True))[::97]:
            assert loss == state.document.run.loss(int(step))
            assert loss == pytest.approx(_cost(state, int(step)), rel=1e-13)


def test_the_loss_of_the_test_set_is_dashed_and_told_at_the_step_on_screen() -> None:
    moons = files.read(files.resolve("moons-2-8-1"))
    state = actions.visit(actions.train(first_state(moons), 300), 120)
    run = state.document.run
    for logarithmic in (False, True):
        chart = loss_curve(view_actions.set_log_loss(state, logarithmic))
        own, tests, cursor = chart.curves
        assert [each.dashed for each in chart.curves] == [False, True, False]
        assert tests.values is not None
        assert [float(each) for each in tests.values[::50]] == [
            run.test_loss(int(step)) for step in tests.xs[::50]
        ]
        assert list(tests.xs) == list(own.xs)
        assert list(cursor.xs) == [120, 120]
        _assert_drawable(chart)
    assert [note.text for note in chart.notes] == [
        f"step 120: C = {short(run.loss(120))}, mean of all 90 samples",
        f"{HYPHEN}{SPACE}{HYPHEN}{SPACE}test: {short(run.test_loss(120) or 0.0)}, of 30 samples",
    ]


def _cost(state: State, step: int) -> float:
    run = state.document.run
    return cost(run.settings(step).problem, run.parameters(step))
