"""Starts a program of its own and ends it as soon as its window is painted."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

EMPTY = """
{watch}
app = QApplication([])
window = QWidget()
window.resize(1440, 900)
window.show()
app.exec()
"""
"""The least a program with a window of Qt does."""

OURS = """
from gui.commands import opening
load = opening.load_qt
def load_and_watch():
    load()
    exec({watch!r}, globals())
opening.load_qt = load_and_watch
from main import main
main(["mazur-2-2-2"])
"""
"""What the command does, from its first line on; Qt is loaded where it always is."""

_SCREEN = {"screens": [{"name": "one", "x": 0, "y": 0, "width": 1920, "height": 1080}]}
"""On which the window has its first size: a screen of Qt's own making has 800 x 800 pixels."""

_WATCH = """
import os, sys, time
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)  # its children are painted within the same event
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), 1)
        return False

    def customEvent(self, event):
        if {whole}:
            places = [each for each in QApplication.allWidgets() if type(each).__name__ == "Later"]
            if not all(each.widget().children() for each in places if each.isVisible()):
                QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), -1)
                return
            QApplication.processEvents()  # paints the panels that were filled last
        {then}
        sys.stdout.flush()
        os._exit(0)

watcher, run = FirstPaint(), QApplication.exec
def watch_and_run(app):
    for window in QApplication.topLevelWidgets():
        window.installEventFilter(watcher)
    return run()
QApplication.exec = watch_and_run
"""


def printed_at_first_paint(program: str, then: str, folder: Path, *, whole: bool = False) -> str:
    """Return what a statement prints after the first paint.

    folder: for settings, the log and the screen;
    whole: wait until every panel on screen is filled and painted.
    The statement finds in `sys.argv[1]` when the program was started.
    """
    screen = folder / "screen.json"
    screen.write_text(json.dumps(_SCREEN), "utf-8")
    platform = f"offscreen:configfile={screen}"
    environment = {**os.environ, "QT_QPA_PLATFORM": platform, "PYTHONPATH": str(ROOT)}
    environment |= {"XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a warm start has its modules compiled
    watch = _WATCH.format(then=then, whole=whole)
    done = subprocess.run(
        [sys.executable, "-c", program.format(watch=watch), str(time.time())],
        capture_output=True,
        text=True,
        env=environment,
        check=True,
        cwd=ROOT,
    )
    return done.stdout
