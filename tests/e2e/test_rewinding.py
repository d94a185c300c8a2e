"""A lesson by the keyboard alone: train, rewind, look at one step's beats, branch, undo."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.disk import files
from gui.state.experiment import editing
from gui.state.state import Mode
from gui.window.window import Window

Key = Qt.Key
ALONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


def _press(window: Window, key: Qt.Key, held: Qt.KeyboardModifier = ALONE) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, held)


def test_moons_are_trained_rewound_to_step_500_and_branched(window: Window, qtbot: QtBot) -> None:
    moons = files.resolve("moons-2-8-1")
    window.store.apply(editing.open_experiment, files.read(moons), moons.stem)
    _press(window, Key.Key_3, CTRL)
    strip = window.desk.foot.strip
    for _ in range(12):
        _press(window, Key.Key_N)  # + 100, and again before the first hundred are done
    qtbot.waitUntil(lambda: window.store.state.mode is Mode.PAUSED)
    assert (strip.slider.maximum(), window.store.state.trained) == (1_200, 1_200)
    run = window.store.state.document.run
    assert run.loss(1_200) < 0.01  # the moons are told apart

    _press(window, Key.Key_G, CTRL)
    QTest.keyClicks(QApplication.focusWidget() or window, "500")
    _press(window, Key.Key_Return)
    curve = window.desk.view("loss")
    assert "step 500: C = " in curve.accessibleDescription()
    assert strip.slider.value() == 500

    _press(window, Key.Key_Down, CTRL)  # the beats of this step
    assert window.room.arrangement == "step"
    assert (window.store.state.cursor.step, window.store.state.cursor.beat) == (500, 0)
    _press(window, Key.Key_Right)
    qtbot.waitUntil(lambda: window.store.state.mode is Mode.PAUSED)
    assert (window.store.state.cursor.step, window.store.state.cursor.beat) == (500, 1)
    assert window.store.state.trained == 1_200  # looking takes nothing away

    _press(window, Key.Key_3, CTRL)
    _press(window, Key.Key_B, CTRL)
    state = window.store.state
    assert (state.trained, strip.slider.maximum()) == (500, 500)
    assert [(each.document.run, each.steps) for each in state.kept] == [(run, 1_200)]
    _press(window, Key.Key_N)
    qtbot.waitUntil(lambda: window.store.state.mode is Mode.PAUSED)
    assert window.store.state.trained == 600
    assert window.store.state.document.run.shared_steps(run) == 500
    _press(window, Key.Key_Z, CTRL)
    assert window.store.state.document.run is run
    assert window.store.state.trained == 1_200
