"""The panel with the numbers: the matrices, which layers of them, and the number pointed at."""

from math import ceil

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gui.elided_label import ElidedLabel
from gui.look.fit import current, fit
from gui.numbers.frame import caption, every_layer
from gui.numbers.layout import page
from gui.numbers.sheet import Sheet
from gui.state.state import State
from gui.state.store import Store
from gui.words.catalog import say


class NumbersView(QWidget):
    """Matrices that scroll, under a line with the layers to choose from and the number in full."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.layer = QComboBox()
        self.layer.setAccessibleName(say("numbers.layers-shown"))
        self.layer.setObjectName("small")
        policy = self.layer.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # or the sheet's height would depend on what it shows
        self.layer.setSizePolicy(policy)
        self.reading, self._caption = ElidedLabel(), ElidedLabel()
        self._caption.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.reading.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._caption.setObjectName("faint")
        self.sheet = Sheet(store)
        head = QHBoxLayout()
        fit(head, spacing="apart")
        head.addWidget(self._caption, 1)  # gives way to the number
        head.addWidget(self.reading)
        head.addWidget(self.layer)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        fit(column, spacing="hair")
        column.addLayout(head)
        column.addWidget(self.sheet, 1)
        self.layer.activated.connect(self._choose)
        self.sheet.read.connect(self.reading.setText)
        self.sheet.refreshed.connect(self._show)
        self._show(store.state)

    def whole_area(self) -> QSize:
        """Return how large a place is in which all numbers are seen at their usual size."""
        unit, head = current().unit, self.height() - self.sheet.height()
        whole = page(self._store.state, self.sheet.layers(), self.sheet.width() / unit)
        return QSize(ceil(unit * whole.width), ceil(unit * whole.height) + head)

    def _show(self, state: State) -> None:
        """Say what the sheet shows; asked for by the sheet, which knows when that has changed."""
        layers = every_layer(state)
        if self.layer.count() != len(layers) + 1:
            self.layer.clear()
            self.layer.addItem(say("numbers.all-layers"), None)
            for layer in layers:
                self.layer.addItem(say("numbers.layer", layer=layer), layer)
        self.layer.setCurrentIndex(self.layer.findData(self.sheet.layer))
        self.layer.setVisible(len(layers) > 1 and not self.sheet.is_whole)
        self._caption.setText(caption(state))

    def _choose(self, row: int) -> None:
        self.sheet.show_layer(self.layer.itemData(row))
