"""Notices when somebody listens: a screen reader, or any other program that asks for what is seen.

Qt knows it and tells nobody, so it is asked whenever something happens, and once a second.
"""

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from gui.network.view import NetworkView
from gui.state.store import Store
from gui.window.desk import Desk

_EVERY_MS = 1000  # until somebody listens: a desktop may say so late, and readers be started later


class Listening(QObject):
    """Offers the items of the network drawing once they are asked for."""

    def __init__(self, desk: Desk, store: Store) -> None:
        super().__init__(desk)
        assert isinstance(desk.network, NetworkView)
        self._network, self._store, self._is_done = desk.network, store, False
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._look)
        store.changed.connect(self._look)
        self._again = QTimer(self, interval=_EVERY_MS, timerType=Qt.TimerType.VeryCoarseTimer)
        self._again.timeout.connect(self._look)
        self._again.start()
        self._look()

    def _look(self) -> None:
        if self._is_done or not QAccessible.isActive():
            return
        from gui.network.elements import Elements  # loads what nobody needs who sees the drawing

        self._is_done = True
        self._again.stop()
        Elements(self._network, self._store)
