"""The panel with one single neuron: sliders for all that goes in, curves and formulas beside."""

from functools import partial
from operator import attrgetter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from engine.story import one_neuron
from engine.story.notation import noted, noted_equations
from engine.text.names import written
from engine.text.numbers import shown_in_full
from engine.written.quantity import Quantity
from gui.bind import ChoiceBinding, LinearScale, SliderBinding
from gui.formula.view import FormulaView
from gui.landscape.neuron.formulas_view import FormulasView
from gui.landscape.neuron.neuron_charts import activation_chart, loss_chart
from gui.look.fit import Arranging, current, fit
from gui.look.theme import THEMES
from gui.number_field import NumberBinding
from gui.plots.chart_view import ChartView
from gui.state.action import Action
from gui.state.neuron import actions as neuron_actions
from gui.state.state import State
from gui.state.store import Store
from gui.words.catalog import say
from gui.words.functions import activation_name, loss_name

_BESIDE, _BELOW = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
# all in units
_LOW = 400  # below it there is room for the pictures and the controls alone
_FLAT = 420  # so wide, and low: the controls stand beside the pictures
_WIDE = 760  # from here on the formulas stand beside the controls
_COLUMNS = 1180  # from here on the formulas stand side by side
_TWO_CHARTS = 640  # beside the controls

INPUTS, TARGETS, PROBABILITIES = LinearScale(-5, 5), LinearScale(-2, 2), LinearScale(0, 1)


class NeuronChart(ChartView):
    """A picture of the neuron alone: whatever else happens, it stays as it is."""

    def _show(self, before: State, after: State) -> None:
        if before.neuron != after.neuron or before.view != after.view:
            self._refresh()

    def hasHeightForWidth(self) -> bool:
        return False  # or a box layout takes the height it would like to have for its least one


