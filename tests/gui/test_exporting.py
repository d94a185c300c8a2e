"""Figures that leave the window: by the dialog, by a panel's menu, by Ctrl+C, to a printer."""

import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QWidget

from gui.export.choice import FigureChoice, last_choice
from gui.export.figure import recorded
from gui.export.formats import ENDINGS
from gui.state.run.actions import play_to
from gui.state.state import Mode
from gui.window.export_dialog import ExportDialog
from gui.window.export_printing import print_page
from gui.window.window import Window
from tests.gui.greys import greys
from tests.windows import lent, put_back

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def _lent(qapp: QApplication) -> Iterator[Window]:
    yield from lent(1440, 900)


@pytest.fixture
def window(_lent: Window) -> Iterator[Window]:
    made = put_back(_lent)
    yield made
    for dialog in made.findChildren(ExportDialog):
        dialog.close()
    QGuiApplication.clipboard().clear()


def _dialog(window: Window) -> ExportDialog:
    (dialog,) = window.findChildren(ExportDialog)
    while not dialog.isActiveWindow():
        QCoreApplication.processEvents()
    return dialog


def _saved(dialog: ExportDialog, path: Path) -> None:
    """Press the button, and choose a file in the dialog of the system."""
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    (files,) = (each for each in dialog.findChildren(QFileDialog) if each.isVisible())
    assert all(f"*{ending}" in files.nameFilters()[0] for ending in ENDINGS)
    files.fileSelected.emit(str(path))
    files.close()


def _choose(dialog: ExportDialog, name: str, key: str) -> None:
    """Choose in a list by the keyboard."""
    field = getattr(dialog.fields, name)
    field.setFocus()
    place, last = field.findData(key), field.count() - 1
    from_end = place > last / 2
    QTest.keyClick(field, Qt.Key.Key_End if from_end else Qt.Key.Key_Home)
    for _ in range(last - place if from_end else place):
        QTest.keyClick(field, Qt.Key.Key_Up if from_end else Qt.Key.Key_Down)
    assert field.currentData() == key


def _unlike(one: QImage, other: QImage) -> float:
    """Return the mean difference of two pictures of one size, of 255."""
    return float(np.abs(greys(one) - greys(other)).mean())


