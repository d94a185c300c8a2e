"""The first rows of a table as they were read, under the names of their columns."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from engine.fault import Fault
from engine.text.table.table import is_missing
from gui.look.fit import current, fit
from gui.look.theme import Theme, blend
from gui.table.draft import ColumnRole, Draft
from gui.words.catalog import say

_MOST_ROWS = 100
_MARKED = 0.3  # how much of a cell's ground is the colour of caution
_LOOKED_AT = 20  # rows, for the width of a column
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class PreviewModel(QAbstractTableModel):
    """Cells as text; columns have the colour of their role, and the cell refused is marked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._draft: Draft | None = None
        self._theme: Theme | None = None
        self.refused = _NOWHERE

    def show_draft(self, draft: Draft, theme: Theme, fault: Fault | None) -> None:
        """Show the beginning of another table, or of the same one read in another way."""
        self.beginResetModel()
        self._draft, self._theme = draft, theme
        self.endResetModel()
        self.refused = _NOWHERE if fault is None else self._cell_of(fault)

    def _cell_of(self, fault: Fault) -> QModelIndex:
        """Return the cell that a fault names, no cell where it is not among those shown."""
        table = None if self._draft is None else self._draft.table
        row, column = fault.details.get("row"), fault.details.get("column")
        if table is None or column not in table.names or row not in table.places:
            return _NOWHERE
        return self.index(list(table.places).index(int(str(row))), table.names.index(str(column)))

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        table = None if self._draft is None else self._draft.table
        return 0 if table is None else min(len(table.rows), _MOST_ROWS)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if self._draft is None else len(self._draft.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        draft = self._draft
        if draft is None or draft.table is None or self._theme is None:
            return None
        cell = draft.table.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell or say("preview.empty-cell")
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(self._ink(index.column()))
        if role == Qt.ItemDataRole.BackgroundRole and (is_missing(cell) or index == self.refused):
            return QColor(blend(self._theme.caution, self._theme.card, _MARKED))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        draft = self._draft
        if draft is None or draft.table is None or self._theme is None:
            return None
        if orientation is Qt.Orientation.Vertical:
            is_text = role == Qt.ItemDataRole.DisplayRole
            return str(draft.table.places[section]) if is_text else None
        if role == Qt.ItemDataRole.DisplayRole:
            return draft.columns[section].name
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(self._ink(section))
        return None

    def _ink(self, column: int) -> str:
        assert self._draft is not None and self._theme is not None  # noqa: PT018
        return role_ink(self._draft.roles[self._draft.columns[column].name], self._theme)


def role_ink(role: ColumnRole, theme: Theme) -> str:
    """Return the colour in which a role is written."""
    return {
        ColumnRole.INPUT: theme.positive,
        ColumnRole.TARGET: theme.loss,
        ColumnRole.LEFT_OUT: theme.text_faint,
    }[role]


class _Grounds(QStyledItemDelegate):
    """Paints the ground of a marked cell, which a style sheet with rules for cells does not."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if isinstance(ground, QColor):
            painter.fillRect(option.rect, ground)
        super().paint(painter, option, index)


class Preview(QTableView):
    """A table that is read, not edited."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = PreviewModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(_Grounds(self))
        self.setAccessibleName(say("preview.name"))
        self.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        dress(self)

    def show_draft(self, draft: Draft, theme: Theme, fault: Fault | None) -> None:
        """Show what a draft has read, and in sight the cell that a fault names."""
        self.rows.show_draft(draft, theme, fault)
        self.resizeColumnsToContents()
        if self.rows.refused.isValid():
            self.scrollTo(self.rows.refused)


def dress(view: QTableView) -> None:
    """Give a table rows of one height, and headings that stand still."""
    fit(view, least_height="table_least")
    head = view.horizontalHeader()
    head.setHighlightSections(False)
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    head.setMaximumSectionSize(current().length("table_cell"))
    head.setResizeContentsPrecision(_LOOKED_AT)
    fit(head, least_height="table_head")
    down = view.verticalHeader()
    down.setHighlightSections(False)
    fit(down, least_width="table_places")
    down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    down.setMinimumSectionSize(current().length("table_row"))
    down.setDefaultSectionSize(current().length("table_row"))
