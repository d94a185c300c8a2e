"""Makes an experiment of a table: how it is read, what is learnt, and by what network."""

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from engine.experiment import Experiment
from engine.fault import Faulty
from gui.look.fit import area, current, fit
from gui.look.theme import Theme
from gui.table.column_list import ColumnList
from gui.table.draft import ColumnRole, Draft, experiment_of, problem, with_form, with_roles
from gui.table.preview import Preview
from gui.table.settings import FormSettings
from gui.table.shape import ShapeSettings
from gui.words.catalog import say
from gui.words.faults import fault_sentence
from gui.words.tables import reading_sentence


class TableDialog(QDialog):
    """Shows a draft; what is changed in it is read again at once, and what is wrong is said."""

    def __init__(
        self, draft: Draft, theme: Theme, done: Callable[[Experiment], object], window: QWidget
    ) -> None:
        super().__init__(window)
        self._theme, self._done = theme, done
        self.draft = draft
        self.setWindowTitle(say("table-dialog.title"))
        self.setObjectName("page")
        self._file = "" if draft.path is None else draft.file
        heading = QLabel(
            say("table-dialog.heading", file=self._file)
            if self._file
            else say("table-dialog.heading-pasted")
        )
        heading.setObjectName("heading")
        self.reading = QLabel()
        self.reading.setObjectName("soft")
        self.reading.setWordWrap(True)
        size = area("table_dialog").boundedTo(window.size() * 0.95)
        self.settings = FormSettings(draft, size.width() - 2 * current().length("far"))
        self.columns, self.preview = ColumnList(), Preview()
        self.shape = ShapeSettings(draft)
        self.problem = QLabel()
        self.problem.setObjectName("refusal")
        self.problem.setWordWrap(True)
        self._lay_out(heading)
        self.settings.changed.connect(lambda form: self._take(with_form(self.draft, form)))
        self.columns.chosen.connect(self._give_role)
        self.shape.changed.connect(self._take)
        self._take(draft)
        fit(self, least="table_dialog_least")
        self.resize(size)
        self.columns.rows.setFocus()

    def _lay_out(self, heading: QLabel) -> None:
        middle = QHBoxLayout()
        fit(middle, spacing="row")
        middle.addWidget(self.columns, 2)
        middle.addWidget(self.preview, 3)
        cancel = QPushButton(say("table-dialog.cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.make = QPushButton(say("table-dialog.make"))
        self.make.setObjectName("primary")
        self.make.setDefault(True)
        self.make.clicked.connect(self._make)
        foot = QHBoxLayout()
        fit(foot, spacing="row")
        foot.addWidget(self.problem, 1)
        foot.addStretch()
        foot.addWidget(cancel)
        foot.addWidget(self.make)
        whole = QVBoxLayout(self)
        fit(whole, margins="page_around", spacing="row")
        for widget in (heading, self.reading, self.settings):
            whole.addWidget(widget)
        whole.addLayout(middle, 1)
        whole.addWidget(self.shape)
        whole.addLayout(foot)

    def _give_role(self, names: tuple[str, ...], role: ColumnRole) -> None:
        self._take(with_roles(self.draft, names, role))

    def _take(self, draft: Draft) -> None:
        """Show another draft, and why nothing can be made of it."""
        self.draft = draft
        table = draft.table
        self.reading.setText("" if table is None else reading_sentence(self._file, table.form))
        self.settings.show_draft(draft)
        self.columns.show_draft(draft, self._theme)
        self.shape.show_draft(draft)
        found = problem(draft)
        self.preview.show_draft(draft, self._theme, found)
        self._say_problem("" if found is None else fault_sentence(found))
        self.make.setEnabled(found is None)

    def _say_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setAccessibleName(sentence)
        self.problem.setVisible(bool(sentence))

    def _make(self) -> None:
        self.setCursor(Qt.CursorShape.WaitCursor)
        try:
            experiment = experiment_of(self.draft)
        except Faulty as error:
            self._say_problem(fault_sentence(replace(error.fault, file="")))
            return
        finally:
            self.unsetCursor()
        self._done(experiment)
        self.accept()
