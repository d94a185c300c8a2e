"""What a desktop asks of every program is done, until somebody chooses otherwise."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QProcess, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from gui.disk import settings
from gui.look.theme import THEMES, contrast
from gui.state.state import first_state
from gui.state.store import Store
from gui.window.wishes import Wishes
from tests.networks import mazur


class Hints:
    """Style hints of a desktop that wants to see a high contrast."""

    def accessibility(self) -> "Hints":
        return self

    def contrastPreference(self) -> Qt.ContrastPreference:
        return Qt.ContrastPreference.HighContrast

    def colorScheme(self) -> Qt.ColorScheme:
        return Qt.ColorScheme.Dark


def test_a_desktop_of_high_contrast_gets_a_theme_of_high_contrast(
    qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QGuiApplication, "styleHints", Hints)
    theme = THEMES[settings.load_view().theme]
    assert theme.name == "dark-contrast"
    assert contrast(theme.text_faint, theme.card) >= 7
    assert settings.as_wished("light") == "light-contrast"


@pytest.mark.skipif(sys.platform != "linux", reason="asks the program of Linux desktops")
@pytest.mark.parametrize(("answer", "is_reduced"), [("false", True), ("true", False)])
def test_a_desktop_without_animations_gets_a_drawing_without(
    answer: str, is_reduced: bool, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop = tmp_path / "gsettings"
    desktop.write_text(f"#!/bin/sh\n[ $3 = enable-animations ] && echo {answer}\n", "utf-8")
    desktop.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setattr(settings, "has_chosen_motion", lambda: False)
    store, parent = Store(first_state(mazur())), QObject()
    wishes = Wishes(store, parent)
    (asking,) = wishes.children()
    assert isinstance(asking, QProcess)
    qtbot.waitUntil(lambda: asking.state() is QProcess.ProcessState.NotRunning)
    assert store.state.view.reduced_motion is is_reduced
