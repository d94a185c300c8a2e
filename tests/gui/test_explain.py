"""What the explanation says follows from the moment and the selection."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from engine.experiment import Experiment, Training
from engine.optimizers import OPTIMIZERS
from engine.penalty import Penalty
from engine.written.expression import Equation, Number, evaluate
from engine.written.leaves import leaves
from engine.written.quantity import Kind, Quantity, parse
from gui.disk import files
from gui.formula.view import FormulaView
from gui.look.theme import THEMES
from gui.panels.explain import EXAMPLES, explanation
from gui.panels.term_tip import term_tip
from gui.state.run import actions, derived
from gui.state.state import State, first_state
from gui.state.view import actions as view_actions
from gui.words.catalog import say_count
from tests.networks import experiments, mazur, random_experiment


def _at(beat: int, selected: str | None = None) -> State:
    state = actions.go_to(first_state(mazur()), 0, beat, 1.0)
    return view_actions.select(state, parse(selected)) if selected else state


def _lines(state: State) -> list[Equation]:
    return [line for block in explanation(state).blocks for line in block.equations]


def test_a_selected_weight_is_explained_by_symbols_numbers_and_result() -> None:
    general, here, *_ = explanation(_at(8, "w[2,0,0]")).blocks
    assert len(general.equations) == 1
    lines = list(here.equations)
    result = lines[-1].right
    assert isinstance(result, Number)
    assert f"{result.value:.9f}" == "0.082167041"
    numbers = [line.right for line in lines[2:-1]]
    assert all(abs(evaluate(line, {}) - result.value) < 1e-15 for line in numbers)


def test_a_number_not_computed_yet_is_never_written() -> None:
    delta = derived.trace(_at(7)).layers[0].delta[0, 0]
    written = [line.right for line in _lines(_at(7, "a[1,0]"))]
    assert delta not in [number.value for number in written if isinstance(number, Number)]
    unknown = explanation(_at(0, "a[2,0]"))
    assert "Not computed yet" in unknown.sentence
    assert not any(
        isinstance(line.right, Number) for block in unknown.blocks for line in block.equations
    )


def test_the_numbers_of_a_selection_are_listed_with_dashes_for_those_to_come() -> None:
    own = explanation(_at(8, "w[2,0,0]")).blocks[-1].equations
    assert [getattr(line.right, "value", None) for line in own] == [
        0.4,
        pytest.approx(0.082167041, abs=1e-9),
        None,
    ]


def test_without_a_selection_the_whole_beat_is_explained() -> None:
    shown = explanation(_at(8))
    assert shown.heading == "Weight gradients of layer 2"
    values = [line.result.value for line in _lines(_at(8)) if line.result is not None]
    assert [f"{value:.9f}" for value in values] == [
        "0.082167041",
        "0.082667628",
        "-0.022602540",
        "-0.022740242",
    ]


def test_a_beat_of_many_numbers_says_how_many_are_not_written() -> None:
    state = actions.go_to(first_state(random_experiment(1, sizes=(6, 5, 2))), 0, 1, 1.0)
    shown = explanation(state)
    assert shown.more == say_count("explanation.more", 5 - EXAMPLES)


@pytest.mark.parametrize("name", OPTIMIZERS)
@pytest.mark.parametrize("samples", [1, 3])
def test_an_update_says_what_the_letters_of_its_rule_are(name: str, samples: int) -> None:
    optimizer = OPTIMIZERS[name]
    training = Training(0.1, samples, optimizer=optimizer)
    state = first_state(random_experiment(1, samples=samples, training=training))
    state = actions.go_to(state, 0, len(derived.beats(state)) - 2, 1.0)
    of_weight = explanation(view_actions.select(state, parse("w[1,0,0]")))
    for shown in (explanation(state), of_weight):
        words = set(re.findall(r"\w+", shown.sentence))
        assert words >= {*optimizer.written.slots, *(["t"] if optimizer.betas else [])}
        assert ("sum of 3 samples" in shown.sentence or "mean of 3 samples" in shown.sentence) == (
            samples > 1
        )


def test_a_weight_of_the_first_layer_comes_from_an_input() -> None:
    assert explanation(_at(0, "w[1,1,0]")).sentence == "From input 1 to neuron 2 of layer 1."
    assert "layer 1 to neuron 2 of layer 2" in explanation(_at(0, "w[2,1,0]")).sentence


def test_a_rule_that_cannot_be_broken_is_written_smaller_rather_than_cut(qtbot: QtBot) -> None:
    training = Training(0.1, optimizer=OPTIMIZERS["adam"])
    experiment = replace(random_experiment(1, training=training), penalty=Penalty(0.05, 0.01))
    state = actions.last_beat(first_state(experiment))
    shown = explanation(view_actions.select(state, parse("w[1,0,0]"))).blocks[0]
    view = FormulaView()
    qtbot.addWidget(view)
    view.set_type(17)
    view.resize(320, 200)
    view.show_equations(shown.equations, 4, THEMES["light"], bold_result=False)
    assert view.laid_out().width <= 320 + 1e-6
    view.resize(900, 200)
    assert view.laid_out().size_px == 17


def test_what_is_pointed_at_tells_no_number_before_it_is_computed() -> None:
    gradient = parse("da[1,0]")
    before, after = (first_state(mazur()), actions.last_beat(first_state(mazur())))
    assert term_tip(before, gradient).endswith("= –")
    assert "= 0.036350306" in term_tip(after, gradient)  # as Mazur prints it


@given(experiments(), st.data())
def test_every_moment_has_something_to_say(experiment: Experiment, data: st.DataObject) -> None:
    state = first_state(experiment)
    beat = data.draw(st.integers(0, len(derived.beats(state)) - 1))
    part = data.draw(st.sampled_from([0.0, 0.5, 1.0]))
    shown = explanation(actions.go_to(state, 0, beat, part))
    assert shown.heading
    assert shown.sentence
    assert shown.blocks


@pytest.mark.parametrize("selected", [None, Quantity(Kind.INPUT, 0, 2)])
def test_an_input_of_a_normalised_table_says_mean_and_deviation(selected: Quantity | None) -> None:
    begun = actions.go_to(first_state(files.read(files.resolve("iris-4-5-3"))), 0, 0, 1.0)
    state = view_actions.select(begun, selected)
    used = derived.experiment(state).data.normalisation
    assert used is not None
    shown = explanation(state)
    numbers = [leaf.value for leaf in leaves(tuple(_lines(state))) if isinstance(leaf, Number)]
    assert float(used.mean[2]) in numbers
    assert float(used.deviation[2]) in numbers
    assert "m the mean" in shown.sentence
