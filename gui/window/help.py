"""What the Help menu says."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from gui.disk import files
from gui.disk.log_file import program_version
from gui.look.fit import current
from gui.window.keys_page import KeysPage
from gui.window.report_page import ReportPage
from gui.words.catalog import say


def show_about(window: QWidget) -> None:
    """Say what the application is, its version, and where the licences are in a bundle."""
    box = QMessageBox(window)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(say("command-name.about"))
    side = current().length("about_icon")
    box.setIconPixmap(QApplication.windowIcon().pixmap(side, side))
    box.setText(say("help.about"))
    version = program_version() or say("report.unknown-version")
    licences = files.bundled_licences()
    if licences is not None:
        box.setInformativeText(say("help.bundled", version=version, folder=licences))
    else:
        box.setInformativeText(say("help.version", version=version))
    box.open()


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
