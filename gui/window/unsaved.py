"""Asks what becomes of unsaved changes before something else takes their place."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from gui.words.catalog import say


def ask_to_save(
    window: QWidget, name: str, save: Callable[[], object], go_on: Callable[[], object]
) -> None:
    """Ask over a window whether to save, not to, or to stay.

    save: goes on by itself once all is written; go_on: what is done without saving.
    """
    box = QMessageBox(window)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(say("unsaved.title"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(say("unsaved.question", name=name))
    box.setInformativeText(say("unsaved.consequence"))
    role = QMessageBox.ButtonRole
    saving = box.addButton(say("unsaved.save"), role.AcceptRole)
    discarding = box.addButton(say("unsaved.discard"), role.DestructiveRole)
    staying = box.addButton(say("unsaved.cancel"), role.RejectRole)
    saving.setObjectName("primary")
    saving.style().polish(saving)  # which was done before it had its name
    box.setDefaultButton(saving)
    box.setEscapeButton(staying)

    def answered() -> None:
        if box.clickedButton() == saving:
            save()
        elif box.clickedButton() == discarding:
            go_on()

    box.finished.connect(answered)
    box.open()
