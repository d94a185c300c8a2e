"""What the Help menu says."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from gui.window.keys_page import KeysPage
from gui.window.report_page import ReportPage
from gui.words.catalog import say


def show_about(window: QWidget) -> None:
    """Say what the application is."""
    QMessageBox.about(
        window,
        say("command-name.about"),
        say("help.about"),
    )


def show_keys(window: QWidget) -> None:
    """Show the page of keys over the window."""
    page = KeysPage(window)
    page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    page.open()


def show_report(window: QWidget) -> None:
    """Show what is to be told of a problem."""
    page = ReportPage(window)
    page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    page.open()
