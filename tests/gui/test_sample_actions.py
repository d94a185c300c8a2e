"""The data can be changed sample by sample, each change one step of Undo."""

import math

import numpy as np
import pytest
from msgspec.structs import replace

from engine.backprop import cost
from engine.experiment import Experiment, Published, Training
from engine.faults import faults
from engine.text.file.document import parse_experiment, write_experiment
from gui.disk import files
from gui.state.action import Call
from gui.state.experiment import samples
from gui.state.experiment.original import Departure, departure
from gui.state.keeper import Keeper, undo
from gui.state.refusal import Refused
from gui.state.run import actions, derived
from gui.state.state import Mode, State, first_state
from gui.state.view import actions as view_actions
from tests.faults import said
from tests.networks import mazur, random_experiment

CALLS = [
    samples.set_input.call(1, 0, 0.5),
    samples.set_target.call(1, 0, 0.25),
    samples.set_class.call(1, 0),
    samples.move_sample.call(2, (0.5, -0.5), (1.0,)),
    samples.add_sample.call((0.5, 0.5), (1.0,), is_test=False),
    samples.add_sample.call((0.5, 0.5), (1.0,), is_test=True),
    samples.copy_sample.call(2),
    samples.delete_sample.call(0),
    samples.set_tested.call(3, tested=True),
]


def _example(name: str = "xor-2-4-1") -> Experiment:
    return files.read(files.resolve(name))


def _refusal(state: State, call: Call) -> str:
    with pytest.raises(Refused) as told:
        call.after(state)
    return said(told.value)


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.action.name)
def test_an_edit_is_one_step_of_undo_and_survives_a_file(call: Call) -> None:
    keeper = Keeper(actions.train(first_state(_example()), 3))
    before = keeper.state.document
    keeper.carry_out(call)
    edited = keeper.state.document.experiment
    assert keeper.state.document is not before
    assert [entry.label for entry in keeper.history.past] == [call.action.undone_as]
    assert faults(edited) == ()
    again = parse_experiment(write_experiment(edited)).data
    for name in ("inputs", "targets", "test_inputs", "test_targets"):
        assert getattr(again, name).tolist() == getattr(edited.data, name).tolist()
    assert departure(keeper.state) is Departure.SETTINGS
    keeper.carry_out(undo.call())
    assert keeper.state.document is before
    call.after(keeper.state)


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.action.name)
def test_training_goes_on_from_the_step_on_screen(call: Call) -> None:
    state = actions.go_to(actions.train(first_state(_example()), 9), 4, 0, 1.0)
    run = state.document.run
    edited = actions.train(call.after(actions.start_training(state)), 2)
    after = edited.document.run
    assert edited.mode is Mode.TRAINING
    assert (edited.trained, after.steps) == (6, 6)
    assert after.parameters(4).flat.tobytes() == run.parameters(4).flat.tobytes()
    assert after.settings(3).data is run.experiment.data
    assert after.loss(4) == pytest.approx(cost(after.settings(4).problem, after.parameters(4)))


def test_numbers_of_the_step_on_screen_are_those_of_the_new_sample() -> None:
    state = actions.last_beat(first_state(mazur()))
    edited = samples.set_input(state, 0, 1, 0.75)
    assert derived.trace(edited).x.tolist() == [[0.05, 0.75]]
    assert edited.cursor == state.cursor
    weights = derived.trace(edited).before
    wanted = cost(edited.document.experiment.problem, weights)
    assert derived.trace(edited).loss == pytest.approx(wanted, rel=1e-14)


def test_figures_printed_for_other_data_leave() -> None:
    figure = Published(0, "y[0]", "1", "a book")
    state = first_state(replace(_example(), published=(figure,)))
    edited = samples.delete_sample(state, 3)
    assert edited.document.experiment.published == ()


def test_the_sample_followed_stays_followed() -> None:
    state = view_actions.follow_sample(first_state(_example()), 2)
    followed = derived.trace(state).x[2].tolist()
    edited = samples.delete_sample(state, 0)
    assert derived.trace(edited).x[derived.row(edited)].tolist() == followed
    more = samples.add_sample(edited, (9.0, 9.0), (0.0,), is_test=False)
    gone = samples.delete_sample(more, samples.followed_sample(more))
    assert 0 <= gone.view.row < len(derived.trace(gone).x)


@pytest.mark.parametrize("followed", [0, 59, 89, 90, 105, 119])
@pytest.mark.parametrize(
    "call",
    [
        samples.delete_sample.call(58),
        samples.delete_sample.call(104),
        *(samples.set_tested.call(sample, tested=True) for sample in (0, 59)),
        *(samples.set_tested.call(sample, tested=False) for sample in (90, 105, 119)),
    ],
)
def test_a_sample_of_either_part_stays_followed(call: Call, followed: int) -> None:
    state = view_actions.follow_in_sets(first_state(_example("moons-2-8-1")), followed)
    before, after = state.document.experiment.data, call.after(state)
    assert after.view.followed is not None
    data = after.document.experiment.data
    there = data.sample_inputs(after.view.followed).tolist()
    assert there == before.sample_inputs(followed).tolist()


@pytest.mark.parametrize(("is_test", "number"), [(False, 90), (True, 120)])
def test_a_sample_that_is_added_is_followed(is_test: bool, number: int) -> None:
    state = first_state(_example("moons-2-8-1"))
    added = samples.add_sample(state, (9.0, -9.0), (0.0,), is_test)
    assert (added.view.followed, samples.followed_sample(added)) == (number, number)
    assert derived.scope(added).shown.x.tolist() == [[9.0, -9.0]]
    again = samples.copy_sample(added, number)
    data = again.document.experiment.data
    assert data.sample_inputs(number + 1).tolist() == [9.0, -9.0]
    assert data.is_test(number + 1) is is_test


