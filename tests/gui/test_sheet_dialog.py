"""The dialog that exports worksheets of the step on screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.state.run import actions
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
