"""A page that is larger than the room for it: what of it is in sight, and what lies where."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from gui.numbers.cells import Cell, cell_under, rect_of, surroundings
from gui.numbers.layout import Page
from gui.numbers.matrix import CELL_PX


class PageArea(QAbstractScrollArea):
    """Scrolls over a page; everything is measured in its pixels."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def shown_page(self) -> Page:
        """Return what is on the page."""
        raise NotImplementedError

    @property
    def offset(self) -> QPointF:
        """How far it is scrolled."""
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    @property
    def scrolls(self) -> bool:
        """Whether there is more than has room."""
        return self.horizontalScrollBar().maximum() + self.verticalScrollBar().maximum() > 0

    def position(self, cell: Cell) -> QRectF:
        """Return where a cell stands on the viewport."""
        return QRectF(*rect_of(self.shown_page(), cell)).translated(-self.offset)

    def under(self, position: QPointF) -> Cell | None:
        """Return the cell under a point of the viewport."""
        at = position + self.offset
        return cell_under(self.shown_page(), at.x(), at.y())

    def fit_bars(self) -> None:
        """Let the page be scrolled as far as it goes."""
        shown, room = self.shown_page(), self.viewport().size()
        for bar, size, seen in (
            (self.horizontalScrollBar(), shown.width, room.width()),
            (self.verticalScrollBar(), shown.height, room.height()),
        ):
            bar.setRange(0, max(0, round(size) - seen))
            bar.setPageStep(seen)
            bar.setSingleStep(round(CELL_PX))

    def bring_into_sight(self, cell: Cell) -> None:
        """Scroll as little as shows a cell: its whole layer or matrix, if there is room."""
        across, down = surroundings(self.shown_page(), cell)
        for bar, spans in ((self.horizontalScrollBar(), across), (self.verticalScrollBar(), down)):
            low, high = next((each for each in spans if _size(each) <= bar.pageStep()), spans[-1])
            bar.setValue(round(max(min(bar.value(), low), high - bar.pageStep())))


def _size(span: tuple[float, float]) -> float:
    return span[1] - span[0]
