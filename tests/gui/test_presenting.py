"""A presentation: driven by the keys of a remote, large enough to be read, and gone with Esc."""

import json
import os
import re
import subprocess
import sys
from itertools import groupby
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.written.expression import Role
from engine.written.quantity import Kind, Quantity
from gui.app import application
from gui.disk import files
from gui.formula.layout import GlyphRun
from gui.look.projector import projected
from gui.look.theme import THEMES, contrast
from gui.network.fills import fill, text_on
from gui.presenting.choice import USUAL, ScreenChoice, Stride
from gui.presenting.network_drawing import class_drawing
from gui.presenting.remembered import load_shown
from gui.presenting.screen import Screen
from gui.presenting.speech import speech
from gui.presenting.spoken import spoken
from gui.state.run import actions, derived
from gui.state.state import Cursor, Mode, first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.window.window import Window
from gui.words import catalog
from gui.words.catalog import CHINESE, SOURCE
from gui.words.catalog import spoken as said_in
from main import main
from tests.gui.drawn_texts import DrawnText, drawn_texts
from tests.windows import opened

_20_PT = 20 * 96 / 72  # px
_SIZE = 1280, 720


@pytest.fixture
def screen(qtbot: QtBot) -> Screen:
    """Return the screen of the class on the first example, without the window it is opened from."""
    application()
    example = files.resolve("mazur-2-2-2")
    made = Screen(Store(first_state(files.read(example), example.stem)), ScreenChoice())
    qtbot.addWidget(made)
    made.resize(*_SIZE)
    made.show()
    made.activateWindow()
    while not made.isActiveWindow():
        QApplication.processEvents()
    return made


def _present(window: Window) -> Screen:
    while not window.isActiveWindow():
        QApplication.processEvents()
    window.move(2 * _SIZE[0], 0)  # on the offscreen platform nothing lies over anything
    QTest.keyClick(window, Qt.Key.Key_F5)
    shown = [each for each in QApplication.topLevelWidgets() if isinstance(each, Screen)]
    (screen,) = (each for each in shown if each.isVisible())
    screen.setWindowState(Qt.WindowState.WindowNoState)  # of the offscreen platform's own size
    screen.resize(*_SIZE)
    while not screen.isActiveWindow():
        QApplication.processEvents()
    return screen


def _press(screen: Screen, *keys: Qt.Key, shift: bool = False) -> None:
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    for key in keys:
        QTest.keyClick(screen, key, held)


def _move(screen: Screen, to: QPoint) -> None:
    for place in (to - QPoint(2, 2), to):
        QTest.mouseMove(screen, place)
        QApplication.processEvents()


def _panels(screen: Screen) -> list[str]:
    return list(screen.shown.panels)


def _texts(screen: Screen) -> list[DrawnText]:
    return drawn_texts(lambda painter: screen.render(painter, QPoint(0, 0)), *_SIZE)


def test_a_whole_step_is_told_by_page_down_alone_and_esc_brings_the_window_back(
    qtbot: QtBot,
) -> None:
    window = opened(qtbot, *_SIZE)
    window.room.choose("training")
    window.desk.network.setFocus(Qt.FocusReason.TabFocusReason)
    before = window.store.state.view, *window.room.left_as(), QApplication.focusWidget()
    screen = _present(window)
    seen = []
    for _ in derived.beats(window.store.state)[1:]:
        _press(screen, Qt.Key.Key_PageDown)
        seen.append(window.store.state.cursor.beat)
        assert screen.accessibleDescription()
    assert seen == list(range(1, len(seen) + 1))
    _press(screen, Qt.Key.Key_PageDown)
    assert window.store.state.cursor.step == 1
    _press(screen, Qt.Key.Key_PageUp, Qt.Key.Key_PageUp)
    assert window.store.state.cursor == Cursor(0, len(seen) - 1, 1.0)
    _press(screen, Qt.Key.Key_Escape)
    assert not screen.isVisible()
    while not window.isActiveWindow():
        QApplication.processEvents()
    after = window.store.state.view, *window.room.left_as(), QApplication.focusWidget()
    assert after == before
    assert window.updatesEnabled()


