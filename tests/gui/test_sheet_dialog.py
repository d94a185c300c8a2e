"""The dialog that exports worksheets of the step on screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.disk import files
from gui.export.figure import state_at
from gui.state.run import actions
from gui.state.view import actions as view_actions
from gui.window.export_sheets import SheetsForm
from gui.window.window import Window
from tests.windows import opened
from tests.worksheets import answers, blanks


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    made = opened(qtbot, 1280, 720)
    yield made
    for dialog in made.findChildren(SheetsForm):
        dialog.close()


def _dialog(window: Window) -> SheetsForm:
    window.menu.file.export_sheets.trigger()
    dialog = window.findChild(SheetsForm)
    assert dialog is not None
    dialog.show_page()
    return dialog


def test_a_sheet_of_the_step_on_screen_is_shown_and_written_with_its_key(
    window: Window, tmp_path: Path
) -> None:
    window.store.apply(actions.train, 2)
    dialog = _dialog(window)
    assert dialog.preview.page is not None
    assert "42" in dialog.told.text()
    dialog.save_to(tmp_path / "step.pdf")
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert set(made) == {"step.pdf", "step-key.pdf"}
    found = answers(made["step-key.pdf"])
    assert len(found) == 42
    assert found[0] != "0.3775"  # the weights have been trained


def test_kinds_numbers_and_endings_can_be_chosen(window: Window, tmp_path: Path) -> None:
    dialog = _dialog(window)
    dialog.blank.setCurrentIndex(dialog.blank.findData("delta"))
    assert not dialog.count.isVisible()
    dialog.numbers.setCurrentIndex(dialog.numbers.findData("fading"))
    assert dialog.count.isVisible()
    dialog.count.setValue(2)
    before = dialog.preview.page
    QTest.mouseClick(dialog.key, Qt.MouseButton.LeftButton)
    dialog.show_page()
    assert dialog.preview.page is not before
    dialog.save_to(tmp_path / "series.docx")
    assert dialog.refusal.isVisible()
    assert not [*tmp_path.iterdir()]
    dialog.save_to(tmp_path / "series.pdf")
    counts = [blanks((tmp_path / f"series-0{number}.pdf").read_bytes()) for number in (1, 2)]
    assert counts == [2, 4]
    again = _dialog(window)
    assert again.numbers.currentData() == "fading"  # as it was chosen last
    again.save_to(tmp_path / "questions.gift")
    assert (tmp_path / "questions.gift").read_text("utf-8").startswith("$CATEGORY: ")


def test_the_sample_that_is_followed_is_worked_or_another_one(qtbot: QtBot, tmp_path: Path) -> None:
    experiment = files.read(files.resolve("xor-2-4-1"))
    state = view_actions.follow_sample(state_at(experiment, step=1, beat=3), 2)
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = SheetsForm(state, "xor", lambda said: None, parent)
    assert (dialog.sample.value(), dialog.sample.maximum()) == (3, 4)
    assert dialog.sample.text() == "3 of 4"
    dialog.save_to(tmp_path / "third.tex")
    assert "x_{1}^{[3]} = 1" in (tmp_path / "third.tex").read_text("utf-8")
    dialog.sample.setValue(2)
    dialog.save_to(tmp_path / "second.tex")
    assert "x_{1}^{[2]} = 0" in (tmp_path / "second.tex").read_text("utf-8")
