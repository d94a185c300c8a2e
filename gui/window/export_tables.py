"""The dialog that exports numbers as tables: which, and what they look like."""

from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QTextBrowser, QWidget

from engine.text.sheets.formats import CSV, TABLE_ENDINGS, tables_as
from engine.text.sheets.history import HistoryRows
from engine.text.sheets.number_table import NumberDocument
from gui.covered_tables import covered_tables
from gui.disk.settings import user_settings
from gui.export.tables import (
    HISTORY,
    LAYERED,
    TABLES,
    document_of,
    history_document,
    history_rows,
)
from gui.look.fit import fit
from gui.look.theme import THEMES
from gui.state.state import State
from gui.window.export_form import ExportForm, FieldColumn
from gui.window.export_table_clipboard import copy_tables
from gui.window.export_table_preview import preview_html, preview_style
from gui.window.file_dialog import ask_for_file, write_or_tell
from gui.words.catalog import say, say_count

_GROUP = "export-tables"
_PIECE_SECONDS, _PAUSE_MS = 0.02, 4  # the window goes on meanwhile
_ALL_LAYERS = ""
Tell = Callable[[str], object]


class TablesForm(ExportForm):
    """Tables of the moment at which it was opened; those of a long run take a while.

    name: suggested for a file; tell: what was done.
    """

    def __init__(self, state: State, name: str, tell: Tell, window: QWidget) -> None:
        self._state, self._name, self._tell = state, name, tell
        self._typed = ""  # the name that was refused with its ending
        self._ending, first = _remembered()
        fields, self.preview = FieldColumn(), QTextBrowser()
        tips = say("table-tip.save"), say("table-tip.copy")
        super().__init__(say("table-export.title"), self.preview, fields, tips, window)
        items = [(key, say(f"table-kind.{key}")) for key in TABLES]
        self.which = fields.add_list(say("table-field.which"), items, first)
        depth = state.document.experiment.network.depth
        layers = [(str(each), say("numbers.layer", layer=each)) for each in range(1, depth + 1)]
        every = (_ALL_LAYERS, say("numbers.all-layers"))
        self.layer = fields.add_list(say("table-field.layer"), [every, *layers], _ALL_LAYERS)
        self._fields = fields
        self.preview.setAccessibleName(say("table-export.preview"))
        self.preview.setLineWrapMode(QTextBrowser.LineWrapMode.NoWrap)
        self.preview.document().setDefaultStyleSheet(preview_style(THEMES[state.view.theme]))
        fit(self.preview, least="export_preview")
        self._rows: HistoryRows | None = None
        self._document: NumberDocument | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._go_on)
        self.does(self._ask_where, self._copy)
        self.which.currentIndexChanged.connect(self._show)
        self.layer.currentIndexChanged.connect(self._show)
        self._show()

    def save_to(self, path: Path) -> None:
        """Write the tables in the format of the name's ending; refuse one that is unknown."""
        ending, self._typed = path.suffix.lower(), path.stem
        if ending not in TABLE_ENDINGS:
            self.refuse(say("command.no-table", path=path))
            return
        assert self._document is not None
        text = tables_as(self._document, ending, self._state.view.digits, say)
        if write_or_tell(path, text.encode("utf-8", "replace"), self.refuse):
            self._ending = ending
            self._remember()
            self._tell(say("notice.saved-table", path=path))
            self.accept()

    def _show(self) -> None:
        which = self.which.currentData()
        self._fields.show_field(self.layer, which in LAYERED)
        self.refusal.hide()
        self._remember()
        if which != HISTORY:
            self._timer.stop()
            layer = self.layer.currentData() if which in LAYERED else _ALL_LAYERS
            self._show_tables(document_of(self._state, which, int(layer) if layer else None))
            return
        if self._rows is None:
            self._rows = history_rows(self._state)
        self._document = None
        self._timer.start()
        self._go_on()

    def _go_on(self) -> None:
        """Compute some more of the history, and show it once all of it is there."""
        assert self._rows is not None
        end = perf_counter() + _PIECE_SECONDS
        while not self._rows.is_complete and perf_counter() < end:
            self._rows.more()
        if self._rows.is_complete:
            self._timer.stop()
            self._show_tables(history_document(self._state, self._rows))
            return
        self._enable(False)
        self.preview.clear()
        done, count = self._rows.done, len(self._rows.steps)
        self.told.setText(say("table-export.computing", done=done, count=count))

    def _show_tables(self, document: NumberDocument) -> None:
        document = covered_tables(self._state, document)
        self._document = document
        digits = self._state.view.digits
        self.preview.setHtml(preview_html(document, digits))
        rows = sum(len(table.rows) for table in document.tables)
        self.told.setText(say_count("table-export.told", rows, digits=digits))
        self._enable(True)

    def _enable(self, is_there: bool) -> None:
        for button in (self.save, self.copy):
            button.setEnabled(is_there)

    def _ask_where(self) -> None:
        kind = say(f"table-file.{self.which.currentData()}")
        suggested = self._typed or say("table-file", name=self._name, kind=kind)
        title, patterns = say("dialog.save-table"), say("dialog.number-tables")
        ask_for_file(self, title, patterns, self.save_to, suggested + self._ending)

    def _copy(self) -> None:
        assert self._document is not None
        copy_tables(self._document)
        self._tell(say("notice.copied-table", table=self.which.currentText()))
        self.accept()

    def _remember(self) -> None:
        settings = user_settings()
        settings.beginGroup(_GROUP)
        settings.setValue("which", self.which.currentData())
        settings.setValue("ending", self._ending)


def _remembered() -> tuple[str, str]:
    """Return the ending of the file that was written last, and which tables were in it."""
    settings = user_settings()
    settings.beginGroup(_GROUP)
    ending, which = (str(settings.value(key)) for key in ("ending", "which"))
    return (
        ending if ending in TABLE_ENDINGS else CSV,
        which if which in TABLES else TABLES[0],
    )