@pytest.mark.parametrize("language", [SOURCE, CHINESE])
def test_everything_written_has_20_points_and_is_whole(screen: Screen, language: str) -> None:
    with said_in(language):
        page = screen.page()
        for beat in range(len(derived.beats(screen.store.state))):
            screen.store.apply(actions.go_to, 0, beat, 1.0)
            for each in _texts(screen):
                assert each.size >= _20_PT - 0.01, (beat, each.text)
                assert not each.is_cut, (beat, each.text)
            at = page.panels[1]
            formulas = speech(spoken(screen.store.state), at.width, at.height).formulas
            runs = [run for each in formulas for run in each.pieces if isinstance(run, GlyphRun)]
            assert runs
            assert min(run.size for run in runs) * page.unit >= _20_PT - 0.01


@pytest.mark.parametrize("name", ["mazur-2-2-2", "hagan-1-2-1"])
def test_of_the_derivatives_of_a_layer_all_are_shown_or_none(name: str, qapp: object) -> None:
    """That of an output stood there, and that of the other, which is a sign longer, did not."""
    state = actions.last_beat(first_state(files.read(files.resolve(name))))
    state = view_actions.select(state, Quantity(Kind.WEIGHT, 1, 0, 0))
    layers = [trace.delta.shape[1] for trace in derived.trace(state).layers]
    shown = set()
    for width in range(230, 351, 10):
        texts = class_drawing(state, THEMES["light"], width, 277.0).frame.above.texts
        places = [each.rect.x + each.rect.width / 2 for each in texts if "δ" in each.text]
        in_columns = [len(list(column)) for _, column in groupby(sorted(map(round, places)))]
        assert set(in_columns) <= set(layers)
        shown.add(len(places))
    assert sum(layers) in shown


@pytest.mark.parametrize("own", [SOURCE, CHINESE])
def test_both_languages_are_whole_and_the_first_has_20_points(qtbot: QtBot, own: str) -> None:
    catalog.use(own)
    window = opened(qtbot, *_SIZE)
    screen = _present(window)
    _press(screen, Qt.Key.Key_O)
    for beat in range(len(derived.beats(window.store.state))):
        window.store.apply(actions.go_to, 0, beat, 1.0)
        texts = _texts(screen)
        for each in texts:
            assert each.size >= _20_PT - 0.01, (beat, each.text)
            assert not each.is_cut, (beat, each.text)
        said = {each.text for each in texts}
        assert {"forward", "前向", "backward", "反向", "update", "更新"} <= said
        assert {"input", "输入层"} <= said  # the captions of layers


def test_a_sentence_stands_in_both_languages_the_second_beneath(screen: Screen) -> None:
    screen.store.apply(actions.go_to, 0, 1, 1.0)
    _press(screen, Qt.Key.Key_O)
    tops = {each.text: each.rect.top() for each in _texts(screen)}
    (first,) = (top for text, top in tops.items() if text.startswith("The weighted sum"))
    (second,) = (top for text, top in tops.items() if text.startswith("神经元所接收"))
    assert second > first
    _press(screen, Qt.Key.Key_O)
    assert not any("神经元" in each.text for each in _texts(screen))


def test_the_window_has_its_language_alone_after_a_presentation_in_both(qtbot: QtBot) -> None:
    window = opened(qtbot, *_SIZE)
    window.room.choose("landscape")
    screen = _present(window)
    _press(screen, Qt.Key.Key_O, Qt.Key.Key_End)
    window.setUpdatesEnabled(True)  # as where the class has a screen of its own
    window.grab()
    _press(screen, Qt.Key.Key_Escape)
    assert catalog.language() == SOURCE
    drawn = drawn_texts(lambda painter: window.render(painter, QPoint(0, 0)), *_SIZE)
    chinese = [each.text for each in drawn if re.search("[\u3400-\u9fff]", each.text)]
    assert set(chinese) <= {"中文"}  # on the button that leads to it
    again = _present(window)  # that it is in both is remembered
    assert again.shown.in_both
    assert catalog.language() == "en+zh"


