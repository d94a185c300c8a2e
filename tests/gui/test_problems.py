"""What goes wrong unexpectedly is written down, mentioned once, and can be told of."""

import logging
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.app import application
from gui.disk import errors
from gui.disk.errors import data_folder
from gui.disk.problems import MOST_TRACES, ProblemFile, report, untold_problem
from gui.window.report_page import ReportPage
from tests.first_paint import ROOT
from tests.windows import opened


def _go_wrong(message: str) -> None:
    try:
        raise ValueError(message)
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)


@pytest.fixture
def _silent(monkeypatch: pytest.MonkeyPatch) -> None:
    application()  # its name is that of the folder
    monkeypatch.setattr(sys, "excepthook", lambda *_: None)


@pytest.mark.usefixtures("_silent")
def test_a_problem_is_mentioned_once_and_reported_from_then_on(qtbot: QtBot) -> None:
    before = sys.excepthook
    problems = ProblemFile()
    problems.catch()
    for number in range(MOST_TRACES + 5):
        _go_wrong(f"number {number} of many")
    problems.close()
    assert sys.excepthook is before
    assert untold_problem() == f"ValueError: number {MOST_TRACES - 1} of many"
    assert untold_problem() == ""
    assert "in _go_wrong" in report()
    window = opened(qtbot, 1024, 768)
    window.menu.report.trigger()
    page = window.findChild(ReportPage)
    assert page is not None
    qtbot.waitUntil(page.isActiveWindow)
    shown = page.text.toPlainText()
    for name in ("Gradientscope", "Python 3.", "Qt 6.", "NumPy 2.", "in _go_wrong"):
        assert name in shown
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Space)
    assert QGuiApplication.clipboard().text() == shown
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert not page.isVisible()


@pytest.mark.usefixtures("_silent")
@pytest.mark.parametrize("is_writable", [True, False])
def test_what_nobody_caught_is_said_once_with_where_the_details_are(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, is_writable: bool
) -> None:
    log = logging.getLogger("gradientscope")
    monkeypatch.setattr(log, "handlers", [])
    monkeypatch.setattr(errors, "_log", errors._log.__wrapped__)  # asked for once in a program
    folder = data_folder()
    if not is_writable:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.write_text("a file stands where the folder should be")
    told: list[str] = []
    errors.install(told.append)
    _go_wrong("nobody caught this")
    for each in log.handlers:
        each.close()
    (sentence,) = told
    assert "(ValueError)" in sentence
    path = folder / "gradientscope.log"
    assert str(path) in sentence
    written = path.read_text("utf-8") if is_writable else capsys.readouterr().err
    assert "ValueError: nobody caught this" in written


@pytest.mark.usefixtures("_silent")
def test_a_run_without_a_problem_leaves_nothing_behind() -> None:
    problems = ProblemFile()
    problems.catch()
    problems.close()
    assert list((data_folder() / "problems").iterdir()) == []
    assert untold_problem() == ""
    assert "Nothing has gone wrong" in report()


_ENDS_AT_ONCE = """
import sys, ctypes
from PySide6.QtCore import QCoreApplication
app = QCoreApplication([])
app.setApplicationName("gradientscope")
from gui.disk.problems import ProblemFile
ProblemFile().catch()
ctypes.string_at(0)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a signal is what ends it")
def test_what_ends_the_program_at_once_is_mentioned_too() -> None:
    application()
    ended = subprocess.run(
        [sys.executable, "-c", _ENDS_AT_ONCE], cwd=ROOT, capture_output=True, check=False
    )
    assert ended.returncode < 0
    assert untold_problem().startswith("Fatal Python error: Segmentation fault")
    assert "string_at" in report()
