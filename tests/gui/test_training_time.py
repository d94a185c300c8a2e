"""How long a frame trains: on a clock of its own, whatever there is to draw."""

from itertools import pairwise

import pytest

from gui.training_time import FRAME_SECONDS, LONGEST_SLICE, TrainingTime
from gui.turns import LONGEST_REST, REST_SECONDS, Rest


def _frames(drawing: list[float], rounds: int) -> tuple[list[float], float]:
    """Let frames draw for so long in turn; return when each began, and training's share.

    As Qt's timer does, a frame begins when it is due, or at once where that is over by less
    than a frame; what is over by more is left out.
    """
    now, due, trained, drawn, training = 0.0, 0.0, 0.0, 0.0, 0.0
    time, began = TrainingTime(now), []
    for each in drawing * rounds:
        due = due + FRAME_SECONDS if now < due + 2 * FRAME_SECONDS else now
        now = max(now, due)
        began.append(now)
        trained = time.begin(now, drawn, trained)
        training += trained
        drawn = each
        now += trained + drawn
    return began, training / now


def test_frames_stay_even_on_average_where_some_have_much_to_draw() -> None:
    began, share = _frames([0.001, 0.018, 0.002, 0.003, 0.012, 0.001], rounds=50)
    assert len(began) * FRAME_SECONDS / began[-1] > 0.97
    assert share > 0.5
    assert max(later - now for now, later in pairwise(began)) < 0.03


def test_training_has_half_of_the_time_where_drawing_would_take_all() -> None:
    _, share = _frames([0.02, 0.03, 0.025], rounds=50)
    assert share == pytest.approx(0.52, abs=0.02)


def test_with_little_to_draw_training_has_nearly_all() -> None:
    began, share = _frames([0.001], rounds=100)
    assert share > 0.8
    assert len(began) * FRAME_SECONDS / began[-1] > 0.97


def test_no_slice_is_longer_than_the_window_may_be_silent() -> None:
    time = TrainingTime(0.0)
    assert all(time.begin(float(second), 0.9, 0.0) <= LONGEST_SLICE for second in range(1, 9))


def test_views_rest_longer_only_where_drawing_takes_too_long() -> None:
    rest = Rest()
    for _ in range(100):
        rest.note(drawn=0.002, passed=0.016)
    assert rest.seconds == REST_SECONDS
    for _ in range(300):  # 0.1 s of drawing a round
        rest.note(drawn=0.016 * 0.1 / rest.seconds, passed=0.016)
    assert rest.seconds == pytest.approx(0.1 / 0.33, rel=0.05)
    for _ in range(300):
        rest.note(drawn=0.016, passed=0.016)
    assert rest.seconds == LONGEST_REST
    for _ in range(300):
        rest.note(drawn=0.0, passed=0.016)
    assert rest.seconds == REST_SECONDS
