"""Paints the cells of the table of samples: many of them change several times a second."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QAbstractScrollArea, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.look.fit import current

_Index = QModelIndex | QPersistentModelIndex
_Role, _ELIDE = Qt.ItemDataRole, Qt.TextElideMode


class CellPainter(QStyledItemDelegate):
    """Does without the style sheet, which takes several times as long.

    aside: how far a text keeps from its neighbours, in pixels. One that is not all in sight ends in
    an ellipsis: half a number would be another number.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.ground = QColor()  # of the row that is chosen
        self.ink = QColor()
        self.aside = current().length("row")

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        room, model = option.rect, index.model()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(room, self.ground)
        font = QFont(option.font)
        font.setBold(bool(model.data(index, _Role.CheckStateRole)))
        painter.setFont(font)
        ink = model.data(index, _Role.ForegroundRole)
        painter.setPen(ink if isinstance(ink, QColor) else self.ink)
        text = str(model.data(index, _Role.DisplayRole))
        inside = room.adjusted(self.aside, 0, -self.aside, 0)
        cut = _ELIDE.ElideRight
        if isinstance(view := option.widget, QAbstractScrollArea):
            cut = _ELIDE.ElideLeft if inside.left() < 0 else cut
            inside &= view.viewport().rect()
        side = int(model.data(index, _Role.TextAlignmentRole))
        if painter.fontMetrics().horizontalAdvance(text) > inside.width():
            text = painter.fontMetrics().elidedText(text, cut, inside.width())
        painter.drawText(inside, side, text)
        if option.state & QStyle.StateFlag.State_HasFocus:
            width = current().length("thread")
            painter.setPen(self.ink)
            painter.drawRect(room.adjusted(0, 0, -width, -width))
