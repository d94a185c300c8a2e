"""Says of what was opened that something in it is hidden, and which key reveals it."""

from PySide6.QtCore import QObject

from gui.menu.keys import told
from gui.menu.menu import Menu
from gui.panels.notice import Notice
from gui.state.hiding.derived import has_hidden
from gui.state.state import State
from gui.state.store import Store
from gui.words.hiding import told_of_hidden


class HidingTold(QObject):
    """Tells it once for each file."""

    def __init__(self, store: Store, menu: Menu, notice: Notice) -> None:
        super().__init__(notice)
        self._menu, self._notice = menu, notice
        store.changed.connect(self._show)
        self._tell(store.state)

    def _show(self, before: State, after: State) -> None:
        if before.document.opened is not after.document.opened:
            self._tell(after)

    def _tell(self, state: State) -> None:
        if has_hidden(state):
            reveal = self._menu.hide.reveal_next
            said = told_of_hidden(state.document.hidden, told(reveal.shortcut()))
            self._notice.tell(said, [self._menu.hide.reveal_all])
