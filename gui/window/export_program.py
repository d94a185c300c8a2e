"""The dialog that exports the experiment as a program or a notebook."""

from collections.abc import Callable
from pathlib import Path
from textwrap import fill, indent

from PySide6.QtGui import QFontDatabase, QFontInfo, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QSpinBox, QWidget

from engine.experiment import Experiment
from engine.text.programs.notebook import notebook_cells
from engine.text.programs.program import (
    LIBRARIES,
    NOTEBOOK,
    PROGRAM,
    TooLong,
    check_length,
    program,
    program_as,
)
from gui.disk.settings import user_settings
from gui.export.program import program_start
from gui.look.fit import fit
from gui.state.state import State
from gui.window.export_clipboard import let_go_at_the_end
from gui.window.export_form import ExportForm, FieldColumn
from gui.window.file_dialog import ask_for_file, write_or_tell
from gui.words.catalog import say
from gui.words.faults import fault_sentence
from gui.words.functions import in_language

_GROUP = "export-program"
_FORMS = {PROGRAM: "program", NOTEBOOK: "notebook"}
_MOST_STEPS = 1_000_000
_COMMENT = 70  # letters on a line
Tell = Callable[[str], object]


class ProgramForm(ExportForm):
    """The run of the moment at which it was opened, up to the step on screen.

    name: suggested for a file; tell: what was done.
    """

    def __init__(self, state: State, name: str, tell: Tell, window: QWidget) -> None:
        self._start, self._notation = program_start(state), state.view.notation
        self._name, self._tell = name, tell
        library, form = _remembered()
        fields, self.preview = FieldColumn(), QPlainTextEdit()
        tips = say("program-tip.save"), say("program-tip.copy")
        super().__init__(say("program-export.title"), self.preview, fields, tips, window)
        libraries = [(key, say(f"program-library.{key}")) for key in LIBRARIES]
        self.library = fields.add_list(say("program-field.library"), libraries, library)
        forms = [(ending, say(f"program-form.{key}")) for ending, key in _FORMS.items()]
        self.form = fields.add_list(say("program-field.form"), forms, form)
        self.steps = QSpinBox()
        self.steps.setRange(0, _MOST_STEPS)
        self.steps.setValue(self._start.steps)
        self.steps.setKeyboardTracking(False)
        self.steps.setToolTip(say("program-tip.steps"))
        fields.add(say("program-field.steps"), self.steps)
        self.preview.setReadOnly(True)
        self.preview.setAccessibleName(say("program-export.preview"))
        self.preview.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        system = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed = QFontInfo(system).family()  # not "monospace": the next in the list would win
        families = ", ".join(f"'{each}'" for each in (fixed, *self.font().families()[1:]))
        self.preview.setStyleSheet(f"font-family: {families}")  # comments may be Chinese
        fit(self.preview, least="export_preview")
        self.does(self._ask_where, self._copy)
        for changed in (self.library.currentIndexChanged, self.form.currentIndexChanged):
            changed.connect(self._show)
        self.steps.valueChanged.connect(self._show)
        self._show()

    def save_to(self, path: Path) -> None:
        """Write a program or a notebook by the name's ending; refuse one that is unknown."""
        ending, self._name = path.suffix.lower(), path.stem  # asked for again where it is refused
        if ending not in _FORMS:
            self.refuse(say("program-export.unknown", path=path))
            return
        course = self._start.course(self.steps.value())
        text = program_as(ending, self._experiment, self._library, say, course, self._notation)
        if write_or_tell(path, text.encode("utf-8", "replace"), self.refuse):
            self._tell(say("notice.saved-program", path=path))
            self.accept()

    @property
    def _experiment(self) -> Experiment:
        return in_language(self._start.experiment)

    @property
    def _library(self) -> str:
        return str(self.library.currentData())

    def _show(self) -> None:
        self.refusal.hide()
        self._remember()
        try:
            check_length(self._start.experiment)
        except TooLong as error:
            self.told.clear()
            self.refuse(fault_sentence(error.fault))
            for button in (self.save, self.copy):
                button.setEnabled(False)
            return
        self.told.setText(" ".join([say("program-export.told"), *self._start.notes]))
        is_notebook = self.form.currentData() == NOTEBOOK
        self.preview.setPlainText(self._cells() if is_notebook else self._program())

    def _program(self) -> str:
        course = self._start.course(self.steps.value())
        return program(self._experiment, self._library, say, course)

    def _cells(self) -> str:
        """Return the cells one below the other, as editors write them in one file."""
        course = self._start.course(self.steps.value())
        cells = notebook_cells(self._experiment, self._library, say, course, self._notation)
        return "\n\n".join(
            f"# %%\n{cell.text}" if cell.is_code else _commented(cell.text) for cell in cells
        )

    def _ask_where(self) -> None:
        title, patterns = say("dialog.save-program"), say("dialog.programs")
        suggested = self._name + str(self.form.currentData())
        ask_for_file(self, title, patterns, self.save_to, suggested)

    def _copy(self) -> None:
        let_go_at_the_end()
        QGuiApplication.clipboard().setText(self._program())
        self._tell(say("notice.copied-program"))
        self.accept()

    def _remember(self) -> None:
        settings = user_settings()
        settings.beginGroup(_GROUP)
        settings.setValue("library", self._library)
        settings.setValue("form", self.form.currentData())


def _commented(words: str) -> str:
    """Return the words between two cells as comments that need no scrolling."""
    wrapped = (fill(line, _COMMENT, break_long_words=False) for line in words.splitlines())
    return indent("\n".join(wrapped), "# ", lambda line: True).replace("# \n", "#\n")


def _remembered() -> tuple[str, str]:
    """Return the library and the ending that were chosen last."""
    settings = user_settings()
    settings.beginGroup(_GROUP)
    library, form = (str(settings.value(key)) for key in ("library", "form"))
    return library if library in LIBRARIES else LIBRARIES[0], form if form in _FORMS else PROGRAM
