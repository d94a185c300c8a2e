"""Copies the experiment as text, and pastes another one or a table."""

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication

from engine.experiment import Experiment
from engine.text.file.document import BadExperiment
from gui.disk import files
from gui.panels.notice import Notice
from gui.state.plain import experiment_text
from gui.state.state import State
from gui.words.catalog import say
from gui.words.faults import fault_sentence

_LEAST_LINES = 2  # of a table: its names, or one row, and another one


def copy_experiment(state: State, notice: Notice) -> None:
    """Put the text of the experiment's file on the clipboard, with its numbers in it."""
    QGuiApplication.clipboard().setText(experiment_text(state.document.filed))
    notice.tell(say("notice.copied-experiment"))


def paste(
    notice: Notice,
    take: Callable[[Experiment, str], object],
    make_of_table: Callable[[str, None, bytes], object],
) -> None:
    """Open the experiment on the clipboard, or make one of the table on it."""
    text = QGuiApplication.clipboard().text()
    if text.lstrip().startswith("{"):
        try:
            experiment = files.experiment_of(text)
        except BadExperiment as error:
            notice.say(say("notice.bad-paste", problem=fault_sentence(error.fault)))
            return
        notice.hide()
        take(experiment, say("file-name.pasted"))
    elif len(text.strip().splitlines()) < _LEAST_LINES:
        notice.say(say("notice.no-table"))
    else:
        make_of_table(say("table-dialog.pasted"), None, text.encode("utf-8", "replace"))
