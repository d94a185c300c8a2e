"""The strip of all steps and the bar that trains, with keys and mouse in a window."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from engine.experiment import Training
from engine.run.goals import StayGoal, StepGoal
from gui.disk import files
from gui.panels.pace_meter import PaceMeter
from gui.panels.run_strip import RunStrip
from gui.panels.training_bar import training_speed_said
from gui.seeking import seeking_of
from gui.state.experiment import editing
from gui.state.run import actions
from gui.state.state import Mode
from gui.turns import turns_of
from gui.window.window import Window
from gui.words.goals import left_said, stay_said, steps_said
from tests.windows import lent, put_back

Key, Modifier = Qt.Key, Qt.KeyboardModifier


@pytest.fixture(scope="module")
def _lent(qapp: QApplication) -> Iterator[Window]:
    yield from lent(1280, 800)


@pytest.fixture
def window(_lent: Window) -> Window:
    """Return a window in which 400 steps of moons are done."""
    made = put_back(_lent, "training")
    moons = files.resolve("moons-2-8-1")
    made.store.apply(editing.open_experiment, files.read(moons), moons.stem)
    made.store.apply(actions.train, 400)
    QApplication.processEvents()
    return made


def _strip(window: Window) -> RunStrip:
    strip = window.desk.foot.strip
    assert strip.isVisible()
    return strip


def _step(window: Window) -> int:
    return window.store.state.cursor.step


def test_field_slider_and_keys_lead_to_any_step_done(window: Window, qtbot: QtBot) -> None:
    strip = _strip(window)
    assert (strip.field.text(), strip.slider.value(), strip.slider.maximum()) == ("400", 400, 400)
    assert "training goes on" in strip.note.text()
    assert not strip.branch.isEnabled()
    QTest.keyClick(window, Key.Key_G, Modifier.ControlModifier)
    assert strip.field.hasFocus()
    QTest.keyClicks(strip.field, "120")
    QTest.keyClick(strip.field, Key.Key_Return)
    assert (_step(window), strip.slider.value(), strip.field.text()) == (120, 120, "120")
    assert "400" in strip.note.text()  # where training goes on
    assert strip.branch.isEnabled()
    for typed, said in (
        ("401", "step 401 has not been reached; 400 steps are done"),
        ("-1", "step -1 has not been reached"),
        ("2.5", "steps are counted in whole numbers, not 2.5"),
        ("many", "many"),
    ):
        strip.field.selectAll()
        QTest.keyClicks(strip.field, typed)
        QTest.keyClick(strip.field, Key.Key_Return)
        assert said in strip.field.accessibleDescription()
        assert _step(window) == 120
    strip.binding.put_back()
    strip.slider.setFocus()
    for key, expected in (
        (Key.Key_Right, 121),
        (Key.Key_Left, 120),
        (Key.Key_PageDown, 160),
        (Key.Key_PageUp, 120),
        (Key.Key_End, 400),
        (Key.Key_Home, 0),
    ):
        QTest.keyClick(strip.slider, key)
        assert (_step(window), strip.slider.value()) == (expected, expected)
    window.setFocus()
    for key, held, expected in (
        (Key.Key_End, Modifier.ControlModifier, 400),
        (Key.Key_PageUp, Modifier.ShiftModifier, 360),
        (Key.Key_PageDown, Modifier.ShiftModifier, 400),
    ):
        QTest.keyClick(window, key, held)
        assert _step(window) == expected
    assert window.store.state.trained == 400  # looking back trains nothing


def test_a_press_beside_the_handle_begins_a_drag_there(window: Window, qtbot: QtBot) -> None:
    strip, turns = _strip(window), turns_of(window.store)
    slider = strip.slider
    place = QPoint(slider.width() // 4, slider.height() // 2)
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=place)
    assert slider.isSliderDown()
    assert turns.seeking  # all but the network are drawn in turn
    assert abs(_step(window) - 100) < 20  # the handle is as wide as some steps
    qtbot.mouseMove(slider, QPoint(slider.width() // 2, place.y()))
    qtbot.waitUntil(lambda: abs(_step(window) - 200) < 20)
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() // 2, 5))
    assert not turns.seeking
    assert slider.value() == _step(window)
    loss = f"step {_step(window)}: C = "
    curve = window.desk.view("loss")
    qtbot.waitUntil(lambda: loss in curve.accessibleDescription())


def test_the_wheel_goes_a_fiftieth_of_the_run_at_a_time(window: Window) -> None:
    slider = _strip(window).slider
    for turned, expected in ((-120, 392), (-60, 392), (-60, 384), (240, 400), (120, 400)):
        place, none = QPointF(9.0, 9.0), QPoint()
        event = QWheelEvent(
            place,
            slider.mapToGlobal(place),
            none,
            QPoint(0, turned),
            Qt.MouseButton.NoButton,
            Modifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(slider, event)
        assert (_step(window), slider.value()) == (expected, expected)


def test_a_search_that_takes_long_shows_the_nearest_step_first(window: Window) -> None:
    seeking, state = seeking_of(window.store), window.store.state
    run = state.document.run
    wanted = run.nearest(300) - 1
    near = run.nearest(wanted)
    assert near < wanted
    approach, run.approach = run.approach, lambda step, most: False  # type: ignore[method-assign]
    assert seeking.seek(wanted) is None
    assert (_step(window), seeking.wanted) == (near, wanted)
    assert turns_of(window.store).seeking
    assert _strip(window).slider.value() == wanted  # the handle stays where it was put
    window.menu.run.beats.trigger()  # of the step that is looked for
    assert _step(window) == near
    run.approach = approach  # type: ignore[method-assign]
    seeking._go_on()
    assert (_step(window), seeking.wanted) == (wanted, None)
    assert (window.room.arrangement, window.store.state.cursor.beat) == ("step", 0)
    run.approach = lambda step, most: False  # type: ignore[method-assign]
    seeking.seek(wanted - 20)
    window.store.apply(actions.reset)  # another run: nothing is looked for any more
    assert seeking.wanted is None
    assert not turns_of(window.store).seeking


def test_the_bar_trains_so_many_steps_and_escape_stops_them(window: Window, qtbot: QtBot) -> None:
    bar = window.toolbar._training
    assert bar is not None
    assert bar.isVisible()
    bar.count.setText("50")
    bar.count.editingFinished.emit()
    assert bar.more.text() == "+ 50"
    qtbot.mouseClick(bar.more, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.store.state.mode is Mode.PAUSED)
    assert window.store.state.trained == 450
    QTest.keyClick(window, Key.Key_E)
    qtbot.waitUntil(lambda: window.store.state.mode is Mode.PAUSED)
    assert window.store.state.trained == 451  # of one batch
    QTest.keyClick(window, Key.Key_U)
    assert isinstance(window.store.state.goal, StayGoal)
    qtbot.waitUntil(lambda: "until the loss stays" in _strip(window).note.text())
    assert _strip(window).stop.isVisible()
    QTest.keyClick(window, Key.Key_Escape)
    assert window.store.state.mode is Mode.PAUSED
    trained = window.store.state.trained
    QTest.keyClick(window, Key.Key_Escape)  # selects nothing, as ever
    assert window.store.state.trained == trained
    for speed in (10_000, 5_000, 2_000):
        QTest.keyClick(window, Key.Key_Comma)
        assert window.store.state.view.training_speed == speed
    assert bar.speed.said.text() == "2000 steps/s"
    for _ in range(3):
        QTest.keyClick(window, Key.Key_Period)
    assert window.store.state.view.training_speed is None
    assert bar.speed.said.text() == "full speed"


def test_where_the_loss_stays_it_is_said(window: Window, qtbot: QtBot) -> None:
    linear = replace(files.read(files.resolve("linear-neuron")), training=Training(0.05))
    window.store.apply(editing.open_experiment, linear, "")
    QTest.keyClick(window, Key.Key_U)
    qtbot.waitUntil(lambda: window.store.state.mode is Mode.PAUSED)
    assert "The loss stays: in the last 100 steps" in _strip(window).note.text()


def test_beats_are_a_key_away_and_a_branch_keeps_what_it_leaves(window: Window) -> None:
    seeking_of(window.store).seek(250)
    QTest.keyClick(window, Key.Key_Down, Modifier.ControlModifier)
    assert window.room.arrangement == "step"
    assert not window.desk.foot.has_steps
    assert (window.store.state.cursor.step, window.store.state.cursor.beat) == (250, 0)
    QTest.keyClick(window, Key.Key_3, Modifier.ControlModifier)
    assert window.desk.foot.has_steps
    QTest.keyClick(window, Key.Key_B, Modifier.ControlModifier)
    state = window.store.state
    assert (state.trained, [each.steps for each in state.kept]) == (250, [400])
    assert window.menu.undo.text() == "Undo branch"
    assert _strip(window).slider.maximum() == 250


def test_a_run_that_diverges_says_so_and_offers_the_way_back(window: Window, qtbot: QtBot) -> None:
    wild = replace(files.read(files.resolve("linear-neuron")), training=Training(0.6))
    window.store.apply(editing.open_experiment, wild, "")
    assert not window.menu.run.last_finite.isVisible()
    QTest.keyClick(window, Key.Key_T)
    qtbot.waitUntil(lambda: window.store.state.mode is Mode.PAUSED)
    stopped = window.store.state.document.run.divergence
    assert stopped is not None
    assert f"before step {stopped.step}" in window.notice.text
    assert f"step {stopped.step} cannot be taken" in _strip(window).note.text()
    offers = {each.text(): each for each in window.notice.findChildren(QToolButton)}
    (back,) = (each for text, each in offers.items() if "finite" in text)
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    assert window.store.state.cursor.step == stopped.step - 1
    assert window.notice.isHidden()
    window.menu.run.newest_step.trigger()
    window.store.apply(actions.next_step)  # refused: the same way back is offered
    offers = {each.text(): each for each in window.notice.findChildren(QToolButton)}
    (slower,) = (each for text, each in offers.items() if "Half the rate, 0.3" in text)
    qtbot.mouseClick(slower, Qt.MouseButton.LeftButton)
    state = window.store.state
    assert (state.cursor.step, state.document.experiment.training.learning_rate) == (0, 0.3)
    assert not window.menu.run.last_finite.isVisible()


def test_progress_is_told_in_steps_and_what_is_left_in_time() -> None:
    goal = StepGoal(100, 1_100)
    assert steps_said(goal, 580, None) == "480 of 1000 steps"
    assert steps_said(goal, 580, 200.0) == "480 of 1000 steps, 3 s left"
    assert left_said(121) == "3 min left"
    waiting = StayGoal(0, 10, 0.25, looks=9, without=4)
    assert "lowest L = 0.25, not 0.1 % lower for 40 of 100 steps" in stay_said(waiting, "L", 4)
    assert training_speed_said(1.0) == "1 step/s"
    assert training_speed_said(9_876.0) == "9876 steps/s"


def test_the_pace_is_that_of_the_last_seconds() -> None:
    meter = PaceMeter()
    assert meter.per_second is None
    for tenth in range(100):
        meter.note(tenth / 10, 7 * tenth if tenth < 50 else 350 + 100 * (tenth - 50))
    assert meter.per_second == pytest.approx(1_000, rel=0.05)
    meter.clear()
    meter.note(10.0, 4)
    meter.note(10.1, 9)
    assert meter.per_second is None
