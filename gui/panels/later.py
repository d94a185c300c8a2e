"""A view that is built when it is first seen, so that the window appears without waiting."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

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
        return self._view

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Qt shows and hides what stands behind another tab while it lays out the window
        QTimer.singleShot(0, self._build_if_seen)

    def _build_if_seen(self) -> None:
        if self.isVisible():
            self.view.show()
