"""Everything that determines the numbers can be changed; each change is one step of Undo."""

import numpy as np
import pytest

from engine.activations import ACTIVATIONS
from engine.experiment import Experiment
from engine.fault import Fault
from engine.losses import LOSSES
from engine.network import of_flat
from engine.written.quantity import parse
from gui.disk import files
from gui.state.action import Action, Call
from gui.state.experiment import layers, source, training, weights
from gui.state.keeper import Keeper, redo, undo
from gui.state.refusal import Refused
from gui.state.run import actions, derived
from gui.state.state import Cursor, State, first_state
from gui.state.view import actions as view_actions
from gui.words.faults import fault_sentence
from tests.networks import mazur, random_experiment


def _example(name: str) -> State:
    return first_state(files.read(files.resolve(name)))


def _moons(steps: int = 5) -> State:
    return actions.train(_example("moons-2-8-1"), steps)


def _experiment(state: State) -> Experiment:
    return derived.experiment(state)


def _sizes(state: State) -> tuple[int, ...]:
    return _experiment(state).network.sizes


def test_a_changed_shape_begins_a_run_from_the_weights_on_screen() -> None:
    state = _moons()
    trained = state.document.run.parameters(5)
    after = layers.add_neuron(state, 1)
    assert _sizes(after) == (2, 9, 1)
    assert (after.cursor.step, after.trained) == (0, 0)
    kept = derived.trace(after).before.weights(1)[:8]
    assert np.array_equal(kept, trained.weights(1))


def test_what_keeps_the_shape_goes_on_from_the_step_on_screen() -> None:
    state = _moons()
    for change in (
        layers.set_activation(state, 1, "relu", (), False),
        training.set_loss(state, "half_squared_error", False),
        training.set_optimizer(state, "rmsprop", ()),
        training.set_penalty(state, 0.0, 0.01),
        training.set_batch_size(state, 10),
        training.set_shuffle(state, True),
        source.set_noise(state, 0.2),
        source.set_samples(state, 60),
    ):
        assert change.cursor.step == 5
        assert change.document.run.steps == 5
        before, after = state.document.run.parameters(5), change.document.run.parameters(5)
        assert np.array_equal(before.flat, after.flat)
        assert change.document.run.settings(4) is state.document.run.settings(4)


def test_numbers_of_the_step_on_screen_are_those_of_the_new_settings() -> None:
    state = training.set_loss(_moons(), "squared_error", False)
    trace = derived.trace(state)
    assert trace.loss == pytest.approx(np.mean((trace.layers[-1].a - trace.targets) ** 2))


@pytest.mark.parametrize(
    ("change", "arguments"),
    [
        (layers.add_layer, (0,)),
        (layers.remove_layer, (1,)),
        (layers.add_neuron, (1,)),
        (layers.remove_neuron, (1, 3)),
        (layers.set_neurons, (1, 2)),
        (layers.set_activation, (1, "elu", (0.5,), False)),
        (layers.set_layer_bias, (1, False)),
        (training.set_loss, ("huber", False)),
        (training.set_penalty, (0.1, 0.2)),
        (training.set_optimizer, ("momentum", (0.5,))),
        (training.set_batch_size, (7,)),
        (training.set_shuffle, (True,)),
        (training.set_order_seed, (3,)),
        (weights.set_init, ("he_normal",)),
        (weights.set_seed, (8,)),
        (weights.draw_weights, ()),
        (source.new, ()),
        (source.set_generated, ("circles", False)),
        (source.set_samples, (50,)),
        (source.set_noise, (0.3,)),
        (source.set_data_seed, (2,)),
        (source.set_test_fraction, (0.5,)),
    ],
    ids=lambda each: each.name if isinstance(each, Action) else "",
)
def test_each_change_is_one_undo(change: Action[...], arguments: tuple[object, ...]) -> None:
    keeper = Keeper(_moons())
    before = keeper.state.document
    keeper.carry_out(change.call(*arguments))
    assert keeper.state.document is not before
    assert len(keeper.history.past) == 1
    keeper.carry_out(undo.call())
    assert keeper.state.document is before
    assert len(keeper.history.past) == 0


