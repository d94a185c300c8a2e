"""Opening, saving and leaving: nothing unsaved is lost without a question."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from engine.written.quantity import Kind, parse
from gui.app import application, open_window
from gui.disk import files, recent
from gui.look.fit import current
from gui.state.experiment import editing
from gui.state.hiding import actions as hiding
from gui.state.run import actions, kept
from gui.window.window import Window
from tests.windows import opened

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    return opened(qtbot, 1024, 768)


def _file(folder: Path, name: str, example: str = "linear-neuron") -> Path:
    path = folder / name
    path.write_text(files.resolve(example).read_text("utf-8"), "utf-8")
    return path


def _asked(window: Window, qtbot: QtBot) -> QMessageBox:
    """Return the question over the window, once it is there."""
    found: list[QMessageBox] = []

    def is_there() -> bool:
        found[:] = [each for each in window.findChildren(QMessageBox) if each.isVisible()]
        return bool(found)

    qtbot.waitUntil(is_there)
    qtbot.waitUntil(found[0].isActiveWindow)
    return found[0]


def _look_at(window: Window, qtbot: QtBot) -> None:
    """Give the window the keyboard, as a desktop does once a dialog is closed."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def test_the_title_tells_the_file_and_whether_it_is_saved(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    path = _file(tmp_path, "lecture.json")
    assert window.windowTitle() == "2-2-2 worked example[*]"
    window.documents.open(path)
    assert window.windowTitle().startswith("lecture.json[*] – ")
    assert not window.isWindowModified()
    store = window.store
    store.apply(actions.train, 5)
    store.apply(actions.go_to, 2, 0, 1.0)
    assert not window.isWindowModified()  # the same steps are taken again at any time
    store.apply(editing.set_learning_rate, 0.25)
    assert window.isWindowModified()
    store.undo()
    assert not window.isWindowModified()
    store.redo()
    assert window.isWindowModified()
    QTest.keyClick(window, Key.Key_S, CONTROL)
    assert not window.isWindowModified()
    assert json.loads(path.read_text())["training"]["optimizer"]["learning_rate"] == 0.25
    store.undo()
    assert window.isWindowModified()
    store.apply(editing.set_learning_rate, 0.25)  # typed, not undone: the same all the same
    assert not window.isWindowModified()
    store.apply(editing.set_parameter, parse("w[1,0,0]"), 3.0)
    assert window.isWindowModified()
    store.undo()
    store.apply(kept.keep)
    assert window.isWindowModified()
    window.documents.save()
    assert not window.isWindowModified()
    store.apply(hiding.hide_kind, Kind.DELTA, True)  # which is a part of the file
    assert window.isWindowModified()
    store.apply(hiding.reveal_all)  # and this is not
    window.documents.save()
    assert json.loads(path.read_text())["hidden"] == ["delta"]
    assert not window.isWindowModified()
    store.apply(hiding.hide_nothing)
    assert window.isWindowModified()


