"""What stands in place of a panel that a class is not shown."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from gui.look.fit import fit
from gui.state.hiding.derived import is_panel_hidden
from gui.state.state import State
from gui.state.store import Store
from gui.views import ViewEntry
from gui.window.later import Later
from gui.words.catalog import say


class PanelCover(QObject):
    """Covers the view of a panel while it is hidden; its button reveals it."""

    def __init__(self, place: Later[QWidget], store: Store, entry: ViewEntry) -> None:
        super().__init__(place)
        self._place, self._store, self._entry = place, store, entry
        self._card: QWidget | None = None
        self._covers = False
        store.changed.connect(self._show)
        self._show(None, store.state)

    @property
    def card(self) -> QWidget:
        """What is seen in place of the view."""
        if self._card is None:
            self._card = self._made()
        return self._card

    def _made(self) -> QWidget:
        from gui.state.hiding.actions import reveal_panel  # only where something is hidden

        card = QWidget()
        said = QLabel(say("hidden.panel"))
        said.setObjectName("soft")
        said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        said.setWordWrap(True)
        button = QPushButton(say("hidden.reveal"))
        button.setAccessibleName(say("hidden.reveal-named", name=self._entry.title))
        button.clicked.connect(lambda: self._store.apply(reveal_panel, self._entry.key))
        column = QVBoxLayout(card)
        fit(column, spacing="row")
        column.addStretch(1)
        column.addWidget(said)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return card

    def _show(self, _: State | None, after: State) -> None:
        hides = is_panel_hidden(after, self._entry.key)
        if hides != self._covers:
            self._covers = hides
            self._place.show_cover(self.card if hides else None)
