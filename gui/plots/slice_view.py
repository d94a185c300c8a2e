"""The panel with the loss against one weight and the learning rate."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSlider, QWidget

from gui.bind import RATES, NumberBinding, SliderBinding
from gui.plots.chart_view import ChartView
from gui.plots.slice import slice_chart
from gui.state import actions, derived
from gui.state.state import State
from gui.state.store import Store


class SliceView(ChartView):
    """The loss along the selected weight; the slider moves where the next step lands."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(store, slice_chart, parent)
        self.setAccessibleName(self.tr("Loss against one weight"))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(self.tr("Learning rate, logarithmic"))
        SliderBinding(self.slider, store, learning_rate, actions.set_learning_rate, RATES)
        self.field = QLineEdit()
        self.field.setFixedWidth(76)
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.setAccessibleName(self.tr("Learning rate"))
        NumberBinding(self.field, store, learning_rate, actions.set_learning_rate)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(QLabel(self.tr("Learning rate η")))
        row.addWidget(self.slider, 1)
        row.addWidget(self.field)
        self.column.addLayout(row)


def learning_rate(state: State) -> float:
    """Return the rate of the step on screen."""
    return derived.experiment(state).training.learning_rate
