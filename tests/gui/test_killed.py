"""Killed in the middle of anything, the program finds its work again at the next start."""

import os
from pathlib import Path

import pytest

from gui.state.catalogue import ACTIONS
from tests.kills import kill_at

NAMES = (  # one of each room; `make soak` goes through all
    *("run.train", "run.keep", "experiment.set_parameter", "undo", "session.restore"),
    "curve.step_down",
)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="windows are forked")
def test_a_window_that_is_killed_loses_no_more_than_what_was_being_written(tmp_path: Path) -> None:
    assert set(NAMES) <= set(ACTIONS)
    done = kill_at(NAMES, tmp_path)
    assert set(done) == {"nothing", "some", "all"}
