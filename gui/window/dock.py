"""A panel: a dock that looks like a card and maximises by a double click on its title."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.look.fit import fit
from gui.panels.steady_label import SteadyLabel
from gui.window.fitting_label import FittingLabel
from gui.words.catalog import say


class CardTitle(QFrame):
    """The title line of a card."""

    double_clicked = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cardTitle")
        self.label = QLabel(text, self)
        self.label.setObjectName("title")
        self.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.row = QHBoxLayout(self)
        fit(self.row, margins="card_title")
        fit(self.row, spacing="hair")
        self.row.addWidget(self.label, 1)

    def add_button(self, sign: str, tip: str) -> QToolButton:
        """Add a small button at the right end of the title."""
        button = QToolButton(self)
        button.setObjectName("cardButton")
        button.setText(sign)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.row.addWidget(button)
        return button

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.double_clicked.emit()


class Panel(QDockWidget):
    """A view in a dock; `key` names it in the saved layout."""

    maximise_asked = Signal(object)
    """Emitted with the panel when its title is double clicked."""

    def __init__(self, key: str, title: str, view: QWidget, parent: QWidget) -> None:
        super().__init__(title, parent)
        self.setObjectName(key)
        self.view = view
        self._title: CardTitle | None = None
        self.visibilityChanged.connect(self._make_when_shown)
        # behind another tab Qt only moves a dock aside: hidden as well, its view computes nothing
        view.hide()
        self.visibilityChanged.connect(view.setVisible)

    def make(self) -> None:
        """Make the card if it was not; one behind another tab is not made for the first paint."""
        if self._title is not None:
            return
        self._title = CardTitle(self.windowTitle(), self)
        self._title.double_clicked.connect(self._ask_to_maximise)
        self._size = self._title.add_button("⤢", say("panel.full-size-tip"))
        self._size.clicked.connect(self._ask_to_maximise)
        self._close = self._title.add_button("×", say("panel.close"))
        self._close.clicked.connect(self.close)
        self.setTitleBarWidget(self._title)
        body = QFrame(self)
        body.setObjectName("cardBody")
        layout = QVBoxLayout(body)
        fit(layout, margins="card_body")
        layout.addWidget(self.view)
        self.setWidget(body)
        policy = self.view.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.view.setSizePolicy(policy)

    def _make_when_shown(self, shown: bool) -> None:
        if shown:
            self.make()

    def show_full_size(self, full: bool) -> None:
        """Show how to go back instead of how to close."""
        self.make()
        self._close.setVisible(not full)
        self._size.setText("⤡" if full else "⤢")
        tip = say("panel.back") if full else say("panel.full-size")
        self._size.setToolTip(tip)
        self._size.setAccessibleName(tip)

    def _ask_to_maximise(self) -> None:
        self.maximise_asked.emit(self)


class Card(QFrame):
    """The central card: a title, a view and what stands below it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.title = FittingLabel(say("view.network"), self)
        self.title.setObjectName("title")
        self.note = SteadyLabel(self)
        self.note.setObjectName("faint")
        self.head = QHBoxLayout()
        fit(self.head, spacing="row")
        self.head.addWidget(self.title)
        self.head.addStretch(1)
        self.head.addWidget(self.note)
        self.column = QVBoxLayout(self)
        fit(self.column, margins="card")
        fit(self.column, spacing="close")
        self.column.addLayout(self.head)
        self.title.installEventFilter(self)

    title_double_clicked = Signal()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.title and event.type() == QEvent.Type.MouseButtonDblClick:
            self.title_double_clicked.emit()
        return super().eventFilter(watched, event)
