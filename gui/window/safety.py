"""Keeps the work of the window safe, and brings back that of one that was not closed."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from engine.text.session.pieces import BadSession
from gui.disk.recovery import HeldFolder, left_behind
from gui.menu.menu import Menu
from gui.panels.notice import Notice
from gui.state.store import Store
from gui.window.documents import Documents
from gui.window.keeping import Keeping
from gui.window.recovery_dialog import RecoveryDialog, saved_file
from gui.words.catalog import say
from gui.words.faults import fault_sentence


class Safety(QObject):
    """Made once the window is on screen: nothing of it is needed for the first paint."""

    def __init__(
        self, window: QWidget, store: Store, documents: Documents, menu: Menu, notice: Notice
    ) -> None:
        super().__init__(window)
        self._window, self._documents, self._notice = window, documents, notice
        self.keeping = Keeping(store, documents, notice, self)
        menu.file.recover.triggered.connect(self.ask)

    def offer(self) -> None:
        """Offer what was left behind by a crash, unless it was put off."""
        found = left_behind()
        for each in found:
            if each.is_put_off:
                each.let_go()
        self._show([each for each in found if not each.is_put_off])

    def ask(self) -> None:
        """Offer all that was left behind, also what was put off."""
        found = left_behind()
        if not found:
            self._notice.tell(say("recover.none"))
        self._show(found)

    def _show(self, found: Sequence[HeldFolder]) -> None:
        if not found:
            return
        dialog = RecoveryDialog(found, self._recover, self._open_saved, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _recover(self, folder: HeldFolder) -> None:
        try:
            session = folder.session.read()
        except BadSession as error:
            reason = fault_sentence(error.fault)
            self._notice.say(say("recover.failed", reason=reason))
            folder.let_go()
            return

        def go_on() -> None:
            self._documents.recover(session)
            self.keeping.adopt(folder)

        self._documents.ask_to_leave(go_on)

    def _open_saved(self, folder: HeldFolder) -> None:
        path = saved_file(folder)
        folder.put_off()
        folder.let_go()
        if path is not None:
            self._documents.ask_to_leave_for(path)
