"""The cells of the confusion matrix: each lists its samples, by a click or by Return."""

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
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
from gui.results.counts import Counts
from gui.results.growing_view import GrowingTable
from gui.results.shade import shade
from gui.state.results import actions as results_actions
from gui.state.store import Store
from gui.words.catalog import say

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_Role = Qt.ItemDataRole
_MOVES = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right})
_MOST_IN_SIGHT = 4  # classes, however low the panel
_PRESSES = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


class CountCells(QAbstractTableModel):
    """A row a class that samples belong to, a column one they are taken for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown: Counts | None = None
        self._theme: Theme = LIGHT

    def show_counts(self, shown: Counts | None, theme: Theme) -> None:
        """Show other numbers, or a matrix of other classes."""
        before = self.shown
        self._theme = theme
        if before is None or shown is None or before.experiment.data is not shown.experiment.data:
            self.beginResetModel()
            self.shown = shown
            self.endResetModel()
            return
        self.shown = shown
        last = shown.classes.count - 1
        self.dataChanged.emit(self.index(0, 0), self.index(last, last))

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
            return QColor(shade(self.shown, *cell, self._theme))
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
    """Paints the ground of a cell, which a style sheet with rules for cells does not."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        ground = index.data(_Role.BackgroundRole)
        if isinstance(ground, QColor):
            painter.fillRect(option.rect, ground)
        super().paint(painter, option, index)
        if option.state & QStyle.StateFlag.State_Selected:
            self._ring(painter, option.rect, option.palette.color(QPalette.ColorRole.Text))

    def _ring(self, painter: QPainter, room: QRect, ink: QColor) -> None:
        """Draw what tells the cell whose samples are listed, by more than its colour."""
        width = current().length("hair")
        painter.setPen(QPen(ink, width))
        painter.drawRect(room.adjusted(width, width, -width, -width))


class ConfusionCells(GrowingTable):
    """Cells that the arrow keys walk along and Return presses."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        self.cells = CountCells()
        super().__init__(self.cells, parent)
        self._store = store
        self.setItemDelegate(_Shades(self))
        self.setAccessibleName(say("confusion.name"))
        self.setAccessibleDescription(say("confusion.tip"))
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        for head in (self.horizontalHeader(), self.verticalHeader()):
            head.setHighlightSections(False)
            head.setTextElideMode(Qt.TextElideMode.ElideRight)
            head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        fit(self.horizontalHeader(), least_height="sample_row")
        self.clicked.connect(self._press)
        self.begin_growing()

    def show_counts(self, shown: Counts | None) -> None:
        """Show other numbers; the cell whose samples are listed is the one selected."""
        self.cells.show_counts(shown, THEMES[self._store.state.view.theme])
        self.measure()
        cell = None if shown is None else shown.choice.cell
        if cell is None:
            self.clearSelection()
        else:
            at = self.cells.index(*cell)
            if self.currentIndex() != at or not self.selectionModel().isSelected(at):
                self.setCurrentIndex(at)

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
        """Keep room for the names of the classes, and make no cell too narrow for its number."""
        shown, sizes = self.cells.shown, self.sizes
        self.horizontalHeader().setMinimumSectionSize(sizes.length("confusion_cell"))
        self.verticalHeader().setMinimumSectionSize(sizes.length("sample_row"))
        if shown is None:
            return
        self.ensurePolished()
        classes = range(shown.classes.count)
        fits = len(classes) <= _MOST_IN_SIGHT
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy if fits else Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        names = (self.fontMetrics().horizontalAdvance(shown.name(each)) for each in classes)
        width = min(max(names) + sizes.length("confusion_name"), self.width() // 3)
        if self.verticalHeader().width() != width:
            self.verticalHeader().setFixedWidth(width)
            self.updateGeometries()

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
