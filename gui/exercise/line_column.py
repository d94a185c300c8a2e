"""The lines of a page one below the other, and how the keyboard goes through their fields."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.story.notation import Notation
from engine.written.quantity import Quantity
from gui.exercise.line_row import LineRow
from gui.exercise.worked import ShownLine
from gui.look.fit import fit
from gui.look.theme import Theme
from gui.panels.scrolled import SteadyScroll


class LineColumn(SteadyScroll[QWidget]):
    """As many rows as a page has lines; they are used again for every page."""

    entered = Signal(object)
    """Emitted with the row in whose field Enter was pressed."""

    edited = Signal(object)
    """Emitted with the row whose field the keyboard leaves."""

    term_clicked = Signal(object)
    """Emitted with the quantity of a formula that was clicked, or chosen by a key."""

    term_hovered = Signal(object, object)
    """Emitted with a row, and the quantity of its formula that is pointed at, or None."""

    def __init__(self) -> None:
        super().__init__(QWidget)
        self._lines = QVBoxLayout(self.view)
        fit(self._lines, margins="before_bar", spacing="apart")
        self._lines.addStretch(1)
        self._rows: list[LineRow] = []
        self._ways: tuple[QWidget, ...] = ()
        self._larger = 1.0

    def show_lines(
        self, lines: Sequence[ShownLine], notation: Notation, digits: int, theme: Theme
    ) -> None:
        """Show these lines and no others."""
        while len(self._rows) < len(lines):
            self._add_row()
        for row, line in zip(self._rows, lines, strict=False):
            row.show_line(line, notation, digits, theme)
            row.show()
        for row in self._rows[len(lines) :]:
            row.shown = None
            row.hide()

    def grow_to(self, larger: float) -> None:
        """Write everything so many times larger."""
        self._larger = larger
        for row in self._rows:
            row.grow_to(larger)

    def fields(self) -> list[LineRow]:
        """Return the rows with a field."""
        return [row for row in self._rows if row.shown is not None and row.shown.is_asked]

    def order_tabs(self, above: QWidget, below: Sequence[QWidget]) -> None:
        """Let Tab lead from field to field, as one types, then through the formulas.

        above, below: what has the keyboard before and after them, older than the rows.
        """
        shown = [row for row in self._rows if row.shown is not None]
        ways = *(row.field for row in self.fields()), *(row.formula for row in shown)
        if ways != self._ways:
            self._ways = ways
            for one, other in pairwise((above, *ways, *below)):
                self.setTabOrder(one, other)

    def row_of(self, quantity: Quantity) -> LineRow | None:
        """Return the row of a line, None where it is on another page."""
        shown = [row for row in self._rows if row.shown is not None]
        return next((row for row in shown if row.shown and row.shown.quantity == quantity), None)

    def focus_on(self, row: LineRow) -> None:
        """Give the keyboard to a field, and bring its line into sight."""
        row.field.setFocus(Qt.FocusReason.TabFocusReason)
        QTimer.singleShot(0, row, lambda: self.ensureWidgetVisible(row))

    def next_blank(self, after: LineRow | None) -> LineRow | None:
        """Return the next row with nothing in its field, from the first on after the last."""
        fields = self.fields()
        start = fields.index(after) + 1 if after in fields else 0
        in_turn = (*fields[start:], *fields[:start])
        return next((row for row in in_turn if not row.field.text()), None)

    def _leave(self, row: LineRow, steps: int) -> None:
        fields = self.fields()
        at = fields.index(row) + steps
        if 0 <= at < len(fields):
            self.focus_on(fields[at])

    def _add_row(self) -> None:
        row = LineRow()
        row.field.returnPressed.connect(lambda: self.entered.emit(row))
        row.field.editingFinished.connect(lambda: self.edited.emit(row))
        row.field.left_for.connect(lambda steps: self._leave(row, steps))
        row.formula.term_clicked.connect(self.term_clicked)
        row.formula.term_hovered.connect(lambda term: self.term_hovered.emit(row, term))
        row.grow_to(self._larger)
        self._lines.insertWidget(len(self._rows), row)
        self._rows.append(row)