def test_without_the_last_sample_the_one_before_is_followed() -> None:
    state = view_actions.follow_in_sets(first_state(_example("moons-2-8-1")), 119)
    assert samples.delete_sample(state, 119).view.followed == 118


def test_undo_leaves_no_sample_followed_that_is_not_there() -> None:
    keeper = Keeper(first_state(_example()))
    keeper.carry_out(samples.add_sample.call((0.0, 0.0), (1.0,), is_test=False))
    keeper.carry_out(view_actions.follow_sample.call(4))
    keeper.carry_out(undo.call())
    assert keeper.state.view.row == 3
    keeper.carry_out(samples.add_sample.call((0.0, 0.0), (1.0,), is_test=True))
    keeper.carry_out(view_actions.follow_in_sets.call(4))
    keeper.carry_out(undo.call())
    assert keeper.state.view.followed is None


def test_samples_of_the_test_part_are_counted_on() -> None:
    state = first_state(_example("moons-2-8-1"))
    data = state.document.experiment.data
    trained, tested = len(data.inputs), len(data.test_inputs)
    assert tested > 0
    edited = samples.set_input(state, trained + 1, 0, 0.5).document.experiment.data
    assert edited.test_inputs[1, 0] == 0.5
    assert np.array_equal(edited.inputs, data.inputs)
    learnt = samples.set_tested(state, trained + 1, tested=False).document.experiment.data
    assert learnt.inputs[-1].tolist() == data.test_inputs[1].tolist()
    assert len(learnt.test_inputs) == tested - 1


def test_what_changes_nothing_is_no_edit() -> None:
    state = first_state(_example())
    data = state.document.experiment.data
    inputs, targets = data.inputs[2].tolist(), data.targets[2].tolist()
    for call in (
        samples.set_input.call(2, 0, inputs[0]),
        samples.set_target.call(2, 0, targets[0]),
        samples.move_sample.call(2, tuple(inputs), tuple(targets)),
        samples.set_tested.call(2, tested=False),
    ):
        assert call.after(state) is state


@pytest.mark.parametrize(
    ("call", "complaint"),
    [
        (samples.set_input.call(4, 0, 0.5), "there is no sample 5; there are 4"),
        (samples.set_input.call(-1, 0, 0.5), "there is no sample 0; there are 4"),
        (samples.set_input.call(0, 2, 0.5), "no number 3 there; there are 2"),
        (samples.set_input.call(0, 0, math.nan), "an input must be a number, not nan"),
        (samples.set_input.call(0, 0, -1e13), "lie between -1000000000000 and 1000000000000"),
        (samples.add_sample.call((1.0, 1e300), (1.0,), is_test=True), "1e+300 does not"),
        (samples.set_target.call(0, 0, 1e13), "10000000000000.0 does not"),
        (samples.set_target.call(0, 1, 0.5), "no number 2 there; there are 1"),
        (samples.set_target.call(0, 0, math.inf), "a target must be a number, not inf"),
        (samples.set_class.call(0, 2), "there is no class 2; classes are numbered from 0 to 1"),
        (samples.add_sample.call((1.0,), (1.0,), is_test=False), "2 inputs and 1 targets here"),
        (samples.add_sample.call((1.0, math.nan), (1.0,), is_test=True), "must be a number"),
        (samples.delete_sample.call(4), "there is no sample 5"),
        (samples.copy_sample.call(4), "there is no sample 5"),
        (samples.set_tested.call(9, tested=True), "there is no sample 10"),
    ],
)
def test_nonsense_is_refused_in_a_sentence(call: Call, complaint: str) -> None:
    assert complaint in _refusal(first_state(_example()), call)


@pytest.mark.parametrize(
    "call", [samples.delete_sample.call(0), samples.set_tested.call(0, tested=True)]
)
def test_one_sample_is_left_to_learn_from(call: Call) -> None:
    assert "the last sample" in _refusal(first_state(mazur()), call)


@pytest.mark.parametrize(
    ("loss", "value", "complaint"),
    [
        ("binary_cross_entropy", 2.0, "binary cross-entropy needs numbers from 0 to 1"),
        ("hinge", 0.5, "hinge needs -1 or 1; with ½ squared error it can be any number"),
    ],
)
def test_a_target_the_loss_cannot_take_names_one_that_can(
    loss: str, value: float, complaint: str
) -> None:
    made = random_experiment(1, loss=loss)
    call = samples.set_target.call(0, 0, value)
    assert complaint in _refusal(first_state(made), call)
    hidden = _refusal(first_state(replace(made, challenge=True)), call)
    assert "Reveal first" in hidden
    fits = random_experiment(1, loss="half_squared_error")
    call.after(first_state(fits))


def test_a_drag_is_one_step_of_undo() -> None:
    keeper = Keeper(first_state(_example()))
    for x in (0.1, 0.2, 0.3):
        keeper.carry_out(samples.move_sample.call(0, (x, x), (0.0,)), gesture=7)
    assert len(keeper.history.past) == 1
    keeper.carry_out(undo.call())
    assert keeper.state.document.experiment.data.inputs[0].tolist() == [0.0, 0.0]


def test_a_batch_shorter_than_before_is_followed_within_it() -> None:
    training = Training(0.1, batch_size=4)
    state = first_state(random_experiment(3, samples=5, training=training))
    state = view_actions.follow_sample(actions.train(state, 1), 0)  # the batch of sample 5 alone
    edited = samples.delete_sample(state, 4)
    assert 0 <= derived.row(edited) < len(derived.trace(edited).x)
