"""The table of samples: sorted by any column; choosing a row follows its sample everywhere."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QRect, Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from engine.data.dataset import Dataset
from gui.look.fit import current, fit
from gui.look.theme import THEMES
from gui.results.cell_view import CellPainter
from gui.results.growing_view import GrowingTable
from gui.results.head_view import TableHead
from gui.results.listed import Listed
from gui.results.rows_view import SampleRows
from gui.state.results import actions as results_actions
from gui.state.run import derived
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.words.catalog import say

_MOVES = frozenset(
    {
        *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right),
        *(Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End),
    }
)
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_TAB, _COMMA = "\t", ","
_COPY, _ALL = QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.SelectAll


class SampleTable(GrowingTable):
    """Rows that the arrow keys walk along; Return sorts by the column they are in."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        self.rows = SampleRows()
        super().__init__(self.rows, parent)
        self._store, self._painter = store, CellPainter(self)
        self.setItemDelegate(self._painter)
        self._measured: tuple[object, ...] = ()
        self._widths: list[int] = []
        self._asked: tuple[int | None, int, bool] | None = None
        self._data: Dataset | None = None
        self.setAccessibleName(say("samples-table.name"))
        self.setAccessibleDescription(say("samples-table.tip"))
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setAutoScroll(False)  # the worst stay in sight until a sample is chosen
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = TableHead(self._painter, self)
        self.setHorizontalHeader(head)
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.sectionClicked.connect(self._sort)
        fit(head, least_height="table_head")
        self.clicked.connect(self._follow)
        self._offer_copying("tabs", _TAB)
        self._offer_copying("csv", _COMMA)
        self.begin_growing()

    def show_rows(self, shown: Listed) -> None:
        """Show other rows, or the same ones with other numbers."""
        state = self._store.state
        followed = _followed(state)
        theme = THEMES[state.view.theme]
        self._painter.ground, self._painter.ink = QColor(theme.control_hover), QColor(theme.text)
        self.rows.show_rows(shown, followed, theme, state.view.notation)
        self.measure()
        row, view = shown.row_of(followed), state.view
        self._go_to(row)
        asked, data = (view.followed, view.row, view.whole_batch), shown.experiment.data
        if self._data not in (None, data) and view.followed is None and view.row == 0:
            self.scrollToTop()  # other samples, and nobody has asked for one of them
        elif row is not None and self._asked not in (None, asked):  # not by batches of steps
            self.scrollTo(self.rows.index(row, max(self.currentIndex().column(), 0)))
        self._asked, self._data = asked, data

    def _go_to(self, row: int | None) -> None:
        """Stand in the row of the sample that is followed, if it is listed."""
        at = self.currentIndex()
        if row is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        elif at.row() != row or not self.selectionModel().hasSelection():
            self.setCurrentIndex(self.rows.index(row, max(at.column(), 0)))

    def _sort(self, place: int) -> None:
        """Sort by a column; again the other way round."""
        shown = self.rows.shown
        if shown is None:
            return
        column, choice = shown.columns[place], shown.choice
        descending = column.is_result
        if column.key == choice.column:
            descending = not choice.descending
        self._store.apply(results_actions.sort, column.key, descending)

    def _follow(self, at: QModelIndex) -> None:
        shown = self.rows.shown
        if shown is None or not at.isValid():
            return
        sample = int(shown.samples[at.row()])
        if sample != self.rows.followed:
            self._store.apply(view_actions.follow_in_sets, sample)

    def _offer_copying(self, key: str, separator: str) -> None:
        action = QAction(say(f"samples-copy.{key}"), self)
        action.triggered.connect(lambda: self._copy(separator))
        self.addAction(action)

    def _copy(self, separator: str) -> None:
        """Copy the rows that are selected, all of them where none is."""
        selected = sorted({index.row() for index in self.selectionModel().selectedRows()})
        rows = selected or list(range(self.rows.rowCount()))
        QGuiApplication.clipboard().setText(self.rows.as_text(rows, separator))

    def measure(self) -> None:
        """Let the columns in sight have room, and become no narrower by other numbers."""
        shown, sizes = self.rows.shown, self.sizes
        if shown is None:
            return
        self.ensurePolished()
        kind = shown.columns, shown.experiment.data, shown.digits, sizes.unit
        if kind != self._measured:
            self._measured, self._widths = kind, [0] * len(shown.columns)
            self.verticalHeader().setMinimumSectionSize(sizes.length("sample_row"))
            self.verticalHeader().setDefaultSectionSize(sizes.length("sample_row"))
            self.horizontalHeader().setMinimumSectionSize(sizes.length("sample_column"))
        self._note_widths(shown, range(len(shown.columns)))
        self._give_room()
        if new := [place for place, wide in enumerate(self._widths) if not wide]:
            self._note_widths(shown, new)  # perhaps there is room for more of them now
            self._give_room()

    def _note_widths(self, shown: Listed, places: Sequence[int]) -> None:
        """Note how wide columns in sight are written."""
        bold = self.font()
        bold.setBold(True)
        wide = QFontMetrics(bold).horizontalAdvance
        rows, sight = self._rows_in_sight(), self.viewport().width()
        for place in places:
            if self.columnViewportPosition(place) > sight:
                break
            texts = [shown.text(row, shown.columns[place]) for row in rows]
            needed = max(map(wide, [self.rows.title(place), *texts]))
            self._widths[place] = max(self._widths[place], needed)

    def _give_room(self) -> None:
        """Set the columns apart, less so where not all of them have room."""
        most, sight, found = self.sizes.length("table_cell"), self.viewport().width(), [0]
        for around, aside in (("sample_cell", "row"), ("sample_cell_close", "close")):
            between = self.sizes.length(around)
            found = [min(width + between, most) if width else 0 for width in self._widths]
            self._painter.aside = current().length(aside)
            if all(found) and sum(found) <= sight:
                break
        for place, width in enumerate(found):
            if width and width != self.columnWidth(place):
                self.setColumnWidth(place, width)

    def _rows_in_sight(self) -> range:
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        count = self.rows.rowCount()
        return range(max(first, 0), count if last < 0 else last + 1)

    def _moves(self, event: QKeyEvent) -> bool:
        """Return whether a key is the table's own while it has the keyboard."""
        own = event.key() in _MOVES or event.key() in _ENTER
        return own or event.matches(_COPY) or event.matches(_ALL)

    def event(self, event: QEvent) -> bool:
        # the window's shortcuts would take the keys away
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._moves(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells, and the ground of a row that is selected up to the edge."""
        super().paintEvent(event)
        head = self.horizontalHeader()
        beyond, wide = head.length() - head.offset(), self.viewport().width()
        if beyond >= wide:
            return
        with QPainter(self.viewport()) as painter:
            for row in self._rows_in_sight():
                if self.selectionModel().isRowSelected(row):
                    rect = QRect(beyond, self.rowViewportPosition(row), wide, self.rowHeight(row))
                    painter.fillRect(rect, self._painter.ground)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.measure()  # what has come into sight

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(_COPY):
            self._copy(_TAB)
        elif event.key() in _ENTER and self.currentIndex().isValid():
            self._sort(self.currentIndex().column())
        else:
            super().keyPressEvent(event)
            if event.key() in _MOVES:
                self.scrollTo(self.currentIndex())
                self._follow(self.currentIndex())


def _followed(state: State) -> int | None:
    """Return the sample whose numbers are shown; none while each step shows another one."""
    samples, batch = len(derived.experiment(state).data.inputs), len(derived.trace(state).x)
    if state.mode is Mode.TRAINING and state.view.followed is None and batch < samples:
        return None
    return derived.sample_shown(state)
