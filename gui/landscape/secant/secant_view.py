"""The panel in which a secant turns into the tangent as its points approach each other."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from gui.bind import ChoiceBinding, LogScale, SliderBinding
from gui.landscape.curve_picker import CurvePicker
from gui.landscape.secant.secant_chart import (
    LARGEST_DISTANCE,
    LEAST_DISTANCE,
    error_chart,
    secant_chart,
)
from gui.look.fit import Arranging, current, fit, least_width
from gui.number_field import NumberBinding
from gui.plots.chart_view import ChartView
from gui.state.action import Call
from gui.state.curve import actions as curve_actions
from gui.state.state import State
from gui.state.store import Store
from gui.words.catalog import say

_WIDE = 590  # units: from here on there is room for both charts
DISTANCES = LogScale(LEAST_DISTANCE, LARGEST_DISTANCE, 1600)


class SecantView(Arranging):
    """The curve with secant and tangent, the error against h, and a slider for h."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.picture = ChartView(store, secant_chart)
        self.picture.setAccessibleName(say("secant.picture"))
        self.errors = ChartView(store, error_chart)
        self.errors.setAccessibleName(say("secant.errors"))
        charts = QHBoxLayout()
        fit(charts, spacing="apart")
        for chart, stretch in ((self.picture, 3), (self.errors, 2)):
            charts.addWidget(chart, stretch)
            chart.stand_beside(2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(charts, 1)
        whole.addLayout(self._foot())
        store.changed.connect(self._show)

    def _foot(self) -> QBoxLayout:
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(say("secant.distance-slider"))
        fit(self.slider, least_width="slider_least_wide")
        SliderBinding(
            self.slider, self._store, _distance, curve_actions.set_distance.call, DISTANCES
        )
        self.field = QLineEdit()
        fit(self.field, width="number")
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.setAccessibleName(say("secant.distance"))
        NumberBinding(self.field, self._store, _distance, curve_actions.set_distance.call)
        self.kind = QComboBox()
        self.kind.setAccessibleName(say("secant.kind"))
        kinds = [
            ("forward", say("secant.kind-forward")),
            ("central", say("secant.kind-central")),
        ]
        ChoiceBinding(self.kind, self._store, _kind, _set_kind, kinds)
        picker = CurvePicker(self._store)
        fit(picker, most_width="picker_narrow")
        label = QLabel("h")
        label.setToolTip(say("secant.distance-tip"))
        choices, distance = self._choices, self._distance = QHBoxLayout(), QHBoxLayout()
        for row in (choices, distance):
            fit(row, spacing="row")
        choices.addWidget(picker)
        choices.addWidget(self.kind)
        distance.addWidget(label)
        distance.addWidget(self.slider, 1)
        distance.addWidget(self.field)
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        fit(self._rows, spacing="row")
        self._rows.addLayout(choices)
        self._rows.addLayout(distance, 1)
        return self._rows

    def minimumSizeHint(self) -> QSize:
        # what one row needs must not keep it wide where there is room for two rows
        below = max(map(least_width, (self._choices, self._distance)))
        return QSize(below, super().minimumSizeHint().height())

    def arrange(self) -> None:
        """Show the curve alone above two rows of controls where there is too little width."""
        is_wide = self.width() >= _WIDE * current().unit
        self.errors.setVisible(is_wide and not _is_told(self._store.state))
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._rows.setDirection(beside if is_wide else below)

    def _show(self, before: State, after: State) -> None:
        if _is_told(before) != _is_told(after):
            self.arrange()

    def make_ready(self) -> None:
        """Build the plots now; on screen that waits until after the first paint."""
        self.picture.make_ready()
        self.errors.make_ready()


def _is_told(state: State) -> bool:
    """Return whether the errors would tell what a lesson has still to ask."""
    return state.lesson is not None and state.lesson.is_told_by("secant")


def _distance(state: State) -> float:
    return state.curve.distance


def _kind(state: State) -> str:
    return "central" if state.curve.central else "forward"


def _set_kind(kind: str) -> Call:
    return curve_actions.set_central.call(kind == "central")
