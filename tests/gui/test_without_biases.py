"""A network without biases draws none; the norm of the gradient is of what is trained."""

import math

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from engine.experiment import Experiment, Training
from engine.reduction import Reduction
from engine.story.beats import Scene
from engine.text.numbers import short
from engine.written.quantity import Kind, parse
from gui.history.samples import samples_chart
from gui.landscape.plane.plane_chart import plane_chart
from gui.numbers.layout import page
from gui.panels.explain import explanation
from gui.panels.status import Status
from gui.plots.chart import Shape
from gui.state.experiment import conventions, editing
from gui.state.plane import actions as plane_actions
from gui.state.plane import derived as plane_derived
from gui.state.refusal import Refused
from gui.state.run import actions, derived
from gui.state.state import State, first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from tests.gui.drawings import all_words, drawn
from tests.networks import random_experiment


def _without(*layers: int, train_biases: bool = True) -> Experiment:
    training = Training(0.1, batch_size=None, train_biases=train_biases)
    return random_experiment(
        7, (3, 4, 2), samples=5, training=training, without_bias=frozenset(layers)
    )


def _end(experiment: Experiment) -> State:
    return actions.last_beat(first_state(experiment))


def test_the_network_draws_the_biases_that_there_are() -> None:
    for without, pills in (((), 6), ((1,), 2), ((2,), 4), ((1, 2), 0)):
        said = all_words(drawn(_end(_without(*without))))
        assert said.count("b = ") == pills


@pytest.mark.parametrize("sizes", [(2, 3, 1), (4, 9, 6), (5, 14, 14), (30, 24, 30)])
def test_at_every_level_of_detail_none_is_drawn_that_is_not_there(sizes: tuple[int, ...]) -> None:
    experiment = random_experiment(3, sizes, without_bias=frozenset({1, 2}))
    for state in (first_state(experiment), _end(experiment)):
        assert "b =" not in all_words(drawn(state))
        assert "b →" not in all_words(drawn(state))


def test_the_page_of_numbers_has_no_vector_of_them() -> None:
    whole = page(_end(_without(1)), (1, 2), 900.0)
    kinds = {(matrix.kind, matrix.layer) for matrix in whole.matrices}
    assert {each for each in kinds if each[0] in (Kind.BIAS, Kind.D_BIAS)} == {
        (Kind.BIAS, 2),
        (Kind.D_BIAS, 2),
    }
    assert [label.text for label in whole.labels].count("+") == 1


def test_what_is_said_of_a_weighted_sum_speaks_of_no_bias() -> None:
    state = first_state(_without(1))
    summed = next(
        index for index, beat in enumerate(derived.beats(state)) if beat.scene is Scene.WEIGHTED_SUM
    )
    state = actions.go_to(state, 0, summed, 1.0)
    assert "it has no bias" in explanation(state).sentence
    assert "it has no bias" in explanation(view_actions.select(state, parse("a[1,0]"))).sentence


def test_a_bias_that_is_not_there_can_be_neither_selected_nor_set() -> None:
    state, bias = _end(_without(1)), parse("b[1,0]")
    for refused in (
        lambda: view_actions.select(state, bias),
        lambda: editing.set_parameter(state, bias, 1.0),
        lambda: plane_actions.choose_axis(state, 0, bias),
    ):
        with pytest.raises(Refused):
            refused()


def test_two_weights_are_drawn_where_a_neuron_has_but_one() -> None:
    alone = random_experiment(3, (1, 1), without_bias=frozenset({1}))
    for experiment in (random_experiment(3, (1, 1, 1), without_bias=frozenset({1, 2})), alone):
        state = _end(experiment)
        first, second = plane_derived.axes(state)
        assert (first == second) is (experiment is alone)
        assert plane_derived.has_two_axes(state) is (experiment is not alone)
    chart = plane_chart(state, None)
    assert not chart.points
    assert "one parameter" in chart.notes[0].text
    with pytest.raises(Refused):
        plane_actions.start_from(state, 1.0, 2.0)


def _said(store: Store, qtbot: QtBot) -> str:
    status = Status(store)
    qtbot.addWidget(status)
    return " ".join(label.text() for label in status.findChildren(QLabel))


@pytest.mark.parametrize(
    ("without", "trained", "ending"),
    [
        ((), True, "over 26 parameters"),
        ((1,), True, "over 22 parameters"),
        ((1,), False, "over 20 weights; biases are not trained"),
        ((1, 2), False, "over 20 parameters"),
    ],
)
def test_the_norm_is_of_the_gradients_that_training_uses(
    without: tuple[int, ...], trained: bool, ending: str, qtbot: QtBot
) -> None:
    state = _end(_without(*without, train_biases=trained))
    numbers: list[float] = []
    for layer in derived.trace(state).layers:
        numbers += layer.d_weights.ravel().tolist()
        if trained and layer.d_bias is not None:
            numbers += layer.d_bias.tolist()
    norm = short(math.sqrt(sum(number**2 for number in numbers)), state.view.digits)
    assert f"‖∇C‖ = {norm} {ending}" in _said(Store(state), qtbot)


def test_the_sum_is_a_convention_of_the_whole_run() -> None:
    state = actions.train(first_state(_without()), 3)
    summed = conventions.set_summed(state, True)
    assert summed.document.experiment.reduction is Reduction.SUM
    assert summed.cursor.step == 3
    assert summed.document.run.loss(0) == pytest.approx(5 * state.document.run.loss(0))
    assert conventions.set_summed(summed, True) is summed
    back = conventions.set_summed(summed, False)
    assert back.document.run.loss(3) == state.document.run.loss(3)


def test_the_dots_of_a_sum_add_up_to_the_gradient_that_is_said() -> None:
    state = _end(conventions.set_summed(first_state(_without()), True).document.experiment)
    state = view_actions.select(state, parse("w[1,0,0]"))
    chart = samples_chart(state)
    dots = [point.x for point in chart.points if point.shape is Shape.BALL]
    gradient = float(derived.trace(state).layers[0].d_weights[0, 0])
    assert sum(dots) == pytest.approx(gradient)
    said = short(gradient, state.view.digits, sign=True)
    assert chart.notes[1].text.startswith(f"sum of 5: {said}, the gradient")