class NeuronControls(QWidget):
    """A slider and a field for each number, and two lists of functions."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._labels: dict[str, QLabel] = {}
        self.sliders: dict[str, tuple[QSlider, ...]] = {}  # of y two, of which one is seen
        self.fields: dict[str, QLineEdit] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        fit(self._grid, across="row")
        fit(self._grid, down="thread")
        self._grid.setColumnStretch(1, 1)
        self._add("x", say("neuron.input"), neuron_actions.set_input, INPUTS)
        self._add("w", say("neuron.weight"), neuron_actions.set_weight, INPUTS)
        self._add("b", say("neuron.bias"), neuron_actions.set_bias, INPUTS)
        self._add("y", say("neuron.target"), neuron_actions.set_target, TARGETS, PROBABILITIES)
        self._add_choices()
        store.changed.connect(self._show)
        self._show(None, store.state)

    def _add(self, letter: str, name: str, action: Action[[float]], *scales: LinearScale) -> None:
        row, read = len(self.sliders), attrgetter(f"neuron.{letter}")
        label, field = QLabel(letter), QLineEdit()
        label.setToolTip(name)
        fit(field, area="number_area")
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.setAccessibleName(name)
        NumberBinding(field, self._store, read, action.call)
        sliders = tuple(QSlider(Qt.Orientation.Horizontal) for _ in scales)
        for slider, scale in zip(sliders, scales, strict=True):
            slider.setAccessibleName(name)
            fit(slider, least_width="slider_least")
            SliderBinding(slider, self._store, read, action.call, scale)
            self._grid.addWidget(slider, row, 1)
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(field, row, 2)
        self._labels[letter], self.sliders[letter], self.fields[letter] = label, sliders, field

    def _add_choices(self) -> None:
        self.activation, self.loss = QComboBox(), QComboBox()
        self.activation.setAccessibleName(say("neuron.activation"))
        self.loss.setAccessibleName(say("neuron.loss"))
        activations = [(name, activation_name(name)) for name in neuron_actions.ACTIVATIONS]
        losses = [(name, loss_name(name)) for name in neuron_actions.LOSSES]
        row = self._choices = QBoxLayout(_BESIDE)
        fit(row, margins="below_sliders", spacing="gap")
        for box, key, choose, names in (
            (self.activation, "activation", neuron_actions.choose_activation.call, activations),
            (self.loss, "loss", neuron_actions.choose_loss.call, losses),
        ):
            ChoiceBinding(box, self._store, attrgetter(f"neuron.{key}"), choose, names)
            box.setToolTip(box.accessibleName())
            row.addWidget(box)
        self._grid.addLayout(row, 4, 0, 1, 3)

    def set_narrow(self, narrow: bool) -> None:
        """Put the lists of functions one above the other, or side by side."""
        self._choices.setDirection(_BELOW if narrow else _BESIDE)

    def _show(self, before: State | None, after: State) -> None:
        any_target, probability = self.sliders["y"]
        any_target.setHidden(neuron_actions.is_probability(after))
        probability.setVisible(neuron_actions.is_probability(after))
        if before is None or before.view.theme != after.view.theme:
            theme = THEMES[after.view.theme]
            for letter, label in self._labels.items():
                ink = theme.loss if letter == "y" else theme.positive
                label.setStyleSheet(f"color: {ink}; font-weight: 600")


class NeuronView(Arranging):
    """One neuron: both of its curves, its controls, and its formulas where there is height."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.activation = NeuronChart(store, activation_chart)
        self.activation.setAccessibleName(say("neuron.activation-chart"))
        self.loss = NeuronChart(store, loss_chart)
        self.loss.setAccessibleName(say("neuron.loss-chart"))
        self.controls = NeuronControls(store)
        # as wide as the names of functions ask for
        self.controls.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._formulas = FormulasView()
        self.forward, self.slopes, self.products = self._formulas.views
        self.gradient = FormulaView("formula_small")
        self._whole = QBoxLayout(_BELOW, self)
        self._foot = QBoxLayout(_BESIDE)
        self._lay_out()
        for view in (*self._formulas.views, self.gradient):
            view.term_hovered.connect(partial(self._point_at, view))
        store.changed.connect(self._show)
        self._show(None, store.state)

    def _lay_out(self) -> None:
        charts = QHBoxLayout()
        fit(charts, spacing="apart")
        for chart in (self.activation, self.loss):
            charts.addWidget(chart, 1)
            chart.stand_beside(2)
        beside = QVBoxLayout()
        fit(beside, spacing="gap")
        beside.addWidget(self.controls)
        beside.addWidget(self.gradient)  # stands for all formulas in a low panel
        beside.addStretch(1)
        fit(self._foot, spacing="far")
        self._foot.addLayout(beside)
        self._foot.addWidget(self._formulas, 1)
        self._whole.setContentsMargins(0, 0, 0, 0)
        fit(self._whole, spacing="apart")
        self._whole.addLayout(charts, 3)
        self._whole.addLayout(self._foot)
        fit(self, least="least_neuron")  # what the high arrangement needs must not keep it high

    def make_ready(self) -> None:
        """Build the plots now; on screen that waits until after the first paint."""
        for chart in (self.activation, self.loss):
            chart.make_ready()

    def _show(self, before: State | None, after: State) -> None:
        if before is not None and (before.neuron, before.view) == (after.neuron, after.view):
            return
        shown = one_neuron.formulas(after.neuron)
        theme = THEMES[after.view.theme]
        for view, lines in (
            (self.forward, shown.forward),
            (self.slopes, shown.slopes),
            (self.products, shown.products),
            (self.gradient, (one_neuron.gradient_line(after.neuron),)),
        ):
            written_so = noted_equations(lines, after.view.notation)
            view.show_equations(written_so, after.view.digits, theme, bold_result=False)

    def _point_at(self, view: FormulaView, term: Quantity | None) -> None:
        state = self._store.state
        if term is not None:
            number = shown_in_full(one_neuron.value(state.neuron, term))
            letter = noted(one_neuron.letter(term), state.view.notation)
            view.setToolTip(f"{written(letter)} = {number}")

    def arrange(self) -> None:
        unit = current().unit
        width, is_low = self.width() / unit, self.height() < _LOW * unit
        is_flat, is_wide = is_low and width >= _FLAT, width >= _WIDE
        self._formulas.setHidden(is_low)
        self.gradient.setVisible(is_low)
        self._whole.setDirection(_BESIDE if is_flat else _BELOW)
        self._whole.setStretch(1, 2 if is_wide else 0 if is_low else 6)
        self._foot.setDirection(_BESIDE if is_wide else _BELOW)
        self._formulas.columns.setDirection(_BESIDE if width >= _COLUMNS else _BELOW)
        is_narrow = is_flat and width < _TWO_CHARTS
        self.loss.setHidden(is_narrow)
        self.controls.set_narrow(is_narrow)
