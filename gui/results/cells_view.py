"""The cells of the confusion matrix: each lists its samples, by a click or by Return."""

import numpy as np
from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gui.look.fit import current, fit
from gui.look.theme import LIGHT, THEMES, Theme
from gui.results.counts import Counts, changes
from gui.results.growing_view import GrowingTable
from gui.results.shade import shade
from gui.state.results import actions as results_actions
from gui.state.store import Store
from gui.words.catalog import say

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_Role = Qt.ItemDataRole
_MOVES = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right})
_PRESSES = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


class CountCells(QAbstractTableModel):
    """A row a class that samples belong to, a column one they are taken for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown: Counts | None = None
        self._theme: Theme = LIGHT

    def show_counts(self, shown: Counts | None, theme: Theme) -> None:
        """Show other numbers, or a matrix of other classes."""
        before, in_other_colours = self.shown, theme is not self._theme
        self._theme = theme
        if before is None or shown is None or before.experiment.data is not shown.experiment.data:
            self.beginResetModel()
            self.shown = shown
            self.endResetModel()
            return
        self.shown = shown
        changed = np.argwhere(changes(before, shown))
        if in_other_colours or len(changed) > shown.classes.count**2 // 2:
            last = shown.classes.count - 1
            self.dataChanged.emit(self.index(0, 0), self.index(last, last))
            return
        for row, column in changed.tolist():  # from step to step there are few
            at = self.index(row, column)
            self.dataChanged.emit(at, at)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if self.shown is None or parent.isValid() else self.shown.classes.count

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return self.rowCount(parent)

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> object:
        if self.shown is None or not index.isValid():
            return None
        cell = index.row(), index.column()
        if role == _Role.DisplayRole:
            return self.shown.text(*cell)
        if role == _Role.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignCenter)
        if role in (_Role.ToolTipRole, _Role.AccessibleTextRole):
            return self.shown.said(*cell)
        if role == _Role.BackgroundRole:
            return shade(self.shown, *cell, self._theme)
        if role == _Role.CheckStateRole:
            is_listed = self.shown.choice.cell == cell
            return Qt.CheckState.Checked if is_listed else Qt.CheckState.Unchecked
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> object:
        if self.shown is None or section >= self.shown.classes.count:
            return None
        across = orientation is Qt.Orientation.Horizontal
        if role == _Role.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignHCenter if across else Qt.AlignmentFlag.AlignRight
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role not in (_Role.DisplayRole, _Role.ToolTipRole, _Role.AccessibleTextRole):
            return None
        return self.shown.taken_for_name(section) if across else self.shown.name(section)


class _Shades(QStyledItemDelegate):
    """Paints the ground of a cell, which a style sheet does not, and its number without padding."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        painter.fillRect(option.rect, QColor(str(index.data(_Role.BackgroundRole))))
        ink = option.palette.color(QPalette.ColorRole.Text)
        painter.setPen(ink)
        painter.setFont(option.font)
        painter.drawText(option.rect, Qt.AlignmentFlag.AlignCenter, index.data())
        is_listed = index.data(_Role.CheckStateRole) == Qt.CheckState.Checked
        has_focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if is_listed or has_focus:
            width = current().length("hair" if is_listed else "thread")
            painter.setPen(QPen(ink, width))
            painter.drawRect(option.rect.adjusted(width, width, -width, -width))
        painter.restore()


class ConfusionCells(GrowingTable):
    """Cells that the arrow keys walk along and Return presses."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        self.cells = CountCells()
        super().__init__(self.cells, parent)
        self._store = store
        self.setItemDelegate(_Shades(self))
        self.setAccessibleName(say("confusion.name"))
        self.setAccessibleDescription(say("confusion.tip"))
        self.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        for head in (self.horizontalHeader(), self.verticalHeader()):
            head.setHighlightSections(False)
            head.setTextElideMode(Qt.TextElideMode.ElideRight)
            head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        fit(self.horizontalHeader(), least_height="sample_row")
        self.clicked.connect(self._press)
        self.begin_growing()

    def show_counts(self, shown: Counts | None) -> None:
        """Show other numbers."""
        theme, before = THEMES[self._store.state.view.theme], self.cells.shown
        self.cells.show_counts(shown, theme)
        if before is None or shown is None or before.experiment is not shown.experiment:
            for head in (self.horizontalHeader(), self.verticalHeader()):
                head.setVisible(shown is not None)  # beside the sentence there is nothing to name
            self.measure()

    def _press(self, at: QModelIndex) -> None:
        """List the samples of a cell; pressed again, all samples."""
        shown = self.cells.shown
        if shown is None or not at.isValid():
            return
        if shown.choice.cell == (at.row(), at.column()):
            self._store.apply(results_actions.list_all)
        else:
            self._store.apply(results_actions.list_cell, at.row(), at.column())

    def measure(self) -> None:
        """Divide the room among the cells, beside the names of the classes; none is too narrow."""
        shown, sizes = self.cells.shown, self.sizes
        if shown is None:
            return
        self.ensurePolished()
        count, room = shown.classes.count, self.contentsRect()
        names = (self.fontMetrics().horizontalAdvance(shown.name(each)) for each in range(count))
        aside = min(max(names) + sizes.length("confusion_name"), room.width() // 3)
        self.verticalHeader().setFixedWidth(aside)
        head = self.horizontalHeader()
        above = max(head.sizeHint().height(), head.minimumHeight())
        down = max((room.height() - above) // count, sizes.length("confusion_row"))
        fits = count * down <= room.height() - above
        bar = 0 if fits else self.verticalScrollBar().sizeHint().width()
        across = max((room.width() - aside - bar) // count, sizes.length("confusion_cell"))
        for head, size in ((self.horizontalHeader(), across), (self.verticalHeader(), down)):
            head.setMinimumSectionSize(sizes.length("confusion_row"))
            head.setDefaultSectionSize(size)
        needed = Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff if fits else needed)

    def event(self, event: QEvent) -> bool:
        # the window's shortcuts would take the keys away
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() in (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.KeypadModifier,
            )
            if plain and event.key() in _MOVES | _PRESSES:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _PRESSES:
            self._press(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.cells.shown is None:
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().color(QPalette.ColorRole.Text))
            centred = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.viewport().rect(), int(centred), say("confusion.no-classes"))
            painter.end()
