"""A frame around a view that scrolls where a small window leaves it too little height."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def scrolled(view: QWidget) -> QScrollArea:
    """Return a view that scrolls where a small window leaves it too little height."""
    return _Scrolled(view)


class SteadyScroll(QScrollArea):
    """Scrolls up and down; its view is equally wide with the bar and without."""

    def __init__(self, view: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        bar = self.verticalScrollBar()  # its handle is not drawn while it is disabled
        bar.setEnabled(False)
        bar.rangeChanged.connect(lambda _lowest, highest: bar.setEnabled(highest > 0))
        self.setWidget(view)


class _Scrolled(SteadyScroll):
    """Is never narrower than its view, however large that is shown."""

    def minimumSizeHint(self) -> QSize:
        view = self.widget()
        assert view is not None
        bar = self.verticalScrollBar().sizeHint().width()
        width = view.minimumSizeHint().width() + bar
        return QSize(width, super().minimumSizeHint().height())