def test_the_command_line_asks_for_presentations_in_both(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str | None] = []

    def run(path: Path | None, language: str | None = None) -> int:
        asked.append(language)
        return 0

    monkeypatch.setattr("gui.app.run_window", run)
    for loads in ("load_before_qt", "load_qt"):
        monkeypatch.setattr(f"gui.commands.opening.{loads}", lambda: None)
    assert main(["--lang", "zh+en"]) == 0
    assert asked == [CHINESE]
    assert load_shown().in_both


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_profile_for_projectors_has_text_of_7_to_1_and_broader_lines(name: str) -> None:
    theme = projected(name)
    words = [theme.text, theme.text_soft, theme.text_faint, theme.secant, theme.second_ball]
    words += [theme.third_ball, theme.fourth_ball, theme.fifth_ball, theme.sixth_line]
    for colour in [*words, *map(theme.role, Role)]:
        assert contrast(colour, theme.card) >= 7, colour
    for value in (-1.0, -0.4, 0.0, 0.1, 0.6, 1.0):
        ground = fill(theme, value, abs(value), 1.0)
        assert contrast(text_on(theme, ground), ground) >= 7, value
    assert theme.strokes > THEMES[name].strokes


def test_no_cursor_is_left_after_three_seconds_and_a_click_then_goes_on(screen: Screen) -> None:
    assert screen.cursor().shape() is Qt.CursorShape.BlankCursor
    _press(screen, Qt.Key.Key_P)
    _move(screen, QPoint(600, 400))
    assert screen.cursor().shape() is Qt.CursorShape.ArrowCursor
    assert screen.resting.isActive()
    assert screen.resting.interval() == 3000
    screen.resting.timeout.emit()
    assert screen.cursor().shape() is Qt.CursorShape.BlankCursor
    beat = screen.store.state.cursor.beat
    QTest.mouseClick(screen, Qt.MouseButton.LeftButton)
    assert screen.store.state.cursor.beat == beat + 1


def test_the_screen_is_black_or_white_at_a_key_and_dark_around_a_spot(
    qtbot: QtBot, screen: Screen
) -> None:
    for key, colour in (("B", "#000000"), ("Period", "#000000"), ("W", "#ffffff")):
        _press(screen, getattr(Qt.Key, f"Key_{key}"))
        image = screen.grab().toImage()
        places = [(x, y) for x in range(0, 1280, 40) for y in range(0, 720, 40)]
        assert {image.pixelColor(*each).name() for each in places} == {colour}
        with qtbot.assertNotEmitted(screen.ended):
            _press(screen, Qt.Key.Key_Escape)
    plain = screen.grab().toImage()
    _press(screen, Qt.Key.Key_S)
    _move(screen, QPoint(640, 630))
    lit = screen.grab().toImage()
    assert lit.pixelColor(640, 630) == plain.pixelColor(640, 630)
    assert lit.pixelColor(60, 600).lightness() < plain.pixelColor(60, 600).lightness() / 2
    with qtbot.assertNotEmitted(screen.ended):
        _press(screen, Qt.Key.Key_Escape)
    with qtbot.waitSignal(screen.ended):
        _press(screen, Qt.Key.Key_Escape)


def test_the_pointer_leaves_a_trail_that_is_gone_after_a_second(screen: Screen) -> None:
    plain = screen.grab().toImage()
    for x in range(300, 700, 20):
        _move(screen, QPoint(x, 620))
    drawn = screen.grab().toImage()
    assert QColor(drawn.pixelColor(640, 620)).red() > 2 * QColor(drawn.pixelColor(640, 620)).blue()
    screen.resting.timeout.emit()
    for _ in range(40):  # of 33 ms, and a little more
        screen.fading.timeout.emit()
    assert not screen.fading.isActive()
    assert screen.grab().toImage() == plain


def test_number_keys_choose_one_panel_or_two_and_each_fills_its_place(screen: Screen) -> None:
    assert _panels(screen) == list(USUAL)
    _press(screen, Qt.Key.Key_5)
    assert _panels(screen) == ["slice"]
    _press(screen, Qt.Key.Key_8, shift=True)
    assert _panels(screen) == ["slice", "loss"]
    _press(screen, Qt.Key.Key_8, shift=True)
    assert _panels(screen) == ["slice", "gradients"]
    one, other = screen.page().panels
    assert one.right < other.x
    assert other.right * screen.page().unit > 0.96 * screen.width()
    texts = _texts(screen)
    assert min(each.size for each in texts) >= _20_PT - 0.01
    _press(screen, Qt.Key.Key_0)
    assert _panels(screen) == list(USUAL)


