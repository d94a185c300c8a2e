"""The dialog that exports worksheets of the step on screen."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.disk import files
from gui.export.figure import state_at
from gui.state.run import actions
from gui.state.state import State
from gui.state.view import actions as view_actions
from gui.window.export_sheets import SheetsForm
from tests.windows import opened
from tests.worksheets import blanks, tex_answers


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1280, 720)
    qtbot.addWidget(made)
    return made


def _dialog(parent: QWidget, state: State) -> SheetsForm:
    dialog = SheetsForm(state, "step", lambda said: None, parent)
    dialog.show()
    dialog.show_page()
    return dialog


def test_a_sheet_of_the_step_on_screen_is_shown_and_written_with_its_key(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = opened(qtbot, 1280, 720)
    window.store.apply(actions.train, 2)
    window.menu.file.export_sheets.trigger()
    dialog = window.findChild(SheetsForm)
    assert dialog is not None
    dialog.show_page()
    assert dialog.preview.page is not None
    assert "42" in dialog.told.text()
    dialog.save_to(tmp_path / "step.tex")
    assert {path.name for path in tmp_path.iterdir()} == {"step.tex", "step-key.tex"}
    found = tex_answers((tmp_path / "step-key.tex").read_bytes())
    assert len(found) == 42
    assert found[0] != "0.3775"  # the weights have been trained


def test_kinds_numbers_and_endings_can_be_chosen(parent: QWidget, tmp_path: Path) -> None:
    state = state_at(files.read(files.resolve("mazur-2-2-2")), step=0, beat=0)
    dialog = _dialog(parent, state)
    dialog.blank.setCurrentIndex(dialog.blank.findData("z"))
    assert not dialog.count.isVisible()
    assert not dialog.sample.isVisible()
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
    again = _dialog(parent, state)
    assert again.numbers.currentData() == "fading"  # as it was chosen last
    again.blank.setCurrentIndex(again.blank.findData("C"))
    again.count.setValue(1)
    again.save_to(tmp_path / "questions.gift")
    assert again.refusal.isVisible()
    again.numbers.setCurrentIndex(again.numbers.findData("fresh"))
    again.save_to(tmp_path / "questions.gift")
    assert (tmp_path / "questions.gift").read_text("utf-8").startswith("$CATEGORY: ")


def test_the_sample_that_is_followed_is_worked_or_another_one(
    parent: QWidget, tmp_path: Path
) -> None:
    experiment = files.read(files.resolve("xor-2-4-1"))
    state = view_actions.follow_sample(state_at(experiment, step=1, beat=3), 2)
    dialog = _dialog(parent, state)
    assert (dialog.sample.value(), dialog.sample.maximum()) == (3, 4)
    assert dialog.sample.isVisible()
    assert dialog.sample.text() == "3 of 4"
    dialog.blank.setCurrentIndex(dialog.blank.findData("z"))
    for number, of_second in ((3, "1"), (2, "0")):
        dialog.sample.setValue(number)
        dialog.save_to(tmp_path / "sheet.tex")
        sheet = (tmp_path / "sheet.tex").read_text("utf-8")
        assert f"x_{{1}}^{{[{number}]}} = {of_second}" in sheet
