"""The menu of the window: arrangements, one's own too, and every panel."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMainWindow

from gui.arrangements import OWN, own_name
from gui.menu.menu import Menu
from gui.window.room import PanelRoom
from gui.words.catalog import say


class WindowMenu(QObject):
    """Shows which arrangement is on screen; the table's have keys, one's own follow them."""

    def __init__(self, window: QMainWindow, menu: Menu, room: PanelRoom) -> None:
        super().__init__(window)
        self._window, self._menu, self._room = window, menu, room
        self._group = QActionGroup(self)
        self._own: list[QAction] = []
        for key, action in menu.arrangements.items():
            self._group.addAction(action)
            action.triggered.connect(lambda _=False, key=key: room.choose(key))
        panels = menu.panels
        panels.addActions(list(menu.arrangements.values()))
        self._after_own = panels.addSeparator()
        panels.addActions([menu.keep_arrangement, menu.forget_arrangement, menu.restore_layout])
        panels.addSeparator()
        panels.addActions([panel.toggleViewAction() for panel in room.desk.panels.values()])
        menu.keep_arrangement.triggered.connect(self._ask_for_name)
        menu.forget_arrangement.triggered.connect(room.forget)
        menu.restore_layout.triggered.connect(room.first_layout)
        room.chosen.connect(self._show)
        self._show()

    def _show(self) -> None:
        """List one's own arrangements, and mark the one on screen."""
        for action in self._own:
            self._group.removeAction(action)
            self._menu.panels.removeAction(action)
            action.deleteLater()
        self._own = [self._own_action(name) for name in self._room.own()]
        self._menu.panels.insertActions(self._after_own, self._own)
        for key, action in self._menu.arrangements.items():
            action.setChecked(key == self._room.arrangement)
        self._menu.forget_arrangement.setEnabled(own_name(self._room.arrangement) is not None)

    def _own_action(self, name: str) -> QAction:
        action = QAction(name.replace("&", "&&"), self._window)
        action.setCheckable(True)
        self._group.addAction(action)
        action.setChecked(name == own_name(self._room.arrangement))
        action.triggered.connect(lambda _=False: self._room.choose(OWN + name))
        return action

    def _ask_for_name(self) -> None:
        from PySide6.QtWidgets import QInputDialog  # with all that Qt knows of dialogs

        title, label = say("arrangement.keep"), say("arrangement.name")
        name, is_given = QInputDialog.getText(self._window, title, label)
        if is_given and name.strip():
            self._room.keep_as(name.strip())
