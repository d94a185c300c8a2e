"""The panel with the loss over the training steps."""

from PySide6.QtWidgets import QWidget

from gui.history.loss_curve import loss_curve
from gui.plots.chart_view import ChartView
from gui.state.store import Store


class LossCurveView(ChartView):
    """The cost over the whole training set at every step done so far."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(store, loss_curve, parent)
        self.setAccessibleName(self.tr("Loss curve"))
