"""The list of paths: point at one and it lights up in the network."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from gui.chain.paths import PathList, Row, path_list
from gui.draw.plates import paint_plate
from gui.draw.texts import paint_cut
from gui.look.fit import fit
from gui.look.fonts import sized
from gui.look.theme import THEMES, Theme, blend
from gui.state.run import derived
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.state.view import actions as view_actions

_ROW_PX, _BAR_PX, _LINE_PX = 46, 4, 15
_VALUE_PX = 96  # the width of the column with what a path comes to


class PathsView(QWidget):
    """A heading, the rows, and the sum beside the gradient of the step."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._heading, self.sum = QLabel(), QLabel()
        for label in (self._heading, self.sum):
            label.setObjectName("soft")
            label.setWordWrap(True)
        self.rows = PathRows(store)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        fit(column, spacing="gap")
        column.addWidget(self._heading)
        column.addWidget(scroll, 1)
        column.addWidget(self.sum)
        store.changed.connect(self._show)
        self._refresh()

    def _show(self, before: State, after: State) -> None:
        paused = before.mode is Mode.TRAINING and after.mode is not Mode.TRAINING
        changed = after.mode is not Mode.TRAINING and not derived.same_numbers(before, after)
        if (paused or changed) and self.isVisible():
            self._refresh()

    def showEvent(self, event: QEvent) -> None:
        self._refresh()

    def _refresh(self) -> None:
        state = self._store.state
        shown, theme = path_list(state), THEMES[state.view.theme]
        self._heading.setText(shown.heading)
        self.rows.show_rows(shown.rows, theme)
        self.sum.setText(self._sum_text(shown))
        colour = theme.text_soft if shown.agrees else theme.loss
        self.sum.setStyleSheet(f"color: {colour}; font-weight: 600")

    def _sum_text(self, shown: PathList) -> str:
        if not shown.known:
            return self.tr("sum = –: the gradient has not been computed yet")
        if shown.agrees:
            return self.tr("sum = {0}, the gradient of the step").format(shown.total)
        return self.tr("sum = {0}, but the step uses {1}").format(shown.total, shown.gradient)


class PathRows(QWidget):
    """The rows themselves, painted."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._rows: tuple[Row, ...] = ()
        self._theme: Theme | None = None
        self._hovered = -1
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: tuple[Row, ...], theme: Theme) -> None:
        """Show these rows."""
        if (rows, theme) != (self._rows, self._theme):
            self._rows, self._theme = rows, theme
            self.setMinimumHeight(len(rows) * _ROW_PX)
            self.setAccessibleName("; ".join(f"{row.way}: {row.text}" for row in rows[:20]))
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, len(self._rows) * _ROW_PX)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(int(event.position().y() // _ROW_PX))

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(-1)

    def hideEvent(self, event: QEvent) -> None:
        self._point_at(-1)

    def _point_at(self, index: int) -> None:
        index = index if 0 <= index < len(self._rows) else -1
        if index == self._hovered:
            return
        self._hovered = index
        self.setToolTip(self._rows[index].factors if index >= 0 else "")
        self._store.apply(view_actions.light, self._rows[index].lit if index >= 0 else ())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._theme is None:
            return
        first = max(event.rect().top() // _ROW_PX, 0)
        last = min(event.rect().bottom() // _ROW_PX + 1, len(self._rows))
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for index in range(first, last):
                self._paint_row(painter, index, self._rows[index], self._theme)

    def _paint_row(self, painter: QPainter, index: int, row: Row, theme: Theme) -> None:
        top, width = index * _ROW_PX, self.width() - 6
        if index == self._hovered:
            painter.fillRect(QRectF(0, top, width, _ROW_PX - 4), QColor(theme.control_hover))
        ink = theme.gradient(row.value)
        way = QRectF(0, top + 2, width - _VALUE_PX, 17)
        paint_cut(painter, way, row.way, sized(12), theme.text)
        value = QRectF(width - _VALUE_PX, top + 2, _VALUE_PX, 17)
        paint_cut(painter, value, row.text, sized(12, True), ink, Qt.AlignmentFlag.AlignRight)
        factors = QRectF(0, top + 19, width, 15)
        paint_cut(painter, factors, row.factors, sized(11), theme.text_soft)
        bar = QRectF(0, top + 36, width, _BAR_PX)
        paint_plate(painter, bar, blend(ink, theme.card, 0.15), 2)
        bar.setWidth(max(width * row.share, 0.0))
        paint_plate(painter, bar, ink, 2)
