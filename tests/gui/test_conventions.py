"""Conventions change formulas and numbers together; mistakes are told, and found by the check."""

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from engine.checks import Verdict
from engine.experiment import Mistake, UpdateRule
from engine.losses import LOSSES
from engine.run.training import Run
from engine.story.notation import Notation
from engine.written.quantity import parse
from gui.chain.frame import tree_frame
from gui.chain.paths import path_list
from gui.disk import files, settings
from gui.landscape.curve.slice_chart import slice_chart
from gui.landscape.secant.secant_chart import quotient
from gui.look.theme import LIGHT
from gui.network.frame import frame
from gui.panels.check import CheckMark
from gui.panels.explain import explanation
from gui.panels.explanation import ExplanationPanel
from gui.panels.mistake_warning import MistakeWarning
from gui.state.curve import actions as curve_actions
from gui.state.curve import derived as curve_derived
from gui.state.experiment import conventions, editing
from gui.state.refusal import Refused
from gui.state.run import actions, derived
from gui.state.state import State, View, first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.window.window import Window
from tests.networks import every_loss, mazur, present, random_experiment


def _end(selected: str = "w[2,0,0]") -> State:
    return view_actions.select(actions.last_beat(first_state(mazur())), parse(selected))


@pytest.mark.parametrize(("name", "times"), [("squared_error", 2.0), ("mean_squared_error", 1.0)])
def test_without_the_half_every_gradient_doubles_and_a_mean_of_two_halves_it(
    name: str, times: float
) -> None:
    state = _end()
    other = conventions.choose_squared_error(state, name)
    before, after = derived.trace(state), derived.trace(other)
    assert after.loss == pytest.approx(times * before.loss)
    assert after.gradient.flat == pytest.approx(times * before.gradient.flat)
    assert other.cursor == state.cursor


def test_a_convention_is_that_of_the_whole_run() -> None:
    state = actions.train(first_state(mazur()), 5)
    other = conventions.choose_squared_error(state, "squared_error")
    whole = Run(replace(mazur(), loss=LOSSES["squared_error"]))
    whole.advance(5)
    assert np.array_equal(every_loss(other.document.run), every_loss(whole))
    assert other.cursor.step == 5


def test_only_squared_errors_have_these_conventions() -> None:
    state = first_state(files.read(files.resolve("iris-4-5-3")))
    with pytest.raises(Refused):
        conventions.choose_squared_error(state, "squared_error")


def test_biases_begin_to_be_trained_from_the_step_on_screen_on() -> None:
    state = actions.train(first_state(mazur()), 3)
    trained = conventions.set_train_biases(state, True)
    moved = actions.next_step(trained).document.run
    assert present(moved.parameters(3).bias(2))[0] == 0.6
    assert present(moved.parameters(4).bias(2))[0] != 0.6


@pytest.mark.parametrize("mistake", Mistake)
def test_a_mistake_changes_formula_numbers_tree_and_picture_in_one_change(mistake: Mistake) -> None:
    clean = actions.last_beat(actions.next_step(_end("w[1,0,0]")))
    wrong = conventions.set_mistake(clean, mistake, True)
    if mistake is Mistake.NOT_RESET:  # it has nothing to forget in its first step
        clean, wrong = (actions.last_beat(actions.next_step(each)) for each in (clean, wrong))
    assert explanation(clean).blocks != explanation(wrong).blocks
    assert frame(clean, LIGHT, 700, 400) != frame(wrong, LIGHT, 700, 400)
    assert path_list(clean).agrees
    # a wrong sign lies within the first derivative of every path, the others beside the paths
    assert path_list(wrong).agrees is (mistake is Mistake.WRONG_SIGN)
    assert slice_chart(clean).notes != slice_chart(wrong).notes


def test_switching_a_mistake_on_and_off_comes_back_to_the_same_numbers() -> None:
    state = _end()
    twice = conventions.set_mistake(state, Mistake.WRONG_SIGN, True)
    back = conventions.set_mistake(twice, Mistake.WRONG_SIGN, False)
    assert np.array_equal(derived.trace(back).gradient.flat, derived.trace(state).gradient.flat)
    training = derived.experiment(back).training
    assert not training.mistakes
    assert training == derived.experiment(state).training


def test_updating_in_place_has_beats_of_its_own() -> None:
    state = conventions.set_in_place(_end(), True)
    assert derived.experiment(state).training.update_rule is UpdateRule.IN_PLACE
    assert state.cursor.beat < len(derived.beats(state))
    again = conventions.set_in_place(state, False)
    assert len(derived.beats(again)) == 17


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    made = Window(Store(_end()))
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.desk.first_layout()
    made.show()
    made.make_ready_for_picture()
    return made


def test_the_menu_switches_a_mistake_with_a_warning_and_the_check_says_it(
    window: Window, qtbot: QtBot
) -> None:
    warning = window.desk.card.findChild(MistakeWarning)
    assert warning is not None
    assert not warning.isVisible()
    panel = window.desk.view("explanation")
    assert isinstance(panel, ExplanationPanel)
    check = panel.check
    check.button.click()
    assert check.isVisible()
    assert check.text().startswith("✓ agrees")
    assert "+0.08217" in check.text()
    window.menu.experiment.mistakes[Mistake.FORGOTTEN_SLOPE].trigger()
    assert warning.isVisible()
    assert "f′(z)" in warning.text()
    assert not check.isVisible()  # another gradient is on screen
    check.button.click()
    assert check.text().startswith("✗ wrong")
    assert LIGHT.text in check.styleSheet()
    window.store.undo()
    assert not warning.isVisible()


