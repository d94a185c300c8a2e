"""A frame around a view that scrolls where a small window leaves it too little height."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def scrolled(view: QWidget) -> QScrollArea:
    """Return a view that scrolls where a small window leaves it too little height."""
    area = _Scrolled()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(view)
    return area


class _Scrolled(QScrollArea):
    """Is never narrower than its view, however large that is shown."""

    def minimumSizeHint(self) -> QSize:
        view = self.widget()
        assert view is not None
        return QSize(view.minimumSizeHint().width(), super().minimumSizeHint().height())
