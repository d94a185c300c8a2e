"""The line that says which mistakes are made on purpose, above the network."""

from PySide6.QtWidgets import QLabel, QWidget

from gui.state.experiment.challenge import is_told
from gui.state.run import derived
from gui.state.state import State
from gui.state.store import Store
from gui.words.mistakes import warning


class MistakeWarning(QLabel):
    """Visible as long as the step on screen makes a mistake that may be told."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("warning")
        self.setWordWrap(True)
        store.changed.connect(self._show)
        self._show(None, store.state)

    def _show(self, before: State | None, after: State) -> None:
        told = is_told(after)
        text = warning(derived.experiment(after).training) if told else ""
        if text != self.text():
            self.setText(text)
        self.setVisible(bool(text))
