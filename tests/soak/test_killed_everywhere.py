"""Killed at every action once, the program finds its work again at the next start."""

import os
from pathlib import Path

import pytest

from gui.state.catalogue import ACTIONS
from tests.kills import kill_at


@pytest.mark.skipif(not hasattr(os, "fork"), reason="windows are forked")
def test_a_window_is_killed_at_every_action_once(tmp_path: Path) -> None:
    done = kill_at(sorted(ACTIONS), tmp_path)
    assert done.total() == len(ACTIONS)
