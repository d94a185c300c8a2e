"""The button above the network that says and changes which edges carry their weights."""

from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from gui.look.fit import current
from gui.menu.menu import Menu
from gui.state.state import State
from gui.state.store import Store
from gui.words.catalog import say
from gui.words.keys import part


class LabelsButton(QToolButton):
    """Opens the choices that the menu has, too; it is not there where its card is narrow."""

    def __init__(self, store: Store, menu: Menu, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("choice")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        choices = QMenu(self)
        choices.addActions(list(menu.labels.values()))
        self.setMenu(choices)
        self.setToolTip(menu.next_labels.toolTip())
        store.changed.connect(self._show)
        self._show(None, store.state)

    def _show(self, before: State | None, after: State) -> None:
        if before is None or before.view.labels is not after.view.labels:
            self.setText(say(f"labels-now.{part(after.view.labels)}"))
            self.setAccessibleName(self.text())

    def use_width(self, width: int) -> None:
        """Be there if the head of a card so wide has room for it."""
        self.setVisible(width >= current().length("head_with_labels"))
