"""The list of paths: point at one, or go to it with the arrow keys, and the network shows it."""

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QFocusEvent, QHideEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from engine.text.covered import said
from gui.chain.path_rows import Row
from gui.chain.paths_paint import ROW, paint_row
from gui.look.fit import current
from gui.look.theme import LIGHT, Theme
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.words.catalog import say

_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()


class PathModel(QAbstractListModel):
    """The paths as Qt's lists ask for them, in words for those who cannot see the picture."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """Hold these paths; as many as before leave the current one where it is."""
        if len(rows) == len(self.rows):
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return say("paths.row", way=row.way, value=said(row.text))
        is_more = role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole)
        return said(row.factors) if is_more else None


class PathDelegate(QStyledItemDelegate):
    """Paints a path as the figure does."""

    def __init__(self, rows: "PathRows") -> None:
        super().__init__(rows)
        self._rows = rows

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect, unit = option.rect, self._rows.unit
        painter.translate(rect.topLeft())
        painter.scale(unit, unit)
        room = QRectF(0, 0, rect.width() / unit, rect.height() / unit)
        row = self._rows.paths.rows[index.row()]
        paint_row(painter, room, row, self._rows.theme, index.row() == self._rows.pointed_at)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, round(ROW * self._rows.unit))


class PathRows(QListView):
    """The rows; the one under the pointer is lit, else the current one while there is focus."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.theme: Theme = LIGHT
        self.unit = current().unit
        self._under, self.pointed_at = -1, -1
        self.paths = PathModel(self)
        self.setModel(self.paths)
        self.setItemDelegate(PathDelegate(self))
        self.setAccessibleName(say("paths.list"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)

    def show_rows(self, rows: tuple[Row, ...], theme: Theme, unit: float) -> None:
        """Show these rows; unit: how many pixels a unit takes."""
        if self.unit != unit:
            self.unit = unit
            self.scheduleDelayedItemsLayout()
        if (rows, theme) != (self.paths.rows, self.theme):
            self.theme = theme
            self.paths.show_rows(rows)
            if self.pointed_at >= 0:  # not now: the store is telling of a change
                QTimer.singleShot(0, self, self._point)

    def _point(self) -> None:
        """Light up the path under the pointer, or else the current one, or else none."""
        at = self.currentIndex().row() if self._under < 0 and self.hasFocus() else self._under
        row = self.paths.rows[at] if 0 <= at < len(self.paths.rows) else None
        self.pointed_at = -1 if row is None else at
        self._store.apply(view_actions.light, () if row is None else row.lit)
        self.viewport().update()

    def _point_under(self, under: int) -> None:
        if under != self._under:
            self._under = under
            self._point()

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        self._under = -1  # the keys count until the pointer moves again
        self._point()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._point_under(self.indexAt(event.position().toPoint()).row())

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._point_under(-1)
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._point()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._under = self.pointed_at = -1
        QTimer.singleShot(0, self, self._light_none)  # the store may be telling of a change

    def _light_none(self) -> None:
        if not self.isVisible():
            self._store.apply(view_actions.light, ())
