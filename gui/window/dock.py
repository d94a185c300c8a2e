"""A panel: a dock that looks like a card and maximises by a double click on its title."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
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
from gui.window.later import Later
from gui.words.catalog import say


class CardTitle(QFrame):
    """The title line of a card."""

    double_clicked = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cardTitle")
        self.buttons: list[QToolButton] = []
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
        self.buttons.append(button)
        return button

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.double_clicked.emit()


class Panel(QDockWidget):
    """A view in a dock; `key` names it in the saved layout, `tab` is its title in a word or two."""

    maximise_asked = Signal(object)
    """Emitted with the panel when its title is double clicked."""

    def __init__(
        self, key: str, title: str, tab: str, build: Callable[[], Later[QWidget]], parent: QWidget
    ) -> None:
        super().__init__(tab, parent)
        self.setObjectName(key)
        self.toggleViewAction().setText(title)  # the menu has room for it
        self._build, self._full_title = build, title
        self._view: Later[QWidget] | None = None
        self._title: CardTitle | None = None
        self.visibilityChanged.connect(self._make_when_shown)
        self.visibilityChanged.connect(self._show_view)

    @property
    def view(self) -> Later[QWidget]:
        """The place of the view, made now if it was not."""
        if self._view is None:
            self._view = self._build()
            # behind another tab Qt only moves a dock aside: hidden as well, its view computes
            # nothing
            self._view.hide()
        return self._view

    def make(self) -> None:
        """Make the card if it was not; one behind another tab is not made for the first paint."""
        if self._title is not None:
            return
        self._title = CardTitle(self._full_title, self)
        self._title.double_clicked.connect(self._ask_to_maximise)
        size = self._title.add_button("⤢", say("panel.full-size-tip"))
        size.clicked.connect(self._ask_to_maximise)
        self._title.add_button("×", say("panel.close")).clicked.connect(self.close)
        self.setTitleBarWidget(self._title)
        self.view.windowTitleChanged.connect(self._retitle)
        self._retitle(self.view.windowTitle())
        body = QFrame(self)
        body.setObjectName("cardBody")
        self._body = QVBoxLayout(body)
        fit(self._body, margins="card_body")
        self._body.addWidget(self.view)
        self.setWidget(body)
        policy = self.view.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.view.setSizePolicy(policy)

    def make_ready(self) -> None:
        """Draw now what is seen of the view, which otherwise waits until after the first paint."""
        if self._title is not None and self.view.isVisible():
            self.view.make_ready()

    def take_back(self) -> None:
        """Show the view here again, after it was shown elsewhere."""
        self._body.addWidget(self.view)
        self.view.hide()  # until this panel is in front

    def _retitle(self, title: str) -> None:
        """Follow a view that says what it is now."""
        if self._title is not None:
            self._title.label.setText(title or self._full_title)

    def _make_when_shown(self, shown: bool) -> None:
        if shown:
            self.make()
        if self._title is not None:  # Tab leads to nothing that stands behind another tab
            policy = Qt.FocusPolicy.TabFocus if shown else Qt.FocusPolicy.NoFocus
            for button in self._title.buttons:
                button.setFocusPolicy(policy)

    def _show_view(self, visible: bool) -> None:
        if self._view is not None and self.isAncestorOf(self._view):
            self.view.setVisible(visible)

    def _ask_to_maximise(self) -> None:
        self.maximise_asked.emit(self)
