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
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        bar = self.verticalScrollBar()  # its handle is not drawn while it is disabled
        bar.setEnabled(False)
        bar.rangeChanged.connect(self._follow_range)
        self.setWidget(view)

    def _follow_range(self, _lowest: int, highest: int) -> None:
        """Take part in Tab only where there is something to scroll to."""
        scrolls = highest > 0
        self.verticalScrollBar().setEnabled(scrolls)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if scrolls else Qt.FocusPolicy.NoFocus)


class _Scrolled(SteadyScroll):
    """Is never narrower than its view, however large that is shown."""

    def minimumSizeHint(self) -> QSize:
        view = self.widget()
        assert view is not None
        bar = self.verticalScrollBar().sizeHint().width()
        width = view.minimumSizeHint().width() + bar
        return QSize(width, super().minimumSizeHint().height())