def test_removing_a_neuron_moves_the_selection_with_what_was_selected() -> None:
    state = view_actions.select(_moons(), parse("w[2,0,5]"))
    assert layers.remove_neuron(state, 1, 2).selected == parse("w[2,0,4]")
    assert layers.remove_neuron(state, 1, 5).selected is None
    assert layers.add_layer(state, 0).selected == parse("w[3,0,5]")


def test_at_the_last_beat_the_changed_network_stands_at_its_last_beat() -> None:
    state = actions.last_beat(_moons())
    after = layers.add_layer(state, 1)
    assert after.cursor.beat == len(derived.beats(after)) - 1
    assert after.cursor.step == 0


def test_printed_figures_and_a_title_of_another_network_are_left_behind() -> None:
    after = layers.set_neurons(_example("mazur-2-2-2"), 1, 3)
    assert _experiment(after).published == ()
    assert _experiment(after).title == ""


def _fault(change: Action[...], state: State, *arguments: object) -> Fault:
    with pytest.raises(Refused) as refused:
        change(state, *arguments)
    return refused.value.fault


def _remedy(fault: Fault) -> str:
    remedy = fault.details["remedy"]
    assert isinstance(remedy, Fault)
    return fault_sentence(remedy)


def test_a_loss_that_does_not_go_with_the_output_says_what_would() -> None:
    state = _example("iris-4-5-3")
    fault = _fault(training.set_loss, state, "binary_cross_entropy", False)
    assert _remedy(fault) == "use sigmoid"
    after = _experiment(training.set_loss(state, "binary_cross_entropy", True))
    assert after.loss is LOSSES["binary_cross_entropy"]
    assert after.network.layers[-1].activation == ACTIVATIONS["sigmoid"]


def test_an_output_that_does_not_go_with_the_loss_says_what_would() -> None:
    state = _example("iris-4-5-3")
    fault = _fault(layers.set_activation, state, 2, "sigmoid", (), False)
    assert _remedy(fault) == "use binary cross-entropy"
    hidden = _fault(layers.set_activation, state, 1, "softmax", (), False)
    assert _remedy(hidden) == "use sigmoid"


def test_two_changes_are_one_remedy() -> None:
    state = first_state(
        random_experiment(4, sizes=(2, 3, 1), output="tanh", loss="hinge", samples=8)
    )
    fault = _fault(training.set_loss, state, "binary_cross_entropy", False)
    assert _remedy(fault) == "use sigmoid and use the targets 0 and 1"
    keeper = Keeper(state)
    keeper.carry_out(training.set_loss.call("binary_cross_entropy", True))
    assert len(keeper.history.past) == 1


def test_inputs_and_outputs_follow_the_data() -> None:
    state = _moons()
    rings = source.set_generated(state, "rings", False)
    assert _sizes(rings) == (2, 8, 3)
    assert _experiment(rings).network.layers[-1].activation == ACTIVATIONS["sigmoid"]
    kept = derived.trace(rings).before
    assert np.array_equal(kept.weights(1), state.document.run.parameters(5).weights(1))
    fault = _fault(source.set_generated, state, "sine", False)
    assert _remedy(fault) == "use identity and ½ squared error"
    curve = _experiment(source.set_generated(state, "sine", True))
    assert curve.network.sizes == (1, 8, 1)
    assert curve.loss is LOSSES["half_squared_error"]


def test_data_of_another_experiment_can_be_taken() -> None:
    iris = files.read(files.resolve("iris-4-5-3"))
    after = _experiment(source.take_data(_moons(), iris, False))
    assert after.data is iris.data
    assert after.network.sizes == (4, 8, 3)


