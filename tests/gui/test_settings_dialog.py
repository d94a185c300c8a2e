"""The dialog of settings, and an experiment that is copied as text and pasted again."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from engine.story.notation import Notation
from gui.disk import files
from gui.state.choices import NeuronContent, WeightLabels
from gui.state.state import View
from gui.window.settings_dialog import SettingsDialog
from gui.window.window import Window
from tests.windows import opened


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    made = opened(qtbot, 1440, 900)
    yield made
    for dialog in made.findChildren(SettingsDialog):
        dialog.close()


def _dialog(window: Window) -> SettingsDialog:
    QTest.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = window.findChildren(SettingsDialog)
    while not dialog.isActiveWindow():
        QCoreApplication.processEvents()
    return dialog


def _press(box: QComboBox, key: Qt.Key) -> None:
    box.setFocus()
    QTest.keyClick(box, key)


def test_every_setting_acts_at_once_and_the_defaults_come_back(window: Window) -> None:
    dialog = _dialog(window)
    for name, key in (
        *(("theme", Qt.Key.Key_End), ("scale", Qt.Key.Key_Down), ("motion", Qt.Key.Key_Down)),
        *(("labels", Qt.Key.Key_End), ("neurons", Qt.Key.Key_End)),
        *(("digits", Qt.Key.Key_End), ("order", Qt.Key.Key_Down)),
        *(("loss-letter", Qt.Key.Key_Down), ("deltas", Qt.Key.Key_Down)),
        *(("speed", Qt.Key.Key_Home), ("goes-on", Qt.Key.Key_Up)),
    ):
        _press(dialog.boxes[name], key)
    assert window.store.state.view == View(
        theme="dark-contrast",
        scale=1.1,
        reduced_motion=True,
        labels=WeightLabels.ON_HOVER,
        neurons=NeuronContent.GRADIENTS,
        digits=10,
        notation=Notation("L", False, False),
        speed=0.1,
        goes_on=True,
    )
    dialog.defaults.click()
    assert window.store.state.view == View()
    assert dialog.boxes["digits"].currentText() == "4"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_an_experiment_is_copied_as_text_and_pasted_again(window: Window) -> None:
    window.documents.open(files.resolve("moons-2-8-1"))
    copied = window.store.state.document.experiment
    window.menu.copy_experiment.trigger()
    assert "on the clipboard" in window.notice.text
    window.documents.open(files.resolve("xor-2-4-1"))
    window.menu.paste.trigger()
    pasted = window.store.state.document.experiment
    assert (pasted.title, pasted.network) == (copied.title, copied.network)
    assert pasted.data.test_inputs.tolist() == copied.data.test_inputs.tolist()


def test_what_is_wrong_with_a_pasted_text_is_said_with_its_place(window: Window) -> None:
    before = window.store.state
    text = files.resolve("xor-2-4-1").read_text("utf-8").replace('"sigmoid"', '"sigmod"', 1)
    QGuiApplication.clipboard().setText(text)
    window.menu.paste.trigger()
    assert "network.layers[1].activation" in window.notice.text
    assert "sigmod" in window.notice.text
    assert window.store.state.document is before.document
