"""A view that is built when it is first seen, so that the window appears without waiting."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.look.fit import area

V = TypeVar("V", bound=QWidget)


class Later(QWidget, Generic[V]):
    """Holds the place of a view that stands behind another one at the start."""

    def __init__(self, build: Callable[[], V], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build = build
        self._view: V | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def view(self) -> V:
        """The view, built now if it was not."""
        if self._view is None:
            self._view = self._build()
            self._column.addWidget(self._view)
            self._view.show()
        return self._view

    def sizeHint(self) -> QSize:
        return area("waiting_area")  # whatever comes: the panels around it must not move

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._view is None:  # the empty card is on screen now: there is time
            QTimer.singleShot(0, self.build_now)

    def build_now(self) -> None:
        """Build the view if it was not."""
        _ = self.view
