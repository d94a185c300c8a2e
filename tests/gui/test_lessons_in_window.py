"""Lessons beside one's own work: what is asked before it is left, what is remembered of cards."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from engine.text.lesson.lesson import Lesson
from engine.written.quantity import parse
from gui.chain.rows_view import PathRows
from gui.disk import files, settings
from gui.disk.lessons import bundled_lesson
from gui.lessons.asked import ask_blocks, verdict_blocks
from gui.lessons.content import card_blocks
from gui.state.curve import actions as curve_actions
from gui.state.experiment import editing
from gui.state.lesson import actions
from gui.window.window import Window
from tests import lessons_walk
from tests.command_line import start_python
from tests.gui.lesson_window import go_to_card, open_card, settle
from tests.windows import lent, opened, put_back


@pytest.fixture(scope="module")
def _lent(qapp: QApplication) -> Iterator[Window]:
    yield from lent(1024, 768)


@pytest.fixture
def window(_lent: Window) -> Window:
    return put_back(_lent)


@pytest.fixture
def lesson() -> Lesson:
    return bundled_lesson("08-indices")


def _questions(window: Window) -> list[QMessageBox]:
    return [each for each in window.findChildren(QMessageBox) if each.isVisible()]


def _change(window: Window) -> None:
    window.store.apply(editing.set_parameter, parse("w[1,0,0]"), 3.0)


def test_what_is_changed_in_a_lesson_is_left_without_a_question(
    window: Window, lesson: Lesson
) -> None:
    window.store.apply(actions.open_lesson, lesson, 0)
    _change(window)
    assert not window.isWindowModified()
    left: list[bool] = []
    window.documents.ask_to_leave(lambda: left.append(True))
    assert left == [True]


def test_what_was_changed_in_a_lesson_that_is_closed_is_somebodys_work(
    window: Window, lesson: Lesson
) -> None:
    window.store.apply(actions.open_lesson, lesson, 0)
    window.store.apply(actions.close)
    assert not window.documents.is_unsaved
    _change(window)
    assert window.documents.is_unsaved


def test_ones_own_work_is_still_unsaved_when_undo_brings_it_back(
    window: Window, lesson: Lesson
) -> None:
    _change(window)
    assert window.documents.is_unsaved
    window.store.apply(actions.open_lesson, lesson, 0)
    assert not window.documents.is_unsaved
    window.store.undo()
    assert window.documents.is_unsaved
    window.documents.ask_to_leave(lambda: None)
    assert len(_questions(window)) == 1


def test_a_lessons_experiment_that_is_saved_belongs_to_its_file(
    window: Window, lesson: Lesson, tmp_path: Path, qtbot: QtBot
) -> None:
    window.store.apply(actions.open_lesson, lesson, 0)
    window.documents.saving.save(tmp_path / "mine.json", lambda: None)
    qtbot.waitUntil(lambda: window.documents.path == tmp_path / "mine.json")
    _change(window)
    assert window.documents.is_unsaved


def test_which_cards_are_done_is_remembered_until_it_is_forgotten() -> None:
    assert settings.load_progress("08-indices") == frozenset()
    settings.add_progress("08-indices", ["four-layers"])
    settings.add_progress("08-indices", {"order", "four-layers"})
    settings.add_progress("10-bias", ["a"])
    assert settings.load_progress("08-indices") == {"four-layers", "order"}
    assert settings.load_progress("10-bias") == {"a"}
    settings.forget_progress()
    assert settings.load_progress("08-indices") == frozenset()
    assert settings.load_progress("10-bias") == frozenset()


@pytest.mark.parametrize("name", [lesson.name for lesson in files.lessons()])
def test_a_card_can_be_read_beside_any_network(name: str) -> None:
    lesson = bundled_lesson(name)
    for index, card in enumerate(lesson.cards):
        state = lessons_walk.opened(lesson, index)
        own = card_blocks(state, card)
        for other in ("karpathy-neuron", "deep-3-4-4-2"):
            beside = editing.open_experiment(state, files.experiment_of(other), other)
            assert len(card_blocks(beside, card)) == len(own)
            if card.ask is not None:
                shown = lessons_walk.settled(beside)
                assert ask_blocks(shown, card.ask)
                verdict_blocks(shown, card)


def test_the_network_makes_room_for_a_curve_that_is_none_of_its_own(window: Window) -> None:
    open_card(window, "06-learning-rate", "twice")
    middle, curve = window.desk.card, window.desk.panels["slice"]
    assert not middle.isVisible()
    assert curve.width() > 0.6 * window.desk.width()
    window.store.apply(curve_actions.choose_curve, "network")
    settle()
    assert middle.isVisible()
    go_to_card(window, "wall-to-wall")
    assert not middle.isVisible()
    window.menu.arrangements["step"].trigger()
    settle()
    assert middle.isVisible()


def test_progress_is_forgotten_by_a_command(window: Window, lesson: Lesson) -> None:
    window.store.apply(actions.open_lesson, lesson, 0)
    settings.add_progress(lesson.name, ["indices"])
    window.store.apply(actions.next_card)
    window.menu.lessons.forget.trigger()
    assert settings.load_progress(lesson.name) == frozenset()
    window.store.apply(actions.previous_card)
    assert settings.load_progress(lesson.name) == frozenset()
    assert "not done" in window.notice.text


def test_a_card_may_put_away_what_is_pointed_at(qtbot: QtBot) -> None:
    """What is hidden under the pointer lights no path any more, as soon as it may."""
    window = opened(qtbot, 1440, 900)
    lesson = bundled_lesson("09-sum-over-paths")
    at = [card.key for card in lesson.cards].index("down-to-the-weight")
    window.store.apply(actions.open_lesson, lesson, at)
    window.menu.arrangements["lesson"].trigger()
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(PathRows)))
    rows = next(each for each in window.findChildren(PathRows) if each.isVisible())
    qtbot.waitUntil(lambda: rows.model().rowCount() > 0)
    place = rows.visualRect(rows.model().index(0, 0)).center()
    qtbot.mouseMove(rows.viewport(), place)
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(rows.hasFocus)
    qtbot.waitUntil(lambda: window.store.state.lit != ())
    window.menu.lessons.next_card.trigger()
    qtbot.waitUntil(lambda: not rows.isVisible())
    qtbot.waitUntil(lambda: window.store.state.lit == ())


_PROGRAM = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_DATA_HOME"] = sys.argv[2]
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from gui import app
from gui.window.window import Window

def look() -> None:
    (window,) = (each for each in running.topLevelWidgets() if isinstance(each, Window))
    choice = window.store.state.lesson
    if choice is not None and window.room.arrangement == "lesson":
        print(choice.lesson.name, window.store.state.document.name, window.notice.isVisible())
        running.quit()

running = app.application()
looking = QTimer(interval=20)
looking.timeout.connect(look)
looking.start()
app.run_window(Path(sys.argv[1]))
"""


def test_the_window_opens_with_a_lesson_as_it_does_when_one_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    bundled = {lesson.name: lesson.path for lesson in files.lessons()}["01-three-steps"]
    path.write_bytes(bundled.read_bytes())
    done = start_python("-c", _PROGRAM, str(path), str(tmp_path))
    assert done.stdout.splitlines() == ["mine linear-neuron False"], done.stderr
