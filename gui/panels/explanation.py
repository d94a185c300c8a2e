"""The panel 'Why this number?': the formula in symbols, with numbers, the result."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.story.readings import read
from engine.written.quantity import Kind, Quantity, owner_of
from gui.formula.view import FormulaView
from gui.look.fit import current, fit, grow
from gui.look.sizes import growth
from gui.look.theme import THEMES
from gui.menu.menu import Menu
from gui.number_field import NumberBinding
from gui.panels.check import CheckMark
from gui.panels.explain import Explanation, all_of_beats, explanation
from gui.panels.roomy_label import RoomyLabel
from gui.panels.scrolled import SteadyScroll
from gui.state.experiment import editing
from gui.state.hiding import actions as hiding_actions
from gui.state.hiding.derived import is_hidden
from gui.state.run import derived
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.turns import turns_of
from gui.words.catalog import say


def _is_parameter(selected: Quantity | None) -> bool:
    return selected is not None and selected.kind in (Kind.WEIGHT, Kind.BIAS)


def selected_value(state: State) -> float:
    """Return the present value of the selected weight or bias."""
    return read(derived.trace(state), derived.parameter(state))


class ExplanationPanel(QWidget):
    """Explains the selected number, or the whole beat while nothing is selected."""

    def __init__(self, store: Store, menu: Menu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._turns = store, turns_of(store)
        self._seen: State | None = None
        self._shown: Explanation | None = None
        self._formulas: list[tuple[QLabel, FormulaView]] = []
        self._heading = RoomyLabel()
        self._heading.setObjectName("heading")
        fit(self._heading, words="heading")
        self._sentence = RoomyLabel()
        self._sentence.setObjectName("soft")
        fit(self._sentence, words="words")
        self._more = QLabel()
        self._more.setObjectName("faint")
        fit(self._more, words="small")
        self._more.setWordWrap(True)
        self._blocks = QVBoxLayout()
        fit(self._blocks, spacing="gap")
        self._lay_out(menu)
        store.changed.connect(self._show)
        self._follow()

    def _lay_out(self, menu: Menu) -> None:
        scroll = SteadyScroll(QWidget, self)
        column = QVBoxLayout(scroll.view)
        fit(column, margins="before_bar")
        fit(column, spacing="row")
        column.addWidget(self._heading)
        column.addWidget(self._sentence)
        column.addWidget(self._value_row())
        column.addLayout(self._blocks)
        column.addWidget(self._more)
        column.addStretch(1)
        self.check = CheckMark(self._store)
        buttons = QHBoxLayout()
        buttons.addWidget(self.check.button)
        for text, action in (
            (say("button.latex"), menu.copy_latex),
            (say("button.copy"), menu.copy_text),
            (say("button.image"), menu.copy_image),
        ):
            button = QPushButton(text)
            button.setToolTip(action.toolTip())
            button.clicked.connect(action.trigger)
            buttons.addWidget(button)
        buttons.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll, 1)
        outer.addWidget(self.check)
        outer.addLayout(buttons)

    def _value_row(self) -> QWidget:
        """Return a field for the value of the selected weight or bias."""
        self.value = QLineEdit()
        fit(self.value, most_width="value")
        self.value.setAccessibleName(say("value.field"))
        self.value.setToolTip(say("value.tip"))
        NumberBinding(self.value, self._store, selected_value, editing.set_selected_parameter.call)
        self._value = QWidget()
        row = QHBoxLayout(self._value)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(QLabel(say("value.name")))
        row.addWidget(self.value)
        row.addStretch(1)
        return self._value

    def _formula(self, index: int) -> tuple[QLabel, FormulaView]:
        while index >= len(self._formulas):
            caption, view = QLabel(), FormulaView(chooses=True)
            caption.setObjectName("title")
            fit(caption, words="small")
            view.term_hovered.connect(self._point_at)
            view.term_clicked.connect(self._select)
            self._blocks.addWidget(caption)
            self._blocks.addWidget(view)
            self._formulas.append((caption, view))
            self._fit_type()
        return self._formulas[index]

    def _point_at(self, term: Quantity | None) -> None:
        sender = self.sender()
        if isinstance(sender, FormulaView) and term is not None:
            from gui.panels.term_tip import term_tip  # nothing is pointed at in the first paint

            sender.setToolTip(term_tip(self._store.state, term))

    def _select(self, term: Quantity) -> None:
        """Reveal a number that is hidden; select what another one belongs to."""
        state = self._store.state
        if derived.is_known(state, term) and is_hidden(state, term):
            self._store.apply(hiding_actions.reveal, term)
            return
        chosen = owner_of(term)
        if chosen is not None:
            self._store.apply(view_actions.select, chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_type()

    def _fit_type(self) -> None:
        """Write as large as suits the room."""
        unit = current().unit
        larger = growth(self.width() / unit, self.height() / unit)
        labels = (self._heading, self._sentence, self._more)
        for each in (*labels, *(part for pair in self._formulas for part in pair)):
            grow(each, larger)

    def _show(self, before: State, after: State) -> None:
        if after.mode is Mode.TRAINING:
            return  # thousands of steps pass between two frames: the panel waits for the last
        if self._turns.are_taken(after):
            self._turns.ask(self._follow)
        else:
            self._follow()

    def _follow(self) -> None:
        before, after = self._seen, self._store.state
        self._seen = after
        wanted = explanation(after)
        theme = THEMES[after.view.theme]
        same = wanted == self._shown
        if before is not None and same and before.view == after.view:
            return
        self._shown = wanted
        if before is None or (before.document, before.view) != (after.document, after.view):
            headings, sentences = all_of_beats(after)
            self._heading.keep_room(headings)
            self._sentence.keep_room(sentences)
        self._value.setVisible(_is_parameter(after.selected))
        hides = is_hidden(after, derived.parameter(after))
        echo = QLineEdit.EchoMode
        self.value.setEchoMode(echo.NoEcho if hides else echo.Normal)
        self._heading.setText(wanted.heading)
        self._sentence.setText(wanted.sentence)
        self._more.setVisible(bool(wanted.more))
        self._more.setText(wanted.more)
        for index, block in enumerate(wanted.blocks):
            caption, view = self._formula(index)
            caption.setText(block.caption)
            caption.setVisible(bool(block.caption))
            view.show_equations(
                block.equations, after.view.digits, theme, bold_result=block.is_derivation
            )
            view.show()
        for caption, view in self._formulas[len(wanted.blocks) :]:
            caption.hide()
            view.hide()
