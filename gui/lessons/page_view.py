"""A widget that shows paragraphs of a lesson: its numbers can be pointed at, and clicked."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from engine.written.quantity import Quantity
from gui.lessons.page import PageLayout, lay_page
from gui.lessons.paint_page import paint_page, typesetting
from gui.lessons.runs import PageBlock
from gui.lessons.spoken import page_spoken
from gui.look.fit import current, fit
from gui.look.theme import Theme


class PageView(QWidget):
    """Paragraphs, broken to the width there is and as high as they need to be."""

    number_hovered = Signal(object)
    """Emitted with the quantity under the pointer, or None."""

    number_clicked = Signal(object)
    """Emitted with the quantity that was clicked."""

    def __init__(self, type_name: str = "lesson", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = 1
        self._blocks: tuple[PageBlock, ...] = ()
        self._theme: Theme | None = None
        self._layouts: dict[int, PageLayout] = {}  # by width: Qt asks for several heights
        self._hovered: Quantity | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        fit(self, type=type_name)

    @property
    def blocks(self) -> tuple[PageBlock, ...]:
        """What is shown."""
        return self._blocks

    def set_type(self, size: int) -> None:
        """Write at a size in pixels."""
        self._size, self._layouts = size, {}
        self._fit()

    def show_blocks(self, blocks: Sequence[PageBlock], theme: Theme) -> None:
        """Show these paragraphs; nothing is set again where they are the same."""
        if tuple(blocks) != self._blocks:
            self._blocks, self._layouts = tuple(blocks), {}
            self.setAccessibleName(page_spoken(self._blocks))
            self._fit()
        self._theme = theme
        self.update()

    def laid_out(self) -> PageLayout:
        """Return the paragraphs as they stand."""
        width = self.width()
        if width not in self._layouts:
            self._layouts[width] = lay_page(
                self._blocks, typesetting(), float(self._size), float(width)
            )
        return self._layouts[width]

    def _fit(self) -> None:
        self.setFixedHeight(ceil(self.laid_out().height) + current().length("hair"))

    def _number_under(self, place: QPointF) -> Quantity | None:
        return self.laid_out().quantity_at(place.x(), place.y())

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._fit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hovered = self._number_under(event.position())
        if hovered != self._hovered:
            self._hovered = hovered
            self.number_hovered.emit(hovered)
            shape = Qt.CursorShape.ArrowCursor if hovered is None else _HAND
            self.setCursor(shape)
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._number_under(event.position())
        if event.button() == Qt.MouseButton.LeftButton and number is not None:
            self.number_clicked.emit(number)
        else:
            super().mousePressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        if self._hovered is not None:
            self._hovered = None
            self.number_hovered.emit(None)
            self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.toolTip() if self._hovered else "", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._theme is not None:
            with QPainter(self) as painter:
                paint_page(self.laid_out(), painter, self._theme, self._hovered)


_HAND = Qt.CursorShape.PointingHandCursor
