"""What neurons show in each arrangement: numbers to step through, maps to train, until chosen."""

from PySide6.QtCore import QObject

from gui.disk import settings
from gui.state.choices import NeuronContent
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.window.room import PanelRoom

_FIRST = {"training": NeuronContent.MAPS}


class NeuronsKept(QObject):
    """Takes the choice along with its arrangement, and brings it back with that; as layouts are."""

    def __init__(self, store: Store, room: PanelRoom) -> None:
        super().__init__(room)
        self._store = store
        self._contents = _FIRST | settings.load_neurons()
        self._shown = room.arrangement
        room.chosen.connect(self._show)

    def _show(self, arrangement: str) -> None:
        if arrangement == self._shown:
            return
        self._contents[self._shown] = self._store.state.view.neurons
        settings.save_neurons(self._contents)
        self._shown = arrangement
        content = self._contents.get(arrangement, NeuronContent.NUMBERS)
        self._store.apply(view_actions.set_neurons, content)
