"""Starts the application and opens its window."""

import gc
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from engine.fault import Faulty
from gui.arrangements import LESSON
from gui.disk import errors, files, settings
from gui.look.fit import current
from gui.look.fonts import CHINESE_PACKAGE, sized
from gui.state.state import State, View, first_state
from gui.state.store import Store
from gui.window.window import Window
from gui.words.catalog import SOURCE, say
from gui.words.faults import fault_sentence

if TYPE_CHECKING:
    from gui.state.action_log import ActionLog

FIRST_EXAMPLE = "mazur-2-2-2"
_SAFE_MS = 300  # after the window is shown, when it has been painted
_SETTLED_MS = 1000  # and when all its panels stand


class OpeningApplication(QApplication):
    """An application that is told by macOS which file has been double clicked."""

    asked_for = Signal(str)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent):
            self.asked_for.emit(event.file())
            return True
        return super().event(event)


def application() -> QApplication:
    """Return the application, made ready for the first window."""
    running = QApplication.instance()
    # named here, for setStyle returns a style: making Python's wrapper of it takes 5 ms
    dressed = [*sys.argv[:1], "-style", "fusion"]
    app = running if isinstance(running, QApplication) else OpeningApplication(dressed)
    app.setApplicationName("gradientscope")  # without an organisation: it would double the paths
    app.setApplicationDisplayName("Gradientscope")
    app.setDesktopFileName("gradientscope")  # by which a desktop finds the icon
    app.setFont(sized(current().length("words")))
    return app


def open_window(path: Path) -> Window:
    """Return the window, not shown yet, on an experiment; a bad file is told in the window."""
    problem, first, drawn = "", files.resolve(FIRST_EXAMPLE), ""
    view = settings.load_view()
    try:
        if files.is_figure(path):
            state, drawn = _of_figure(path, view)
        else:
            state = first_state(files.read(path), path.stem, view)
    except Faulty as error:
        problem = fault_sentence(error.fault)
        state = first_state(files.read(first), first.stem, view)
    window = Window(Store(state))
    errors.install(window.notice.say)
    if problem:
        window.notice.say(problem)
    elif not drawn:  # in a figure, which is no file to save to
        window.documents.began_with(path)
        window.documents.tell_guess(state.document.experiment)
    if not settings.restore_geometry(window):
        window.resize(window.first_size())
    window.room.restore(*settings.load_layouts())
    if drawn in window.desk.panels:  # once they stand at their places
        QTimer.singleShot(0, partial(window.room.bring, drawn))
    return window


def _of_figure(path: Path, view: View) -> tuple[State, str]:
    """Return the state at which a figure opens, looked at as somebody likes it, and its view."""
    from gui.state.session.actions import reopen
    from gui.window.opening import of_figure

    found = of_figure(path)
    assert found.session is not None
    return reopen(first_state(found.experiment, view=view), found.session), found.view


def run_window(path: Path | None, language: str | None = None, log: TextIO | None = None) -> int:
    """Open the window on a file, or on the first example, and return when it is closed.

    The preview of a table stands before the first example, and a lesson takes its place.

    language: None for that of the last time, or of the system; log: where everything that is done
    is written down.
    """
    app = application()
    can_be_drawn = _speak(settings.first_language(language))
    later = path if path is not None and _is_opened_in_window(path) else None
    first = files.resolve(FIRST_EXAMPLE)
    window = open_window(first if path is None or later is not None else path)
    if not can_be_drawn:
        window.notice.say(say("notice.no-chinese-font", package=CHINESE_PACKAGE))
    written = None if log is None else _logged(window, log)
    if path is not None and later is None and files.session_path(path).is_dir():
        window.documents.bring_back_beside(path)
        if window.store.state.lesson is not None:
            QTimer.singleShot(0, partial(window.room.choose, LESSON))
    if isinstance(app, OpeningApplication):
        app.asked_for.connect(lambda asked: window.documents.ask_to_leave_for(Path(asked)))
    window.show()
    ending: list[Callable[[], object]] = []
    beginning = QTimer(app, singleShot=True, interval=_SAFE_MS)
    beginning.timeout.connect(partial(_keep_safe, window, path, ending))
    beginning.start()
    if later is not None:
        QTimer.singleShot(0, partial(_open_in_window, window, later))
    QTimer.singleShot(_SETTLED_MS, _collect_garbage_again)
    status = app.exec()
    beginning.stop()  # of a window that was closed at once
    for end in ending:
        end()
    if written is not None:
        written.flush()
    return status


def _is_opened_in_window(path: Path) -> bool:
    """Return whether a file is no experiment: what is done with it needs a window."""
    return files.is_table(path) or files.is_lesson(path)


def _open_in_window(window: Window, path: Path) -> None:
    window.complete()  # what opens a lesson comes with the rest of the window
    window.documents.open(path)


def _speak(language: str) -> bool:
    """Speak a language in the window, and return whether it can be drawn."""
    if language == SOURCE:
        return True
    from gui.window.speaking import speak

    return speak(language)


def _keep_safe(window: Window, asked: Path | None, ending: list[Callable[[], object]]) -> None:
    """Keep the work and the traces of problems, and tell of those of the last run.

    asked: which file somebody has asked for; ending: what is to be done at the end.
    """
    from PySide6.QtGui import QIcon

    from gui.disk.problems import ProblemFile, untold_problem  # not needed before the first paint
    from gui.window.speaking import Speaker

    QApplication.setWindowIcon(QIcon(str(files.RESOURCES / "icons" / "gradientscope.svg")))
    if problem := untold_problem():
        window.notice.tell(say("notice.last-problem", problem=problem))
    problems = ProblemFile()
    problems.catch()
    ending.append(problems.close)
    Speaker(window)
    if asked is not None:
        window.documents.note_recent(asked if files.is_figure(asked) else None)
    window.keep_safe()


def _collect_garbage_again() -> None:
    """Leave alone what the start has loaded, and look for garbage in the rest."""
    gc.freeze()
    gc.enable()


def _logged(window: Window, stream: TextIO) -> "ActionLog":
    from gui.disk.log_file import LogFile, program_version  # a log is seldom kept
    from gui.state.action_log import ActionLog

    file = LogFile(stream, errors.say_in_window)
    written = ActionLog(file.write, window.store.state, program_version())
    window.store.watch(written.note)
    return written
