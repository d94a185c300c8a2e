"""A list of paragraphs that are put into an order, by dragging or by keys."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.lessons.page import PageLayout, lay_page
from gui.lessons.paint_page import paint_page, typesetting
from gui.lessons.runs import PageRun, TextBlock
from gui.lessons.spoken import runs_spoken
from gui.look.fit import current, fit
from gui.look.theme import LIGHT, Theme
from gui.words.catalog import say

_GRIP, _AROUND, _BETWEEN, _ROUND = 1.5, 0.55, 0.4, 0.4  # em
_DOTS = (-0.22, 0.0, 0.22)  # em


class OrderView(QWidget):
    """Rows with a grip; Up and Down lead to a row, with Control they move it."""

    reordered = Signal()
    """Emitted when a row was moved."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size, self._theme = 1, LIGHT
        self._items: tuple[tuple[PageRun, ...], ...] = ()
        self.order: tuple[int, ...] = ()
        self._at, self._held, self._drag = 0, False, 0.0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        fit(self, type="lesson")

    def set_type(self, size: int) -> None:
        """Write at a size in pixels."""
        self._size = size
        self._fit()

    def show_items(
        self, items: Sequence[tuple[PageRun, ...]], order: Sequence[int], theme: Theme
    ) -> None:
        """Show items in an order, which is where they are put anew."""
        self._items, self.order, self._theme = tuple(items), tuple(order), theme
        self._fit()
        self._say()
        self.update()

    def tops(self) -> tuple[float, ...]:
        """Return where each row begins, and where the last one ends."""
        found = [0.0]
        for index in self.order:
            found.append(found[-1] + self._height(index) + _BETWEEN * self._size)
        return tuple(found)

    def move_row(self, row: int, to: int) -> None:
        """Put a row at another place."""
        if row != to and 0 <= to < len(self.order):
            order = list(self.order)
            order.insert(to, order.pop(row))
            self.order, self._at = tuple(order), to
            self._say()
            self.update()
            self.reordered.emit()

    def _page(self, index: int) -> PageLayout:
        room = self.width() - (_GRIP + 2 * _AROUND) * self._size
        return lay_page([TextBlock(self._items[index])], typesetting(), float(self._size), room)

    def _height(self, index: int) -> float:
        return self._page(index).height + 1.2 * _AROUND * self._size

    def _fit(self) -> None:
        self.setFixedHeight(ceil(self.tops()[-1]))

    def _say(self) -> None:
        """Tell who does not see it where what stands."""
        said = [runs_spoken(self._items[index]) for index in self.order]
        rows = (say("page-mark.labelled", label=i + 1, text=each) for i, each in enumerate(said))
        self.setAccessibleName("\n".join(rows))
        self.setAccessibleDescription(said[self._at] if said else "")

    def _row_at(self, y: float) -> int:
        tops = self.tops()
        return max((row for row in range(len(self.order)) if tops[row] <= y), default=0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.isEnabled():
            self._at, self._held = self._row_at(event.position().y()), True
            self._drag = event.position().y()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self._drag = event.position().y()
            self.move_row(self._at, self._row_at(self._drag))
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = False
        self.unsetCursor()
        self.update()

    def event(self, event: QEvent) -> bool:
        is_key = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_key and isinstance(event, QKeyEvent) and event.key() in _STEPS:
            event.accept()  # the window's shortcuts would take the keys away
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or not self.order:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.move_row(self._at, self._at + step)
        else:
            self._at = min(max(self._at + step, 0), len(self.order) - 1)
            self._say()
            self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for row, (index, top) in enumerate(zip(self.order, self.tops(), strict=False)):
                self._paint_row(painter, row, index, top)

    def _paint_row(self, painter: QPainter, row: int, index: int, top: float) -> None:
        theme, em = self._theme, self._size
        is_led = row == self._at and (self._held or self.hasFocus())
        thick = float(current().length("hair" if is_led else "thread"))
        room = QRectF(0, top, self.width(), self._height(index))
        painter.setPen(QPen(QColor(theme.accent if is_led else theme.control_edge), thick))
        painter.setBrush(QColor(theme.control_hover if self._held and is_led else theme.card))
        room.adjust(thick / 2, thick / 2, -thick / 2, -thick / 2)
        painter.drawRoundedRect(room, _ROUND * em, _ROUND * em)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.text_faint))
        for across in (-0.11, 0.11):
            for down in _DOTS:
                middle = QPointF((_AROUND + 0.35 + across) * em, room.center().y() + down * em)
                painter.drawEllipse(middle, 0.07 * em, 0.07 * em)
        painter.save()
        painter.translate((_GRIP + _AROUND) * em, top + 0.6 * _AROUND * em)
        paint_page(self._page(index), painter, theme)
        painter.restore()


_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
