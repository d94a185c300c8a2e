"""The dialog that exports a film: chosen by keys, looked at, made beside everything, cancelled."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gui.export.film.choice import FilmChoice, last_film
from gui.export.film.moments import FilmKind
from gui.state.run import actions, derived
from gui.window.export_film_dialog import FilmDialog
from gui.window.window import Window
from tests.windows import opened


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[FilmDialog]:
    window = opened(qtbot, 1440, 900)
    window.store.apply(actions.train, 12)
    window.menu.file.export_film.trigger()
    (made,) = window.findChildren(FilmDialog)
    while not made.isActiveWindow():
        QCoreApplication.processEvents()
    yield made
    for left in window.findChildren(FilmDialog):
        left.making.cancel()
        left.close()


def _smallest(dialog: FilmDialog) -> None:
    """Ask for a film that is soon made."""
    fields = dialog.fields
    fields.kind.setFocus()
    QTest.keyClick(fields.kind, Qt.Key.Key_Down)
    assert fields.kind.currentData() == FilmKind.RUN.value
    fields.size_list.setFocus()
    QTest.keyClick(fields.size_list, Qt.Key.Key_End)
    for field, side in ((fields.width_field, "200"), (fields.height_field, "120")):
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, side)
    dialog.time.setFocus()


def _press_save(dialog: FilmDialog, path: Path) -> None:
    """Press the button, and choose a file in the dialog of the system."""
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    (files,) = (each for each in dialog.findChildren(QFileDialog) if each.isVisible())
    files.fileSelected.emit(str(path))
    files.close()


def test_a_film_is_chosen_made_written_and_remembered(
    dialog: FilmDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    _smallest(dialog)
    assert "200 × 120" in dialog.told.text()
    last = dialog.preview.image()
    QTest.keyClick(dialog.time, Qt.Key.Key_Home)
    assert dialog.told.text().startswith("0.0 s of ")
    assert dialog.preview.image() != last
    window, path = dialog.parent(), tmp_path / "run.webp"
    assert isinstance(window, Window)
    _press_save(dialog, tmp_path / "run.avi")
    assert ".mp4" in dialog.refusal.text()
    _press_save(dialog, path)
    qtbot.waitUntil(path.exists)
    with Image.open(path) as film:
        assert film.size == (200, 120)
        assert film.n_frames == 13  # type: ignore[attr-defined]
    assert str(path) in window.notice.text
    chosen = FilmChoice(kind=FilmKind.RUN, size="exact", width=200, height=120, ending=".webp")
    assert last_film() == chosen
    assert [each.name for each in tmp_path.iterdir()] == ["run.webp"]


def test_the_window_answers_while_a_film_is_made_and_cancel_leaves_no_file(
    dialog: FilmDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    ticks: list[int] = []
    timer = QTimer(dialog, interval=0)
    timer.timeout.connect(lambda: ticks.append(dialog.bar.value()))
    timer.start()
    _press_save(dialog, tmp_path / "step.gif")
    assert not dialog.fields.isEnabled()
    qtbot.waitUntil(lambda: dialog.bar.value() >= 5)
    assert len(ticks) > 3  # others had their turns
    QTest.mouseClick(dialog.close_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert not dialog.making.is_going
    assert dialog.fields.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert not list(tmp_path.iterdir())


def test_beats_are_also_stills_with_what_each_shows(
    dialog: FilmDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    path, window = tmp_path / "step.pdf", dialog.parent()
    assert isinstance(window, Window)
    _press_save(dialog, path)
    qtbot.waitUntil(path.exists)
    beats = len(derived.beats(window.store.state))
    assert len(re.findall(rb"/Type /Page\n", path.read_bytes())) == beats


def test_a_missing_package_is_told_in_the_dialog(
    dialog: FilmDialog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("gui.export.film.formats.find_spec", lambda _: None)
    _press_save(dialog, tmp_path / "step.mp4")
    assert "pip install av" in dialog.refusal.text()
    assert not dialog.making.is_going
