"""The pages that the menu opens over the window: settings, keys, what the application is."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from gui.menu.menu import Menu
from gui.state.store import Store
from gui.window.help import show_about, show_keys
from gui.window.settings_dialog import SettingsDialog


class Pages(QObject):
    """Opens a page when its command is chosen."""

    def __init__(self, store: Store, menu: Menu, window: QWidget) -> None:
        super().__init__(window)
        self._store, self._window = store, window
        menu.about.triggered.connect(lambda: show_about(window))
        menu.keys.triggered.connect(lambda: show_keys(window))
        menu.settings.triggered.connect(self._show_settings)

    def _show_settings(self) -> None:
        dialog = SettingsDialog(self._store, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()  # beside it, what is changed is seen
