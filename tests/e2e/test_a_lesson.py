"""Stories of a lesson, told with keys and mouse, and read off the window."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from engine.written.quantity import Quantity, parse
from gui.network.view import NetworkView
from gui.numbers.view import NumbersView
from gui.state.state import Mode
from gui.window.window import Window

Key, NO_MODIFIER = Qt.Key, Qt.KeyboardModifier.NoModifier


def _press(window: Window, key: Qt.Key, held: Qt.KeyboardModifier = NO_MODIFIER) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, held)


def _words(window: QWidget) -> list[str]:
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible()]


def _click_in_network(window: Window, qtbot: QtBot, quantity: Quantity) -> None:
    """Click on the label of a weight, where it stands in the drawing."""
    network = window.desk.network
    assert isinstance(network, NetworkView)
    drawing = network.current_frame()
    plate = next(box for box in drawing.above.boxes if box.quantity == quantity).rect
    middle = QPoint(round(plate.x + plate.width / 2), round(plate.y + plate.height / 2))
    qtbot.mouseClick(network, Qt.MouseButton.LeftButton, pos=middle)


def test_one_step_is_told_by_the_keyboard_alone(window: Window, qtbot: QtBot) -> None:
    assert "C = –" in _words(window)  # not computed yet: a dash, not a zero
    while "C = 0.298371109" not in _words(window):  # Mazur's printed loss
        _press(window, Key.Key_Right)
        qtbot.waitUntil(lambda: window.store.state.mode is Mode.PAUSED)
    assert any("loss" in each for each in _words(window.desk.card))
    _press(window, Key.Key_End)
    qtbot.waitUntil(lambda: _words(window).count("✓") > 15)
    assert "✗" in _words(window)  # the loss printed after the step is another program's
    _press(window, Key.Key_PageDown)
    assert "training step 1" in _words(window)
    _press(window, Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert any(text.startswith("training step 0") for text in _words(window))


def test_a_weight_is_asked_about_changed_and_brought_back(window: Window, qtbot: QtBot) -> None:
    _press(window, Key.Key_End)
    _click_in_network(window, qtbot, parse("w[2,0,0]"))
    panel = window.desk.panels["explanation"]
    assert any("gradient of the weight" in text or "weight" in text for text in _words(panel))
    field = next(each for each in panel.findChildren(QLineEdit) if each.isVisible())
    assert field.text() == "0.4"
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
    field.selectAll()
    qtbot.keyClicks(field, "0.9")
    _press(window, Key.Key_Return)
    before = window.store.state.document.run.parameters(0)
    assert float(before.weights(2)[0, 0]) == 0.9
    assert window.menu.undo.text() == "Undo weight"
    _press(window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert float(window.store.state.document.run.parameters(0).weights(2)[0, 0]) == 0.4
    assert window.menu.redo.text() == "Redo weight"


def test_a_class_lets_it_train_and_looks_at_every_number(window: Window, qtbot: QtBot) -> None:
    first = window.store.state.document.run.loss(0)
    _press(window, Key.Key_T)
    qtbot.waitUntil(lambda: window.store.state.trained > 500)
    _press(window, Key.Key_T)
    steps = window.store.state.trained
    assert window.store.state.document.run.loss(steps) < first
    window.room.bring("numbers")
    numbers = window.desk.view("numbers")
    assert isinstance(numbers, NumbersView)
    qtbot.waitUntil(numbers.isVisible)
    assert f"training step {steps}" in _words(window)
