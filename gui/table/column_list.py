"""The columns of a table with what each holds, and the role that each of them has."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.look.fit import fit
from gui.look.theme import Theme
from gui.table.draft import ColumnRole, Draft
from gui.table.preview import dress, role_ink
from gui.words.catalog import say
from gui.words.columns import column_words, role_words

_NEXT = {
    ColumnRole.INPUT: ColumnRole.TARGET,
    ColumnRole.TARGET: ColumnRole.LEFT_OUT,
    ColumnRole.LEFT_OUT: ColumnRole.INPUT,
}


class _Rows(QTableWidget):
    """Rows that the space bar and Return act on, and that Tab leaves."""

    pressed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.pressed.emit()
        else:
            super().keyPressEvent(event)


class ColumnList(QWidget):
    """A row a column; a role is given to all rows that are selected."""

    chosen = Signal(object, object)
    """Emitted with the names of columns and the role they are given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._roles: dict[str, ColumnRole] = {}
        self.rows = _Rows(0, 3)
        self.rows.setAccessibleName(say("columns.name"))
        self.rows.setToolTip(say("columns.tip"))
        self.rows.setHorizontalHeaderLabels(
            [say("columns.column"), say("columns.holds"), say("columns.role")]
        )
        self.rows.verticalHeader().hide()
        self.rows.setShowGrid(False)
        self.rows.setTabKeyNavigation(False)
        self.rows.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.rows.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        dress(self.rows)
        head = self.rows.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.rows.pressed.connect(self._go_on)
        self.rows.cellDoubleClicked.connect(lambda row, column: self._go_on())
        self.buttons = {role: QPushButton(say(f"role-of.{role.value}")) for role in ColumnRole}
        bar = QHBoxLayout()
        fit(bar, spacing="gap")
        for role, button in self.buttons.items():
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, role=role: self._give(role))
            bar.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        fit(column, spacing="gap")
        column.addWidget(self.rows, 1)
        column.addLayout(bar)

    def _selected(self) -> tuple[str, ...]:
        rows = sorted({index.row() for index in self.rows.selectedIndexes()})
        return tuple(list(self._roles)[row] for row in rows)

    def _give(self, role: ColumnRole) -> None:
        if names := self._selected():
            self.chosen.emit(names, role)

    def _go_on(self) -> None:
        """Give the columns selected the role after that of the first of them."""
        if names := self._selected():
            self.chosen.emit(names, _NEXT[self._roles[names[0]]])

    def show_draft(self, draft: Draft, theme: Theme) -> None:
        """Show the columns of a table; what was selected stays so."""
        self._roles = {each.name: draft.roles[each.name] for each in draft.columns}
        self.rows.setRowCount(len(draft.columns))
        for row, column in enumerate(draft.columns):
            role = draft.roles[column.name]
            for place, text in enumerate((column.name, column_words(column), role_words(role))):
                item = QTableWidgetItem(text)
                ink = role_ink(role, theme) if place != 1 else theme.text_soft
                item.setForeground(QColor(ink))
                self.rows.setItem(row, place, item)
        if draft.columns and not self.rows.selectedIndexes():
            self.rows.selectRow(0)
