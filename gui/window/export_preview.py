"""Shows a figure as it will be written."""

from PySide6.QtCore import QMargins, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.export.layout import LaidOut, figure_image
from gui.look.fit import fit
from gui.look.theme import Theme
from gui.words.catalog import say

_EDGE = QMargins(1, 1, 1, 1)


class FigurePreview(QWidget):
    """A figure as large as there is room for it; where it has no ground, a pattern lies below."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName(say("export.preview"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        fit(self, least="export_preview")
        self._theme = theme
        self._figure: LaidOut | None = None
        self._image: tuple[LaidOut, float, QImage] | None = None

    def show_figure(self, figure: LaidOut) -> None:
        """Show another figure, or the same one as something else asks for it."""
        self._figure = figure
        self.update()

    def image(self) -> QImage | None:
        """Return the figure in the dots of this screen."""
        if self._figure is None or not self._room():
            return None
        size, room = self._figure.request.size, self._room()
        dots = room.width() * self.devicePixelRatioF() / size.width
        if self._image is None or self._image[:2] != (self._figure, dots):
            self._image = self._figure, dots, figure_image(self._figure, dots)
        return self._image[2]

    def _room(self) -> QRectF:
        """Return the largest place of the figure's form in the middle."""
        if self._figure is None:
            return QRectF()
        wanted = QSizeF(self._figure.request.size.width, self._figure.request.size.height)
        inside = QSizeF(self.size().shrunkBy(_EDGE))
        size = wanted.scaled(inside, Qt.AspectRatioMode.KeepAspectRatio)
        middle = QPointF(self.rect().center())
        return QRectF(middle - QPointF(size.width() / 2, size.height() / 2), size)

    def paintEvent(self, event: QPaintEvent) -> None:
        image = self.image()
        if image is None:
            return
        painter, room = QPainter(self), self._room()
        painter.fillRect(room, QColor(self._theme.card))
        painter.fillRect(room, QBrush(QColor(self._theme.text_faint), Qt.BrushStyle.Dense7Pattern))
        painter.drawImage(room, image)
        painter.setPen(QColor(self._theme.card_edge))
        painter.drawRect(room)
        painter.end()
