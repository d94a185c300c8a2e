"""A widget whose content is laid out by its width: its terms can be pointed at, and chosen."""

from collections.abc import Sequence
from math import ceil
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QToolTip, QWidget

from engine.written.quantity import Quantity
from gui.formula.layout import TermBox, term_at
from gui.look.fit import current, fit
from gui.look.theme import Theme

_NEAR = 0.15  # em around a term where the mouse still meets it
_ROUND = 0.2  # em
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
_CHOOSE = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_KEYS = {*_STEPS, *_CHOOSE, Qt.Key.Key_Escape}


class Laid(Protocol):
    """What is laid out: its height in px, and where its terms stand, as they are read."""

    @property
    def height(self) -> float: ...
    @property
    def terms(self) -> Sequence[TermBox]: ...


L = TypeVar("L", bound=Laid)


class TermsView(QWidget, Generic[L]):
    """Content that is as high as it needs to be at its width.

    Where terms can be chosen, Tab leads to it: the arrows go from one to the next, Enter chooses,
    Escape gives the keys back.
    """

    term_hovered = Signal(object)
    """Emitted with the quantity that the pointer or the keyboard is at, or None."""

    term_clicked = Signal(object)
    """Emitted with the quantity that was clicked or chosen by a key."""

    def __init__(self, type_name: str, *, chooses: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size, self._chooses = 1, chooses
        self._theme: Theme | None = None
        self._layouts: dict[int, L] = {}  # by width: Qt asks for several heights
        self._pointed: Quantity | None = None
        self._described = ""
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        fit(self, type=type_name)

    def _laid(self, width: int) -> L:
        """Return the content laid out to a width in pixels."""
        raise NotImplementedError

    def _paint(self, painter: QPainter, theme: Theme, lit: Quantity | None) -> None:
        """Paint the content, with one quantity lit up wherever it stands."""
        raise NotImplementedError

    def set_type(self, size: int) -> None:
        """Write at a size in pixels."""
        self._size, self._layouts = size, {}
        self._fit()

    def laid_out(self) -> L:
        """Return the content as it stands."""
        width = self.width()
        if width not in self._layouts:
            self._layouts[width] = self._laid(width)
        return self._layouts[width]

    def _renew(self, said: str, described: str = "") -> None:
        """Lay out what is shown now, and tell it who does not see it."""
        self._layouts, self._described = {}, described
        self._fit()
        self.setAccessibleName(said)
        self.setAccessibleDescription(described)
        if self._pointed not in self._quantities():
            self._pointed = None
        if self._chooses:
            policy = Qt.FocusPolicy.TabFocus if self._quantities() else Qt.FocusPolicy.NoFocus
            self.setFocusPolicy(policy)

    def _fit(self) -> None:
        # as high as its lines at this width: Qt's own height-for-width lags behind in scroll areas
        self.setFixedHeight(ceil(self.laid_out().height) + current().length("hair"))

    def _quantities(self) -> list[Quantity]:
        return list(dict.fromkeys(term.quantity for term in self.laid_out().terms))

    def _term_under(self, place: QPointF) -> Quantity | None:
        return term_at(self.laid_out().terms, place.x(), place.y(), _NEAR * self._size)

    def _point_at(self, term: Quantity | None) -> None:
        if term != self._pointed:
            self._pointed = term
            self.term_hovered.emit(term)
            if self._chooses:
                shape = Qt.CursorShape.ArrowCursor if term is None else _HAND
                self.setCursor(shape)
            self.update()

    def _lead(self, step: int) -> None:
        """Point at the next term by the keyboard, or at the one before."""
        found = self._quantities()
        at = min(step, 0)
        if self._pointed in found:
            at = min(max(found.index(self._pointed) + step, 0), len(found) - 1)
        self._point_at(found[at])
        self.setAccessibleDescription(self.toolTip())
        self._bring_into_sight(found[at])

    def _bring_into_sight(self, term: Quantity) -> None:
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        inside = None if area is None else area.widget()
        if area is not None and inside is not None:
            box = next(each for each in self.laid_out().terms if each.quantity == term)
            middle = QPointF(box.x + box.width / 2, box.y + box.height / 2)
            place = self.mapTo(inside, middle.toPoint())
            area.ensureVisible(place.x(), place.y())

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._fit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self._term_under(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        term = self._term_under(event.position())
        if event.button() == Qt.MouseButton.LeftButton and term is not None:
            self.term_clicked.emit(term)
        else:
            super().mousePressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        backwards = event.reason() == Qt.FocusReason.BacktabFocusReason
        if self._quantities() and (backwards or event.reason() == Qt.FocusReason.TabFocusReason):
            self._lead(-1 if backwards else 1)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._point_at(None)
        self.setAccessibleDescription(self._described)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS and self._quantities():
            self._lead(_STEPS[key])
        elif key in _CHOOSE and self._pointed is not None:
            self.term_clicked.emit(self._pointed)
        elif key == Qt.Key.Key_Escape:
            self.clearFocus()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # the window's shortcuts would take the keys away
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.modifiers() in _PLAIN and event.key() in _KEYS:
                event.accept()
                return True
        elif isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            said = self.toolTip() if self._pointed is not None else ""
            QToolTip.showText(event.globalPos(), said, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._theme is None:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint(painter, self._theme, self._pointed)
            if self.hasFocus() and self._pointed is not None:
                self._paint_ring(painter, self._theme)

    def _paint_ring(self, painter: QPainter, theme: Theme) -> None:
        """Paint a line around the term that the keyboard is at, wherever it stands."""
        beside, thick = _NEAR * self._size, float(current().length("hair"))
        painter.setPen(QPen(QColor(theme.accent), thick))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for term in self.laid_out().terms:
            if term.quantity == self._pointed:
                ring = QRectF(term.x, term.y, term.width, term.height)
                ring.adjust(-beside, -beside, beside, beside)
                inside = QRectF(self.rect()).adjusted(thick, thick, -thick, -thick)
                radius = _ROUND * self._size
                painter.drawRoundedRect(ring.intersected(inside), radius, radius)


_HAND = Qt.CursorShape.PointingHandCursor
