"""The rows of the table of samples: written when they are seen, copied in full."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor

from engine.story.notation import STANDARD, Notation
from engine.text.numbers import shown_in_full
from gui.look.theme import LIGHT, Theme
from gui.results.listed import Listed, listed
from gui.results.said import heading, heading_tip
from gui.state.results.columns import SampleColumn, SampleValue
from gui.state.state import State
from gui.words.catalog import say

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_Role = Qt.ItemDataRole
_WORDS = frozenset({SampleValue.CLASS, SampleValue.TAKEN_FOR, SampleValue.SET})
_DOWN, _UP = "▾", "▴"
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


class SampleRows(QAbstractTableModel):
    """The cells of what is listed; the sample that is followed is marked in its row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown: Listed | None = None
        self.followed: int | None = None
        self._theme: Theme = LIGHT
        self._notation: Notation = STANDARD

    def show_rows(
        self, shown: Listed, followed: int | None, theme: Theme, notation: Notation
    ) -> None:
        """Show other rows, or the same ones with other numbers."""
        before = self.shown
        same = before is not None and before.columns == shown.columns
        same = same and before is not None and len(before.samples) == len(shown.samples)
        renamed = before is None or before.experiment is not shown.experiment
        renamed = renamed or before is None or before.choice != shown.choice
        renamed = renamed or notation != self._notation
        if not same:
            self.beginResetModel()
        self.shown, self.followed, self._theme, self._notation = shown, followed, theme, notation
        if not same:
            self.endResetModel()
            return
        last_row, last_column = self.rowCount() - 1, self.columnCount() - 1
        if renamed:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last_column)
        if last_row >= 0:
            self.dataChanged.emit(self.index(0, 0), self.index(last_row, last_column))

    def as_text(self, rows: list[int], separator: str) -> str:
        """Return rows under their headings, a line each, to be pasted into a spreadsheet."""
        assert self.shown is not None
        return table_text(self.shown, rows, self._notation, separator)

    def _heading(self, column: SampleColumn) -> str:
        assert self.shown is not None
        return heading(self.shown.experiment, column, self._notation)

    def title(self, section: int) -> str:
        """Return what stands over a column, with an arrow where the rows are sorted by it."""
        assert self.shown is not None
        text = self._heading(self.shown.columns[section])
        if not self._is_sorted(section):
            return text
        return f"{text} {_DOWN if self.shown.choice.descending else _UP}"

    def _is_sorted(self, section: int) -> bool:
        return self.shown is not None and section == self.shown.sorted_by

    def _ink(self, row: int, column: SampleColumn) -> QColor | None:
        assert self.shown is not None
        if column.value in (SampleValue.LOSS, SampleValue.MARK):
            return QColor(self._theme.loss)
        if column.value is SampleValue.NUMBER and self.shown.samples[row] == self.followed:
            return QColor(self._theme.accent)
        return None

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if self.shown is None or parent.isValid() else len(self.shown.samples)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if self.shown is None or parent.isValid() else len(self.shown.columns)

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> object:
        if self.shown is None or not index.isValid():
            return None
        row, column = index.row(), self.shown.columns[index.column()]
        if role == _Role.DisplayRole:
            return self.shown.text(row, column)
        if role == _Role.TextAlignmentRole:
            return _alignment(column)
        if role == _Role.ForegroundRole:
            return self._ink(row, column)
        if role == _Role.CheckStateRole:
            return bool(self.shown.samples[row] == self.followed)
        if role == _Role.ToolTipRole:
            return self._in_full(row, column)
        if role == _Role.AccessibleTextRole:
            text = self.shown.text(row, column)
            if column.value is SampleValue.MARK:
                return say("samples-table.wrong") if text else say("samples-table.right")
            return say("samples-table.cell", column=self._heading(column), text=text)
        return None

    def _in_full(self, row: int, column: SampleColumn) -> str:
        """Return a number with all of its digits, or what a mark says."""
        assert self.shown is not None
        if column.value is SampleValue.MARK:
            return say("samples-table.wrong") if self.shown.is_wrong(row) else ""
        value = self.shown.number(row, column)
        if value is None or column.value in _WORDS or column.value is SampleValue.NUMBER:
            return self.shown.text(row, column)
        return shown_in_full(value)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> object:
        if self.shown is None or orientation is Qt.Orientation.Vertical:
            return None
        if section >= len(self.shown.columns):
            return None
        column = self.shown.columns[section]
        if role == _Role.DisplayRole:
            return self.title(section)
        if role == _Role.TextAlignmentRole:
            return _alignment(column)
        if role in (_Role.ToolTipRole, _Role.AccessibleTextRole):
            tip = heading_tip(self.shown.experiment, column, self._notation)
            return say("samples-table.sorted", tip=tip) if self._is_sorted(section) else tip
        return None


def rows_to_paste(state: State) -> str:
    """Return the whole table of a state as a spreadsheet takes it."""
    shown = listed(state)
    return table_text(shown, range(len(shown.samples)), state.view.notation, "\t")


def table_text(shown: Listed, rows: Sequence[int], notation: Notation, separator: str) -> str:
    """Return rows of a table under their headings, a line each."""
    columns = shown.columns
    lines = [[heading(shown.experiment, column, notation) for column in columns]]
    lines += [[shown.copied(row, column) for column in columns] for row in rows]
    return "".join(separator.join(map(_quoted, line)) + "\n" for line in lines)


def _alignment(column: SampleColumn) -> int:
    if column.value is SampleValue.MARK:
        return _CENTRE
    return _LEFT if column.value in _WORDS else _RIGHT


def _quoted(text: str) -> str:
    """Return a cell in quotes where a separator or a quote stands in it."""
    return f'"{text.replace(chr(34), 2 * chr(34))}"' if set(text) & set('",\t\n') else text
