"""The palette that Ctrl+K opens: type a few letters, and Return does what stands first."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from gui.disk import recent
from gui.look.fit import area, current, fit
from gui.look.theme import THEMES
from gui.state.store import Store
from gui.window.matching import ranked
from gui.window.palette_entries import PaletteEntry
from gui.window.palette_rows import PaletteRow, PaletteRows
from gui.words.catalog import say

_MOVES = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class Palette(QDialog):
    """A field over a list; the arrow keys move in the list while one types."""

    def __init__(self, entries: Sequence[PaletteEntry], store: Store, window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("palette")
        self.setAccessibleName(say("palette.name"))
        names = [entry.name for entry in entries]
        self._recent = [names.index(each) for each in recent.recent_commands() if each in names]
        self._names = [(entry.title, entry.group, entry.english) for entry in entries]
        self._seldom = frozenset(i for i, entry in enumerate(entries) if entry.is_seldom_meant)
        self.field = QLineEdit()
        self.field.setPlaceholderText(say("palette.hint"))
        self.field.setAccessibleName(say("palette.hint"))
        self.rows = PaletteRows(entries)
        self.list = QListView()
        self.list.setModel(self.rows)
        self._row = PaletteRow(THEMES[store.state.view.theme])
        self.list.setItemDelegate(self._row)
        self.list.setAccessibleName(say("palette.name"))
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        fit(self.list, least_height="palette_row")  # where one entry fits, it is one row
        self.nothing = QLabel()
        self.nothing.setTextFormat(Qt.TextFormat.PlainText)
        self.nothing.setWordWrap(True)
        self.nothing.setObjectName("soft")
        column = QVBoxLayout(self)
        fit(column, margins="page_around", spacing="row")
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        column.addWidget(self.nothing)
        self.field.textChanged.connect(self._find)
        self.field.installEventFilter(self)
        self.list.clicked.connect(self._do)
        self.list.selectionModel().currentChanged.connect(self._tell)
        self._stand_over(window)
        self._find("")
        self.field.setFocus()
        self.setWindowTitle(say("palette.name"))

    def _stand_over(self, window: QWidget) -> None:
        """Stand in the upper middle of a window, within it."""
        self._most = area("palette").boundedTo(window.size())
        down = min(window.height() // 8, window.height() - self._most.height())
        self.move(window.mapToGlobal(QPoint((window.width() - self._most.width()) // 2, down)))

    def _find(self, query: str) -> None:
        self.rows.show_ranked(ranked(query, self._names, self._recent, self._seldom))
        found = self.rows.rowCount()
        self.list.setVisible(found > 0)
        self.nothing.setVisible(not found)
        if found:
            self.list.setCurrentIndex(self.rows.index(0))
            self.list.scrollToTop()
        else:
            self.nothing.setText(say("palette.nothing", typed=query.strip()))
            self.field.setAccessibleDescription(self.nothing.text())
        self._fit_height()

    def _fit_height(self) -> None:
        """Be as high as what was found, up to the height of the whole list."""
        column, width = self.layout(), self._most.width()
        assert column is not None
        around, between = column.contentsMargins(), column.spacing()
        inside = width - around.left() - around.right()
        below = self.rows.rowCount() * current().length("palette_row")
        if not below:
            below = self.nothing.heightForWidth(inside)
        field = self.field.sizeHint().height()
        height = around.top() + field + between + below + around.bottom()
        self.resize(width, min(height, self._most.height()))

    def _tell(self, at: QModelIndex) -> None:
        """Tell who does not see the list what stands in the row that Return does."""
        self.field.setAccessibleDescription(self.rows.said(at.row()) if at.isValid() else "")

    def _do(self, at: QModelIndex) -> None:
        """Close, and then do what was chosen: it may open a window of its own."""
        if not at.isValid():
            return
        entry = self.rows.entry(at.row())
        if not entry.can_be_done:
            return
        recent.note_command(entry.name)
        QTimer.singleShot(0, self._window, entry.do)
        self.close()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowDeactivate:  # somebody looks at something else
            self.close()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _MOVES:
                self.list.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._do(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)
