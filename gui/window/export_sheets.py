"""The dialog that exports the step on screen as worksheets with their keys."""

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QSpinBox, QWidget

from engine.text.worksheet.sheet import Worksheet
from engine.written.quantity import Kind
from gui.disk.settings import user_settings
from gui.export.worksheet.drawn import worksheet_paper
from gui.export.worksheet.file import sheet_files, state_of
from gui.export.worksheet.formats import PDF, QUIZ_ENDINGS, SHEET_ENDINGS, quiz_content
from gui.export.worksheet.series import FIRST_SEED, MOST_VARIANTS, SheetRequest, worksheets
from gui.look.theme import THEMES
from gui.state.exercise import derived
from gui.state.hiding.derived import hidden_now
from gui.state.refusal import Refused
from gui.state.state import State
from gui.state.view import actions as view_actions
from gui.window.export_form import ExportForm, FieldColumn
from gui.window.export_sheet_preview import SheetPreview
from gui.window.file_dialog import ask_for_file, write_or_tell
from gui.words import catalog
from gui.words.catalog import AND, PSEUDO, of_figures, say, say_count
from gui.words.faults import fault_sentence
from gui.words.quantities import kind_name

_GROUP = "export-sheets"
_PAUSE_MS = 60  # after the last change, before the page is drawn anew
_SHEETS = 10
_ALL, _OWN, _FRESH, _FADING = "", "own", "fresh", "fading"
Tell = Callable[[str], object]


class SheetsForm(ExportForm):
    """Worksheets of the moment at which it was opened.

    name: suggested for a file; tell: what was done.
    """

    def __init__(self, state: State, name: str, tell: Tell, window: QWidget) -> None:
        self._state, self._name, self._tell = state, name, tell
        self._work = derived.work(state)
        self.preview = SheetPreview(THEMES[state.view.theme])
        fields = FieldColumn()
        tips = say("sheet-tip.save"), ""
        super().__init__(say("sheet-export.title"), self.preview, fields, tips, window)
        self.copy.hide()
        kinds = [(each.value, kind_name(each)) for each in derived.kinds(state)]
        every = (_ALL, say("by-hand.every-kind"))
        self.blank = fields.add_list(say("sheet-field.blank"), [every, *kinds], _ALL)
        numbers = [(key, say(f"sheet-numbers.{key}")) for key in (_OWN, _FRESH, _FADING)]
        self.numbers = fields.add_list(say("sheet-field.numbers"), numbers, _remembered())
        self.count = QSpinBox()
        self.count.setRange(1, MOST_VARIANTS)
        self.count.setValue(_SHEETS)
        self.count.setKeyboardTracking(False)
        fields.add(say("sheet-field.count"), self.count)
        self.sample = QSpinBox()
        samples = len(self._work.step.x)
        self.sample.setRange(1, samples)
        self.sample.setValue(self._work.row + 1)
        self.sample.setSuffix(say("batch.sample-of", samples=samples))
        self.sample.setKeyboardTracking(False)
        fields.add(say("sheet-field.sample"), self.sample)
        fields.show_field(self.sample, samples > 1)
        spoken = [key for key in of_figures() if key != PSEUDO]
        names = [(key, say(f"export-language.{key.replace(AND, '-')}")) for key in spoken]
        of_window = ("", say("export.theme-of-window"))
        self.language = fields.add_list(say("export-field.language"), [of_window, *names], "")
        self.key = QCheckBox(say("sheet-field.key"))
        fields.add(say("sheet-field.preview"), self.key)
        self._fields = fields
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self.show_page)
        self.does(self._ask_where, self._ask_where)
        for box in (self.blank, self.numbers, self.language):
            box.currentIndexChanged.connect(self._note)
        self.count.valueChanged.connect(self._note)
        self.sample.valueChanged.connect(self._follow)
        self.key.toggled.connect(self._note)
        self._note()

    @property
    def request(self) -> SheetRequest:
        """What is chosen now."""
        kind, numbers = self.blank.currentData(), self.numbers.currentData()
        kinds = (Kind(kind),) if kind else ()
        hidden = hidden_now(self._state)
        if numbers == _OWN:
            return SheetRequest(kinds, hidden=hidden)
        return SheetRequest(kinds, FIRST_SEED, self.count.value(), numbers == _FADING, hidden)

    def save_to(self, path: Path) -> None:
        """Write the sheets by the name's ending, each with its key; refuse an unknown one."""
        ending = path.suffix.lower()
        if ending not in (*SHEET_ENDINGS, *QUIZ_ENDINGS):
            self.refuse(say("command.no-sheet", path=path))
            return
        if self.request.fades and ending in QUIZ_ENDINGS:
            self.refuse(say("command.no-fading", path=path))
            return
        with catalog.spoken(self._language):
            if not all(write_or_tell(*file, self.refuse) for file in self._files(path, ending)):
                return
        self._tell(say_count("notice.saved-sheets", self.request.variants or 1, path=path))
        self.accept()

    def _files(self, path: Path, ending: str) -> Iterator[tuple[Path, bytes]]:
        sheets = worksheets(self._work, self.request)
        if ending in QUIZ_ENDINGS:
            yield path, quiz_content(list(sheets), ending).encode()
            return
        for sheet in sheets:
            yield from sheet_files(path, sheet, self._state)

    @property
    def _language(self) -> str:
        return str(self.language.currentData()) or catalog.language()

    def _follow(self, sample: int) -> None:
        """Work another sample of the batch, counted from 1."""
        self._state = view_actions.follow_sample(self._state, sample - 1)
        self._work = derived.work(self._state)
        self._note()

    def _note(self) -> None:
        """Draw the page again once nothing has been changed for a moment."""
        self._fields.show_field(self.count, self.numbers.currentData() != _OWN)
        settings = user_settings()
        settings.beginGroup(_GROUP)
        settings.setValue("numbers", self.numbers.currentData())
        self._soon.start()

    def show_page(self) -> None:
        """Show the first page of the first sheet, or why there is none."""
        self._soon.stop()
        self.refusal.hide()
        self.save.setEnabled(True)
        try:
            with catalog.spoken(self._language):
                self._draw(next(worksheets(self._work, self.request)))
        except Refused as refusal:
            self.save.setEnabled(False)
            self.preview.show_page(None)
            self.told.clear()
            self.refuse(fault_sentence(refusal.fault))

    def _draw(self, sheet: Worksheet) -> None:
        shown, is_key = state_of(sheet, self._state), self.key.isChecked()
        paper = worksheet_paper(sheet, shown, is_key=is_key)
        self.preview.show_page(paper.page(0))
        self.told.setText(say_count("sheet-export.told", paper.count, blanks=len(sheet.blanks)))

    def _ask_where(self) -> None:
        title, patterns = say("dialog.save-sheet"), say("dialog.sheets")
        suggested = say("sheet-file", name=self._name) + PDF
        ask_for_file(self, title, patterns, self.save_to, suggested)


def _remembered() -> str:
    """Return whose numbers were chosen last."""
    settings = user_settings()
    settings.beginGroup(_GROUP)
    found = str(settings.value("numbers"))
    return found if found in (_OWN, _FRESH, _FADING) else _OWN
