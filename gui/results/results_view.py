"""A panel of results: shows those of a moment once they are there, and never holds up a frame."""

from msgspec.structs import replace
from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from gui.state.results.derived import may_differ
from gui.state.run import results
from gui.state.state import State
from gui.state.store import Store
from gui.turns import turns_of

_PAUSE_MS = 8  # between two pieces of work, so that the window never stalls


class ResultsView(QWidget):
    """Of many samples, results take several frames; what is told of meanwhile is not there yet.

    While training, those of the step are shown at which they were begun.
    """

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.store, self._turns = store, turns_of(store)
        self._is_stale = True
        self._begun: State | None = None
        self._work = QTimer(self)
        self._work.setSingleShot(True)
        self._work.setInterval(_PAUSE_MS)
        self._work.timeout.connect(self.look)
        store.changed.connect(self._show)

    def show_results(self, state: State, is_there: bool) -> None:
        """Show the results of a state; is_there: whether they are computed."""

    def look(self) -> None:
        """Show the results of this moment, or compute some more of them."""
        now = self.store.state
        state = self._moment(now)
        if results.go_on(state):
            self._is_stale, self._begun = False, None
            self.show_results(state, is_there=True)
            return
        if self._begun is None and not self._turns.are_taken(now):
            self._is_stale = False
            self.show_results(state, is_there=False)
        self._begun = state
        self._work.start()

    def _moment(self, now: State) -> State:
        """Return the moment whose results are shown next: that at which they were begun."""
        begun = self._begun
        passes = self._turns.are_taken(now)
        if begun is None or not passes or begun.document is not now.document:
            return now
        return replace(now, cursor=begun.cursor)

    def _show(self, before: State, after: State) -> None:
        if not self.isVisible():
            self._is_stale = True
        elif self._turns.are_taken(after):
            self._turns.ask(self.look)
        elif self._is_stale or may_differ(before, after):
            self._begun = None
            self.look()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.look()
