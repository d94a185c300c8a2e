"""What a crash leaves behind is offered, and is lost by no answer and no second crash."""

import re
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from engine.starting import new_experiment
from engine.text.session.pieces import Writing
from gui.app import application, open_window
from gui.disk import files
from gui.disk.errors import data_folder
from gui.disk.lessons import bundled_lesson
from gui.disk.recovery import left_behind, own_folder
from gui.disk.session_folder import SessionFolder
from gui.state.experiment import editing, source
from gui.state.lesson.actions import open_lesson
from gui.state.run import actions, kept
from gui.state.session.session import Session
from gui.state.state import State, first_state
from gui.window.recovery_dialog import RecoveryDialog
from gui.window.safety import Safety
from gui.window.window import Window
from gui.words.functions import title_of
from tests.gui.lesson_window import lesson_panel
from tests.same_state import assert_same
from tests.windows import opened

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    return opened(qtbot, 1024, 768)


def _moment() -> State:
    state = actions.train(first_state(files.read(files.resolve("xor-2-4-1")), "xor-2-4-1"), 60)
    state = editing.set_learning_rate(actions.go_to(kept.keep(state), 20, 3, 0.5), 0.25)
    return actions.train(state, 7)


def _safety(window: Window) -> Safety:
    assert window.safety is not None
    return window.safety


def _keep_safe(window: Window) -> None:
    """Keep a window safe as the application does, but write when the test says so."""
    window.keep_safe()
    for timer in _safety(window).keeping.findChildren(QTimer):
        timer.setInterval(2**30)


def _crash(state: State, file: Path | None = None) -> Path:
    """Leave behind what a window does that is killed; return its folder."""
    folder = own_folder()
    assert folder is not None
    list(folder.session.writing(Session(state, None if file is None else str(file))))
    folder.let_go()
    return folder.session.path


def _offered(window: Window, qtbot: QtBot) -> RecoveryDialog:
    dialogs = window.findChildren(RecoveryDialog)
    dialog = next(each for each in dialogs if each.isVisible())
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def _asked(window: Window, qtbot: QtBot) -> QMessageBox:
    found: list[QMessageBox] = []

    def is_there() -> bool:
        found[:] = [each for each in window.findChildren(QMessageBox) if each.isVisible()]
        return bool(found)

    qtbot.waitUntil(is_there)
    qtbot.waitUntil(found[0].isActiveWindow)
    return found[0]


def _is_offered(window: Window) -> bool:
    return any(each.isVisible() for each in window.findChildren(RecoveryDialog))


def test_what_has_no_title_is_listed_as_the_window_called_it(window: Window, qtbot: QtBot) -> None:
    untitled = source.set_logic(first_state(new_experiment()), "xor", False)
    _crash(actions.train(untitled, 3))
    _keep_safe(window)
    told = _offered(window, qtbot).listed.item(0).text()
    assert told.startswith(f"{title_of(untitled.document.experiment)}: 3 training steps")
    assert "XOR, 4 points, 2-1" in told


def test_recovering_brings_the_moment_back_as_unsaved(window: Window, qtbot: QtBot) -> None:
    state = _moment()
    path = _crash(state)
    _keep_safe(window)
    dialog = _offered(window, qtbot)
    assert "27 training steps" in dialog.listed.item(0).text()
    assert re.search(r" \d{4}-\d\d-\d\d \d\d:\d\d$", dialog.listed.item(0).text())
    assert not dialog.open_saved.isEnabled()
    QTest.keyClick(dialog.focusWidget(), Key.Key_Return)
    assert_same(window.store.state, state)
    assert window.isWindowModified()
    assert left_behind() == []  # it is this window's now
    assert SessionFolder(path).exists()  # a second crash loses nothing
    window.store.apply(actions.train, 5)
    keeping = _safety(window).keeping
    keeping.write()
    window.documents.saving.slices.finish()
    assert_same(SessionFolder(path).read().state, window.store.state)
    in_lesson = open_lesson(state, bundled_lesson("07-one-neuron"), 4)
    window.documents.recover(Session(in_lesson))
    assert window.room.arrangement == "lesson"
    assert lesson_panel(window).page.accessibleName().startswith("The slope of the sigmoid")
    window.documents.recover(Session(state))
    window.close()
    QTest.keyClick(_asked(window, qtbot), Key.Key_D, ALT)
    qtbot.waitUntil(lambda: not window.isVisible())
    assert not path.exists()
    assert left_behind() == []


