"""The table of the present run and the kept ones: what differs, and where each has got to."""

from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from engine.text.names import name
from engine.text.numbers import short
from engine.written.quantity import Kind, Quantity
from gui.history.compared import ComparedRun, compared_runs, differing
from gui.history.kept_cell_view import WholeNumbers
from gui.history.kept_curves import STYLES
from gui.history.kept_paint import blank_sample, line_sample
from gui.look.fit import area, current, fit
from gui.look.theme import THEMES
from gui.state.action import Call
from gui.state.hiding.derived import told
from gui.state.run import kept
from gui.state.state import State
from gui.words.catalog import say
from gui.words.settings import setting_name

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_Role = Qt.ItemDataRole
_NAME, _STEPS, _LOSS, _TEST, _ORIGIN = "name", "steps", "loss", "test", "origin"
_NUMBERS = (_STEPS, _LOSS, _TEST)
_TO_THE_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_Key = Qt.Key
_OWN_KEYS = frozenset(
    {_Key.Key_Space, _Key.Key_Return, _Key.Key_Enter, _Key.Key_Delete, _Key.Key_F2}
)


class KeptModel(QAbstractTableModel):
    """A row a run, the present one first. ask: carries out a call, and returns whether it could."""

    def __init__(self, ask: Callable[[Call], bool], parent: QWidget) -> None:
        super().__init__(parent)
        self._ask = ask
        self._state: State | None = None
        self.rows: tuple[ComparedRun, ...] = ()
        self._columns: tuple[str, ...] = ()
        self._settings: tuple[str, ...] = ()
        self._best: tuple[float, float] = (0.0, 0.0)

    def show_state(self, state: State) -> None:
        """Show the runs of a state."""
        rows, settings = compared_runs(state), differing(state)
        is_tested = any(row.test_loss is not None for row in rows)
        has_origin = any(row.origin for row in rows)
        columns = [_NAME, _STEPS, _LOSS] + [_TEST] * is_tested  # the results, in any room
        columns += [*settings] + [_ORIGIN] * has_origin
        same = [row.key for row in rows] == [row.key for row in self.rows]
        same = same and tuple(columns) == self._columns
        was, view = self.rows, None if self._state is None else self._state.view
        if not same:
            self.beginResetModel()
        self.rows, self._settings, self._columns = rows, settings, tuple(columns)
        self._state = state
        self._best = (
            min(row.loss for row in rows),
            min((row.test_loss for row in rows if row.test_loss is not None), default=0.0),
        )
        if not same:
            self.endResetModel()
            return
        for row, (before, after) in enumerate(zip(was, rows, strict=True)):
            if before != after or view != state.view:  # a name that is being typed stays so
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(columns) - 1))

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return len(self._columns)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.column() == 0 and self.rows[index.row()].key is not None:
            return flags | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> object:
        column = self._columns[section]
        if role == _Role.TextAlignmentRole and column in _NUMBERS:
            return _TO_THE_RIGHT
        if role != _Role.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        if column in self._settings:
            return setting_name(column)
        if column in (_LOSS, _TEST):
            assert self._state is not None
            letter = name(Quantity(Kind.LOSS), self._state.view.notation)
            return say(f"kept-losses.{column}", C=letter)
        return say(f"kept-column.{column}")

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> object:
        row, column = self.rows[index.row()], self._columns[index.column()]
        if role in (_Role.DisplayRole, _Role.EditRole):
            return self._text(row, column)
        if role == _Role.ToolTipRole:
            return self._tip(row, column)
        if role == _Role.TextAlignmentRole and column in _NUMBERS:
            return _TO_THE_RIGHT
        if role == _Role.FontRole:
            return self._font(row, column)
        if column == _NAME and role == _Role.DecorationRole:
            return self._line(row)
        if column == _NAME and role == _Role.CheckStateRole and row.key is not None:
            return Qt.CheckState.Unchecked if row.slot is None else Qt.CheckState.Checked
        return None

    def setData(self, index: _Index, value: object, role: int = _Role.EditRole) -> bool:
        key = self.rows[index.row()].key
        if key is None:
            return False
        if role == _Role.CheckStateRole:
            drawn = Qt.CheckState(value) is Qt.CheckState.Checked
            return self._ask(kept.draw_kept.call(key, drawn))
        return self._ask(kept.rename_kept.call(key, str(value)))

    def _text(self, row: ComparedRun, column: str) -> str:
        assert self._state is not None
        digits = self._state.view.digits
        if column in self._settings:
            return row.texts[self._settings.index(column)]
        loss = short(row.loss, digits)
        return {
            _NAME: row.name,
            _STEPS: str(row.steps),
            _LOSS: loss if row.key is not None else told(self._state, Quantity(Kind.LOSS), loss),
            _TEST: "" if row.test_loss is None else short(row.test_loss, digits),
            _ORIGIN: row.origin,
        }[column]

    def _tip(self, row: ComparedRun, column: str) -> str:
        if column == _NAME:
            return say("kept.present-tip" if row.key is None else "kept.name-tip")
        return self._text(row, column)

    def _font(self, row: ComparedRun, column: str) -> QFont | None:
        """Make the lowest losses bold."""
        lowest = column == _LOSS and row.loss == self._best[0]
        lowest = lowest or (column == _TEST and row.test_loss == self._best[1])
        if not lowest or len(self.rows) == 1:
            return None
        parent = self.parent()
        font = QFont(parent.font()) if isinstance(parent, QWidget) else QFont()
        font.setBold(True)
        return font

    def _line(self, row: ComparedRun) -> QPixmap:
        """Return a piece of the line that a run has in the loss plot; nothing of one without."""
        assert self._state is not None
        theme, sizes = THEMES[self._state.view.theme], current()
        if row.slot is None:
            present = row.key is None
            return line_sample(None, theme, sizes) if present else blank_sample(theme, sizes)
        return line_sample(STYLES[row.slot], theme, sizes)