def test_undoing_an_opening_brings_the_file_back_too(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    one, other = _file(tmp_path, "one.json"), _file(tmp_path, "other.json", "xor-2-4-1")
    window.documents.open(one)
    window.documents.open(other)
    window.store.undo()
    assert window.windowTitle().startswith("one.json[*]")
    window.store.apply(editing.set_learning_rate, 0.125)
    before = other.read_bytes()
    QTest.keyClick(window, Key.Key_S, CONTROL)
    assert '"learning_rate": 0.125' in one.read_text()
    assert other.read_bytes() == before


def test_leaving_asks_and_each_answer_does_what_it_says(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    path, other = _file(tmp_path, "mine.json"), _file(tmp_path, "other.json", "xor-2-4-1")
    window.documents.open(path)

    def drop() -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(other))])
        where, copy, no = QPointF(9, 9), Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
        window.dropEvent(QDropEvent(where, copy, data, Qt.MouseButton.LeftButton, no))

    ways: list[Callable[[], object]] = [
        window.close,
        drop,
        lambda: QTest.keyClick(window, Key.Key_N, CONTROL),
        lambda: QTest.keyClick(window, Key.Key_O, CONTROL),
        window.menu.file.examples.actions()[3].trigger,
    ]
    for number, way in enumerate(ways):
        window.store.apply(editing.set_learning_rate, 1 + number / 16)
        state = window.store.state
        _look_at(window, qtbot)
        way()
        QTest.keyClick(_asked(window, qtbot), Key.Key_Escape)
        assert window.store.state is state
        assert window.isVisible()
    drop()
    box = _asked(window, qtbot)
    assert "mine.json" in box.text()
    QTest.keyClick(box.focusWidget(), Key.Key_Return)  # saves
    assert json.loads(path.read_text())["training"]["optimizer"]["learning_rate"] == 1.25
    assert window.windowTitle().startswith("other.json")

    window.store.apply(editing.set_learning_rate, 0.125)
    before = other.read_bytes()
    _look_at(window, qtbot)
    QTest.keyClick(window, Key.Key_N, CONTROL)
    QTest.keyClick(_asked(window, qtbot), Key.Key_D, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: window.store.state.document.name == "")
    assert other.read_bytes() == before
    assert not window.isWindowModified()

    window.store.apply(editing.set_learning_rate, 0.125)
    window.close()
    QTest.keyClick(_asked(window, qtbot), Key.Key_D, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: not window.isVisible())


def test_saving_first_asks_for_a_name_and_then_does_what_waits(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    window.store.apply(editing.set_learning_rate, 0.375)
    window.close()
    QTest.keyClick(_asked(window, qtbot).focusWidget(), Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.findChildren(QFileDialog)))
    dialog = window.findChildren(QFileDialog)[0]
    dialog.selectFile(str(tmp_path / "named"))
    dialog.accept()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert '"learning_rate": 0.375' in (tmp_path / "named.json").read_text()


def test_what_cannot_be_written_stays_unsaved_and_open(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    window.documents.open(_file(folder, "mine.json"))
    (folder / "mine.json").unlink()
    folder.rmdir()
    window.store.apply(editing.set_learning_rate, 0.375)
    window.close()
    QTest.keyClick(_asked(window, qtbot).focusWidget(), Key.Key_Return)
    qtbot.waitUntil(lambda: window.notice.isVisible())
    assert str(folder / "mine.json") in window.notice.text
    assert window.isVisible()
    assert window.isWindowModified()


def test_what_was_opened_last_is_listed_and_what_is_gone_is_said(
    window: Window, tmp_path: Path
) -> None:
    path = _file(tmp_path, "a & b.json")
    window.documents.open(path)
    window.documents.open(files.resolve("xor-2-4-1"))
    recently = window.menu.file.recent
    recently.aboutToShow.emit()
    texts = [each.text() for each in recently.actions() if not each.isSeparator()]
    assert texts[0].startswith("a && b.json — ")
    xor = next(each.title for each in files.examples() if each.name == "xor-2-4-1")
    assert texts[1:] == [xor, "Clear this list"]
    recently.actions()[0].trigger()
    assert window.windowTitle().startswith("a & b.json")
    state = window.store.state
    path.unlink()
    recently.actions()[0].trigger()
    assert str(path) in window.notice.text
    assert window.store.state is state
    recently.actions()[-1].trigger()
    assert not recently.actions()[0].isEnabled()
    assert not recent.recent_files()
    assert not recent.recent_examples()


def test_what_is_said_before_the_window_appears_stands_in_its_middle(
    qtbot: QtBot, tmp_path: Path
) -> None:
    application()
    bad = tmp_path / "bad.json"
    bad.write_text("{", "utf-8")
    window = open_window(bad)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    qtbot.waitUntil(window.notice.isVisible)
    ground, notice = window.notice.parentWidget(), window.notice
    assert ground is not None
    assert notice.width() == current().length("notice_width")
    assert abs(notice.geometry().center().x() - ground.rect().center().x()) <= 1
    assert "bad.json" in notice.text