def test_not_now_offers_it_again_at_the_next_start(window: Window, qtbot: QtBot) -> None:
    path = _crash(_moment())
    _keep_safe(window)
    QTest.keyClick(_offered(window, qtbot), Key.Key_Escape)
    assert window.store.state.document.name == "mazur-2-2-2"
    [folder] = left_behind()
    assert folder.session.path == path
    assert not folder.is_put_off
    folder.let_go()
    window.menu.file.recover.trigger()
    QTest.keyClick(_offered(window, qtbot), Key.Key_R, ALT)
    qtbot.waitUntil(lambda: window.store.state.document.name == "xor-2-4-1")


def test_opening_what_was_saved_puts_the_rest_off_until_asked_for(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "mine.json"
    file.write_bytes(files.resolve("xor-2-4-1").read_bytes())
    _crash(_moment(), file)
    _keep_safe(window)
    dialog = _offered(window, qtbot)
    assert "mine.json" in dialog.listed.item(0).text()
    QTest.keyClick(dialog, Key.Key_O, ALT)
    qtbot.waitUntil(lambda: window.windowTitle().startswith("mine.json[*]"))
    assert not window.isWindowModified()
    assert window.store.state.trained == 0
    _safety(window).offer()
    assert not _is_offered(window)
    window.store.apply(editing.set_learning_rate, 7.0)
    _safety(window).ask()
    QTest.keyClick(_offered(window, qtbot), Key.Key_R, ALT)
    QTest.keyClick(_asked(window, qtbot), Key.Key_D, ALT)  # what was on screen is unsaved, too
    qtbot.waitUntil(lambda: window.store.state.trained == 27)
    assert window.documents.path == file


def test_what_is_damaged_is_said_and_stays(window: Window, qtbot: QtBot) -> None:
    path = _crash(_moment())
    for piece in path.glob("*.npy"):
        piece.unlink()
    state = window.store.state
    _keep_safe(window)
    QTest.keyClick(_offered(window, qtbot), Key.Key_R, ALT)
    qtbot.waitUntil(lambda: "missing" in window.notice.text)
    assert window.store.state is state
    (path / "session.json").write_text("{")
    _safety(window).ask()
    dialog = _offered(window, qtbot)
    assert "cannot be recovered" in dialog.listed.item(0).text()
    QTest.keyClick(dialog, Key.Key_D, ALT)
    QTest.keyClick(_asked(window, qtbot), Key.Key_D, ALT)
    qtbot.waitUntil(lambda: not _is_offered(window))
    assert not path.exists()
    _safety(window).ask()
    assert "nothing to recover" in window.notice.text


def test_windows_that_are_open_are_not_offered(window: Window) -> None:
    mine = own_folder()
    assert mine is not None
    list(mine.session.writing(Session(_moment())))
    _keep_safe(window)
    assert not _is_offered(window)
    mine.let_go()
    [found] = left_behind()
    assert left_behind() == []  # as long as it is held
    found.remove()


def test_what_is_done_is_written_soon_and_removed_when_the_window_is_closed(
    window: Window, qtbot: QtBot
) -> None:
    _keep_safe(window)
    root = data_folder() / "recovery"
    window.store.apply(actions.hold, 0.5)
    assert not _safety(window).keeping.is_waiting  # nothing has changed that lasts
    window.store.apply(actions.train, 12)
    assert _safety(window).keeping.is_waiting
    with qtbot.waitSignal(_safety(window).keeping.kept):
        _safety(window).keeping.write()
        window.store.apply(actions.train, 3)  # while it is being written
    [path] = root.glob("*/session.json")
    assert SessionFolder(path.parent).read().state.trained == 12
    assert _safety(window).keeping.is_waiting
    _safety(window).keeping.write()
    window.documents.saving.slices.finish()
    assert SessionFolder(path.parent).read().state.trained == 15
    assert window.close()
    assert list(root.iterdir()) == []


def test_a_change_is_written_within_ten_seconds(window: Window) -> None:
    window.store.apply(actions.train, 3)  # before anything is kept
    window.keep_safe()
    [timer] = _safety(window).keeping.findChildren(QTimer)
    assert timer.isActive()
    assert timer.isSingleShot()
    assert timer.interval() <= 5000
    timer.timeout.emit()
    window.documents.saving.slices.finish()
    [path] = (data_folder() / "recovery").glob("*/session.json")
    assert SessionFolder(path.parent).read().state.trained == 3


def test_the_window_opens_with_the_session_beside_its_file(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_bytes(files.resolve("xor-2-4-1").read_bytes())
    state = actions.go_to(actions.train(first_state(files.read(file), "mine"), 40), 13, 2, 1.0)
    list(SessionFolder(files.session_path(file)).writing(Session(state, str(file))))
    application()
    window = open_window(file)
    qtbot.addWidget(window)
    window.documents.bring_back_beside(file)
    assert_same(window.store.state, state)
    assert window.windowTitle().startswith("mine.json[*]")
    assert not window.isWindowModified()
    window.store.undo()
    assert window.store.state.trained == 0
    assert window.windowTitle().startswith("mine.json[*]")


def test_an_unexpected_error_ends_what_is_done_in_slices_once(window: Window) -> None:
    def work() -> Writing[None]:
        yield
        raise ValueError("what nobody expects")

    ended: list[Exception] = []
    slices = window.documents.saving.slices
    slices.add(work(), lambda: None, ended.append)
    with pytest.raises(ValueError, match="nobody expects"):
        slices.finish()
    slices.finish()
    assert [str(each) for each in ended] == ["what nobody expects"]


def test_that_nothing_can_be_kept_is_said_once(window: Window) -> None:
    data_folder().mkdir(parents=True)
    (data_folder() / "recovery").mkdir()
    _keep_safe(window)
    shutil.rmtree(data_folder() / "recovery")
    (data_folder() / "recovery").write_text("in the way")
    keeping, slices = _safety(window).keeping, window.documents.saving.slices
    keeping.write()
    slices.finish()
    assert "cannot be kept safe" in window.notice.text
    window.notice.hide()
    keeping.write()
    slices.finish()
    assert not window.notice.isVisible()


def test_a_file_is_opened_at_the_moment_at_which_it_was_saved(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "mine.json"
    file.write_bytes(files.resolve("xor-2-4-1").read_bytes())
    documents, store = window.documents, window.store
    documents.open(file)
    assert not files.session_path(file).exists()  # opening leaves nothing behind
    store.apply(actions.train, 30)
    store.apply(actions.go_to, 10, 2, 1.0)
    store.apply(kept.keep)
    store.apply(editing.set_learning_rate, 0.125)
    store.apply(actions.train, 9)
    documents.save()
    state = store.state
    store.apply(actions.train, 1)  # while the session is still being written
    documents.saving.slices.finish()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["mine.json", "mine.session"]
    documents.open(files.resolve("mazur-2-2-2"))
    store.apply(actions.reset)
    documents.open(file)
    assert_same(store.state, state)
    assert not window.isWindowModified()
    store.undo()
    assert store.state.document.name == "mazur-2-2-2"

    moved = tmp_path / "elsewhere"
    moved.mkdir()
    file.rename(moved / "mine.json")
    files.session_path(file).rename(moved / "mine.session")
    documents.open(moved / "mine.json")
    assert store.state.trained == 19

    text = (moved / "mine.json").read_text().replace("0.125", "0.25")
    (moved / "mine.json").write_text(text)  # by another program
    documents.open(moved / "mine.json")
    assert "was changed since" in window.notice.text
    assert window.notice.isVisible()
    assert store.state.trained == 0
    (moved / "mine.session" / "session.json").write_text("[]")
    documents.open(moved / "mine.json")
    assert "cannot be used" in window.notice.text
    assert window.notice.isVisible()
    assert store.state.document.experiment.training.learning_rate == 0.25
