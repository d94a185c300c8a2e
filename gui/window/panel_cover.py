"""What stands in place of a panel that a class is not shown, or not yet."""

from functools import cached_property

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from gui.look.fit import fit
from gui.state.hiding.derived import is_panel_hidden, tells_answer
from gui.state.state import State
from gui.state.store import Store
from gui.views import ViewEntry
from gui.window.later import Later
from gui.words.catalog import say


class PanelCover(QObject):
    """Covers the view of a panel while it is hidden; its button reveals it.

    What would answer an open question is revealed by the answer alone.
    """

    def __init__(self, place: Later[QWidget], store: Store, entry: ViewEntry) -> None:
        super().__init__(place)
        self._place, self._store, self._entry = place, store, entry
        self._shown = False, False
        store.changed.connect(self._show)
        self._show(None, store.state)

    @cached_property
    def card(self) -> "CoverCard":
        """What is seen in place of the view."""
        from gui.state.hiding.actions import reveal_panel  # only where something is hidden

        made = CoverCard(self._entry.title)
        made.button.clicked.connect(lambda: self._store.apply(reveal_panel, self._entry.key))
        return made

    def _show(self, _: State | None, after: State) -> None:
        key = self._entry.key
        hides, answers = is_panel_hidden(after, key), tells_answer(after, key)
        if (hides, answers) == self._shown:
            return
        self._shown = hides, answers
        if hides:
            from gui.covered_figure import cover_said  # only where something is hidden

            self.card.said.setText(cover_said(after, key))
            self.card.button.setHidden(answers)
        self._place.show_cover(self.card if hides else None)


class CoverCard(QWidget):
    """A sentence in the middle, with a button that reveals the panel of a title."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.said = QLabel()
        self.said.setObjectName("soft")
        self.said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.said.setWordWrap(True)
        self.button = QPushButton(say("hidden.reveal"))
        self.button.setAccessibleName(say("hidden.reveal-named", name=title))
        column = QVBoxLayout(self)
        fit(column, spacing="row")
        column.addStretch(1)
        column.addWidget(self.said)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
