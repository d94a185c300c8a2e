"""Paints the cells of the table of runs, and of a number all of it or none."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView


class WholeNumbers(QStyledItemDelegate):
    """Ends what is not all in sight in an ellipsis: half a number would be another number."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        view = self.parent()
        assert isinstance(view, QTableView)
        if index.column():
            option.rect &= view.viewport().rect()
        super().paint(painter, option, index)
