"""The card in the middle: a title over the network and what stands below it."""

from PySide6.QtCore import QEvent, QObject, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui.look.fit import area, current, fit, has_new_look
from gui.panels.steady_label import SteadyLabel
from gui.window.fitting_label import FittingLabel
from gui.words.catalog import say


class Card(QFrame):
    """A head with a switch, which gets a row of its own where there is too little width.

    However long the title, the card needs no more room: what the panels get must not depend on
    the beat.
    """

    title_double_clicked = Signal()

    def __init__(self, switch: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._switch = switch
        self._labels: QWidget | None = None
        self.title = FittingLabel(say("view.network"), self)
        self.title.setObjectName("title")
        self.note = SteadyLabel(self)
        self.note.setObjectName("faint")
        self._head, self._below = QHBoxLayout(), QHBoxLayout()
        fit(self._head, spacing="row")
        self._head.addWidget(self.title)
        self._head.addStretch(1)
        self._head.addWidget(self.note)
        self.column = QVBoxLayout(self)
        fit(self.column, margins="card")
        fit(self.column, spacing="close")
        self.column.addLayout(self._head)
        self.column.addLayout(self._below)
        self._below.addStretch(1)
        self._below.insertWidget(0, switch)
        self.title.installEventFilter(self)

    def add_labels(self, button: QWidget) -> None:
        """Add a button to the head, which leaves by itself where the card is narrow."""
        self._head.insertWidget(2, button)
        self._labels = button

    def _arrange(self) -> None:
        """Put the switch beside the title if there is room for both, else below it."""
        beside = [self._switch, self.note]
        if self._labels is not None and not self._labels.isHidden():
            beside.append(self._labels)
        around = self.width() - sum(each.sizeHint().width() for each in beside)
        row = self._head if around >= current().length("title_room") else self._below
        if row.indexOf(self._switch) < 0:
            row.insertWidget(row.count() - 1, self._switch)

    def needs(self, network: QWidget, foot: QWidget) -> QSize:
        """Return what all that stands here needs, wherever the network and its foot are now.

        What is said in the foot takes more height in a narrow place, which the network gives.
        """
        items = [self.column.itemAt(index) for index in range(self.column.count())]
        others = [item for item in items if item and item.widget() not in (network, foot)]
        room = [area("network_room"), QSize(0, current().length("foot_room"))]
        room += [item.minimumSize() for item in others if not item.isEmpty()]
        if self._head.indexOf(self._switch) >= 0 and self._has_switch():
            room.append(self._switch.sizeHint())  # which gets a row of its own where it is narrow
        margins = self.column.contentsMargins()
        width = max(self._switch.sizeHint().width(), room[0].width())
        height = sum(each.height() for each in room) + self.column.spacing() * (len(room) - 1)
        around = QSize(margins.left() + margins.right(), margins.top() + margins.bottom())
        return QSize(width, height) + around

    def _has_switch(self) -> bool:
        return self._switch.sizePolicy().retainSizeWhenHidden() or not self._switch.isHidden()

    def minimumSizeHint(self) -> QSize:
        items = [self.column.itemAt(index) for index in range(1, self.column.count())]
        widths = [item.minimumSize().width() for item in items if item is not None]
        margins = self.column.contentsMargins()
        width = max(self._switch.sizeHint().width(), *widths) + margins.left() + margins.right()
        return QSize(width, super().minimumSizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if has_new_look(event):
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.title and event.type() == QEvent.Type.MouseButtonDblClick:
            self.title_double_clicked.emit()
        return super().eventFilter(watched, event)
