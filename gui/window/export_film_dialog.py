"""The dialog that exports a film: what it shows, how it will look, and how far it is made."""

from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from engine.fault import Faulty
from gui.export.film.choice import FilmChoice, remember_film
from gui.export.film.film import Film, titled
from gui.export.film.formats import FILM_FORMATS, check_format
from gui.export.film.moments import FilmKind, FilmMoment
from gui.export.film.stills import Stills
from gui.export.formats import ENDINGS, check_package
from gui.export.layout import laid_out
from gui.look.fit import area, fit
from gui.look.theme import THEMES
from gui.state.state import State
from gui.window.export_film_fields import FilmFields
from gui.window.export_film_making import FilmMaking
from gui.window.export_preview import FigurePreview
from gui.window.file_dialog import ask_for_file, write_or_tell
from gui.words.catalog import say, say_count
from gui.words.faults import fault_sentence, reason_of

_TICKS = 10  # of the slider, a second
Tell = Callable[[str], object]


class FilmDialog(QDialog):
    """Fields beside a moment of the film, which a slider moves through; it stays until it is made.

    name: suggested for a file; tell: what was done.
    """

    def __init__(
        self, state: State, first: FilmChoice, name: str, tell: Tell, window: QWidget
    ) -> None:
        super().__init__(window)
        self._state, self._name, self._tell = state, name, tell
        self._moments: list[FilmMoment] = []
        self._ends: list[float] = []
        self.setObjectName("page")
        self.setWindowTitle(say("film.dialog"))
        self.making = FilmMaking(self)
        self.making.progressed.connect(self._show_progress)
        self.fields = FilmFields(first, state.trained)
        self.fields.changed.connect(self._choose)
        self.preview = FigurePreview(THEMES[state.view.theme])
        self.time = QSlider(Qt.Orientation.Horizontal)
        self.time.setAccessibleName(say("film.time"))
        self.time.valueChanged.connect(self._show_moment)
        self.told, self.refusal, self.left = QLabel(), QLabel(), QLabel()
        self.told.setObjectName("faint")
        self.refusal.setObjectName("refusal")
        self.refusal.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(say("film.progress"))
        self.save, self.close_button = QPushButton(say("export-button.save")), QPushButton()
        self.save.setToolTip(say("film.save-tip"))
        self.save.setObjectName("primary")
        self.save.setDefault(True)
        self.save.clicked.connect(self._ask_where)
        self.close_button.clicked.connect(self.reject)
        self._lay_out(window.size())
        self._choose()
        self._begin_at_the_moment_on_screen()
        self._show_making(False)
        self.fields.kind.setFocus()

    def save_to(self, path: Path) -> None:
        """Make what the name's ending asks for, and write it when it is whole."""
        ending, choice = path.suffix.lower(), self.fields.choice
        self._name = path.stem  # asked for again where it is refused
        try:
            work = self._work(path, ending, choice)
        except ValueError as error:
            self._refuse(str(error))
            return
        self.refusal.hide()

        def done() -> None:
            self._show_making(False)
            files = work.files if isinstance(work, Stills) else [(path, work.content)]
            if all(write_or_tell(*file, self._refuse) for file in files):
                remember_film(replace(choice, ending=ending))
                self._tell(say_count("notice.saved-film", len(files), path=files[0][0]))
                self.accept()

        def failed(error: OSError | Faulty) -> None:
            if isinstance(error, Faulty):
                self._refuse(fault_sentence(error.fault))
            else:
                self._refuse(say("notice.unwritable", path=path, reason=reason_of(error)))

        self.making.begin(work, done, failed)
        self._show_making(True)
        self.close_button.setFocus()

    def _work(self, path: Path, ending: str, choice: FilmChoice) -> Film | Stills:
        """Return what is to be made; raise ValueError with a sentence for what cannot be."""
        if ending in FILM_FORMATS:
            check_format(ending, choice.frames)
            return Film(self._moments, choice.request, ending, choice.frames)
        if ending not in ENDINGS:
            raise ValueError(say("film.no-format", path=path))
        if choice.kind is not FilmKind.BEATS:
            raise ValueError(say("film.stills-of-beats", kind=ending))
        check_package(ending)
        return Stills(self._moments, choice.request, path)

    def reject(self) -> None:
        """Cancel what is being made; if nothing is, close."""
        if not self.making.is_going:
            super().reject()
            return
        self.making.cancel()
        self._show_making(False)
        self.save.setFocus()

    def _choose(self) -> None:
        choice = self.fields.choice
        self.refusal.hide()
        try:
            self._moments = choice.moments(self._state)
        except Faulty as error:
            self._refuse(fault_sentence(error.fault))
        self.save.setEnabled(self.refusal.isHidden())
        self._ends = list(accumulate(moment.seconds for moment in self._moments))
        if self._ends:
            self.time.setRange(0, round(_TICKS * self._ends[-1]))
            self._show_moment()
        remember_film(choice)

    def _show_moment(self) -> None:
        at = self.time.value() / _TICKS
        place = min(bisect_right(self._ends, at), len(self._moments) - 1)
        moment, request = self._moments[place], self.fields.choice.request
        self.preview.show_figure(laid_out(moment.state, titled(request, moment)))
        width, height = request.size.dots_across
        seconds, now = f"{self._ends[-1]:.1f}", f"{at:.1f}"
        told = {"now": now, "seconds": seconds, "width": width, "height": height}
        self.told.setText(say("film.told", **told))

    def _begin_at_the_moment_on_screen(self) -> None:
        """Show first what can be seen in the window, of other films the end."""
        cursor, last = self._state.cursor, self.time.maximum()
        if self.fields.choice.kind is FilmKind.BEATS and self._moments:
            places = [i for i, at in enumerate(self._moments) if at.state.cursor == cursor]
            last = round(_TICKS * (self._ends[places[-1]] - 0.1)) if places else last
        self.time.setValue(last)

    def _ask_where(self) -> None:
        suggested = self._name + self.fields.choice.ending
        patterns = say("dialog.films")
        ask_for_file(self, say("dialog.save-film"), patterns, self.save_to, suggested)

    def _show_making(self, on: bool) -> None:
        for part in (self.fields, self.save, self.time):
            part.setEnabled(not on)
        self.bar.setVisible(on)
        self.left.setVisible(on)
        self.close_button.setText(say("film.cancel" if on else "keys.close"))
        self._show_progress()

    def _show_progress(self) -> None:
        self.bar.setValue(round(100 * self.making.share))
        left = self.making.seconds_left
        self.left.setText("" if left is None else say_count("film.left", max(round(left), 1)))

    def _refuse(self, sentence: str) -> None:
        self._show_making(False)
        self.refusal.setText(sentence)
        self.refusal.show()

    def _lay_out(self, room: QSize) -> None:
        left, right, row = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        left.addWidget(self.preview, 1)
        for part in (self.time, self.told, self.refusal):
            left.addWidget(part)
        right.addWidget(self.fields)
        right.addStretch(1)
        row.addLayout(left, 1)
        row.addLayout(right)
        fit(row, spacing="apart")
        foot = QHBoxLayout()
        fit(foot, spacing="row")
        foot.addWidget(self.bar, 1)
        foot.addWidget(self.left)
        foot.addStretch()
        for button in (self.save, self.close_button):
            foot.addWidget(button)
        whole = QVBoxLayout(self)
        fit(whole, margins="page_around", spacing="row")
        whole.addLayout(row, 1)
        whole.addLayout(foot)
        self.resize(area("film_dialog").boundedTo(room))
