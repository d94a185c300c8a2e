"""The panel with the loss over two weights: the picture and what it shows."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSlider,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.curves.gallery import SURFACES
from engine.optimizers import OPTIMIZERS
from engine.text.names import name
from engine.written.quantity import Quantity, parse
from gui.bind import RATES, ChoiceBinding, CountBinding, SliderBinding
from gui.landscape.ball_buttons import BallButtons
from gui.landscape.plane.plane_picture import PlanePlot
from gui.look.fit import Arranging, current, fit, least_width
from gui.number_field import NumberBinding
from gui.state.choices import NETWORK, RANDOM
from gui.state.plane import actions as plane_actions
from gui.state.plane import derived as plane_derived
from gui.state.run import derived
from gui.state.state import State
from gui.state.store import Store
from gui.words.catalog import say
from gui.words.curves import surface_name
from gui.words.functions import optimizer_name

MOST_CHOICES = 400  # weights in a list; larger networks are chosen from by selecting in the drawing
_LARGEST_SEED = 999
_WIDE = 700  # units: from here on the ball's controls stand beside the surface


class PlaneView(Arranging):
    """Contours over any two weights, two random directions, or a surface of the gallery."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.picture = PlanePlot(store)
        self.surface = QComboBox()
        self.surface.setAccessibleName(say("plane.surface"))
        names = [(key, surface_name(key)) for key in (NETWORK, RANDOM, *SURFACES)]
        ChoiceBinding(
            self.surface,
            store,
            lambda state: state.plane.surface,
            plane_actions.choose_surface.call,
            names,
        )
        self.axes = [QComboBox(), QComboBox()]
        self._listed: tuple[Quantity, ...] = ()
        for which, box in enumerate(self.axes):
            box.setAccessibleName(say("plane.axis", number=which + 1))
            box.activated.connect(self._choose_first if which == 0 else self._choose_second)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.picture, 1)
        whole.addLayout(self._foot())
        store.changed.connect(self._show)
        self._show(None, store.state)

    def _foot(self) -> QBoxLayout:
        row = self._above = QHBoxLayout()
        fit(row, spacing="row")
        row.addWidget(self.surface)
        for box in self.axes:
            row.addWidget(box)
        self.seed = QSpinBox()
        self.seed.setPrefix(say("plane.seed-prefix"))
        self.seed.setAccessibleName(say("plane.seed"))
        CountBinding(
            self.seed,
            self._store,
            lambda state: state.plane.seed + 1,
            lambda state: _LARGEST_SEED,
            lambda seed: plane_actions.set_seed.call(seed - 1),
        )
        row.addWidget(self.seed)
        self.equal = QToolButton()
        self.equal.setText(say("plane.equal"))
        self.equal.setToolTip(say("plane.equal-tip"))
        self.equal.setAccessibleName(say("plane.equal-tip"))
        self.equal.setCheckable(True)
        self.equal.setObjectName("narrow")
        self.equal.clicked.connect(lambda on: self._store.apply(plane_actions.set_equal, on))
        row.addWidget(self.equal)
        self._ball = self._ball_controls()
        row.addWidget(self.optimizer)
        row.addStretch(1)
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        fit(self._rows, spacing="row")
        self._rows.addLayout(row)
        self._rows.addWidget(self._ball, 1)
        return self._rows

    def _ball_controls(self) -> QWidget:
        self.optimizer = QComboBox()
        self.optimizer.setAccessibleName(say("plane.optimizer"))
        names = [(key, optimizer_name(key)) for key in OPTIMIZERS]
        ChoiceBinding(
            self.optimizer,
            self._store,
            lambda state: state.plane.ball.optimizer,
            plane_actions.set_ground_optimizer.call,
            names,
        )
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(say("field.rate-slider"))
        fit(self.slider, least_width="slider_least_beside")
        self.field = QLineEdit()
        fit(self.field, width="number_narrow")
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.setAccessibleName(say("field.rate"))
        SliderBinding(self.slider, self._store, _rate, plane_actions.set_ground_rate.call, RATES)
        NumberBinding(self.field, self._store, _rate, plane_actions.set_ground_rate.call)
        controls = QWidget()
        row = QHBoxLayout(controls)
        row.setContentsMargins(0, 0, 0, 0)
        fit(row, spacing="row")
        row.addWidget(QLabel("η"))
        row.addWidget(self.slider, 1)
        row.addWidget(self.field)
        row.addWidget(BallButtons(self._store, with_words=False))
        return controls

    def make_ready(self) -> None:
        """Build the plot and the whole picture now; on screen both take their time."""
        self.picture.make_ready()
        self.picture.finish()

    def minimumSizeHint(self) -> QSize:
        # what one row needs must not keep it wide where there is room for two rows
        ball = self._ball.layout()
        shown = ball is not None and not self._ball.isHidden()
        below = max(least_width(row) for row in (self._above, ball if shown else None) if row)
        return QSize(below, super().minimumSizeHint().height())

    def arrange(self) -> None:
        """Put the ball's controls into a row of their own where there is too little width."""
        is_wide = self.width() >= _WIDE * current().unit
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._rows.setDirection(beside if is_wide else below)

    def _choose_first(self, row: int) -> None:
        self._store.apply(plane_actions.choose_axis, 0, parse(self.axes[0].itemData(row)))

    def _choose_second(self, row: int) -> None:
        self._store.apply(plane_actions.choose_axis, 1, parse(self.axes[1].itemData(row)))

    def _show(self, before: State | None, after: State) -> None:
        if before is not None and not _concerns(before, after):
            return
        surface = after.plane.surface
        self.equal.setChecked(after.plane.equal)
        for box in self.axes:
            box.setVisible(surface == NETWORK)
        self.seed.setVisible(surface == RANDOM)
        for widget in (self.optimizer, self._ball):
            widget.setVisible(surface in SURFACES)
        self._list_parameters(after)

    def _list_parameters(self, state: State) -> None:
        known = plane_derived.parameters_of(state)[:MOST_CHOICES]
        pair = plane_derived.axes(state)
        listed = (*known, *(each for each in pair if each not in known))
        for which, box in enumerate(self.axes):
            if listed != self._listed:
                box.clear()
                for each in listed:
                    box.addItem(name(each), str(each))
            box.setCurrentIndex(box.findData(str(pair[which])))
        self._listed = listed


def _concerns(before: State, after: State) -> bool:
    shape = derived.experiment(before).network.shape != derived.experiment(after).network.shape
    return shape or before.plane != after.plane or before.selected != after.selected


def _rate(state: State) -> float:
    return state.plane.ball.rate
