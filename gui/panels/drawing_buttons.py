"""The buttons above the network that say and change how it is drawn: its weights, its neurons."""

from collections.abc import Callable, Iterable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from gui.look.fit import current
from gui.menu.keys import KEYS, told
from gui.menu.menu import Menu
from gui.state.state import State
from gui.state.store import Store
from gui.words.catalog import say
from gui.words.keys import part


class DrawingButton(QToolButton):
    """Opens choices that the menu has, too; it is not there where its card is narrow.

    room: the name of the width that the card needs; choices: those of the menu, which is asked when
    they open; said: what is chosen now.
    """

    def __init__(
        self,
        store: Store,
        parent: QWidget,
        room: str,
        choices: Callable[[], Iterable[QAction]],
        said: Callable[[State], str],
    ) -> None:
        super().__init__(parent)
        self._room, self._choices, self._said = room, choices, said
        self.setObjectName("choice")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._opened = QMenu(self)
        self._opened.aboutToShow.connect(self._fill)
        self.setMenu(self._opened)
        store.changed.connect(self._show)
        self._show(None, store.state)

    def _fill(self) -> None:
        if self._opened.isEmpty():
            self._opened.addActions(list(self._choices()))

    def _show(self, before: State | None, after: State) -> None:
        if before is None or before.view is not after.view:
            self.setText(self._said(after))
            self.setAccessibleName(self.text())

    def use_width(self, width: int) -> None:
        """Be there if the head of a card so wide has room for it."""
        self.setVisible(width >= current().length(self._room))


def labels_button(store: Store, menu: Menu, parent: QWidget) -> DrawingButton:
    """Return the button for which edges carry their weights in writing."""
    made = DrawingButton(
        store,
        parent,
        "head_with_labels",
        lambda: menu.drawing.labels.values(),
        lambda state: say(f"labels-now.{part(state.view.labels)}"),
    )
    command, keys = say("command-name.next-labels"), told(KEYS["next-labels"].sequences[0])
    made.setToolTip(say("command-tip", command=command, keys=keys))
    return made


def neurons_button(store: Store, menu: Menu, parent: QWidget) -> DrawingButton:
    """Return the button for what neurons show inside."""
    made = DrawingButton(
        store,
        parent,
        "head_with_neurons",
        lambda: (*menu.drawing.contents.values(), menu.drawing.components),
        lambda state: say(f"neurons-now.{part(state.view.neurons)}"),
    )
    made.setToolTip(say("tip.neurons", keys=told(KEYS["next-neurons"].sequences[0])))
    return made
