"""The sheet with the matrices: scrolls, is clicked and typed into, and paints what is in sight."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from engine.text.covered import covered
from engine.text.numbers import DASH, shown_in_full
from gui.in_place_field import FieldPlace
from gui.look.fit import current, has_new_look
from gui.look.theme import THEMES
from gui.numbers.area import PageArea
from gui.numbers.cells import Cell, find, has_cell, is_covered, move, quantity_at, value_at
from gui.numbers.described import described
from gui.numbers.frame import ON_SCREEN, every_layer, growth_across, page_growth
from gui.numbers.layout import Page, page
from gui.numbers.matrix import EDITABLE
from gui.numbers.paint import Marked, paint_page
from gui.state.hiding import actions as hiding_actions
from gui.state.run import derived
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.turns import turns_of
from gui.words.catalog import say
from gui.words.quantities import letter_with_column

_PLAIN = Qt.KeyboardModifier.NoModifier
_MOVES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
_EDITS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2})


class Sheet(PageArea):
    """Every number of the layers chosen; a cell selects what it stands for in the network."""

    refreshed = Signal(object)
    """Emitted with the state when what is shown has changed."""

    read = Signal(str)
    """Emitted with the name and the full value of the current cell."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(self.shown_page, parent)
        self._store = store
        self._page: Page | None = None
        self.layer: int | None = None
        self.current: Cell | None = None
        self.typing = FieldPlace(store, self.viewport(), self.setFocus)
        self.setAccessibleName(say("numbers.sheet"))
        self._turns = turns_of(store)
        store.changed.connect(self._show)

    def _fit_type(self) -> None:
        """Write as large as all numbers have room, the same while numbers of one kind are shown."""
        state = self._store.state
        scope, shape = derived.scope(state), state.document.experiment.network.shape
        kind = self.layer, shape, state.view.digits, scope.samples, scope.row
        if self.growth_is_stale(kind):
            layers = self.layers()
            least = ON_SCREEN * state.view.scale / current().unit  # also where all is enlarged
            self.grow(
                page_growth(state, layers, *self.room, least),
                lambda across: growth_across(state, layers, across, least),
            )
            self._page = None

    def layers(self) -> Sequence[int]:
        """Return the layers on the sheet."""
        return every_layer(self._store.state) if self.layer is None else [self.layer]

    @property
    def is_whole(self) -> bool:
        """Whether all numbers are in sight."""
        return self.layer is None and not self.scrolls

    def shown_page(self) -> Page:
        """Return what is on the sheet."""
        if self._page is None:
            self._page = page(self._store.state, self.layers(), self.across)
        return self._page

    def show_layer(self, layer: int | None) -> None:
        """Show one layer alone, or all of them."""
        self.layer, self.current = layer, None
        self._refresh()
        self._go_to(find(self.shown_page(), self._store.state.selected, None))

    def _show(self, before: State, after: State) -> None:
        if not self.isVisible():
            self._page = None
        elif self._turns.are_taken(after):
            self._turns.ask(self._refresh)
        elif before.mode is Mode.TRAINING or not derived.same_numbers(before, after):
            self._follow(before, after)

    def _follow(self, before: State, after: State) -> None:
        """Show what has changed, and bring it into sight."""
        if before.document.experiment.network.shape != after.document.experiment.network.shape:
            self.layer = self.current = None
        self._refresh()
        moved = derived.beat(before).layer != derived.beat(after).layer
        if before.selected != after.selected:
            self._go_to(find(self.shown_page(), after.selected, self.current))
            if after.selected is None:
                self.clearFocus()  # the keys go back to the beats
        elif moved and (top := self.shown_page().tops.get(derived.beat(after).layer)) is not None:
            self.verticalScrollBar().setValue(round(self.unit * top))

    def _refresh(self) -> None:
        self._page = None
        if self.isVisible():
            self._fit_type()
            if self.current is not None and not has_cell(self.shown_page(), self.current):
                self.current = None
            self.fit_bars()
            self._say()
            self.viewport().update()
            self.refreshed.emit(self._store.state)

    def _go_to(self, cell: Cell | None) -> None:
        """Make a cell the current one, and bring it into sight."""
        self.current = cell
        if cell is not None:
            self.bring_into_sight(cell)
        self._say()
        self.viewport().update()

    def _said(self, cell: Cell | None) -> str:
        """Return a cell's letter and its number in full."""
        if cell is None:
            return ""
        value = value_at(self.shown_page(), cell)
        state, number = self._store.state, quantity_at(self.shown_page(), cell)
        letter = letter_with_column(state.document.experiment, number, state.view.notation)
        written = DASH if value is None else shown_in_full(value)
        if is_covered(self.shown_page(), cell):
            written = covered(written)
        return f"{letter} = {written}"

    def _say(self) -> None:
        said = self._said(self.current)
        digits = self._store.state.view.digits
        self.setAccessibleDescription(said or described(self.shown_page(), digits))
        self.read.emit(said)

    def _choose(self, cell: Cell | None) -> None:
        """Make a cell the current one, and select what it stands for."""
        if cell is not None:
            self._go_to(cell)
            matrix = self.shown_page().matrices[cell.matrix]
            self._store.apply(view_actions.select, matrix.selects(cell.row, cell.column))

    def _edit(self) -> None:
        """Open a field over the current cell, if it is a weight or a bias."""
        if self.current is None:
            return
        self.typing.leave()
        which = quantity_at(self.shown_page(), self.current)
        if which.kind in EDITABLE:
            middle = self.position(self.current).center()
            self.typing.open(which, middle, Qt.FocusReason.OtherFocusReason)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.typing.leave()
            cell = self.under(event.position())
            if cell is not None and is_covered(self.shown_page(), cell):
                number = quantity_at(self.shown_page(), cell)
                self._store.apply(hiding_actions.reveal, number)
                return
            self._choose(cell)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._choose(self.under(event.position()))
        self._edit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _EDITS:
            self._edit()
        elif event.key() in _MOVES:
            shown = self.shown_page()
            at = self.current
            cell = Cell(0, 0, 0) if at is None else move(shown, at, *_MOVES[Qt.Key(event.key())])
            self._choose(cell)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # the window's shortcuts would take the arrow keys from a sheet that has the focus
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() in (_PLAIN, Qt.KeyboardModifier.KeypadModifier)
            if plain and (event.key() in _MOVES or event.key() in _EDITS):
                event.accept()
                return True
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            said = self._said(self.under(QPointF(event.pos())))
            QToolTip.showText(event.globalPos(), said, self.viewport())
            return True
        return super().viewportEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.typing.leave()  # it would stay behind its cell
        self.viewport().update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()
        self._go_to(find(self.shown_page(), self._store.state.selected, self.current))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if has_new_look(event):
            self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        shown, view = self.shown_page(), self._store.state.view
        theme = THEMES[view.theme]
        in_sight = QRectF(self.viewport().rect()).translated(self.offset)
        sight = QRectF(in_sight.topLeft() / self.unit, in_sight.size() / self.unit)
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(event.rect(), QColor(theme.card))
            painter.translate(-self.offset)
            painter.scale(self.unit, self.unit)
            marked = Marked(self._store.state.selected, self.current, self.hasFocus())
            paint_page(shown, painter, theme, view.digits, sight, marked)
