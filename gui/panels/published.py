"""Figures printed in a book or article, set beside ours digit by digit."""

from decimal import Decimal

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from engine.experiment import Published
from engine.text.names import name
from engine.text.numbers import DASH, MINUS
from engine.written.quantity import parse
from gui.look.fit import fit
from gui.look.theme import THEMES
from gui.state.run import derived
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.words.catalog import say

LARGEST_ROUNDED = 1e12  # beyond, no printed figure is near


class Comparison(Struct, frozen=True):
    """A printed figure and ours, rounded to as many decimals; None while it is not known."""

    letter: str
    printed: str
    ours: str | None
    source: str

    @property
    def agrees(self) -> bool:
        return self.ours is not None and Decimal(self.ours) == Decimal(self.printed)


def rounded_as(printed: str, value: float) -> str:
    """Return a number with as many decimals as a printed one, a huge one in full."""
    if not abs(value) < LARGEST_ROUNDED:
        return repr(value)
    exponent = Decimal(printed).as_tuple().exponent
    assert isinstance(exponent, int)  # a printed figure is finite: the file was checked
    return str(Decimal(value).quantize(Decimal(1).scaleb(exponent)))


def comparisons(state: State) -> tuple[Comparison, ...]:
    """Return the printed figures of the step on screen beside ours."""
    found = []
    for figure in state.document.experiment.published:
        if figure.step == state.cursor.step:
            found.append(_compare(state, figure))
    return tuple(found)


def _compare(state: State, figure: Published) -> Comparison:
    quantity = parse(figure.quantity)
    value = derived.value(state, quantity)
    ours = None if value is None else rounded_as(figure.printed, value)
    letter = name(quantity, state.view.notation)
    return Comparison(letter, figure.printed, ours, figure.source)


class PublishedTable(QWidget):
    """Printed figure, our figure, and a mark where they are the same."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._shown: tuple[tuple[Comparison, ...], str] | None = None
        self._title = QLabel()
        self._title.setObjectName("title")
        self._table = QWidget()
        self._grid = QGridLayout(self._table)
        fit(self._grid, margins="before_bar")
        fit(self._grid, across="tools")
        fit(self._grid, down="close")
        self._cells: list[QLabel] = []
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._title)
        column.addWidget(scroll, 1)
        store.changed.connect(self._show)
        self._show(None, store.state)

    def _show(self, before: State | None, after: State) -> None:
        if after.mode is Mode.TRAINING:
            return
        wanted = (comparisons(after), after.view.theme)
        if wanted == self._shown:
            return
        self._shown = wanted
        found = wanted[0]
        self.setVisible(bool(after.document.experiment.published))
        self._title.setText(
            say("published.of-step" if found else "published.none-of-step", step=after.cursor.step)
        )
        for cell in self._cells:
            cell.hide()
            cell.deleteLater()
        self._cells = []
        theme = THEMES[after.view.theme]
        for row, comparison in enumerate(found):
            self._add_row(row, comparison, theme.gradient_negative, theme.loss)
        self._grid.setRowStretch(len(found), 1)

    def _add_row(self, row: int, comparison: Comparison, good: str, bad: str) -> None:
        if comparison.ours is None:
            mark, colour = "", ""
        elif comparison.agrees:
            mark, colour = "✓", good
        else:
            mark, colour = "✗", bad
        ours = DASH if comparison.ours is None else comparison.ours.replace("-", MINUS)
        texts = (comparison.letter, comparison.printed.replace("-", MINUS), ours, mark)
        tip = say("published.source", source=comparison.source)
        for column, text in enumerate(texts):
            cell = QLabel(text)
            cell.setObjectName("printed" if column == 1 else "small")
            cell.setToolTip(tip)
            if column in (1, 2):
                cell.setAlignment(Qt.AlignmentFlag.AlignRight)
            if column == 3 and colour:
                cell.setStyleSheet(f"color: {colour}; font-weight: 600")
            self._grid.addWidget(cell, row, column)
            self._cells.append(cell)
