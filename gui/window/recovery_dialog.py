"""Offers what was not closed: recover it, open what was saved of it, or not now."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QMessageBox,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from engine.text.session.pieces import BadSession
from gui.disk.files import examples
from gui.disk.recovery import HeldFolder
from gui.look.fit import fit
from gui.words.catalog import say, say_count
from gui.words.faults import fault_sentence
from gui.words.functions import bundled_title, title_of

Does = Callable[[HeldFolder], object]


class RecoveryDialog(QDialog):
    """A list of sessions, most often of one; Return recovers the one chosen, Escape is not now.

    recover, open_saved: what is done with the one chosen; all others are let go.
    """

    def __init__(
        self, found: Sequence[HeldFolder], recover: Does, open_saved: Does, window: QWidget
    ) -> None:
        super().__init__(window)
        self._found = list(found)
        self.setObjectName("page")
        self.setWindowTitle(say("recover.title"))
        self.listed = QListWidget()
        self.listed.setAccessibleName(say("recover.list"))
        self.listed.addItems([_told(each) for each in found])
        for row in range(len(found)):
            self.listed.item(row).setToolTip(self.listed.item(row).text())  # where it is cut
        self.listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.listed.setSizeAdjustPolicy(QListWidget.SizeAdjustPolicy.AdjustToContents)
        self.listed.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.recover = self._button("recover", lambda: self._leave_with(recover))
        self.open_saved = self._button("open-saved", lambda: self._leave_with(open_saved))
        self.delete = self._button("delete", self._ask_to_delete)
        self.later = self._button("later", self.reject)
        self.recover.setObjectName("primary")
        self.recover.setDefault(True)
        self._lay_out()
        self.listed.itemDoubleClicked.connect(self.recover.click)
        self.listed.currentRowChanged.connect(self._show)
        self.listed.setCurrentRow(0)
        self.listed.setFocus()
        self.finished.connect(self._let_go)

    def _button(self, name: str, does: Callable[[], object]) -> QPushButton:
        button = QPushButton(say(f"recover.button-{name}"))
        button.setToolTip(say(f"recover.tip-{name}"))
        button.setAutoDefault(False)
        button.clicked.connect(lambda: does())
        return button

    def _lay_out(self) -> None:
        heading = QLabel(say("recover.heading"))
        heading.setObjectName("heading")
        about = QLabel(say("recover.about"))
        about.setObjectName("soft")
        about.setWordWrap(True)
        foot = QHBoxLayout()
        fit(foot, spacing="row")
        foot.addWidget(self.delete)
        foot.addStretch(1)
        for button in (self.later, self.open_saved, self.recover):
            foot.addWidget(button)
        whole = QVBoxLayout(self)
        fit(whole, margins="page_around", spacing="row")
        for widget in (heading, about, self.listed):
            whole.addWidget(widget)
        whole.addLayout(foot)
        fit(self, least="recovery_dialog")

    def _show(self, row: int) -> None:
        for button in (self.recover, self.delete):
            button.setEnabled(row >= 0)
        self.open_saved.setEnabled(row >= 0 and saved_file(self._found[row]) is not None)

    def _leave_with(self, does: Does) -> None:
        chosen = self._found.pop(self.listed.currentRow())
        self.accept()
        does(chosen)

    def _ask_to_delete(self) -> None:
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(say("recover.delete-question"))
        deleting = box.addButton(say("recover.button-delete"), QMessageBox.ButtonRole.AcceptRole)
        staying = box.addButton(say("unsaved.cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(staying)
        box.setEscapeButton(staying)

        def answered() -> None:
            if box.clickedButton() == deleting:
                self._delete()

        box.finished.connect(answered)
        box.open()

    def _delete(self) -> None:
        row = self.listed.currentRow()
        self._found.pop(row).remove()
        self.listed.takeItem(row)
        self._show(self.listed.currentRow())
        if not self._found:
            self.reject()

    def _let_go(self) -> None:
        for each in self._found:
            each.let_go()


def saved_file(folder: HeldFolder) -> Path | None:
    """Return the file that the experiment was saved in, None where there is none."""
    try:
        file = folder.session.summary().file
    except BadSession:
        return None
    return Path(file) if file is not None and Path(file).exists() else None


def _told(folder: HeldFolder) -> str:
    """Return a session in one line."""
    try:
        summary = folder.session.summary()
    except BadSession as error:
        return say("recover.unreadable", reason=fault_sentence(error.fault))
    # not in the form of the system, which may belong to another language than the window's
    at = datetime.fromtimestamp(summary.written_at)
    date = {"year": f"{at:%Y}", "month": f"{at:%m}", "day": f"{at:%d}"}
    when = say("recover.when", **date, time=f"{at:%H:%M}")
    title = bundled_title(summary.title) or _made_title(folder)
    of_example = any(str(each.path) == summary.file for each in examples())
    if summary.file is not None and not summary.challenge and not of_example:
        title = say("recover.of-file", title=title, file=Path(summary.file).name)
    return say_count("recover.entry", summary.steps, title=title, when=when)


def _made_title(folder: HeldFolder) -> str:
    """Return what the window called an experiment that has no title: the samples tell it."""
    try:
        return title_of(folder.session.read().state.document.experiment)
    except BadSession:
        return say("recover.untitled")
