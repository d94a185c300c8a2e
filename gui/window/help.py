"""What the Help menu says."""

from PySide6.QtWidgets import QMessageBox, QWidget

from gui.look.fit import current
from gui.words.catalog import say


def show_about(window: QWidget) -> None:
    """Say what the application is."""
    QMessageBox.about(
        window,
        say("command-name.about"),
        say("help.about"),
    )


def show_keys(window: QWidget) -> None:
    """List the commands that have a key."""
    apart = current().length("far")
    rows = [
        f"<tr><td style='padding-right:{apart}px'>{action.text()}</td>"
        f"<td><b>{action.shortcut().toString()}</b></td></tr>"
        for action in window.actions()
        if not action.shortcut().isEmpty()
    ]
    box = QMessageBox(window)
    box.setWindowTitle(say("command-name.keys"))
    box.setText(f"<table>{''.join(rows)}</table>")
    box.exec()
