"""A dot for each card of a lesson: done, open, the one on screen; a click leads there."""

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gui.look.fit import current
from gui.look.theme import LIGHT, Theme

_RADIUS, _NOW = 3.6, 5.2  # units
_APART, _HIGH = 15.0, 18.0


class CardDots(QWidget):
    """As many dots as there are cards, closer where there are many."""

    card_clicked = Signal(int)
    """Emitted with the card of the dot that was clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles: tuple[str, ...] = ()
        self._done: frozenset[int] = frozenset()
        self._at = 0
        self._theme: Theme = LIGHT
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_cards(
        self, titles: tuple[str, ...], done: frozenset[int], at: int, theme: Theme
    ) -> None:
        """Show which cards there are, which are done, and which one is on screen."""
        self._titles, self._done, self._at, self._theme = titles, done, at, theme
        self.updateGeometry()
        self.update()

    def middle(self, index: int) -> QPointF:
        """Return where the dot of a card is."""
        apart, count = self._apart(), len(self._titles)
        left = self.width() / 2 - apart * (count - 1) / 2
        return QPointF(left + index * apart, self.height() / 2)

    def _apart(self) -> float:
        return min(_APART * current().unit, self.width() / max(len(self._titles), 1))

    def _card_at(self, place: QPointF) -> int | None:
        half = self._apart() / 2
        away = [abs(self.middle(index).x() - place.x()) for index in range(len(self._titles))]
        return next((index for index, each in enumerate(away) if each <= half), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        card = self._card_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and card is not None:
            self.card_clicked.emit(card)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            card = self._card_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if card is None else self._titles[card], self)
            return True
        return super().event(event)

    def sizeHint(self) -> QSize:
        unit = current().unit
        return QSize(round(unit * _APART * len(self._titles)), round(unit * _HIGH))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, unit = self._theme, current().unit
        shrunk = min(self._apart() / _APART, unit)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for index in range(len(self._titles)):
                is_done = index in self._done
                painter.setPen(QPen(QColor(theme.accent), 1.4 * shrunk))
                painter.setBrush(QColor(theme.accent if is_done else theme.card))
                painter.drawEllipse(self.middle(index), _RADIUS * shrunk, _RADIUS * shrunk)
                if index == self._at:
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawEllipse(self.middle(index), _NOW * shrunk, _NOW * shrunk)
                    if not is_done:
                        painter.setBrush(QColor(theme.accent))
                        radius = 0.5 * _RADIUS * shrunk
                        painter.drawEllipse(self.middle(index), radius, radius)