def test_new_weights_give_up_those_that_are_stated() -> None:
    state = actions.train(first_state(mazur()), 3)
    after = weights.draw_weights(state)
    assert _experiment(after).given is None
    assert after.trained == 0
    again = weights.draw_weights(after)
    assert not np.array_equal(derived.trace(after).before.flat, derived.trace(again).before.flat)
    zeros = weights.set_init(after, "zeros")
    assert not derived.trace(zeros).before.flat.any()
    assert _fault(weights.draw_weights, zeros).key == "refused.always-the-same"


def test_the_rate_follows_the_optimiser_unless_it_was_chosen() -> None:
    usual = first_state(mazur())
    assert _experiment(training.set_optimizer(usual, "adam", ())).training.learning_rate == 0.01
    chosen = _moons()
    assert _experiment(training.set_optimizer(chosen, "sgd", ())).training.learning_rate == 0.03


@pytest.mark.parametrize(
    ("change", "arguments"),
    [
        (layers.add_layer, (2,)),
        (layers.remove_layer, (2,)),
        (layers.add_neuron, (0,)),
        (layers.remove_neuron, (1, 8)),
        (layers.set_neurons, (1, 0)),
        (layers.set_neurons, (1, 10**6)),
        (layers.set_activation, (1, "nothing", (), False)),
        (layers.set_activation, (1, "elu", (float("nan"),), False)),
        (layers.set_activation, (2, "softmax", (), False)),
        (training.set_loss, ("hinge", False)),
        (training.set_penalty, (-1.0, 0.0)),
        (training.set_penalty, (0.0, float("inf"))),
        (training.set_optimizer, ("momentum", (2.0,))),
        (training.set_batch_size, (0,)),
        (weights.set_seed, (-1,)),
        (weights.set_init, ("luck",)),
        (source.set_generated, ("stars", False)),
        (source.set_samples, (0,)),
        (source.set_noise, (float("nan"),)),
        (source.set_noise, (-0.5,)),
        (source.set_noise, (1e308,)),
        (source.set_test_fraction, (1.0,)),
    ],
)
def test_nonsense_is_refused_in_a_sentence(
    change: Action[...], arguments: tuple[object, ...]
) -> None:
    assert fault_sentence(_fault(change, _moons(), *arguments))


def test_the_last_neuron_of_a_layer_stays() -> None:
    one = layers.set_neurons(_moons(), 1, 1)
    assert _fault(layers.remove_neuron, one, 1, 0).key == "refused.last-neuron"


def test_a_challenge_does_not_tell_its_loss_by_what_it_refuses() -> None:
    state = _example("mazur-in-place")
    for change, arguments in (
        (training.set_loss, ("cross_entropy", False)),
        (layers.set_activation, (2, "relu", (), False)),
        (source.set_generated, ("sine", False)),
    ):
        assert _fault(change, state, *arguments).key == "refused.challenge"


def test_new_is_an_experiment_that_learns() -> None:
    state = source.new(_moons())
    assert _sizes(state) == (2, 1)
    trained = actions.train(state, 200)
    run = trained.document.run
    assert run.loss(200) < run.loss(0) / 2
    assert of_flat(run.parameters(0).shape, run.parameters(0).flat).flat.any()


@pytest.mark.parametrize(
    "call", [layers.add_neuron.call(1), weights.draw_weights.call(), source.new.call()]
)
def test_undo_of_a_new_run_leads_back_to_the_step_it_was_begun_at(call: Call) -> None:
    keeper = Keeper(actions.go_to(_moons(30), 12, 3, 1.0))
    keeper.carry_out(call)
    keeper.carry_out(actions.train.call(7))
    keeper.carry_out(undo.call())
    assert keeper.state.cursor == Cursor(12, 3, 1.0)
    assert keeper.state.trained == 30
    keeper.carry_out(redo.call())
    assert keeper.state.cursor.step == 7


def test_a_new_run_stands_at_the_loss_where_the_old_one_did() -> None:
    state = actions.go_to(_moons(), 5, derived.loss_beat(_moons()), 1.0)
    after = layers.add_layer(state, 0)
    assert after.cursor == Cursor(0, derived.loss_beat(after), 1.0)
    assert after.cursor.beat != state.cursor.beat
