"""Writes down what is on screen, in the background, so that a crash loses seconds at most."""

from PySide6.QtCore import QObject, QTimer, Signal

from gui.disk.recovery import HeldFolder, own_folder
from gui.panels.notice import Notice
from gui.state.session.plain_state import PASSING
from gui.state.session.session import Session
from gui.state.state import State
from gui.state.store import Store
from gui.window.documents import Documents
from gui.words.catalog import say
from gui.words.faults import reason_of

SOON_MS = 3000  # after the first change: writing it all is over before ten seconds are
_LASTING = [name for name in State.__struct_fields__ if name not in PASSING]


class Keeping(QObject):
    """Follows the store; what has changed is written soon, in slices, to a folder of the window."""

    kept = Signal()
    """Emitted when a moment has been written down."""

    def __init__(self, store: Store, documents: Documents, notice: Notice, parent: QObject) -> None:
        super().__init__(parent)
        self._store, self._documents, self._notice = store, documents, notice
        self._slices = documents.saving.slices
        self._folder: HeldFolder | None = own_folder()
        self._is_writing = self._has_changed = self._has_told = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SOON_MS)
        self._timer.timeout.connect(self.write)
        store.changed.connect(self._note)
        documents.filed.connect(self._wait)
        if store.can_undo or store.state.trained:
            self._wait()  # something was done before this was made

    @property
    def is_waiting(self) -> bool:
        """Whether something has changed that is not written down yet."""
        return self._has_changed

    def adopt(self, folder: HeldFolder) -> None:
        """Go on in the folder of a session that was recovered: it is whole at any time."""
        self.forget()
        self._folder = folder
        folder.take_up()

    def forget(self) -> None:
        """Remove what was written: the window is closed, or shows something else."""
        self._slices.finish()
        self._timer.stop()
        if self._folder is not None:
            self._folder.remove()
            self._folder = None

    def write(self) -> None:
        """Begin to write down the present moment."""
        if self._folder is None or self._is_writing:
            return
        self._is_writing, self._has_changed = True, False
        path = self._documents.path
        session = Session(self._store.state, None if path is None else str(path))
        self._slices.add(self._folder.session.writing(session), self._written, self._failed)

    def _note(self, before: State, after: State) -> None:
        if self._has_changed or not _same(before, after):
            self._wait()

    def _wait(self) -> None:
        self._has_changed = True
        if not self._is_writing and not self._timer.isActive():
            self._timer.start()

    def _written(self) -> None:
        self._is_writing = self._has_told = False
        self.kept.emit()
        if self._has_changed:
            self._wait()

    def _failed(self, error: Exception) -> None:
        self._is_writing = False
        if not self._has_told:
            self._notice.say(say("notice.not-kept", reason=reason_of(error)))
            self._has_told = True
        self._wait()


def _same(before: State, after: State) -> bool:
    """Return whether nothing has changed that lasts."""
    return all(getattr(before, name) == getattr(after, name) for name in _LASTING)
