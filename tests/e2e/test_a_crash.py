"""The program is killed in the middle of a lesson, started again, and everything is back."""

import os
import subprocess
import sys

import pytest

from gui.app import application
from gui.disk.errors import data_folder
from tests.first_paint import ROOT

_PROGRAM = """
import os, signal
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from gui.commands import opening
from gui.state.run import actions
from gui.window.recovery_dialog import RecoveryDialog
from main import main

def window():
    return next(each for each in QApplication.topLevelWidgets() if hasattr(each, "safety"))

def work_and_be_killed():
    window().store.apply(actions.train, 250)
    window().store.apply(actions.go_to, 100, 3, 0.5)
    window().safety.keeping.kept.connect(lambda: os.kill(os.getpid(), signal.SIGKILL))
    window().safety.keeping.write()

def recover():
    dialog = window().findChild(RecoveryDialog)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    state = window().store.state
    print(window().windowTitle(), window().isWindowModified(), state.trained, state.cursor)
    window().safety.keeping.forget()
    QApplication.exit(0)

load = opening.load_before_qt
def load_and_begin():
    load()
    import gui.app
    begin = gui.app._keep_safe
    def keep_safe(*given):
        begin(*given)
        QTimer.singleShot(0, {then})
    gui.app._keep_safe = keep_safe
opening.load_before_qt = load_and_begin
main({arguments})
"""


def _run(then: str, arguments: list[str]) -> "subprocess.CompletedProcess[str]":
    program = _PROGRAM.format(then=then, arguments=arguments)
    return subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_what_was_on_screen_is_back_after_the_program_was_killed() -> None:
    killed = _run("work_and_be_killed", ["xor-2-4-1"])
    assert killed.returncode == -9, killed.stderr
    started = _run("recover", [])
    assert started.returncode == 0, started.stderr
    assert started.stdout == (
        "XOR with four hidden neurons[*] True 250 Cursor(step=100, beat=3, part=0.5)\n"
    )
    application()
    assert list((data_folder() / "recovery").iterdir()) == []
    assert os.environ["XDG_DATA_HOME"] in str(data_folder())
