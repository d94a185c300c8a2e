"""The formulas of one neuron in three columns, as large as their room lets them be."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from gui.formula.view import FormulaView
from gui.look.fit import current, fit, grow
from gui.look.sizes import growth
from gui.words.catalog import say

_STEPS = 5  # from the usual type to one as large as the room would let it be


class FormulasView(QScrollArea):
    """Forwards, local slopes and their products; scrolls where the usual type has no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.views = tuple(FormulaView("formula_small") for _ in range(3))
        self.columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        captions = (say("neuron.forwards"), say("neuron.slopes"), say("neuron.products"))
        self._titles = [QLabel(caption) for caption in captions]
        for title, view, stretch in zip(self._titles, self.views, (5, 6, 4), strict=True):
            column = QVBoxLayout()
            title.setObjectName("title")
            fit(title, words="small")
            fit(column, spacing="gap")
            column.addWidget(title)
            column.addWidget(view)
            column.addStretch(1)
            self.columns.addLayout(column, stretch)
        fit(self.columns, margins="column", spacing="apart")
        inside = QWidget()
        inside.setLayout(self.columns)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_type()

    def _fit_type(self) -> None:
        """Take the largest type with which all is seen; the usual one is the least."""
        whole, usual, room = self.parentWidget() or self, current().unit, self.maximumViewportSize()
        largest = growth(whole.width() / usual, whole.height() / usual)
        for step in range(_STEPS, -1, -1):
            for each in (*self._titles, *self.views):
                grow(each, 1 + (largest - 1) * step / _STEPS)
            self.columns.activate()
            if self.columns.minimumSize().height() <= room.height():
                return
