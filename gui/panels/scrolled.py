"""A frame around a view that scrolls where a small window leaves it too little height."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

V = TypeVar("V", bound=QWidget)


def scrolled(build: Callable[[QWidget], V], parent: QWidget) -> "SteadyScroll[V]":
    """Return a view that scrolls where a small window leaves it too little height.

    build: returns the view in the widget it is given; one put there later Qt dresses twice.
    """
    return _Scrolled(build, parent)


class SteadyScroll(QScrollArea, Generic[V]):
    """Scrolls up and down; its view is equally wide with the bar and without.

    build: returns the view in the widget it is given.
    """

    def __init__(self, build: Callable[[QWidget], V], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        bar = self.verticalScrollBar()  # its handle is not drawn while it is disabled
        bar.setEnabled(False)
        bar.rangeChanged.connect(self._follow_range)
        self.view = build(self.viewport())
        self.setWidget(self.view)

    def _follow_range(self, _lowest: int, highest: int) -> None:
        """Take part in Tab only where there is something to scroll to."""
        scrolls = highest > 0
        self.verticalScrollBar().setEnabled(scrolls)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if scrolls else Qt.FocusPolicy.NoFocus)
        QTimer.singleShot(0, self, self._settle)

    def _settle(self) -> None:
        """Lay out again what has grown while it was being laid out, as lines were broken anew."""
        layout = self.view.layout()
        if layout is not None and layout.geometry() != self.view.contentsRect():
            layout.invalidate()


class _Scrolled(SteadyScroll[V]):
    """Is never narrower than its view, however large that is shown."""

    def minimumSizeHint(self) -> QSize:
        bar = self.verticalScrollBar().sizeHint().width()
        width = self.view.minimumSizeHint().width() + bar
        return QSize(width, super().minimumSizeHint().height())