class KeptTable(QTableView):
    """The rows; Return goes to a run, Space draws it or not, Delete removes it."""

    go_asked = Signal()
    """Emitted when the selected run is to be gone to."""

    removal_asked = Signal()
    """Emitted when the selected run is to be removed."""

    def __init__(self, ask: Callable[[Call], bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.runs = KeptModel(ask, self)
        self.setModel(self.runs)
        self.setAccessibleName(say("kept.table"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setTabKeyNavigation(False)
        self.setItemDelegate(WholeNumbers(self))
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        fit(self, least_height="table_least")
        fit(head, least_height="table_head")

    def show_state(self, state: State) -> None:
        """Show the runs of a state; what was selected stays so."""
        key = self.selected_key()
        columns = self.runs.columnCount()
        self.runs.show_state(state)
        self.horizontalHeader().setMaximumSectionSize(current().length("table_cell"))
        self.setIconSize(area("line_sample"))
        down = self.verticalHeader()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setMinimumSectionSize(current().length("table_row"))
        down.setDefaultSectionSize(current().length("table_row"))
        if self.runs.columnCount() != columns or not self.isVisible():
            self.resizeColumnsToContents()
        keys = [row.key for row in self.runs.rows]
        if key is not None and key in keys and self.selected_key() != key:
            self.selectRow(keys.index(key))

    def selected_key(self) -> int | None:
        """Return the key of the kept run that is selected, None for the present one and none."""
        chosen = self.selectionModel().selectedRows()
        return self.runs.rows[chosen[0].row()].key if chosen else None

    def event(self, event: QEvent) -> bool:
        # the window's shortcuts would take its keys from a table that has the focus
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return super().event(event)
        if event.key() in _OWN_KEYS and not event.modifiers():
            event.accept()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() is QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # which the field has passed on
        elif event.key() == Qt.Key.Key_Delete:
            self.removal_asked.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_asked.emit()
        else:
            super().keyPressEvent(event)
