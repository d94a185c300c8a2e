"""What the desktop asks of every program: a high contrast, and little that moves.

Qt tells of the contrast. It does not tell of motion, so the program with which the desktop shows
its own settings is asked once; where there is none, as on Windows, the setting of the View menu
remains.
"""

import shutil
import sys

from PySide6.QtCore import QObject, QProcess
from PySide6.QtGui import QGuiApplication

from gui.disk import settings
from gui.state.store import Store
from gui.state.view import actions as view_actions

# By system: what is asked, and the answer that means that little is to move.
_ASKED = {
    "linux": (("gsettings", "get", "org.gnome.desktop.interface", "enable-animations"), "false"),
    "darwin": (("defaults", "read", "com.apple.universalaccess", "reduceMotion"), "1"),
}


class Wishes(QObject):
    """Follows the desktop where nobody has chosen otherwise."""

    def __init__(self, store: Store, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        hints = QGuiApplication.styleHints()
        if hasattr(hints, "accessibility"):  # Qt tells of it since 6.10
            hints.accessibility().contrastPreferenceChanged.connect(self._take_contrast)
        command, self._calm = _ASKED.get(sys.platform, ((), ""))
        self._asking = QProcess(self)
        self._asking.finished.connect(self._take_motion)
        if command and shutil.which(command[0]) and not settings.has_chosen_motion():
            self._asking.start(command[0], command[1:])

    def _take_contrast(self) -> None:
        theme = settings.as_wished(self._store.state.view.theme)
        self._store.apply(view_actions.set_theme, theme)

    def _take_motion(self) -> None:
        answer = bytes(self._asking.readAllStandardOutput().data()).decode("utf-8", "replace")
        if answer.strip() == self._calm:
            self._store.apply(view_actions.set_reduced_motion, True)
