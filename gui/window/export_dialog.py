"""The dialog that exports a figure: what it is to be, and how it will look."""

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from engine.fault import Faulty
from gui.export.choice import FigureChoice, remember
from gui.export.figure import check_font, file_of
from gui.export.formats import ENDINGS, check_package
from gui.export.layout import Drawing, LaidOut, figure_page, laid_out, smallest_type
from gui.export.request import MM_PER_INCH, PIXELS_PER_INCH, POINTS_PER_INCH, WINDOW, FigureRequest
from gui.look.fit import area, fit
from gui.look.theme import THEMES
from gui.state.state import State
from gui.window.export_clipboard import copy_figure
from gui.window.export_fields import ExportFields
from gui.window.export_preview import FigurePreview
from gui.window.export_printing import ask_to_print
from gui.window.file_dialog import ask_for_file, write_or_tell
from gui.words.catalog import say
from gui.words.faults import fault_sentence

_ROUNDING = 1e-6
Tell = Callable[[str], object]


class ExportDialog(QDialog):
    """Fields beside a preview, of the moment at which it was opened.

    drawing: draws the window; name: suggested for a file; tell: what was done.
    """

    def __init__(
        self,
        state: State,
        first: FigureChoice,
        drawing: Drawing,
        name: str,
        tell: Tell,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._state, self._drawing, self._name, self._tell = state, drawing, name, tell
        self.setObjectName("page")
        self.setWindowTitle(say("export.title"))
        self.fields = ExportFields(first)
        self.fields.changed.connect(self._show)
        self.preview = FigurePreview(THEMES[state.view.theme])
        self.told, self.refusal = QLabel(), QLabel()
        self.told.setObjectName("faint")
        self.told.setWordWrap(True)
        self.refusal.setObjectName("refusal")
        self.refusal.setWordWrap(True)
        self.refusal.hide()
        self.save = self._button("save", self._ask_where)
        self.copy = self._button("copy", self._copy)
        self.print = self._button("print", self._print)
        self.close_button = QPushButton(say("keys.close"))
        self.close_button.clicked.connect(self.reject)
        self.save.setObjectName("primary")
        self.save.setDefault(True)
        self._lay_out(window.size())
        self._show()

    @property
    def request(self) -> FigureRequest:
        """What is asked for now."""
        return self.fields.choice.request(self.fields.title.text().strip())

    def save_to(self, path: Path) -> None:
        """Write the figure in the format of the name's ending; refuse one that is unknown."""
        ending, self._name = path.suffix.lower(), path.stem  # asked for again where it is refused
        if ending not in ENDINGS:
            self._refuse(say("command.no-picture", path=path))
            return
        try:
            check_package(ending)
            content = file_of(self._state, self.request, ending, self._window_drawing())
        except Faulty as error:  # too much to carry, or no font for its words
            self._refuse(fault_sentence(error.fault))
            return
        except ValueError as error:
            self._refuse(str(error))
            return
        if write_or_tell(path, content, self._refuse):
            remember(replace(self.fields.choice, ending=ending))
            self._tell(say("notice.saved-figure", path=path))
            self.accept()

    def _show(self) -> None:
        self.refusal.hide()
        self._figure = laid_out(self._state, self.request, self._window_drawing())
        self.preview.show_figure(self._figure)
        self.told.setText(figure_told(self._figure))
        self._check()
        remember(self.fields.choice)

    def _check(self) -> None:
        """Say at once that there is no font for the words; buttons then do nothing."""
        try:
            check_font(self._figure)
        except Faulty as error:
            self._refuse(fault_sentence(error.fault))
        for button in (self.save, self.copy, self.print):
            button.setEnabled(self.refusal.isHidden())

    def _window_drawing(self) -> Drawing | None:
        return self._drawing if self.fields.choice.view == WINDOW else None

    def _ask_where(self) -> None:
        suggested = self._name + self.fields.choice.ending
        patterns = say("dialog.pictures")
        ask_for_file(self, say("dialog.save-figure"), patterns, self.save_to, suggested)

    def _copy(self) -> None:
        copy_figure(self._state, self.request, self._window_drawing())
        self._tell(say("notice.copied-figure", view=self.fields.view.currentText()))
        self.accept()

    def _print(self) -> None:
        ask_to_print(figure_page(self._figure), self._name, self, self._refuse)

    def _refuse(self, sentence: str) -> None:
        self.refusal.setText(sentence)
        self.refusal.show()

    def _button(self, name: str, does: Callable[[], object]) -> QPushButton:
        button = QPushButton(say(f"export-button.{name}"))
        button.setToolTip(say(f"export-tip.{name}"))
        button.clicked.connect(lambda: does())
        return button

    def _lay_out(self, room: QSize) -> None:
        left, right, row = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        left.addWidget(self.preview, 1)
        left.addWidget(self.told)
        left.addWidget(self.refusal)
        right.addWidget(self.fields)
        right.addStretch(1)
        row.addLayout(left, 1)
        row.addLayout(right)
        fit(row, spacing="apart")
        foot = QHBoxLayout()
        foot.addStretch(1)
        for button in (self.print, self.copy, self.save, self.close_button):
            foot.addWidget(button)
        whole = QVBoxLayout(self)
        fit(whole, margins="page_around", spacing="row")
        whole.addLayout(row, 1)
        whole.addLayout(foot)
        self.resize(area("export_dialog").boundedTo(room))


def figure_told(figure: LaidOut) -> str:
    """Return how large a figure is, and how small its smallest text."""
    size = figure.request.size
    across, down = size.dots_across
    if not size.least_type:
        return say("export.told-pixels", across=across, down=down)
    per_mm, per_point = PIXELS_PER_INCH / MM_PER_INCH, PIXELS_PER_INCH / POINTS_PER_INCH
    width, height = f"{size.width / per_mm:.1f}", f"{size.height / per_mm:.1f}"
    if figure.request.view == WINDOW:
        return say("export.told-window", width=width, height=height, across=across, down=down)
    smallest = smallest_type(figure_page(figure)) or size.least_type
    points = f"{smallest / per_point:.1f}"
    told = say("export.told", width=width, height=height, across=across, down=down, points=points)
    if smallest >= size.least_type * min(figure.request.text_scale, 1.0) - _ROUNDING:
        return told
    return say("export.small", told=told, least=f"{size.least_type / per_point:g}")
