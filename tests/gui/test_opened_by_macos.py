"""A file that is double clicked on macOS reaches the program that is already open."""

from pathlib import Path

from tests.command_line import start_python

_PROGRAM = """
import sys
from PySide6.QtCore import QCoreApplication, QEvent, QUrl
from PySide6.QtGui import QFileOpenEvent
from gui.app import application
app = application()
app.asked_for.connect(lambda path: print(path, flush=True))
QCoreApplication.postEvent(app, QFileOpenEvent(QUrl.fromLocalFile(sys.argv[1])))
app.processEvents()
"""


def test_a_double_clicked_file_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "课堂 1.gradientscope"
    done = start_python(
        "-c", "import os; os.environ['QT_QPA_PLATFORM'] = 'offscreen'" + _PROGRAM, str(path)
    )
    assert done.stdout.splitlines() == [str(path)]
