"""Puts tables on the clipboard: as HTML for spreadsheets and word processors, as text with tabs."""

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from engine.text.sheets.html_sheet import tables_to_html, tables_to_tabs
from engine.text.sheets.number_table import NumberDocument
from gui.window.export_clipboard import let_go_at_the_end

_TABS = "text/tab-separated-values"


def copy_tables(document: NumberDocument) -> None:
    """Put tables with all digits of their numbers on the clipboard."""
    let_go_at_the_end()
    text = tables_to_tabs(document)
    data = QMimeData()
    data.setText(text)
    data.setHtml(tables_to_html(document))
    data.setData(_TABS, text.encode())
    QGuiApplication.clipboard().setMimeData(data)
