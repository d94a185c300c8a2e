"""The panel with the loss against one weight: the picture, and what moves the balls on it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui.bind import RATES, SliderBinding
from gui.landscape.ball_buttons import BallButtons
from gui.landscape.curve.ball_row import limit_marks
from gui.landscape.curve.descent_history import descent_history
from gui.landscape.curve.does import says_what_balls_do
from gui.landscape.curve.formula_field import FormulaField
from gui.landscape.curve.slice_view import SlicePlot
from gui.landscape.curve.step_lines import newest_text
from gui.landscape.curve_picker import CurvePicker
from gui.landscape.rate_slider import MarkedSlider
from gui.look.fit import Arranging, current, fit
from gui.look.theme import THEMES
from gui.number_field import NumberBinding
from gui.plots.chart_view import ChartView
from gui.state.action import Call
from gui.state.choices import TYPED
from gui.state.curve import actions as curve_actions
from gui.state.curve import derived as curve_derived
from gui.state.state import State
from gui.state.store import Store
from gui.words.catalog import say

if TYPE_CHECKING:
    from gui.landscape.curve.descent_panel import DescentPanel

_WIDE = 690  # units: from here on the update stands beside the slider: a low panel needs the height
_NARROW = 500  # units: below, the controls stand in two rows, the update beside the rate
_FULL = (900, 480)  # units: from here on everything has room


class DescentView(Arranging):
    """A picture with a row of controls below, or with all of them beside it if there is room."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.picture = SlicePlot(store)
        self.history = ChartView(store, descent_history)
        self.history.setAccessibleName(say("descent.history"))
        self.panel: DescentPanel | None = None  # built when there is room for it
        self.foot = self._foot()
        left = QVBoxLayout()
        fit(left, spacing="gap")
        left.addWidget(self.picture, 3)
        left.addWidget(self.history, 1)
        left.addWidget(self.foot)
        whole = self._whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        fit(whole, spacing="apart")
        whole.addLayout(left, 1)
        self.history.hide()
        fit(self, least="least_slice")  # what the wide arrangement needs must not keep it wide
        self.picture.refreshed.connect(self._show_update)

    def _foot(self) -> QWidget:
        self.slider = MarkedSlider()
        self.slider.setAccessibleName(say("field.rate-slider"))
        fit(self.slider, least_width="slider_least_low")
        SliderBinding(self.slider, self._store, first_rate, _set_first_rate, RATES)
        self.field = QLineEdit()
        fit(self.field, width="number")
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.setAccessibleName(say("field.rate"))
        NumberBinding(self.field, self._store, first_rate, _set_first_rate)
        self.picker = CurvePicker(self._store)
        fit(self.picker, most_width="picker")
        label = QLabel("η")
        label.setToolTip(say("field.rate"))
        self._rate = QWidget()
        row = QHBoxLayout(self._rate)
        row.setContentsMargins(0, 0, 0, 0)
        fit(row, spacing="row")
        row.addWidget(label)
        row.addWidget(self.slider, 1)
        row.addWidget(self.field)
        self.buttons = BallButtons(self._store, with_words=False)
        self._text = ""
        self.update_line = QLabel()
        self.update_line.setObjectName("small")
        self.update_line.setAccessibleName(say("descent.update"))
        # a long formula is cut rather than making the whole panel wider
        self.update_line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.formula = FormulaField(self._store)
        self.formula.hide()
        self._said = QWidget()
        said = QVBoxLayout(self._said)
        said.setContentsMargins(0, 0, 0, 0)
        said.addWidget(self.update_line)
        said.addWidget(self.formula)
        foot = QWidget()
        self._grid = QGridLayout(foot)
        self._grid.setContentsMargins(0, 0, 0, 0)
        fit(self._grid, across="row", down="hair")
        return foot

    def _place_controls(self, width: float) -> None:
        """Put the controls into one row or two, for a width in units.

        A formula that is typed always has the whole width below, to be seen while it is typed.
        """
        typed = self._store.state.curve.curve == TYPED
        wide, narrow = width >= _WIDE and not typed, width < _NARROW
        parts = (self.picker, self._rate, self.buttons, self._said)
        if wide:
            places = ((0, 0, 1), (0, 1, 1), (0, 2, 1), (0, 3, 1))
        elif narrow:
            below = (
                ((1, 0, 2), (0, 1, 1), (2, 0, 2)) if typed else ((1, 0, 1), (0, 1, 1), (1, 1, 1))
            )
            places = ((0, 0, 1), *below)
        else:
            places = ((0, 0, 1), (0, 1, 1), (0, 2, 1), (1, 0, 3))
        for part, (row, column, columns) in zip(parts, places, strict=True):
            self._grid.addWidget(part, row, column, 1, columns)
        stretches = (0, 5, 0, 3) if wide else (2, 3, 0, 0) if narrow else (0, 1, 0, 0)
        for column, stretch in enumerate(stretches):
            self._grid.setColumnStretch(column, stretch)
        self._grid.activate()

    def make_ready(self) -> None:
        """Build the plots now; on screen that waits until after the first paint."""
        self.picture.make_ready()
        self.history.make_ready()

    def _show_update(self) -> None:
        state = self._store.state
        text = newest_text(state)
        is_typed = state.curve.curve == TYPED
        if self.formula.isHidden() is is_typed:
            self.formula.setVisible(is_typed)
            self.update_line.setVisible(not is_typed)
            self._place_controls(self.width() / current().unit)
        self._text = text
        self._fit_update()
        if says_what_balls_do(state):
            ball = curve_derived.balls(state)[0]
            self.slider.show_marks(limit_marks(state, 0, ball), THEMES[state.view.theme])

    def _fit_update(self) -> None:
        """Write the update in full, or where that is too long only what it comes to."""
        parts, line = self._text.split(" = "), self.update_line
        fits = line.fontMetrics().horizontalAdvance(self._text) <= line.width()
        line.setText(self._text if fits else f"{parts[0]} = {parts[-1]}")
        line.setToolTip(self._text)

    def _show_full(self, full: bool) -> None:
        self.history.setVisible(full)
        self.foot.setVisible(not full)
        if full and self.panel is None:
            QTimer.singleShot(0, self._build_panel)  # not while Qt lays out the window
        elif self.panel is not None:
            self.panel.setVisible(full)
            self.panel.refresh()

    def _build_panel(self) -> None:
        from gui.landscape.curve.descent_panel import (
            DescentPanel,  # not needed before the first paint
        )

        if self.panel is None:
            self.panel = DescentPanel(self._store)
            self._whole.addWidget(self.panel)
            self._show_full(self.history.isVisibleTo(self))

    def arrange(self) -> None:
        unit = current().unit
        width, height = self.width() / unit, self.height() / unit
        self._show_full(width >= _FULL[0] and height >= _FULL[1])
        self._place_controls(width)
        self._fit_update()


def _set_first_rate(rate: float) -> Call:
    return curve_actions.set_ball_rate.call(0, rate)


def first_rate(state: State) -> float:
    """Return the learning rate of the first ball: on the network's curve, the training's."""
    return curve_derived.balls(state)[0].rate