def test_tab_and_enter_choose_what_is_spoken_of(screen: Screen) -> None:
    screen.store.apply(actions.go_to, 0, 8, 1.0)  # the weight gradients of layer 2
    assert spoken(screen.store.state).selected == Quantity(Kind.WEIGHT, 2, 0, 0)
    _press(screen, Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Tab)
    _press(screen, Qt.Key.Key_Return)
    assert screen.store.state.selected == Quantity(Kind.WEIGHT, 2, 0, 1)
    _press(screen, Qt.Key.Key_Return)
    assert screen.store.state.selected is None


def test_a_click_takes_what_is_aimed_at_and_elsewhere_goes_on(screen: Screen) -> None:
    screen.store.apply(actions.go_to, 0, 8, 1.0)
    drawn = next(text for text in _texts(screen) if text.text == "0.773").rect.center().toPoint()
    _move(screen, drawn)
    QTest.mouseClick(screen, Qt.MouseButton.LeftButton, pos=drawn)
    assert screen.store.state.selected == Quantity(Kind.A, 2, 1)
    beat = screen.store.state.cursor.beat
    empty = QPoint(1260, 400)
    _move(screen, empty)
    QTest.mouseClick(screen, Qt.MouseButton.LeftButton, pos=empty)
    assert screen.store.state.cursor.beat == beat + 1
    QTest.mouseClick(screen, Qt.MouseButton.RightButton, pos=empty)
    assert screen.store.state.cursor.beat == beat
    named = next(text for text in _texts(screen) if text.text == "forward").rect.center().toPoint()
    _move(screen, named)
    QTest.mouseClick(screen, Qt.MouseButton.LeftButton, pos=named)
    assert screen.store.state.cursor.beat == 0


def test_a_press_leads_on_by_phases_or_steps_and_that_is_remembered(qtbot: QtBot) -> None:
    window = opened(qtbot, *_SIZE)
    screen = _present(window)
    _press(screen, Qt.Key.Key_U, Qt.Key.Key_PageDown)
    state = window.store.state
    assert state.cursor.beat == derived.phase_end(state) > 1
    _press(screen, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
    assert window.store.state.cursor == state.cursor
    _press(screen, Qt.Key.Key_U, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown)
    cursor = window.store.state.cursor
    assert (cursor.step, cursor.beat) == (2, state.cursor.beat)
    _press(screen, Qt.Key.Key_PageUp, Qt.Key.Key_Escape)
    assert window.store.state.cursor.step == 1
    assert window.store.state.mode is Mode.PAUSED
    again = _present(window)
    assert again.shown.stride is Stride.STEPS


_ON_TWO_SCREENS = """
from datetime import datetime
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from gui.app import application, open_window
from gui.disk import files
from gui.presenting.presenter import Presenter
application()
window = open_window(files.resolve("mazur-2-2-2"))
window.show()
began, later = datetime(2026, 3, 2, 9, 0), datetime(2026, 3, 2, 9, 41, 7)
times = iter([began, began, later])
presenter = Presenter(window, window.store, lambda: next(times))
presenter.begin()
screen, notes = presenter.screen, presenter.notes
first = notes.said.text()
QTest.keyClick(notes, Qt.Key.Key_PageDown)
notes.tell_time()
print(screen.screen().name(), notes.screen().name(), window.store.state.cursor.beat)
print(first != notes.said.text(), notes.time.text())
QTest.keyClick(notes, Qt.Key.Key_Escape)
print(presenter.screen, presenter.notes, window.isVisible())
"""


def test_with_a_second_screen_the_lecturer_has_notes_and_the_time(tmp_path: Path) -> None:
    screens = [
        {"name": name, "x": x, "y": 0, "width": 1280, "height": 720, "logicalDpi": 96}
        | {"logicalBaseDpi": 96, "dpr": 1}
        for name, x in (("desk", 0), ("projector", 1280))
    ]
    file = tmp_path / "screens.json"
    file.write_text(json.dumps({"screens": screens}))
    surroundings = os.environ | {
        "QT_QPA_PLATFORM": f"offscreen:configfile={file}",
        "XDG_CONFIG_HOME": str(tmp_path),
    }
    told = subprocess.run(
        [sys.executable, "-c", _ON_TWO_SCREENS],
        env=surroundings,
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert told.stdout.splitlines() == [
        "projector desk 1",
        "True 09:41, after 41:07",
        "None None True",
    ]
