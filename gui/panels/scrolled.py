"""A frame around a view that scrolls where a small window leaves it too little height."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def scrolled(view: QWidget) -> QScrollArea:
    """Return a view that scrolls where a small window leaves it too little height."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(view)
    area.setMinimumWidth(view.minimumSizeHint().width())
    return area
