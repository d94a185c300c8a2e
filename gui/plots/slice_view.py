"""The panel with the loss against one weight and the learning rate."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QSlider,
    QWidget,
)

from gui.bind import RATES, NumberBinding, SliderBinding
from gui.plots.chart_view import ChartView
from gui.plots.slice import slice_chart, update_text
from gui.state import actions, derived
from gui.state.state import State
from gui.state.store import Store

_WIDE_PX = 620  # from here on the update stands beside the slider: a low panel needs the height


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
        self.update_line = QLabel()
        self.update_line.setObjectName("small")
        self.update_line.setAccessibleName(self.tr("Update of the weight"))
        # a long formula is cut rather than making the whole panel wider
        self.update_line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._foot = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._foot.setContentsMargins(0, 0, 0, 0)
        self._foot.addLayout(row, 1)
        self._foot.addWidget(self.update_line, 1)
        self.column.addLayout(self._foot)

    def _refresh(self) -> None:
        super()._refresh()
        text = update_text(self._store.state)
        self.update_line.setText(text)
        self.update_line.setToolTip(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = event.size().width() >= _WIDE_PX
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._foot.setDirection(beside if is_wide else below)
        self._foot.setSpacing(16 if is_wide else 2)


def learning_rate(state: State) -> float:
    """Return the rate of the step on screen."""
    return derived.experiment(state).training.learning_rate
