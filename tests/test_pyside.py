"""PySide6 keeps its books: a call that returns nothing must not use up None or True.

PySide6 6.12.0 drops one reference to None or True in each such call, and Python 3.11 aborts once
none is left. From Python 3.12 on both are immortal and cannot be lost.
"""

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel

CALLS = 1000
SLACK = 100  # what pytest and the garbage collector come and go with; a leak takes CALLS
IMMORTAL_FROM = (3, 12)


class _Sender(QObject):
    sent = Signal(bool)


def _draw() -> None:
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    painter, pen = QPainter(image), QColor("black")
    for _ in range(CALLS):
        painter.setPen(pen)
        painter.drawLine(0, 0, 7, 7)
    painter.end()


def _set_text() -> None:
    label = QLabel()
    for _ in range(CALLS):
        label.setText("0.2984")


def _emit() -> None:
    sender = _Sender()
    sender.sent.connect(_receive)
    for _ in range(CALLS):
        sender.sent.emit(True)


def _receive(_value: bool) -> None:
    pass


@pytest.mark.parametrize("calls", [_draw, _set_text, _emit])
def test_a_thousand_calls_cost_no_reference(qapp: QApplication, calls: Callable[[], None]) -> None:
    calls()  # whatever is made once is made here
    none, true = sys.getrefcount(None), sys.getrefcount(True)
    calls()
    assert abs(sys.getrefcount(None) - none) < SLACK
    assert abs(sys.getrefcount(True) - true) < SLACK


def test_the_count_tells_something_on_this_python() -> None:
    before = sys.getrefcount(None)
    held = [None] * CALLS
    counted = sys.getrefcount(None) - before
    if sys.version_info >= IMMORTAL_FROM:
        assert counted == 0  # nothing to lose: the test above cannot fail, and need not
    else:
        assert abs(counted - len(held)) < SLACK
