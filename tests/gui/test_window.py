"""The whole window, driven as a user would."""

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent, QGuiApplication, QIcon, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from engine.written.quantity import parse
from gui.app import application
from gui.disk import files, settings
from gui.landscape.curve.descent_view import DescentView
from gui.look.theme import DARK
from gui.panels.digits import DigitsControl
from gui.panels.timeline import Timeline
from gui.panels.tool_buttons import CommandButton
from gui.panels.transport import Transport
from gui.state.experiment import editing
from gui.state.run import actions, derived
from gui.state.state import Mode, first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.window.dock import CardTitle
from gui.window.window import Window
from tests.passing import let_events_happen, stands_still
from tests.windows import lent, opened, put_back

Key = Qt.Key


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    return opened(qtbot, 1280, 720)


@pytest.fixture(scope="module")
def _shared(qapp: QApplication) -> Iterator[Window]:
    yield from lent(1280, 720)


@pytest.fixture
def lesson(_shared: Window) -> Window:
    """Return a window for those who do not close it."""
    return put_back(_shared)


def _press(
    window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press a key as on a keyboard: it goes to whatever has the focus."""
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)


def _labels(window: Window) -> list[str]:
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible()]


def test_the_keys_move_through_the_beats(lesson: Window, qtbot: QtBot) -> None:
    store = lesson.store
    _press(lesson, Key.Key_End)
    assert store.state.cursor.beat == 16
    _press(lesson, Key.Key_Left)
    assert store.state.cursor.beat == 15
    _press(lesson, Key.Key_Home)
    assert store.state.cursor.beat == 0
    _press(lesson, Key.Key_PageDown)
    assert store.state.cursor.step == 1
    _press(lesson, Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert store.state.cursor.step == 0


def test_a_typed_learning_rate_gives_the_keyboard_back(lesson: Window, qtbot: QtBot) -> None:
    descent = lesson.desk.view("slice")
    assert isinstance(descent, DescentView)
    field = descent.field
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, "2.5")
    _press(lesson, Key.Key_Return)
    assert derived.experiment(lesson.store.state).training.learning_rate == 2.5
    _press(lesson, Key.Key_End)
    assert lesson.store.state.cursor.beat == 16


def test_right_plays_one_beat_and_stops_by_itself(lesson: Window, qtbot: QtBot) -> None:
    lesson.store.apply(view_actions.set_speed, 10.0)
    _press(lesson, Key.Key_Right)
    assert lesson.store.state.mode is Mode.ONE_BEAT
    qtbot.waitUntil(lambda: lesson.store.state.mode is Mode.PAUSED)
    assert (lesson.store.state.cursor.beat, lesson.store.state.cursor.part) == (1, 1.0)


def test_space_plays_and_pauses(lesson: Window, qtbot: QtBot) -> None:
    _press(lesson, Key.Key_Space)
    qtbot.waitUntil(lambda: lesson.store.state.cursor.beat >= 1)
    _press(lesson, Key.Key_Space)
    stopped = lesson.store.state.cursor
    assert stands_still(lesson.player)
    let_events_happen()
    assert lesson.store.state.cursor == stopped


def test_training_runs_on_and_stops_at_once(lesson: Window, qtbot: QtBot) -> None:
    _press(lesson, Key.Key_T)
    qtbot.waitUntil(lambda: lesson.store.state.trained > 200)
    _press(lesson, Key.Key_T)
    trained = lesson.store.state.trained
    assert stands_still(lesson.player)
    let_events_happen()
    assert lesson.store.state.trained == trained
    assert f"training step {trained}" in _labels(lesson)
    run = lesson.store.state.document.run
    assert run.loss(trained) < run.loss(0)
    _press(lesson, Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert lesson.store.state.trained == 0


def test_a_bad_file_says_so_and_what_was_open_stays(lesson: Window, tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text('{"format": "gradientscope-experiment", "version": 1, "colour": 3}')
    before = lesson.store.state
    lesson.documents.open(bad)
    assert lesson.notice.isVisible()
    assert "the key 'colour' is not known" in lesson.notice.text
    assert str(bad) in lesson.notice.text
    assert lesson.store.state is before


def test_a_dropped_file_is_opened(lesson: Window, tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    document = json.loads(files.resolve("linear-neuron").read_text())
    document["title"] = "My neuron"
    path.write_text(json.dumps(document))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    lesson.dropEvent(
        QDropEvent(
            QPointF(10, 10),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    assert derived.experiment(lesson.store.state).title == "My neuron"
    assert lesson.windowTitle() == "mine.json[*] – My neuron"


def test_the_theme_reaches_every_part(window: Window, qtbot: QtBot) -> None:
    _press(window, Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    picture = window.grab().toImage()
    dark = sum(
        picture.pixelColor(x, y).lightness() < 110
        for x in range(5, picture.width(), 40)
        for y in range(5, picture.height(), 40)
    )
    total = len(range(5, picture.width(), 40)) * len(range(5, picture.height(), 40))
    assert window.store.state.view.theme == DARK.name
    assert dark > 0.9 * total


def test_a_double_click_on_a_title_shows_that_panel_alone(lesson: Window, qtbot: QtBot) -> None:
    panel = lesson.desk.panels["explanation"]
    title = panel.findChild(CardTitle)
    assert title is not None
    view, before, label = panel.view, panel.width(), panel.view.findChild(QLabel)
    assert label is not None
    letters = label.fontMetrics().height()
    qtbot.mouseDClick(title, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    qtbot.mouseRelease(lesson, Qt.MouseButton.LeftButton)  # which a double click of Qt's leaves out
    qtbot.waitUntil(lambda: view.isVisible() and view.width() > before)
    assert not lesson.desk.isVisible()
    assert label.fontMetrics().height() > letters  # what is in it is larger
    for kept in (lesson.findChild(Transport), lesson.findChild(Timeline), lesson.statusBar()):
        assert isinstance(kept, QWidget)
        assert kept.isVisible()
    assert lesson.room.stage.back.isVisible()
    assert "Esc" in lesson.room.stage.back.text()
    qtbot.mouseClick(lesson.room.stage.back, Qt.MouseButton.LeftButton)
    assert lesson.desk.isVisible()
    assert panel.isAncestorOf(view)
    qtbot.waitUntil(lambda: label.fontMetrics().height() == letters)
    qtbot.mouseDClick(lesson.desk.card.title, Qt.MouseButton.LeftButton)
    qtbot.mouseRelease(lesson, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not lesson.desk.isVisible() and lesson.desk.network.isVisible())
    _press(lesson, Key.Key_Escape)
    assert lesson.desk.isVisible()
    assert lesson.desk.network.isVisible()


def test_the_layout_is_remembered(window: Window, qtbot: QtBot) -> None:
    window.menu.arrangements["training"].trigger()
    window.desk.panels["samples"].close()
    window.store.apply(view_actions.set_theme, "dark")
    window.store.apply(view_actions.set_digits, 6)
    shown = set(window.desk.shown_panels())
    window.close()
    assert settings.load_view().theme == "dark"
    assert settings.load_view().digits == 6
    again = Window(Store(first_state(files.read(files.resolve("linear-neuron")))))
    qtbot.addWidget(again)
    again.resize(1280, 720)
    again.room.restore(*settings.load_layouts())
    again.show()
    assert again.room.arrangement == "training"
    assert set(again.desk.shown_panels()) == shown
    assert "samples" not in shown


def test_formulas_are_copied_as_latex(lesson: Window, qtbot: QtBot) -> None:
    lesson.store.apply(actions.go_to, 0, 8, 1.0)
    lesson.store.apply(view_actions.select, parse("w[2,0,0]"))
    control_shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    _press(lesson, Key.Key_C, control_shift)
    copied = QGuiApplication.clipboard().text()
    assert r"\frac{\partial C}{\partial w_{11}^{(2)}}" in copied
    assert r"0.5933 \times 0.1868 \times 0.7414" in copied
    assert "0.08217" in copied


def test_every_example_opens_and_plays_without_a_problem(lesson: Window) -> None:
    for example in files.examples():
        lesson.documents.open(example.path)
        lesson.store.apply(actions.last_beat)
        lesson.store.apply(actions.next_step)
        lesson.store.apply(actions.train, 20)
        QApplication.processEvents()
        assert not lesson.notice.isVisible()
        assert derived.experiment(lesson.store.state).title == example.title


def test_a_run_that_diverges_says_at_which_step(lesson: Window, qtbot: QtBot) -> None:
    lesson.documents.open(files.resolve("linear-neuron"))
    lesson.store.apply(editing.set_learning_rate, 50.0)
    _press(lesson, Key.Key_T)
    qtbot.waitUntil(lambda: lesson.store.state.mode is Mode.PAUSED)
    steps = lesson.store.state.trained
    assert f"Training stopped before step {steps}" in lesson.notice.text


def test_reduced_motion_is_chosen_in_the_menu_and_remembered(window: Window) -> None:
    window.menu.reduced_motion.trigger()
    assert window.store.state.view.reduced_motion
    assert window.menu.reduced_motion.isChecked()
    window.close()
    assert settings.load_view().reduced_motion


def test_the_number_of_digits_stands_at_the_foot_and_one_press_changes_it(
    lesson: Window, qtbot: QtBot
) -> None:
    (control,) = lesson.statusBar().findChildren(DigitsControl)
    assert control.shown.text() == "4 digits"
    qtbot.mouseClick(control.more, Qt.MouseButton.LeftButton)
    assert control.shown.text() == "5 digits"
    assert lesson.store.state.view.digits == 5
    qtbot.mouseClick(control.fewer, Qt.MouseButton.LeftButton)
    assert lesson.store.state.view.digits == 4
    for _ in range(3):
        qtbot.keyClick(lesson, Qt.Key.Key_D, Qt.KeyboardModifier.ShiftModifier)
    assert control.shown.text() == "2 digits"  # there are no fewer
    assert not control.fewer.isEnabled()
    qtbot.keyClick(lesson, Qt.Key.Key_D)
    assert control.shown.text() == "3 digits"
    assert control.fewer.isEnabled()


def test_undo_says_in_the_menu_what_it_takes_back(lesson: Window) -> None:
    assert (lesson.menu.undo.text(), lesson.menu.undo.isEnabled()) == ("Undo", False)
    lesson.store.apply(editing.set_learning_rate, 0.25)
    assert (lesson.menu.undo.text(), lesson.menu.undo.isEnabled()) == ("Undo learning rate", True)
    lesson.menu.undo.trigger()
    assert lesson.menu.redo.text() == "Redo learning rate"


class _Shown(QObject):
    """Notes which widgets are shown as windows of their own."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(type(watched).__name__)
        return False


def test_no_part_of_the_window_flashes_as_a_window_of_its_own(qtbot: QtBot) -> None:
    shown = _Shown()
    application().installEventFilter(shown)
    example = files.resolve("mazur-in-place")  # with published figures and a warning
    made = Window(Store(first_state(files.read(example), example.stem)))
    qtbot.addWidget(made)
    made.desk.first_layout()
    made.show()
    for key in made.desk.panels:
        made.desk.view(key)
    made.make_ready_for_picture()
    application().removeEventFilter(shown)
    assert shown.windows == ["Window"]


class _Dressed(QObject):
    """Notes what is dressed anew."""

    def __init__(self) -> None:
        super().__init__()
        self.widgets: list[QObject] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.StyleChange:
            self.widgets.append(watched)
        return False


def test_a_second_window_does_not_dress_the_first_anew(lesson: Window) -> None:
    """One is opened for each picture of the window."""
    dressed = _Dressed()
    lesson.statusBar().installEventFilter(dressed)
    application()
    assert dressed.widgets == []
    lesson.setStyleSheet("QLabel { color: red }")  # and it would be noted
    assert dressed.widgets == [lesson.statusBar()]
    lesson.setStyleSheet("")
    lesson.statusBar().removeEventFilter(dressed)


def test_the_window_opens_within_the_screen(
    lesson: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    for screen, wanted in (
        (QSize(1024, 768), QSize(1008, 728)),  # with its frame, the whole screen
        (QSize(1440, 2560), QSize(1424, 900)),
        (QSize(2560, 1440), QSize(1440, 900)),
    ):
        seen = SimpleNamespace(availableSize=lambda screen=screen: screen)
        monkeypatch.setattr(lesson, "screen", lambda seen=seen: seen)
        assert lesson.first_size() == wanted


def test_a_button_has_its_room_before_its_icon_has_come(qtbot: QtBot) -> None:
    """Icons are loaded after the first paint, where nothing is to move."""
    action = QAction("Present")
    alone, beside = (CommandButton(action, with_words=on) for on in (False, True))
    room = alone.sizeHint(), beside.sizeHint()
    assert room[0].width() < room[1].width()
    action.setEnabled(False)  # Qt takes over all of the action anew
    assert (alone.sizeHint(), beside.sizeHint()) == room
    picture = QPixmap(64, 64)
    picture.fill(Qt.GlobalColor.black)
    action.setIcon(QIcon(picture))
    assert (alone.sizeHint(), beside.sizeHint()) == room
