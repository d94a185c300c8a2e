"""How long a frame trains: on a clock of its own, whatever there is to draw."""

from itertools import pairwise

import pytest

from gui.training_time import FRAME_SECONDS, LONGEST_SLICE, TrainingTime


def _frames(drawing: list[float], rounds: int) -> tuple[list[float], float]:
    """Let views draw for so long in turn, and be painted as long; return when frames began,
    and training's share.

    As Qt's timer does, a frame begins when it is due, or at once where that is over by less
    than a frame; what is over by more is left out.
    """
    now = due = trained = training = 0.0
    time, began = TrainingTime(now), list[float]()
    for drawn in drawing * rounds:
        due = due + FRAME_SECONDS if now < due + 2 * FRAME_SECONDS else now
        now = max(now, due)
        began.append(now)
        time.begin(now, trained)
        trained = time.left(drawn)
        training += trained
        now += 2 * drawn + trained
    return began, training / now


def test_frames_stay_even_where_some_have_much_to_draw() -> None:
    began, share = _frames([0.0, 0.01, 0.0, 0.0, 0.006, 0.001], rounds=50)
    assert len(began) * FRAME_SECONDS / began[-1] > 0.98
    assert share > 0.5
    assert max(later - now for now, later in pairwise(began)) < 0.025


def test_training_has_half_of_the_time_where_drawing_would_take_all() -> None:
    _, share = _frames([0.01, 0.015, 0.012], rounds=50)
    assert share == pytest.approx(0.52, abs=0.02)


def test_with_little_to_draw_training_has_nearly_all() -> None:
    began, share = _frames([0.0005], rounds=100)
    assert share > 0.8
    assert len(began) * FRAME_SECONDS / began[-1] > 0.97


def test_no_slice_is_longer_than_the_window_may_be_silent() -> None:
    time = TrainingTime(0.0)
    for second in range(1, 9):
        time.begin(float(second), 0.0)
        assert time.left(0.9) <= LONGEST_SLICE
