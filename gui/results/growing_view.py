"""A table whose type grows with the room it has, as that of pictures does."""

from PySide6.QtCore import QAbstractItemModel, QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTableView, QWidget

from gui.look.fit import current, fit, grow, has_new_look
from gui.look.room import grown
from gui.look.sizes import Sizes


class GrowingTable(QTableView):
    """Tells its kind to measure anew when its size or all sizes have changed."""

    def __init__(self, rows: QAbstractItemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(rows)
        rows.setParent(self)

    def begin_growing(self) -> None:
        """Have the type of the room from now on, when all there is to measure is there."""
        fit(self, words="small")

    def measure(self) -> None:
        """Give rows and columns their sizes."""

    @property
    def sizes(self) -> Sizes:
        """The sizes of what is written in it."""
        return grown(current(), self.width(), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        grow(self, self.sizes.unit / current().unit)
        self.measure()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if has_new_look(event):
            self.measure()
