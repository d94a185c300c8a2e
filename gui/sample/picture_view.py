"""The picture of a sample, and the pad on which one's own is drawn."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from engine.data.pictures import DOTS, Drawing, PictureForm
from engine.frozen import Array
from engine.text.numbers import short
from gui.look.fit import area, current
from gui.look.theme import Theme
from gui.sample import drawing as pad
from gui.sample.picture import cell_at, paint_picture, square_in
from gui.words.catalog import say

_BY: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
_WIPES = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class PictureView(QWidget):
    """Cells from light to dark; pressing on it begins a drawing, with the mouse or by keys.

    Without the right button and without Shift the pen draws, with one of them it wipes out.
    """

    drawn = Signal()
    """Emitted after the drawing changed, or began."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drawing: Drawing | None = None
        self._levels: Array | None = None
        self._form: PictureForm | None = None
        self._theme: Theme | None = None
        self._digits, self._growth = 4, 1.0
        self._pen: tuple[float, float] | None = None
        self._cell = 0, 0  # where the keyboard is
        self.names: tuple[str, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)  # the button wipes out
        self.setAccessibleName(say("sample.picture"))

    def show_levels(self, levels: Array, form: PictureForm, theme: Theme, digits: int) -> None:
        """Show the levels of a picture: (cells,)."""
        if form != self._form:
            self._cell = 0, 0
        self._levels, self._form, self._theme, self._digits = levels, form, theme, digits
        self.update()

    def grow(self, growth: float) -> None:
        """Write numbers so many times larger than in a small panel."""
        self._growth = growth
        self.update()

    def begin(self) -> None:
        """Begin a drawing without ink."""
        if self._form is not None:
            self.drawing = pad.blank(self._form.side)
            self.drawn.emit()

    def leave(self) -> None:
        """Show a sample again; the drawing is gone."""
        self.drawing = self._pen = None

    def _change(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.drawn.emit()

    def _in_dots(self, place: QPointF) -> tuple[float, float]:
        assert self._form is not None
        square = square_in(QRectF(self.rect()), self._form.side)
        dots = DOTS * self._form.side / square.width()
        return (place.x() - square.left()) * dots, (place.y() - square.top()) * dots

    def _ink_cell(self) -> None:
        if self.drawing is not None:
            full = pad.is_full(self.drawing, *self._cell)
            self._change(pad.with_cell(self.drawing, *self._cell, ink=not full))

    def _go(self, by: tuple[int, int]) -> None:
        assert self._form is not None
        last = self._form.side - 1
        row, column = self._cell[0] + by[0], self._cell[1] + by[1]
        self._cell = min(max(row, 0), last), min(max(column, 0), last)
        self.setAccessibleDescription(self._said(*self._cell))
        self.update()

    def _said(self, row: int, column: int) -> str:
        assert self._form is not None and self._levels is not None  # noqa: PT018
        index = row * self._form.side + column
        name = (
            self.names[index] if self.names else say("sample.cell", row=row + 1, column=column + 1)
        )
        level = short(float(self._levels[index]), self._digits)
        return say("sample.level", name=name, level=level)

    def sizeHint(self) -> QSize:
        return area("picture")

    def minimumSizeHint(self) -> QSize:
        return area("picture_least")

    def event(self, event: QEvent) -> bool:
        # the window's shortcuts would take these keys from the pad that has the focus
        override = event.type() == QEvent.Type.ShortcutOverride
        if isinstance(event, QKeyEvent) and override and self._answers(event):
            event.accept()
            return True
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._tell(event)
            return True
        return super().event(event)

    def _answers(self, event: QKeyEvent) -> bool:
        key, plain = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self._form is None or plain != Qt.KeyboardModifier.NoModifier:
            return False
        is_wipe = self.drawing is not None and key in _WIPES
        return key in _BY or key == Qt.Key.Key_Space or is_wipe

    def _tell(self, event: QHelpEvent) -> None:
        cell = None
        if self._form is not None and self._levels is not None:
            cell = cell_at(QRectF(self.rect()), self._form.side, QPointF(event.pos()))
        if cell is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(event.globalPos(), self._said(*cell), self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._answers(event):
            super().keyPressEvent(event)
        elif event.key() in _BY:
            self._go(_BY[event.key()])
        elif self.drawing is None or event.key() in _WIPES:
            self.begin()
        else:
            self._ink_cell()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._form is None:
            return
        if self.drawing is None:
            self.begin()
        self._pen = self._in_dots(event.position())
        self._draw_to(self._pen, event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pen is not None:
            self._draw_to(self._in_dots(event.position()), event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pen = None

    def _draw_to(self, place: tuple[float, float], event: QMouseEvent) -> None:
        assert self.drawing is not None and self._pen is not None  # noqa: PT018
        wipes = bool(event.buttons() & Qt.MouseButton.RightButton)
        wipes = wipes or bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        start, self._pen = self._pen, place
        self._change(pad.stroked(self.drawing, start, place, ink=not wipes))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._theme is None or self._form is None or self._levels is None:
            return
        painter = QPainter(self)
        room = QRectF(self.rect())
        at, unit = self._cell if self.hasFocus() else None, current().unit * self._growth
        paint_picture(painter, room, self._levels, self._form, self._theme, at, unit)
