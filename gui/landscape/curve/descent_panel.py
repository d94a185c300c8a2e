"""The controls beside the full-size picture of the loss against one weight."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from engine.curves.gallery import CURVES
from engine.story.notation import noted_equations
from gui.formula.view import FormulaView
from gui.landscape.ball_buttons import BallButtons
from gui.landscape.curve.ball_row import BallRow
from gui.landscape.curve.formula_field import FormulaField
from gui.landscape.curve.range_fields import RangeFields
from gui.landscape.curve.slice import slice_of
from gui.landscape.curve.slice_chart import minima_of
from gui.landscape.curve.step_lines import newest_step
from gui.landscape.curve_picker import CurvePicker
from gui.look.fit import current, fit
from gui.look.theme import THEMES
from gui.state.choices import MOST_BALLS, TYPED
from gui.state.curve import actions as curve_actions
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.words.catalog import say
from gui.words.curves import substep_sentence


class DescentPanel(QScrollArea):
    """Curve, range, balls, and the newest step of the first ball line by line."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._written = QLabel()
        self._written.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._written.setWordWrap(True)
        self.formula = FormulaField(store)
        self.rows = [BallRow(store, index) for index in range(MOST_BALLS)]
        self.add = QPushButton(say("descent.add"))
        self.add.clicked.connect(lambda: store.apply(curve_actions.add_ball))
        self.foretold = QPushButton(say("descent.foretell"))
        self.foretold.setToolTip(say("descent.foretell-tip"))
        self.foretold.setCheckable(True)
        self.foretold.clicked.connect(lambda on: store.apply(curve_actions.foretell, on))
        self._lines: list[tuple[QLabel, FormulaView]] = []
        self._newest = QVBoxLayout()
        fit(self._newest, spacing="fine")
        self._heading = QLabel(say("descent.newest"))
        self._heading.setObjectName("title")
        self.setWidget(self._inside())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        store.changed.connect(self._show)

    def _inside(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        fit(column, margins="column")
        fit(column, spacing="row")
        column.addWidget(CurvePicker(self._store))
        column.addWidget(self.formula)
        column.addWidget(self._written)
        column.addWidget(RangeFields(self._store))
        column.addWidget(BallButtons(self._store, with_words=True))
        for row in self.rows:
            column.addWidget(row)
        adding = QHBoxLayout()
        adding.addWidget(self.add)
        adding.addStretch(1)
        adding.addWidget(self.foretold)
        column.addLayout(adding)
        column.addWidget(self._heading)
        column.addLayout(self._newest)
        column.addStretch(1)
        return inside

    def _show(self, before: State, after: State) -> None:
        if self.isVisible() and after.mode is not Mode.TRAINING:
            self.refresh()

    def refresh(self) -> None:
        """Show the present state; while hidden, nothing is computed."""
        state = self._store.state
        chosen = state.curve
        self.formula.setVisible(chosen.curve == TYPED)
        gallery = CURVES.get(chosen.curve)
        self._written.setVisible(gallery is not None)
        if gallery is not None:
            cost = state.view.notation.loss
            self._written.setText(f"{cost}(w) = {gallery.formula}\n{cost}′(w) = {gallery.slope}")
        shown = slice_of(state)
        found = minima_of(state, shown)
        for row in self.rows:
            row.setVisible(row.index < len(chosen.balls))
            if row.index < len(chosen.balls):
                row.show_state(state, found)
        self.foretold.setChecked(chosen.foretold)
        self.add.setVisible(len(chosen.balls) < MOST_BALLS)
        self._show_newest(state)

    def _show_newest(self, state: State) -> None:
        lines = newest_step(state)
        self._heading.setVisible(bool(lines))
        theme = THEMES[state.view.theme]
        while len(self._lines) < len(lines):
            sentence, view = QLabel(), FormulaView("formula_small")
            sentence.setObjectName("small")
            sentence.setWordWrap(True)
            self._newest.addWidget(sentence)
            self._newest.addWidget(view)
            self._lines.append((sentence, view))
        for index, (sentence, view) in enumerate(self._lines):
            for widget in (sentence, view):
                widget.setVisible(index < len(lines))
            if index < len(lines):
                sentence.setText(substep_sentence(lines[index].substep))
                view.show_equations(
                    noted_equations((lines[index].equation,), state.view.notation),
                    state.view.digits,
                    theme,
                    bold_result=False,
                )

    def sizeHint(self) -> QSize:
        """Return a size with room for all words, however long they are in a language."""
        inside = self.widget()
        assert inside is not None
        within = inside.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(max(current().length("descent_panel"), within), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), super().minimumSizeHint().height())
