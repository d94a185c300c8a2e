"""Playing: each beat moves, holds until it can be read, and rests at the end of its step."""

from collections import defaultdict

import pytest
from pytestqt.qtbot import QtBot

from engine.experiment import Experiment, Training, UpdateRule
from engine.story.beats import Beat, Phase, Scene, how_many_revealed, revealed
from engine.written.quantity import parse
from gui.player import Player
from gui.state import schedule
from gui.state.curve import actions as curve_actions
from gui.state.refusal import Refused
from gui.state.run import actions, derived
from gui.state.state import REVEALED_AT, Cursor, Mode, State, first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from tests.faults import complaining
from tests.networks import mazur, random_experiment
from tests.passing import tick

FRAME = 1 / 60
LAST = 16  # the last of the seventeen beats of a 2-2-2 network


@pytest.fixture
def state() -> State:
    return first_state(mazur())


def _play(state: State, seconds: float, frame: float = FRAME) -> State:
    for _ in range(round(seconds / frame)):
        state = tick(state, frame)
    return state


def _seconds_shown(state: State) -> dict[int, float]:
    """Play until it stops, and return how long the numbers of each beat stood as the newest."""
    shown: dict[int, float] = defaultdict(float)
    state = actions.play(state)
    for _ in range(20_000):
        state = tick(state, FRAME)
        if state.mode is Mode.PAUSED:
            return shown
        if state.cursor.part >= REVEALED_AT:
            shown[state.cursor.beat] += FRAME
    raise AssertionError("it never stops")


@pytest.mark.parametrize(("lines", "hold"), [(1, 1.5), (2, 1.9), (4, 2.7), (7, 3.9), (8, 4.0)])
def test_a_beat_holds_longer_the_more_numbers_are_new(lines: int, hold: float) -> None:
    stretch = schedule.of_beat(Beat(Scene.ACTIVATION, 1), lines, 1.0)
    assert (stretch.motion, stretch.hold) == pytest.approx((0.8, hold))


def test_very_many_numbers_are_not_waited_for(state: State) -> None:
    large = first_state(random_experiment(1, sizes=(30, 20, 1)))
    beat = derived.beats(large).index(Beat(Scene.WEIGHT_GRADIENT, 1))
    lines = derived.new_lines(actions.go_to(large, 0, beat, 0.0))
    assert lines == 600
    assert schedule.of_beat(Beat(Scene.WEIGHT_GRADIENT, 1), lines, 1.0).hold == 4.0


@pytest.mark.parametrize("speed", [0.1, 1.0, 2.0, 10.0])
def test_speed_scales_motion_and_hold(speed: float) -> None:
    stretch = schedule.of_beat(Beat(Scene.LOSS, 2), 1, speed)
    assert (stretch.motion * speed, stretch.hold * speed) == pytest.approx((0.8, 1.5))


@pytest.mark.parametrize(
    "experiment",
    [
        mazur(),
        random_experiment(3, samples=4),
        random_experiment(3, samples=4, without_bias=frozenset({1})),
    ],
)
def test_how_many_numbers_are_new_is_counted_as_they_are_listed(experiment: Experiment) -> None:
    shape = experiment.network.shape
    for beat in derived.beats(first_state(experiment)):
        assert how_many_revealed(beat, shape) == len(revealed(beat, shape))


def test_the_loss_of_one_sample_is_one_number(state: State) -> None:
    at_loss = actions.go_to(state, 0, 5, 0.0)
    assert derived.beat(at_loss).scene is Scene.LOSS
    assert derived.new_lines(at_loss) == 1
    batch = first_state(random_experiment(3, samples=4))
    assert derived.new_lines(actions.go_to(batch, 0, 5, 0.0)) == 2


@pytest.mark.parametrize("speed", [1.0, 2.0])
def test_each_new_number_stands_until_it_can_be_read(state: State, speed: float) -> None:
    shown = _seconds_shown(view_actions.set_speed(state, speed))
    assert sorted(shown) == list(range(1, LAST + 1))
    del shown[LAST]  # it stays
    assert min(shown.values()) >= 1.5 / speed


def test_playing_stops_at_the_end_of_the_step_and_play_goes_on(state: State) -> None:
    state = _play(actions.play(state), 120.0)
    assert (state.mode, state.cursor) == (Mode.PAUSED, Cursor(0, LAST, 1.0))
    state = _play(actions.play(state), 0.1)
    assert (state.mode, state.cursor.step, state.cursor.beat) == (Mode.PLAYING, 1, 0)
    assert state.cursor.part < 1


def test_playing_goes_on_with_the_next_step_when_told_to(state: State) -> None:
    state = _play(actions.play(view_actions.set_going_on(state, True)), 90.0)
    assert (state.mode, state.cursor.step, state.trained) == (Mode.PLAYING, 1, 1)


