"""The panel 'By hand': the lines of a step, beat by beat, with fields instead of numbers."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from engine.written.quantity import Quantity, owner_of
from gui.exercise.blank_choice import BlankChoice
from gui.exercise.line_column import LineColumn
from gui.exercise.line_row import LineRow
from gui.exercise.worked import (
    heading_of,
    is_covered,
    progress_of,
    said_of,
    shown_lines,
    wrong_sentence,
)
from gui.look.fit import current, fit, grow
from gui.look.sizes import growth
from gui.look.theme import THEMES
from gui.state.exercise import actions, derived
from gui.state.hiding import actions as hiding_actions
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.words.catalog import say


class ByHandPanel(QWidget):
    """Shows one page of lines at a time, so that a large network is no slower than a small one."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.lines = LineColumn()
        self.lines.entered.connect(self._enter)
        self.lines.edited.connect(self._type)
        self.lines.term_clicked.connect(self._choose)
        self.lines.term_hovered.connect(self._point_at)
        self._shown: State | None = None
        self.choice = BlankChoice(store)
        self.heading, self.intro = QLabel(), QLabel(say("by-hand.intro"))
        self.heading.setObjectName("heading")
        fit(self.heading, words="heading")
        self.progress, self.wrong = QLabel(), QLabel()
        for label, name in ((self.intro, "soft"), (self.progress, "faint"), (self.wrong, "soft")):
            label.setObjectName(name)
        for label in (self.heading, self.intro, self.wrong):
            label.setWordWrap(True)
        self.back = self._tool("‹", "back", lambda: self._turn(-1))
        self.forward = self._tool("›", "forward", lambda: self._turn(1))
        stop = say("by-hand-button.stop")
        self.stop = self._tool(stop, "stop", lambda: store.apply(actions.give_up))
        self.begin = self._button("begin", self._begin)
        self.begin.setObjectName("primary")
        self.show_me = self._button("show-me", self._show_number)
        self.again = self._button("again", self._begin)
        self.once_more = self._button("once-more", self._once_more)
        self.to_mistake = self._button("to-mistake", self._go_to_mistake)
        self._lay_out()
        store.changed.connect(self._show)
        self._follow(store.state)

    def _lay_out(self) -> None:
        titled = QHBoxLayout()
        fit(titled, spacing="gap")
        titled.addWidget(self.heading, 1)
        titled.addWidget(self.back)
        titled.addWidget(self.forward)
        titled.addWidget(self.stop)
        named = QHBoxLayout()
        fit(named, spacing="gap")
        named.addWidget(self.wrong, 1)
        named.addWidget(self.to_mistake)
        below = QHBoxLayout()
        fit(below, spacing="gap")
        for each in (self.begin, self.show_me, self.once_more, self.again):
            below.addWidget(each)
        below.addStretch(1)
        below.addWidget(self.progress)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        fit(column, spacing="row")
        column.addWidget(self.choice)
        column.addWidget(self.intro)
        column.addLayout(titled)
        column.addWidget(self.lines, 1)
        column.addLayout(named)
        column.addLayout(below)

    def _button(self, key: str, does: Callable[[], object]) -> QPushButton:
        button = QPushButton(say(f"by-hand-button.{key}"))
        button.setToolTip(say(f"by-hand-tip.{key}"))
        button.clicked.connect(lambda _=False: does())
        return button

    def _tool(self, sign: str, key: str, does: Callable[[], object]) -> QToolButton:
        button, tip = QToolButton(), say(f"by-hand-tip.{key}")
        button.setObjectName("choice")
        button.setText(sign)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: does())
        return button

    def _begin(self) -> None:
        self._store.apply(actions.begin)
        self._go_on()

    def _once_more(self) -> None:
        self._store.apply(actions.once_more)
        self._go_on()

    def _turn(self, steps: int) -> None:
        self._store.apply(actions.turn_to, derived.page(self._store.state) + steps)

    def _type(self, row: LineRow) -> bool:
        """Have a number judged that was typed; return whether there was one."""
        line, text = row.shown, row.field.text().strip()
        if line is None or not (line.is_asked and row.field.isModified() and text != line.text):
            return False
        row.field.setModified(False)
        self._store.apply(actions.type_number, line.quantity, text)
        return True

    def _enter(self, row: LineRow) -> None:
        """Judge a number and go on to the next blank; past a wrong one at the second time."""
        page = derived.page(self._store.state)
        is_over = all(each.field.text() for each in self.lines.fields())
        is_new = self._type(row)
        if is_over and not is_new and self.forward.isEnabled():
            self._turn(1)
        self._go_on(row if page == derived.page(self._store.state) else None)

    def _go_on(self, after: LineRow | None = None) -> None:
        """Give the keyboard to the next field: the first blank one below, else on the page."""
        blank = self.lines.next_blank(after)
        if blank is not None:
            self.lines.focus_on(blank)
        elif self.once_more.isVisible():
            self.once_more.setFocus(Qt.FocusReason.TabFocusReason)
        elif after is not None:
            self.lines.focus_on(after)
            after.field.selectAll()

    def _current(self) -> LineRow | None:
        """Return the line that has the keyboard, else the first that is blank or wrong."""
        fields = self.lines.fields()
        held = [row for row in fields if row.field.hasFocus()]
        done = derived.found(self._store.state)
        open_ones = [row for row in fields if row.shown and row.shown.quantity not in done]
        return next(iter(held or open_ones), None)

    def _show_number(self) -> None:
        row = self._current()
        if row is not None and row.shown is not None:
            page = derived.page(self._store.state)
            self._store.apply(actions.show_number, row.shown.quantity)
            self._go_on(row if page == derived.page(self._store.state) else None)

    def _go_to_mistake(self) -> None:
        """Lead to the line in which the first mistake enters, and select what it belongs to."""
        state = self._store.state
        wrong = derived.first_wrong(state)
        if wrong is None:
            return
        place = derived.judgements(state)[wrong].enters or wrong
        self._store.apply(actions.turn_to, derived.page_of(state, place))
        self._select(place)
        row = self.lines.row_of(place)
        if row is not None:
            self.lines.focus_on(row)

    def _point_at(self, row: LineRow, term: Quantity | None) -> None:
        if term is not None:
            row.formula.setToolTip(said_of(self._store.state, term))

    def _choose(self, quantity: Quantity) -> None:
        """Reveal a number that is hidden; select what another one belongs to."""
        if is_covered(self._store.state, quantity):
            self._store.apply(hiding_actions.reveal, quantity)
        else:
            self._select(quantity)

    def _select(self, quantity: Quantity) -> None:
        owner = owner_of(quantity)
        if owner is not None:
            self._store.apply(view_actions.select, owner)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_type()

    def _show(self, before: State, after: State) -> None:
        if after.mode is Mode.TRAINING:
            return  # thousands of steps pass between two frames: the panel waits for the last
        seen = self._shown
        if seen is None or _matters(seen) != _matters(after):
            self._follow(after)

    def _follow(self, state: State) -> None:
        self._shown = state
        is_worked = derived.is_worked(state)
        shown = (self.heading, self.back, self.forward, self.stop, self.again, self.progress)
        for each in shown:
            each.setVisible(is_worked)
        self.begin.setVisible(not is_worked)
        self.intro.setVisible(not is_worked)
        lines = shown_lines(state) if is_worked else ()
        view = state.view
        self.lines.show_lines(lines, view.notation, view.digits, THEMES[view.theme])
        below = self.to_mistake, self.begin, self.show_me, self.once_more, self.again
        self.lines.order_tabs(self.stop, below)
        is_done = is_worked and derived.next_unfound(state) is None
        self.show_me.setVisible(is_worked and not is_done)
        self.once_more.setVisible(is_done)
        wrong = wrong_sentence(state) if is_worked else ""
        self.wrong.setVisible(bool(wrong))
        self.to_mistake.setVisible(bool(wrong))
        self.wrong.setText(wrong)
        if is_worked:
            page = derived.page(state)
            self.heading.setText(heading_of(state))
            self.progress.setText(progress_of(state))
            self.back.setEnabled(page > 0)
            self.forward.setEnabled(page < derived.last_page(state))

    def _fit_type(self) -> None:
        """Write as large as suits the room."""
        unit = current().unit
        larger = growth(self.width() / unit, self.height() / unit)
        grow(self.heading, larger)
        self.lines.grow_to(larger)


def _matters(state: State) -> tuple[object, ...]:
    """Return what of a state is shown here."""
    hiding = (state.hiding, state.cursor.beat) if state.document.hidden else ()
    return state.document, state.cursor.step, state.view, state.by_hand, hiding
