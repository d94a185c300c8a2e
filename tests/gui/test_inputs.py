"""The plane of inputs that regions and the neurons' maps show, chosen and followed."""

import numpy as np
import pytest
from msgspec.structs import replace

from engine.backprop import forward
from engine.experiment import Mistake, Training, UpdateRule
from engine.maps.grid_pass import GridPass
from engine.maps.input_grid import InputGrid
from engine.maps.input_plane import PlaneKind
from gui.disk import files
from gui.state.inputs import actions, derived
from gui.state.refusal import Refused
from gui.state.run import actions as run_actions
from gui.state.run import derived as run_derived
from gui.state.state import State, first_state
from gui.state.view import actions as view_actions
from tests.networks import random_experiment


def _opened(name: str) -> State:
    return first_state(files.read(files.resolve(name)))


def test_two_inputs_are_the_whole_plane_and_one_is_a_line() -> None:
    moons, line = _opened("moons-2-8-1"), _opened("hagan-1-2-1")
    assert derived.input_plane(moons).kind is PlaneKind.WHOLE
    assert derived.input_plane(line).axes == 1
    other = view_actions.follow_sample(moons, 7)
    assert derived.input_plane(other) is derived.input_plane(moons)
    assert derived.place_of_followed(other) == pytest.approx(
        moons.document.experiment.data.inputs[7]
    )
    with pytest.raises(Refused):
        actions.choose_input(line, 0, 0)


def test_all_samples_lie_within_the_limits_those_for_testing_too() -> None:
    for name in ("moons-2-8-1", "iris-4-5-3", "hagan-1-2-1"):
        state = _opened(name)
        data = state.document.experiment.data
        for x in (data.inputs, data.test_inputs):
            if len(x):
                places = derived.input_plane(state).coordinates(x)
                for along, (low, high) in zip(places, derived.limits(state), strict=True):
                    assert low < along.min() <= along.max() < high


def test_of_more_inputs_the_components_are_shown_until_an_input_is_chosen() -> None:
    state = _opened("iris-4-5-3")
    assert derived.input_plane(state).kind is PlaneKind.COMPONENTS
    chosen = actions.choose_input(state, 0, 2)
    assert derived.input_plane(chosen).inputs == (2, 1)
    turned = actions.choose_input(chosen, 1, 2)
    assert derived.input_plane(turned).inputs == (1, 2)
    moved = view_actions.follow_sample(turned, 5)
    sample = run_derived.scope(moved).shown.x[0]
    assert derived.input_plane(moved).at(derived.place_of_followed(moved)[:, None])[
        0
    ] == pytest.approx(sample)
    back = actions.show_components(moved, True)
    assert derived.input_plane(back).kind is PlaneKind.COMPONENTS
    assert actions.show_components(back, True) is back
    for which, unit in ((2, 0), (-1, 0), (0, 4), (1, -1)):
        with pytest.raises(Refused):
            actions.choose_input(state, which, unit)


def test_without_two_directions_of_spread_two_inputs_are_the_axes() -> None:
    alone = first_state(random_experiment(1, samples=1))
    assert derived.input_plane(alone).kind is PlaneKind.THROUGH_SAMPLE


@pytest.mark.parametrize(
    "training",
    [
        Training(0.1, batch_size=None),
        Training(0.1, batch_size=2, update_rule=UpdateRule.IN_PLACE),
        Training(0.1, batch_size=2, mistakes=frozenset({Mistake.FORGOTTEN_SLOPE})),
        Training(0.1, batch_size=2, mistakes=frozenset({Mistake.WRONG_SIGN})),
    ],
)
def test_at_the_place_of_the_sample_followed_stand_the_numbers_of_the_step(
    training: Training,
) -> None:
    experiment = random_experiment(8, sizes=(2, 3, 3, 2), samples=4, training=training)
    state = run_actions.train(first_state(experiment), 3)
    for following in (
        view_actions.follow_sample(state, 1),
        view_actions.follow_in_sets(state, 3),  # mostly not of the batch
    ):
        _assert_same_numbers(following)


def _assert_same_numbers(state: State) -> None:
    experiment = state.document.experiment
    plane, trace = derived.input_plane(state), run_derived.trace(state)
    at = derived.place_of_followed(state)
    here = InputGrid(plane, tuple((v - 0.5, v + 0.5) for v in at), 1, 1)
    over = GridPass(experiment.network, here, np.float64)
    shown = run_derived.scope(state).shown
    for found, layer in zip(over.activations(trace.before), shown.layers, strict=True):
        assert found[:, 0] == pytest.approx(layer.a[0])
    gradients = over.gradients(trace.before, derived.place_cost(state))
    for d_a, delta, layer in zip(gradients.d_a, gradients.delta, shown.layers, strict=True):
        assert d_a[:, 0] == pytest.approx(layer.d_a[0])
        assert delta[:, 0] == pytest.approx(layer.delta[0])
    assert forward(experiment.network, trace.before, here.x)[1][-1] == pytest.approx(
        shown.layers[-1].a
    )


def test_the_choice_outlives_a_step_and_falls_back_where_inputs_are_missing() -> None:
    state = actions.choose_input(_opened("iris-4-5-3"), 0, 3)
    assert derived.pair(run_actions.next_step(state)) == (3, 1)
    smaller = first_state(random_experiment(2, sizes=(3, 2, 1)))
    assert derived.pair(replace(smaller, inputs=state.inputs)) == (0, 1)
