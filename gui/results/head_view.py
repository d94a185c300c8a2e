"""The heads of a table, as far from the edges of their columns as what stands in the cells."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from gui.results.cell_view import CellPainter


class TableHead(QHeaderView):
    """Writes them beside the cells that a painter paints; its ground is that of the style sheet."""

    def __init__(self, cells: CellPainter, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._cells = cells

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        model, aside = self.model(), self._cells.aside

        def said(role: Qt.ItemDataRole) -> object:
            return model.headerData(logicalIndex, Qt.Orientation.Horizontal, role)

        side = said(Qt.ItemDataRole.TextAlignmentRole)
        inside = rect.adjusted(aside, 0, -aside, 0) & self.viewport().rect()
        text = str(said(Qt.ItemDataRole.DisplayRole) or "")
        metrics = painter.fontMetrics()
        if metrics.horizontalAdvance(text) > inside.width():
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inside.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(inside, int(side) if isinstance(side, int) else 0, text)
