"""Prints a figure, as large as it is or as the paper has room for."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from gui.export.request import PIXELS_PER_INCH
from gui.recording.marks import FigurePage
from gui.recording.replay import paint_page
from gui.words.catalog import say


def ask_to_print(
    page: FigurePage, name: str, window: QWidget, tell: Callable[[str], object]
) -> None:
    """Ask on which printer, and print a page there; tell: why it cannot be printed."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    if page.width > page.height:
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    dialog = QPrintDialog(printer, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def print_it() -> None:
        if not print_page(page, printer):
            tell(say("notice.no-printer"))

    dialog.accepted.connect(print_it)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.show()


def print_page(page: FigurePage, printer: QPrinter) -> bool:
    """Print a page in the middle of the paper's upper edge; return whether it could be begun."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    unit = printer.resolution() / PIXELS_PER_INCH
    room = printer.pageRect(QPrinter.Unit.DevicePixel)
    unit = min(unit, room.width() / page.width, room.height() / page.height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate((room.width() - unit * page.width) / 2, 0)
    painter.scale(unit, unit)
    paint_page(painter, page)
    return painter.end()
