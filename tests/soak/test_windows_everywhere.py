"""The window in every size, language and arrangement; the suite looks at some of each."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.window.speaking import speak
from gui.words.catalog import CHINESE, SOURCE
from tests.gui import test_window_in_both as windows


@pytest.mark.parametrize("size", windows.SIZES)
@pytest.mark.parametrize("language", [SOURCE, CHINESE])
def test_every_arrangement_is_whole(
    qapp: QApplication, qtbot: QtBot, language: str, size: tuple[int, int]
) -> None:
    speak(language)
    windows.test_every_arrangement_is_whole(size, language, qtbot)
    speak(SOURCE)
