"""The panel with the paths: a heading, the list, and the sum beside the gradient of the step."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui.chain.paths import path_list, sum_text
from gui.chain.paths_paint import paths_growth
from gui.chain.rows_view import PathRows
from gui.look.fit import current, fit, has_new_look
from gui.look.sizes import Sizes
from gui.look.theme import THEMES
from gui.state.run import derived
from gui.state.state import Mode, State
from gui.state.store import Store


class PathsView(QWidget):
    """All paths from the selected weight or bias to the loss; one that is pointed at lights up."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._heading, self.sum = QLabel(), QLabel()
        for label in (self._heading, self.sum):
            label.setObjectName("soft")
            label.setWordWrap(True)
        self.rows = PathRows(store)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        fit(column, spacing="gap")
        column.addWidget(self._heading)
        column.addWidget(self.rows, 1)
        column.addWidget(self.sum)
        store.changed.connect(self._show)
        self._refresh()

    def _show(self, before: State, after: State) -> None:
        paused = before.mode is Mode.TRAINING and after.mode is not Mode.TRAINING
        changed = after.mode is not Mode.TRAINING and not derived.same_numbers(before, after)
        if (paused or changed) and self.isVisible():
            self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if has_new_look(event) and self.isVisible():
            self._refresh()

    def showEvent(self, event: QEvent) -> None:
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        state = self._store.state
        shown, theme = path_list(state), THEMES[state.view.theme]
        scope = derived.scope(state)
        unit = current().unit
        height = self.height() - current().length("path_words")  # one of both may need two lines
        unit *= paths_growth(shown, scope, self.width() / unit, height / unit)
        self._heading.setText(shown.heading)
        self.rows.show_rows(shown.rows, theme, unit)
        self.sum.setText(sum_text(shown, scope))
        colour = theme.text_soft if shown.agrees else theme.text
        size = f"font-size: {Sizes(unit).length('words')}px"
        self._heading.setStyleSheet(size)
        self.sum.setStyleSheet(f"color: {colour}; font-weight: 600; {size}")
