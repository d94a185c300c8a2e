"""The window that a lecturer sits in front of."""

import pytest
from pytestqt.qtbot import QtBot

from gui.window.window import Window
from tests.gui.conftest import qtbot
from tests.windows import opened

__all__ = ["qtbot"]


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    """Return the window as it opens, with the keyboard."""
    return opened(qtbot, 1440, 900)
