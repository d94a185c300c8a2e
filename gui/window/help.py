"""What the Help menu says."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget


def _tr(text: str) -> str:
    return QCoreApplication.translate("help", text)


def show_about(window: QWidget) -> None:
    """Say what the application is."""
    QMessageBox.about(
        window,
        _tr("About Gradientscope"),
        _tr(
            "Gradientscope makes backpropagation visible. Every number on screen can be "
            "recomputed from other numbers on screen."
        ),
    )


def show_keys(window: QWidget) -> None:
    """List the commands that have a key."""
    rows = [
        f"<tr><td style='padding-right:24px'>{action.text()}</td>"
        f"<td><b>{action.shortcut().toString()}</b></td></tr>"
        for action in window.actions()
        if not action.shortcut().isEmpty()
    ]
    box = QMessageBox(window)
    box.setWindowTitle(_tr("Keyboard shortcuts"))
    box.setText(f"<table>{''.join(rows)}</table>")
    box.exec()
