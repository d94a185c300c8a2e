"""A page that is larger than the room for it: what of it is in sight, and what lies where."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from gui.look.fit import current
from gui.numbers.cells import Cell, cell_under, rect_of, surroundings
from gui.numbers.layout import Page
from gui.numbers.matrix import CELL


class PageArea(QAbstractScrollArea):
    """Scrolls over a page, which is laid out in units: pixels at scale 1, more where it grows."""

    def __init__(self, shown_page: Callable[[], Page], parent: QWidget | None = None) -> None:
        """shown_page: returns what is on the page."""
        super().__init__(parent)
        self._shown = shown_page
        self.growth = 1.0
        self._is_all_in_sight = False
        self._grown_for: object = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def unit(self) -> float:
        """How many pixels a unit takes."""
        return current().unit * self.growth

    @property
    def room(self) -> tuple[float, float]:
        """The width and height there is without scroll bars, in pixels at scale 1 as enlarged."""
        size = self.maximumViewportSize()
        return size.width() / current().unit, size.height() / current().unit

    @property
    def across(self) -> float:
        """The width for a page in units: all of it, or beside the bar that leads further down."""
        bar = 0 if self._is_all_in_sight else self.verticalScrollBar().sizeHint().width()
        return (self.width() - bar) / self.unit

    def growth_is_stale(self, kind: object) -> bool:
        """Return whether a page of a kind has to be measured anew: for its room, or its numbers."""
        before, self._grown_for = self._grown_for, (kind, self.room)
        shown = self._shown()
        is_low = shown.height * self.growth <= self.room[1] or not self._is_all_in_sight
        fits = is_low and shown.width <= self.across
        return before != self._grown_for or (self.growth != 1 and not fits)

    def grow(self, whole: float | None, down: Callable[[float], float | None]) -> None:
        """Draw so many times larger.

        whole: with which the whole page is in sight, None for none; down: returns that with which
        it only has to be scrolled down, of the width there is for that in pixels at scale 1.
        """
        self._is_all_in_sight = whole is not None
        self.growth = 1.0
        self.growth = whole or down(self.across) or 1.0

    @property
    def offset(self) -> QPointF:
        """How far it is scrolled, in pixels."""
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    @property
    def scrolls(self) -> bool:
        """Whether there is more than has room."""
        return self.horizontalScrollBar().maximum() + self.verticalScrollBar().maximum() > 0

    def position(self, cell: Cell) -> QRectF:
        """Return where a cell stands on the viewport, in pixels."""
        sides = (self.unit * side for side in rect_of(self._shown(), cell))
        return QRectF(*sides).translated(-self.offset)

    def under(self, position: QPointF) -> Cell | None:
        """Return the cell under a point of the viewport."""
        at = (position + self.offset) / self.unit
        return cell_under(self._shown(), at.x(), at.y())

    def fit_bars(self) -> None:
        """Let the page be scrolled as far as it goes."""
        shown, room = self._shown(), self.viewport().size()
        for bar, size, seen in (
            (self.horizontalScrollBar(), shown.width, room.width()),
            (self.verticalScrollBar(), shown.height, room.height()),
        ):
            bar.setRange(0, max(0, round(self.unit * size) - seen))
            bar.setPageStep(seen)
            bar.setSingleStep(round(self.unit * CELL))

    def bring_into_sight(self, cell: Cell) -> None:
        """Scroll as little as shows a cell: its whole layer or matrix, if there is room."""
        across, down = surroundings(self._shown(), cell)
        for bar, spans in ((self.horizontalScrollBar(), across), (self.verticalScrollBar(), down)):
            room, at = bar.pageStep() / self.unit, bar.value() / self.unit
            low, high = next((each for each in spans if _size(each) <= room), spans[-1])
            bar.setValue(round(self.unit * max(min(at, low), high - room)))


def _size(span: tuple[float, float]) -> float:
    return span[1] - span[0]
