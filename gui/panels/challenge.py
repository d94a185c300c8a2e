"""The line above the network that asks what is done differently, with the button that tells it."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from gui.look.fit import fit
from gui.state.experiment import challenge
from gui.state.state import State
from gui.state.store import Store
from gui.words.catalog import say


class ChallengeBanner(QWidget):
    """Visible in a challenge until it is revealed; then the warning stands in its place."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        fit(row, spacing="controls")
        question = QLabel(say("challenge.question"))
        question.setObjectName("warning")
        question.setWordWrap(True)
        row.addWidget(question, 1)
        self.reveal = QPushButton(say("challenge.reveal"))
        self.reveal.clicked.connect(lambda: store.apply(challenge.reveal))
        row.addWidget(self.reveal)
        store.changed.connect(self._show)
        self._show(None, store.state)

    def _show(self, before: State | None, after: State) -> None:
        told = challenge.is_told(after)
        if told:
            self.reveal.clearFocus()  # or the keyboard would be passed on to another button
        self.setVisible(not told)
