"""The first rows of a table as they were read, under the names of their columns."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from engine.text.table.table import is_missing
from gui.look.fit import current, fit
from gui.look.theme import Theme
from gui.table.draft import ColumnRole, Draft
from gui.words.catalog import say

_MOST_ROWS = 100
_LOOKED_AT = 20  # rows, for the width of a column
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class PreviewModel(QAbstractTableModel):
    """Cells as text; columns have the colour of their role."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._draft: Draft | None = None
        self._theme: Theme | None = None

    def show_draft(self, draft: Draft, theme: Theme) -> None:
        """Show the beginning of another table, or of the same one read in another way."""
        self.beginResetModel()
        self._draft, self._theme = draft, theme
        self.endResetModel()

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
            return QColor(self._theme.loss if is_missing(cell) else self._ink(index.column()))
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


class Preview(QTableView):
    """A table that is read, not edited."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = PreviewModel(self)
        self.setModel(self.rows)
        self.setAccessibleName(say("preview.name"))
        self.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        dress(self)

    def show_draft(self, draft: Draft, theme: Theme) -> None:
        """Show what a draft has read."""
        self.rows.show_draft(draft, theme)
        self.resizeColumnsToContents()


def dress(view: QTableView) -> None:
    """Give a table rows of one height, and headings that stand still."""
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