def test_told_in_the_last_hold_not_to_go_on_it_stops_there(state: State) -> None:
    state = actions.go_to(view_actions.set_going_on(state, True), 0, LAST, 0.0)
    state = _play(actions.play(state), 1.2)
    assert (state.mode, state.held > 0) == (Mode.PLAYING, True)
    state = tick(view_actions.set_going_on(state, False), FRAME)
    assert (state.mode, state.cursor) == (Mode.PAUSED, Cursor(0, LAST, 1.0))


def test_pausing_in_a_hold_keeps_what_stands_and_play_goes_on_at_once(state: State) -> None:
    state = _play(actions.play(state), 1.5)
    assert state.cursor == Cursor(0, 1, 1.0)
    assert 0 < state.held < 1
    with complaining(Refused, "of a hold between 0 and 1 is over, not 1.5"):
        actions.hold(state, 1.5)
    paused = actions.toggle_playing(state)
    assert _play(paused, 10.0) is paused
    assert tick(actions.toggle_playing(paused), FRAME).cursor.beat == 2


def test_reduced_motion_holds_as_long(state: State) -> None:
    calm = view_actions.set_reduced_motion(state, True)
    assert _seconds_shown(calm) == _seconds_shown(state)


@pytest.mark.parametrize("frame", [1 / 24, 1 / 30, 1 / 60])
def test_frames_of_any_length_add_up_to_the_schedule(state: State, frame: float) -> None:
    beats = derived.beats(state)
    moments = [actions.go_to(state, 0, index, 0.0) for index in range(1, LAST + 1)]
    stretches = [
        schedule.of_beat(beats[at.cursor.beat], derived.new_lines(at), 1.0) for at in moments
    ]
    total = sum(each.motion + each.hold for each in stretches) - stretches[-1].hold
    ends = 2 * len(stretches)  # a frame that reaches one stops there
    state, frames = actions.play(state), 0
    while state.mode is Mode.PLAYING:
        state, frames = tick(state, frame), frames + 1
    assert total <= frames * frame < total + (ends + 1) * frame


def test_the_player_lets_pass_as_much_time_as_it_is_told(state: State, qtbot: QtBot) -> None:
    store = Store(state)
    player = Player(store)
    store.apply(actions.play)
    for _ in range(50):
        player.pass_time(FRAME)
    assert store.state.cursor == Cursor(0, 1, 1.0)
    player.deleteLater()


def test_the_end_of_each_phase_is_reached_in_turn(state: State) -> None:
    ends = []
    for _ in range(5):
        state = actions.to_phase_end(state)
        assert (state.mode, state.cursor.part) == (Mode.PAUSED, 1.0)
        ends.append((state.cursor.step, derived.beat(state).phase, state.cursor.beat))
    assert ends == [
        (0, Phase.FORWARD, 4),
        (0, Phase.LOSS, 5),
        (0, Phase.BACKWARD, 13),
        (0, Phase.UPDATE, LAST),
        (1, Phase.FORWARD, 4),
    ]


def test_in_the_middle_of_a_phase_its_own_end_comes_first(state: State) -> None:
    middle = actions.go_to(state, 0, 4, 0.3)
    assert actions.to_phase_end(middle).cursor == Cursor(0, 4, 1.0)
    assert derived.value(actions.to_phase_end(middle), parse("a[2,0]")) is not None


def test_updates_in_place_are_phases_of_their_own() -> None:
    state = first_state(mazur(Training(0.5, update_rule=UpdateRule.IN_PLACE)))
    phases = []
    for _ in range(6):
        state = actions.to_phase_end(state)
        phases.append(derived.beat(state).phase)
    back_and_forth = [Phase.BACKWARD, Phase.UPDATE, Phase.BACKWARD, Phase.UPDATE]
    assert phases == [Phase.FORWARD, Phase.LOSS, *back_and_forth]


def test_balls_hold_after_each_step_and_stop_where_they_rest(state: State) -> None:
    state = curve_actions.choose_curve(state, "parabola")
    state = curve_actions.toggle_descending(curve_actions.set_ball_rate(state, 0, 0.5))
    landed = _play(state, 0.7)
    assert (landed.curve.steps, landed.curve.part, landed.mode) == (1, 1.0, Mode.DESCENDING)
    assert _play(landed, 1.3).curve.steps == 1
    assert _play(landed, 1.5).curve.steps == 2  # at the bottom: it rests
    assert _play(landed, 9.0).mode is Mode.PAUSED


def test_a_step_of_the_balls_alone_does_not_wait(state: State) -> None:
    state = curve_actions.choose_curve(state, "parabola")
    state = _play(curve_actions.step_down(state), 0.7)
    assert (state.mode, state.curve.part) == (Mode.PAUSED, 1.0)
