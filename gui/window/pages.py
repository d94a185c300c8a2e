"""The pages that the menu opens over the window: settings, keys, what the application is."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from gui.menu.menu import Menu
from gui.state.store import Store
from gui.window.help import show_about, show_keys, show_report
from gui.window.settings_dialog import SettingsDialog

if TYPE_CHECKING:
    from gui.presenting.presenter import Presenter
    from gui.window.window import Window


class Pages(QObject):
    """Opens a page when its command is chosen."""

    def __init__(self, store: Store, menu: Menu, window: "Window") -> None:
        super().__init__(window)
        self._store, self._window = store, window
        menu.about.triggered.connect(lambda: show_about(window))
        menu.keys.triggered.connect(lambda: show_keys(window))
        menu.report.triggered.connect(lambda: show_report(window))
        menu.settings.triggered.connect(self._show_settings)
        menu.palette.triggered.connect(self._show_palette)
        menu.present.triggered.connect(self._present)
        self._presenter: Presenter | None = None

    def _present(self) -> None:
        from gui.presenting.presenter import Presenter  # only in front of a class

        if self._presenter is None:
            self._presenter = Presenter(self._window, self._store)
        self._presenter.begin()

    def _show_palette(self) -> None:
        from gui.window.palette import Palette  # only where somebody looks for something
        from gui.window.palette_entries import entries_of

        Palette(entries_of(self._window), self._store, self._window).show()

    def _show_settings(self) -> None:
        dialog = SettingsDialog(self._store, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()  # beside it, what is changed is seen
