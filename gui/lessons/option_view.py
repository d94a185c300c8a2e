"""A button with a paragraph on it, such as an option of a question."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from gui.lessons.asked import LOOK_INKS, LOOK_MARKS, OptionLook
from gui.lessons.page import PageLayout, lay_page
from gui.lessons.paint_page import paint_page, typesetting
from gui.lessons.runs import PageMark, PageRun, TextBlock
from gui.lessons.spoken import block_spoken
from gui.look.fit import current, fit
from gui.look.theme import LIGHT, Theme, blend

_TINT, _ROUND = 0.08, 0.4  # of the colour in the ground; em of its corners
_AROUND = 0.6  # em between the edge and the words


class OptionButton(QAbstractButton):
    """As high as its words need; it shows whether it turned out right or wrong."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size, self._theme = 1, LIGHT
        self.look = OptionLook.OPEN
        self._block = TextBlock(())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        fit(self, type="lesson")

    def set_type(self, size: int) -> None:
        """Write at a size in pixels."""
        self._size = size
        self._fit()

    def show_option(
        self, label: str, runs: Sequence[PageRun], look: OptionLook, theme: Theme
    ) -> None:
        """Show an option as it stands there now."""
        self.look, self._theme = look, theme
        mark = LOOK_MARKS.get(look, PageMark.NONE)
        self._block = TextBlock(tuple(runs), LOOK_INKS.get(look, "text"), mark=mark, label=label)
        self.setEnabled(look is OptionLook.OPEN)
        self.setAccessibleName(block_spoken(self._block))
        self._fit()
        self.update()

    def laid_out(self) -> PageLayout:
        """Return its words as they stand."""
        inner = self.width() - 2 * self._around
        return lay_page([self._block], typesetting(), float(self._size), inner)

    @property
    def _around(self) -> float:
        return _AROUND * self._size

    def _fit(self) -> None:
        self.setFixedHeight(ceil(self.laid_out().height + 1.2 * self._around))

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._fit()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        edge = theme.ink(LOOK_INKS[self.look]) if self.look in LOOK_INKS else theme.control_edge
        ground = blend(edge, theme.card, _TINT) if self.look in LOOK_INKS else theme.card
        if self.isEnabled() and (self.underMouse() or self.isDown()):
            ground = theme.control_hover
        if self.hasFocus():
            edge = theme.accent
        thick = float(current().length("hair" if self.hasFocus() else "thread"))
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(edge), thick))
            painter.setBrush(QColor(ground))
            room = QRectF(self.rect()).adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
            painter.drawRoundedRect(room, _ROUND * self._size, _ROUND * self._size)
            painter.translate(self._around, 0.6 * self._around)
            paint_page(self.laid_out(), painter, theme)
