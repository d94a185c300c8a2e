"""Commands that lead to a setting in the experiment's panel, by keyboard or from the palette."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QScrollArea

from gui.state.experiment import layers
from gui.state.run import derived

if TYPE_CHECKING:
    from gui.panels.experiment.panel import ExperimentPanel
    from gui.window.window import Window


class SettingCommands(QObject):
    """Shows the panel and gives the keyboard to one of its controls; adds a layer."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window, menu = window, window.menu.experiment
        for key, action in menu.settings.items():
            action.triggered.connect(partial(self._go_to, key))
        menu.add_layer.triggered.connect(self._add_layer)

    def _go_to(self, key: str, _checked: bool = False) -> None:
        self._window.room.bring("experiment")
        self._panel().go_to(key)

    def choose_data(self, key: str) -> None:
        """Do what choosing in the panel's list of data does, and show the panel."""
        self._go_to("data")
        self._panel().data.choice.choose(key)

    def _add_layer(self) -> None:
        store = self._window.store
        store.apply(layers.add_layer, derived.experiment(store.state).network.depth - 1)

    def _panel(self) -> "ExperimentPanel":
        from gui.panels.experiment.panel import ExperimentPanel

        around = self._window.desk.view("experiment")
        assert isinstance(around, QScrollArea)
        panel = around.widget()
        assert isinstance(panel, ExperimentPanel)
        return panel