def test_a_figure_is_chosen_seen_written_and_remembered(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    QTest.keyClick(window, Qt.Key.Key_E, CONTROL)
    dialog = _dialog(window)
    _choose(dialog, "labels", "hover")
    _choose(dialog, "view", "tree")
    assert not dialog.fields.labels.isEnabled()
    _choose(dialog, "size_list", "square")
    _choose(dialog, "theme", "dark")
    QTest.mouseClick(dialog.fields.caption, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    dialog.fields.title.setFocus()
    QTest.keyClicks(dialog.fields.title, "Tree")
    assert "120.0 × 120.0 mm" in dialog.told.text()

    _saved(dialog, tmp_path / "figure.bmp")
    assert ".svg" in dialog.refusal.text()
    monkeypatch.setitem(sys.modules, "pptx", None)  # as if it were not installed
    _saved(dialog, tmp_path / "figure.pptx")
    assert "pip install python-pptx" in dialog.refusal.text()
    assert not list(tmp_path.iterdir())

    seen, out = dialog.preview.image(), tmp_path / "figure.png"
    assert seen is not None
    _saved(dialog, out)
    written = QImage(str(out))
    assert (written.width(), written.height()) == (1417, 1417)  # 120 mm at 300 dots per inch
    smooth = Qt.TransformationMode.SmoothTransformation
    ratio = Qt.AspectRatioMode.IgnoreAspectRatio
    assert _unlike(written.scaled(seen.size(), ratio, smooth), seen) < 3
    assert not dialog.isVisible()
    assert str(out) in window.notice.text

    assert last_choice() == FigureChoice(
        view="tree", size="square", theme="dark", labels="hover", has_caption=True
    )


def test_files_are_asked_for_where_the_last_one_was(window: Window, tmp_path: Path) -> None:
    QTest.keyClick(window, Qt.Key.Key_E, CONTROL)
    dialog = _dialog(window)
    _saved(dialog, tmp_path / "refused.bmp")
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    (files,) = (each for each in dialog.findChildren(QFileDialog) if each.isVisible())
    assert Path(files.directory().absolutePath()) == tmp_path
    files.close()


def test_return_presses_the_button_with_the_keyboard_else_saves(window: Window) -> None:
    QTest.keyClick(window, Qt.Key.Key_E, CONTROL)
    dialog = _dialog(window)
    dialog.close_button.setFocus()
    QTest.keyClick(dialog.close_button, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert not dialog.findChildren(QFileDialog)

    window.menu.file.export.trigger()
    dialog = window.findChildren(ExportDialog)[-1]
    QTest.keyClick(dialog.fields.title, Qt.Key.Key_Return)
    (files,) = dialog.findChildren(QFileDialog)
    files.close()


def test_a_name_whose_ending_is_refused_is_not_to_be_typed_again(
    window: Window, tmp_path: Path
) -> None:
    QTest.keyClick(window, Qt.Key.Key_E, CONTROL)
    dialog = _dialog(window)
    dialog.save_to(tmp_path / "my lecture.bmp")
    assert dialog.refusal.isVisible()
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    (files,) = dialog.findChildren(QFileDialog)
    (typed,) = {Path(each).stem for each in files.selectedFiles()}
    assert typed == "my lecture"
    files.close()


def test_a_beat_on_its_way_to_its_end_leaves_the_window_as_it_will_be(window: Window) -> None:
    window.desk.network.setFocus()
    QTest.keyClick(window.desk.network, Qt.Key.Key_Right)
    assert window.store.state.mode is Mode.ONE_BEAT
    QTest.keyClick(window, Qt.Key.Key_E, CONTROL)
    early = _dialog(window)
    seen = early.preview.image()
    early.close()
    QCoreApplication.sendPostedEvents(None, 52)  # deferred deletions
    cursor = window.store.state.cursor
    window.store.apply(play_to, cursor.step, cursor.beat, 1.0)
    window.menu.file.export.trigger()
    assert seen is not None
    assert seen == _dialog(window).preview.image()


def test_the_window_itself_is_a_figure_too(window: Window, tmp_path: Path) -> None:
    QTest.keyClick(window, Qt.Key.Key_E, CONTROL)
    dialog = _dialog(window)
    _choose(dialog, "view", "window")
    _choose(dialog, "size_list", "pixels")
    dialog.fields.width_field.setValue(1440)
    dialog.fields.height_field.setValue(900)
    assert not dialog.fields.theme.isEnabled()
    out = tmp_path / "window.png"
    _saved(dialog, out)
    assert _unlike(QImage(str(out)), window.grab().toImage()) < 6


def _menu_at(window: Window, widget: QWidget) -> QMenu:
    place = QPoint(12, 8)
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, place, widget.mapToGlobal(place), Qt.KeyboardModifier(0)
    )
    QApplication.sendEvent(widget, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_panel_is_exported_and_copied_by_its_menu(window: Window) -> None:
    for widget, view in (
        (window.desk.panels["explanation"].titleBarWidget(), "explanation"),
        (window.desk.view("numbers"), "numbers"),
        (window.desk.network, "network"),
    ):
        menu = _menu_at(window, widget)
        export, copy, *_ = menu.actions()
        copy.trigger()
        assert QGuiApplication.clipboard().mimeData().hasImage()
        export.trigger()
        menu.close()
        dialog = _dialog(window)
        assert dialog.fields.choice.view == view
        dialog.close()
        QCoreApplication.sendPostedEvents(None, 52)  # deferred deletions
        QCoreApplication.processEvents()


def test_the_key_copies_the_panel_with_the_keyboard_else_the_experiment(window: Window) -> None:
    clipboard = QGuiApplication.clipboard()
    QTest.keyClick(window, Qt.Key.Key_C, CONTROL)
    assert clipboard.text().startswith("{")
    assert not clipboard.mimeData().hasImage()

    window.desk.network.setFocus()
    QTest.keyClick(window.desk.network, Qt.Key.Key_C, CONTROL)
    data = clipboard.mimeData()
    assert data.hasImage()
    assert bytes(data.data("image/svg+xml").data()).startswith(b"<?xml")
    assert not data.hasText()

    clipboard.clear()
    panel = window.desk.panels["explanation"]
    title = panel.titleBarWidget()
    QTest.mouseClick(title, Qt.MouseButton.LeftButton)
    assert window.focusWidget() is panel
    QTest.keyClick(panel, Qt.Key.Key_C, CONTROL)
    assert clipboard.mimeData().hasImage()
    assert "x1 = 0.05" in clipboard.text()

    QTest.mouseClick(window.desk.network, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_C, CONTROL)
    assert clipboard.mimeData().hasImage()
    assert not clipboard.text()  # of the network now
    window.menu.copy_experiment.trigger()
    assert clipboard.text().startswith("{")


def test_what_is_copied_does_not_crash_the_program_at_its_end() -> None:
    program = (
        "from PySide6.QtWidgets import QApplication\n"
        "app = QApplication(['x', '-platform', 'offscreen'])\n"
        "from gui.disk import files\n"
        "from gui.export.choice import FigureChoice\n"
        "from gui.export.figure import state_at\n"
        "from gui.window.export_clipboard import copy_figure\n"
        "state = state_at(files.read(files.resolve('xor-2-4-1')), step=0, beat=0)\n"
        "copy_figure(state, FigureChoice(view='table').request(), None)\n"
        "print(len(app.clipboard().text().splitlines()))\n"
    )
    asked = [sys.executable, "-c", program]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "5\n")  # a row a sample, under the headings


def test_a_figure_is_printed_as_large_as_it_is(window: Window, tmp_path: Path) -> None:
    out = tmp_path / "printed.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(out))
    assert print_page(recorded(window.store.state, "loss", (400, 300), 1.0), printer)
    content = out.read_bytes()
    assert content.startswith(b"%PDF-")
    streams = [part.split(b"endstream")[0] for part in content.split(b"stream\n")[1::1]]
    drawn = b"".join(_inflated(stream) for stream in streams)
    assert b"BT" in drawn  # text as text


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""
