"""The line under the timeline: what is shown, what comes next, and the same for a screen reader."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from engine.story.beats import Beat, Scene
from gui.menu.menu import Menu
from gui.panels.narrate import everything_said, narrated
from gui.panels.narration import Narration
from gui.state.run import actions, derived
from gui.state.state import Mode, first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from tests.networks import mazur
from tests.windows import opened

LAST = 16


def test_each_beat_says_what_the_one_before_announced() -> None:
    state = first_state(mazur())
    layers = [beat.layer for beat in derived.beats(state)]
    for at in range(LAST):
        said = narrated(actions.go_to(state, 0, at, 1.0))
        assert said.next.startswith("Next: ")
        if f"layer {layers[at + 1]}" in said.next:
            now = narrated(actions.go_to(state, 0, at + 1, 0.0)).now
            assert f"ayer {layers[at + 1]}" in now
    assert narrated(actions.go_to(state, 0, 0, 1.0)).next == "Next: the sums of layer 1"


def test_what_is_said_does_not_change_as_a_beat_moves_and_holds() -> None:
    state = first_state(mazur())
    beat = derived.beats(state).index(Beat(Scene.DELTA, 2))
    said = {narrated(actions.go_to(state, 0, beat, part)) for part in (0.0, 0.4, 0.8, 1.0)}
    assert len(said) == 1


def test_at_the_end_of_a_step_it_says_how_to_go_on() -> None:
    state = actions.last_beat(first_state(mazur()))
    assert narrated(state).next == "This step is over; Play goes on with step 1."
    playing = replace(view_actions.set_going_on(state, True), mode=Mode.PLAYING)
    assert narrated(playing).next == "Next: training step 1"
    assert narrated(actions.start_training(state)).now.startswith("Training at full speed")


def test_it_keeps_room_for_all_it_says() -> None:
    state = first_state(mazur())
    room = everything_said(state)
    for at in range(LAST + 1):
        said = narrated(actions.go_to(state, 0, at, 1.0))
        assert said.now in {each.now for each in room}
        assert said.next in {each.next for each in room}


def test_the_line_follows_and_is_announced_to_a_screen_reader(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def hear(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            told.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    window = opened(qtbot, 1024, 768)
    line = window.findChild(Narration)
    assert line is not None
    QTest.keyClick(window, Qt.Key.Key_Right)
    assert line.now.text().startswith("Layer 1: each neuron adds up")
    assert line.next.text() == "Next: the activations of layer 1"
    assert told == [f"{line.now.text()} {line.next.text()}"]
    assert line.accessibleDescription() == told[0]
    heights = set()
    for beat in range(LAST + 1):
        window.store.apply(actions.go_to, 0, beat, 1.0)
        for label in (line.now, line.next):
            assert label.heightForWidth(label.width()) <= label.height()  # nothing is cut
        heights.add((line.height(), line.mapTo(window, QPoint(0, 0)).y()))
    assert len(heights) == 1
    QTest.mouseClick(line.on, Qt.MouseButton.LeftButton)
    assert window.store.state.view.goes_on
    assert line.on.isChecked()
    QTest.keyClick(window, Qt.Key.Key_G)
    assert not window.store.state.view.goes_on


def test_in_a_narrow_place_nothing_below_the_line_moves_while_a_step_is_played(
    qtbot: QtBot,
) -> None:
    store, around = Store(first_state(mazur())), QMainWindow()
    qtbot.addWidget(around)
    line, below = Narration(store, Menu(around, store)), QWidget()
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.addWidget(line)
    column.addWidget(below, 1)
    around.setCentralWidget(whole)
    around.resize(300, 400)
    around.show()
    qtbot.waitExposed(around)
    wanted, stood = set(), set()
    for beat in range(LAST + 1):
        store.apply(actions.go_to, 0, beat, 1.0)
        QApplication.processEvents()
        plain = QLabel(line.now.text(), wordWrap=True)
        wanted.add(plain.heightForWidth(line.now.width()))
        stood.add(below.y())
    assert len(wanted) > 1, "some sentences take more lines than others"
    assert len(stood) == 1
