"""Figures printed in a book or article, set beside ours digit by digit."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from engine.text.numbers import DASH
from engine.text.printed import shown_as_printed
from gui.look.fit import fit
from gui.look.theme import THEMES, Theme
from gui.panels.comparison import Comparison, comparisons
from gui.panels.scrolled import scrolled
from gui.panels.steady_label import SteadyLabel
from gui.state.experiment import original
from gui.state.experiment.original import Departure, departure
from gui.state.run import derived
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.words.catalog import say, say_count, say_names

_PRINTED, _HERE, _MARK = 1, 2, 3  # columns; the first has the letters
_AGREES, _DIFFERS = "✓", "✗"


class PublishedTable(QWidget):
    """Printed figure, our figure, and a mark where they are the same."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._shown: tuple[tuple[Comparison, ...], Departure, str, int] | None = None
        self._title = QLabel()
        self._title.setObjectName("title")
        self._title.setWordWrap(True)
        policy = self._title.sizePolicy()  # it changes while steps pass, and must widen nothing
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        self._title.setSizePolicy(policy)
        self.departed = QLabel()
        self.departed.setObjectName("warning")
        self.departed.setWordWrap(True)
        self.restore = QPushButton(say("published.restore"))
        self.restore.clicked.connect(lambda: store.apply(original.restore))
        self._cells: list[QLabel] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._title)
        column.addWidget(self.departed)
        column.addWidget(self.restore)
        scroll = scrolled(QWidget, self)
        self._table = scroll.view
        self._grid = QGridLayout(self._table)
        fit(self._grid, margins="before_bar")
        fit(self._grid, across="tools")
        fit(self._grid, down="close")
        column.addWidget(scroll, 1)
        store.changed.connect(self._show)
        self._show(None, store.state)

    def _show(self, before: State | None, after: State) -> None:
        if before is not None and _says_the_same(before, after):
            return
        has_figures = bool(after.document.experiment.published)
        self.setVisible(has_figures)
        if not has_figures:
            return
        if after.mode is Mode.TRAINING:
            self._shown = None
            self._title.setText(say("published.while-training"))  # steps pass too fast to name one
            return
        wanted = (comparisons(after), departure(after), after.view.theme, after.cursor.step)
        if wanted == self._shown:
            return
        self._shown = wanted
        found, departed = wanted[0], wanted[1]
        self._title.setText(
            say("published.of-step" if found else "published.none-of-step", step=after.cursor.step)
        )
        weights = departed is Departure.WEIGHTS
        self.departed.setText(
            say("published.other-weights" if weights else "published.other-settings")
        )
        for widget in (self.departed, self.restore):
            widget.setVisible(departed is not Departure.NONE)
        self._fill(found, _elsewhere(after), THEMES[after.view.theme])

    def _fill(self, found: tuple[Comparison, ...], elsewhere: str, theme: Theme) -> None:
        for cell in self._cells:
            cell.hide()
            cell.deleteLater()
        self._cells = []
        row = 0
        if found:
            headings = ("published.quantity", "published.printed", "published.here")
            for column, key in enumerate(headings):
                self._add(row, column, say(key), "faint")
            self._keep_room_for_marks()
        following = (*(comparison.remark for comparison in found[1:]), "")
        for comparison, next_remark in zip(found, following, strict=False):
            row += 1
            self._add_figures(row, comparison, theme)
            if comparison.remark and comparison.remark != next_remark:  # once for all it is true of
                row += 1
                self._add_remark(row, comparison.remark)
        if elsewhere:
            row += 1
            self._add_remark(row, elsewhere)
        last = self._grid.rowCount()
        for old in range(last):
            self._grid.setRowStretch(old, 0)
        self._grid.setRowStretch(row + 1, 1)

    def _add_figures(self, row: int, comparison: Comparison, theme: Theme) -> None:
        ours = DASH if comparison.ours is None else comparison.ours
        texts = (comparison.letter, shown_as_printed(comparison.printed), ours)
        for column, text in enumerate(texts):
            cell = self._add(row, column, text, "printed" if column == _PRINTED else "small")
            cell.setToolTip(say("published.source", source=comparison.source))
            if column == _HERE:
                cell.expect(shown_as_printed(comparison.printed))
        if comparison.agrees is None:
            return
        mark = self._add(row, _MARK, _AGREES if comparison.agrees else _DIFFERS, "small")
        ink = theme.text_soft if comparison.agrees else theme.text
        mark.setStyleSheet(f"color: {ink}; font-weight: 600")
        key = "published.agrees" if comparison.agrees else "published.differs"
        mark.setAccessibleName(say(key, letter=comparison.letter))

    def _keep_room_for_marks(self) -> None:
        """Let no column move as the first mark appears."""
        unseen = self._add(0, _MARK, _AGREES, "small")
        policy = unseen.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        unseen.setSizePolicy(policy)
        unseen.hide()

    def _add_remark(self, row: int, text: str) -> None:
        cell = QLabel(text)
        cell.setObjectName("faint")
        cell.setWordWrap(True)
        self._grid.addWidget(cell, row, 0, 1, _MARK + 1)
        self._cells.append(cell)

    def _add(self, row: int, column: int, text: str, look: str) -> SteadyLabel:
        cell = SteadyLabel()
        cell.setText(text)
        cell.setObjectName(look)
        if column in (_PRINTED, _HERE):
            cell.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(cell, row, column)
        self._cells.append(cell)
        return cell


def _elsewhere(state: State) -> str:
    """Return for which other steps figures are printed, "" if for none."""
    published = state.document.experiment.published
    steps = sorted({figure.step for figure in published} - {state.cursor.step})
    if not steps:
        return ""
    return say_count("published.elsewhere", len(steps), steps=say_names([*map(str, steps)]))


def _says_the_same(before: State, after: State) -> bool:
    """Return whether no figure can have changed: most frames pass within a beat."""
    same = derived.same_numbers(before, after) and before.revealed == after.revealed
    same = same and before.by_hand.of == after.by_hand.of
    return same and before.mode is not Mode.TRAINING
