"""What every test of the window relies on: patience, since a busy machine may take its time."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.look.dressing import dress_all
from gui.look.fit import current, enlarge
from gui.look.theme import THEMES

_PATIENCE_MS = 120_000  # only a test that fails waits so long


class PatientQtBot(QtBot):
    """Waits until what is expected happens, however slow the machine."""

    def waitUntil(
        self, callback: Callable[[], bool | None], *, timeout: int = _PATIENCE_MS
    ) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = _PATIENCE_MS, **more: Any) -> Any:  # noqa: ANN401
        return super().waitSignal(signal, timeout=timeout, **more)

    def waitExposed(self, widget: Any, *, timeout: int = _PATIENCE_MS) -> Any:  # noqa: ANN401
        return super().waitExposed(widget, timeout=timeout)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """Return the bot that pytest-qt gives, with more patience."""
    return PatientQtBot(request)


@pytest.fixture(autouse=True)
def _released_keys() -> Iterator[None]:
    """Let no test inherit Ctrl from the last key of another one: Qt would take a row to others."""
    yield
    if QApplication.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:
        QTest.keyClick(QWidget(), Qt.Key.Key_Control)


@pytest.fixture(autouse=True)
def _usual_size() -> Iterator[None]:
    """Let a test enlarge everything without the next one being enlarged, too."""
    yield
    if current().unit != 1.0:
        enlarge(QWidget(), 1.0)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        dress_all(app, THEMES["light"], current())
