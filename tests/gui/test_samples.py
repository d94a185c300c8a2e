"""The gradient of a batch is the mean of those of its samples."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from engine.backprop import trace_step
from engine.experiment import Experiment
from engine.text.numbers import DASH, short
from engine.written.quantity import Kind, Quantity, parse
from gui.history.samples import own_gradients, samples_chart, samples_page
from gui.history.samples_view import SamplesView
from gui.plots.chart import Shape
from gui.state.experiment import editing
from gui.state.run import actions, derived
from gui.state.state import State, first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from tests.networks import experiments, mazur, present, random_experiment
from tests.passing import let_events_happen


def _end(experiment: Experiment, selected: str) -> State:
    return view_actions.select(actions.last_beat(first_state(experiment)), parse(selected))


@given(experiments(), st.data())
def test_each_samples_own_gradient_is_that_of_a_batch_of_it_alone(
    experiment: Experiment, data: st.DataObject
) -> None:
    state = actions.last_beat(first_state(experiment))
    unit = data.draw(st.integers(0, experiment.network.sizes[1] - 1))
    state = view_actions.select(state, Quantity(Kind.WEIGHT, 1, unit, 0))
    trace, own = derived.trace(state), own_gradients(state)
    for row in range(len(trace.x)):
        alone = trace_step(
            *(experiment.problem.on(trace.x[[row]], trace.targets[[row]]), experiment.training),
            trace.before,
        )
        assert own[row] == pytest.approx(alone.layers[0].d_weights[unit, 0], rel=1e-9, abs=1e-14)
    assert experiment.reduction.of(own) == pytest.approx(
        trace.layers[0].d_weights[unit, 0], rel=1e-9, abs=1e-14
    )


def test_every_sample_has_a_dot_and_the_followed_one_stands_out() -> None:
    state = view_actions.follow_sample(_end(random_experiment(2, samples=12), "w[1,2,1]"), 4)
    chart, own = samples_chart(state), own_gradients(state)
    dots = {round(point.y): point for point in chart.points}
    assert [dots[number + 1].x for number in range(12)] == own.tolist()
    assert max(chart.points, key=lambda point: point.radius).y == 5
    line = chart.curves[1]
    assert line.xs.tolist() == [own.mean()] * 2
    assert chart.x_axis.low <= own.min() <= own.max() <= chart.x_axis.high


@pytest.mark.parametrize("row", range(12))
def test_the_followed_dot_has_the_colour_of_its_sign_and_a_ring(row: int) -> None:
    """Purple is a gradient above zero, also of the sample that is followed."""
    state = view_actions.follow_sample(_end(random_experiment(2, samples=12), "w[1,2,1]"), row)
    for chart in (samples_chart(state), samples_page(state)):
        (ring,) = [each for each in chart.points if each.shape is Shape.RING]
        dots = {each.y: each for each in chart.points if each.shape is Shape.BALL}
        sign = "negative" if dots[row + 1].x < 0 else "positive"
        assert dots[row + 1].ink == chart.notes[0].ink == f"gradient_{sign}"
        assert (ring.x, ring.y) == (dots[row + 1].x, row + 1)
        assert ring.radius > dots[row + 1].radius


def test_the_mean_said_is_the_gradient_on_screen() -> None:
    state = _end(random_experiment(2, samples=12), "b[2,0]")
    said = samples_chart(state).notes[1].text
    shown = short(float(present(derived.trace(state).layers[1].d_bias)[0]), 4, sign=True)
    assert said == f"mean of 12: {shown}, the gradient"


def test_before_the_gradient_is_known_there_is_no_dot() -> None:
    state = view_actions.select(actions.go_to(first_state(mazur()), 0, 3, 1.0), parse("w[2,0,0]"))
    chart = samples_chart(state)
    assert chart.points == ()
    assert chart.notes[0].text.endswith(DASH)


def test_numbers_too_large_for_a_picture_are_told_without_one() -> None:
    experiment = random_experiment(1, (1, 1), output="identity", samples=3)
    state = actions.next_step(editing.set_learning_rate(first_state(experiment), 1e152))
    before_the_update = len(derived.beats(state)) - 3
    state = actions.go_to(state, 1, before_the_update, 1.0)
    state = view_actions.select(state, parse("w[1,0,0]"))
    chart = samples_chart(state)
    assert np.abs(own_gradients(state)).max() > 1e150
    assert [note.text for note in chart.notes] == ["too large to draw"]


def test_a_click_follows_the_sample_at_that_height(qtbot: QtBot) -> None:
    store = Store(_end(random_experiment(2, samples=12), "w[1,2,1]"))
    view = SamplesView(store)
    qtbot.addWidget(view)
    view.resize(520, 320)
    view.show()
    qtbot.waitUntil(lambda: view.picture.plot is not None)
    let_events_happen()
    plot = view.picture.plot
    assert plot is not None
    place = plot.getViewBox().mapViewToDevice(QPointF(0.0, 8.0))
    spot = QPoint(round(place.x()), round(place.y()))
    qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert derived.row(store.state) == 7
    assert "Sample 8 of the 12 in this batch" in view.whose.text()


def test_before_a_step_has_gradients_those_of_the_batch_before_stand(qtbot: QtBot) -> None:
    done = actions.train(first_state(random_experiment(2, samples=12)), 5)
    done = view_actions.select(done, parse("w[1,2,1]"))
    chart = samples_chart(done)
    assert chart.notes[-1].text == "of step 4, the last one done"
    shown = actions.last_beat(actions.go_to(done, 4, 0, 1.0))
    dots = [each.x for each in chart.points if each.shape is Shape.BALL]
    assert sorted(dots) == sorted(own_gradients(shown).tolist())