def test_the_check_is_forgotten_when_another_number_is_on_screen(qtbot: QtBot) -> None:
    store = Store(_end())
    mark = CheckMark(store)
    qtbot.addWidget(mark)
    mark.button.click()
    assert mark.found is not None
    assert mark.found.verdict is Verdict.AGREE
    store.apply(view_actions.select, parse("w[2,1,0]"))
    assert mark.found is None


def test_what_does_not_apply_is_grey(window: Window) -> None:
    window.store.apply(
        editing.open_experiment, files.read(files.resolve("iris-4-5-3")), "iris-4-5-3"
    )
    assert not any(action.isEnabled() for action in window.menu.experiment.losses.values())


def test_the_notation_is_the_same_in_every_view(window: Window, qtbot: QtBot) -> None:
    menu = window.menu.experiment
    for action in (menu.loss_letter, menu.deltas, menu.sender_first):
        action.trigger()
    state = window.store.state
    assert state.view.notation == Notation("L", deltas=False, receiver_first=False)
    state = view_actions.select(actions.go_to(state, 0, 9, 1.0), parse("w[2,1,0]"))
    drawn = frame(state, LIGHT, 700, 400)
    words = [text.text for text in (*drawn.above.texts, *drawn.front.texts)]
    words += [box.text for box in tree_frame(state, 340, 420).boxes]
    words += [tree_frame(state, 340, 420).caption, path_list(state).heading]
    words += [note.text for note in slice_chart(state).notes]
    words.append(explanation(state).heading)
    assert not [word for word in words if "∂C" in word or "δ" in word or word.startswith("C ")]
    assert "∂L/∂w₁₂⁽²⁾" in explanation(state).heading
    assert "w₁₂⁽²⁾" in [box.text for box in tree_frame(state, 340, 420).boxes]


def test_the_formula_is_copied_as_a_sharp_image(window: Window) -> None:
    window.menu.copy_image.trigger()
    image = QGuiApplication.clipboard().image()
    assert image.width() == 3 * 420
    assert image.height() > 3 * 200


def test_a_rule_is_given_in_general_and_for_this_weight() -> None:
    general, here, _ = explanation(_end("w[2,1,0]")).blocks
    left = general.equations[0].left
    assert "jk" in repr(left)
    assert "sub='21'" in repr(here.equations[0].left)


def test_many_samples_are_checked_as_one_gradient(qtbot: QtBot) -> None:
    store = Store(actions.last_beat(first_state(random_experiment(4, samples=9))))
    mark = CheckMark(store)
    qtbot.addWidget(mark)
    mark.button.click()
    assert mark.found is not None
    assert mark.found.verdict is Verdict.AGREE
    trace = derived.trace(store.state)
    own = mark.found.gradient
    assert own == trace.layers[-1].delta[0, 0] * 9 * trace.a(len(trace.layers) - 1)[0, 0]
    store.apply(view_actions.show_whole_batch)
    assert mark.found is None
    mark.button.click()
    assert mark.found.verdict is Verdict.AGREE
    assert mark.found.gradient == trace.layers[-1].d_weights[0, 0] != own


def test_the_notation_is_remembered(window: Window) -> None:
    window.menu.experiment.loss_letter.trigger()
    window.menu.experiment.sender_first.trigger()
    window.close()
    assert settings.load_view().notation == Notation("L", deltas=True, receiver_first=False)


def test_a_remembered_notation_that_means_nothing_is_the_usual_one(qtbot: QtBot) -> None:
    settings.save_view(View(notation=Notation("?")))
    assert settings.load_view().notation == Notation()


@pytest.mark.parametrize("mistake", [Mistake.FORGOTTEN_SLOPE, Mistake.WRONG_SIGN])
def test_with_a_mistake_the_secant_no_longer_turns_into_what_backpropagation_says(
    mistake: Mistake,
) -> None:
    clean = _end()
    wrong = conventions.set_mistake(clean, mistake, True)
    small = [curve_actions.set_distance(each, 1e-6) for each in (clean, wrong)]
    right, off = (quotient(each) for each in small)
    assert right.forward_errors[0] < 1e-5
    assert off.forward_errors[0] > 0.5
    assert off.forward[0] == right.forward[0]
    assert off.slope == derived.trace(wrong).layers[1].d_weights[0, 0]


@pytest.mark.parametrize("mistake", Mistake)
def test_the_first_ball_makes_the_mistakes_of_training(mistake: Mistake) -> None:
    state = conventions.set_mistake(actions.train(_end(), 2), mistake, True)
    descent = curve_derived.descents(state)[0]
    descent.reach(1)
    after = derived.trace(state).after.weights(2)[0, 0]
    assert descent.places[1][0] == pytest.approx(after, rel=1e-12)
