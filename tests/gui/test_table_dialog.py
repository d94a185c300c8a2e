"""A table dropped, opened or pasted is previewed, corrected, and becomes an experiment."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableWidget
from pytestqt.qtbot import QtBot

from gui.disk import files
from gui.state.action_log import ActionLog
from gui.state.replay import replay
from gui.table.dialog import TableDialog
from gui.table.draft import ColumnRole
from gui.window.window import Window
from tests.windows import opened

TABLE = "Größe;Breite;Art\n1,5;2;b\n3,25;?;c\n2,5;1;b\n3,5;7;c\n".encode("cp1252")


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    made = opened(qtbot, 1100, 720)
    yield made
    for dialog in made.findChildren(TableDialog):
        dialog.reject()


def _drop(window: Window, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    place = QPointF(window.rect().center())
    rest = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton)
    enter = QDragEnterEvent(place.toPoint(), *rest, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(place, *rest, Qt.KeyboardModifier.NoModifier))


def _dialog(window: Window) -> TableDialog:
    (dialog,) = window.findChildren(TableDialog)
    return dialog


def _choose(dialog: TableDialog, key: str, words: str) -> None:
    box = dialog.settings.boxes[key]
    box.setFocus()
    for _ in range(box.count()):
        if box.currentText() != words:
            down = box.findText(words) > box.currentIndex()
            QTest.keyClick(box, Qt.Key.Key_Down if down else Qt.Key.Key_Up)
    assert box.currentText() == words


def _role(rows: QTableWidget, row: int) -> str:
    item = rows.item(row, 2)
    return "" if item is None else item.text()


def test_a_table_is_dropped_corrected_and_learnt_and_all_is_replayed(
    window: Window, tmp_path: Path
) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(TABLE)
    lines: list[str] = []
    log = ActionLog(lines.append, window.store.state, "test")
    window.store.watch(log.note)
    before = window.store.state
    _drop(window, path)
    dialog = _dialog(window)
    assert "cp1252" in dialog.reading.text()
    assert "semicolons" in dialog.reading.text()
    assert dialog.problem.text() == "row 3, column 'Breite': '?' stands for a missing value"
    assert not dialog.make.isEnabled()
    assert window.store.state is before
    refused = dialog.preview.rows.refused
    assert (refused.row(), refused.column(), refused.data()) == (1, 1, "?")
    assert refused.data(Qt.ItemDataRole.BackgroundRole) is not None

    rows = dialog.columns.rows
    rows.setFocus()
    rows.selectRow(1)
    QTest.keyClick(rows, Qt.Key.Key_Space)  # input, then target
    QTest.keyClick(rows, Qt.Key.Key_Space)  # then left out
    assert _role(rows, 1) == "left out"
    assert dialog.make.isEnabled()
    dialog.columns.buttons[ColumnRole.INPUT].click()
    assert _role(rows, 1) == "input"
    assert not dialog.make.isEnabled()
    _choose(dialog, "missing", "are left out")
    assert dialog.problem.isHidden()
    dialog.shape.hidden.setFocus()
    QTest.keyClick(dialog.shape.hidden, Qt.Key.Key_Up)
    assert "hidden: 5" in dialog.shape.says.text()
    dialog.make.click()

    state = window.store.state
    experiment = state.document.experiment
    assert experiment.network.sizes == (2, 5, 1)
    assert experiment.data.input_names == ("Größe", "Breite")
    assert experiment.data.target_names == ("c",)
    assert len(experiment.data.inputs) == 3
    assert "1 row that lacks a value is left out" in window.notice.text
    log.flush()
    again = replay(lines, files.experiment_of).state.document.experiment
    assert np.array_equal(again.data.inputs, experiment.data.inputs)
    assert again.data.input_names == experiment.data.input_names
    assert again.data.target_names == experiment.data.target_names
    window.store.undo()
    assert window.store.state.document is before.document


def test_a_wrong_guess_is_put_right_by_the_settings(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"a;b\n1,234;2\n5,678;3\n")
    window.documents.open(path)
    dialog = _dialog(window)
    assert dialog.settings.boxes["thousands"].currentText() == "nothing"
    _choose(dialog, "thousands", "commas")
    assert dialog.settings.boxes["decimal"].currentText() == "decimal points"
    _choose(dialog, "delimiter", "bars")
    assert [each.name for each in dialog.draft.columns] == ["a;b"]
    assert dialog.problem.text() == "choose at least one column as an input"
    _choose(dialog, "delimiter", "semicolons")
    _choose(dialog, "header", "numbers already")
    assert [each.name for each in dialog.draft.columns] == ["c1", "c2"]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_table_copied_in_a_spreadsheet_is_pasted(window: Window) -> None:
    QGuiApplication.clipboard().setText("height\tkind\n1,5\ta\n2,5\tb\n3,5\tc\n")
    window.desk.setFocus()
    QTest.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    dialog = _dialog(window)
    assert "encoding" not in dialog.settings.boxes
    assert dialog.shape.tested.isHidden()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    experiment = window.store.state.document.experiment
    assert experiment.network.sizes == (1, 4, 3)
    assert experiment.data.target_names == ("a", "b", "c")


def test_what_is_no_table_on_the_clipboard_is_said(window: Window) -> None:
    QGuiApplication.clipboard().setText("hello")
    window.menu.paste.trigger()
    assert window.findChildren(TableDialog) == []
    assert "no table on the clipboard" in window.notice.text
