"""Shows the first page of a worksheet as it will be printed."""

from PySide6.QtCore import QMargins, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.look.fit import fit
from gui.look.theme import Theme
from gui.recording.marks import FigurePage
from gui.recording.replay import paint_page
from gui.words.catalog import say

_EDGE = QMargins(1, 1, 1, 1)


class SheetPreview(QWidget):
    """A page as large as there is room for it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName(say("sheet-export.preview"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        fit(self, least="export_preview")
        self._theme = theme
        self.page: FigurePage | None = None

    def show_page(self, page: FigurePage | None) -> None:
        """Show another page, None for none."""
        self.page = page
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.page is None:
            return
        wanted = QSizeF(self.page.width, self.page.height)
        inside = QSizeF(self.size().shrunkBy(_EDGE))
        size = wanted.scaled(inside, Qt.AspectRatioMode.KeepAspectRatio)
        middle = QPointF(self.rect().center())
        room = QRectF(middle - QPointF(size.width() / 2, size.height() / 2), size)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.save()
        painter.translate(room.topLeft())
        painter.scale(size.width() / self.page.width, size.height() / self.page.height)
        paint_page(painter, self.page)
        painter.restore()
        painter.setPen(QColor(self._theme.card_edge))
        painter.drawRect(room)
        painter.end()
