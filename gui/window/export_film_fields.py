"""What is chosen about a film: fields that together make a choice."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QSpinBox, QWidget

from gui.export.film.choice import (
    EXACT,
    FILM_SIZES,
    FRAMES_CHOICES,
    MOST_BALL_STEPS,
    SPEED_CHOICES,
    FilmChoice,
)
from gui.export.film.film import LEAST_DOTS, MOST_DOTS
from gui.export.film.moments import PAUSES, FilmKind
from gui.look.fit import fit
from gui.look.theme import THEMES
from gui.views import FIGURES, VIEWS
from gui.words.catalog import say, say_count

_NONE = ""
_PLACES = ("first", "second", "third")


class FilmFields(QWidget):
    """A column of fields with their names; those that mean nothing for what is filmed are hidden.

    trained: how many steps there are to film.
    """

    changed = Signal()
    """Emitted when something else is chosen."""

    def __init__(self, first: FilmChoice, trained: int) -> None:
        super().__init__()
        self._ending = first.ending
        self._labels: dict[QWidget, QLabel] = {}
        self._rows = QGridLayout(self)
        fit(self._rows, margins="page", across="apart", down="gap")
        self.kind = self._list("kind", _kinds(trained), first.kind.value)
        self._forbid_run(trained == 0)
        self.views = [
            self._list(f"{place}-view", _views(place), chosen)
            for place, chosen in zip(_PLACES, (*first.views, _NONE, _NONE), strict=False)
        ]
        sizes = [
            (key, say("film.size", width=width, height=height))
            for key, (width, height) in FILM_SIZES.items()
        ]
        exact = EXACT, say("export-size.pixels")
        self.size_list = self._list("size", [*sizes, exact], first.size)
        self.width_field = self._number("width", LEAST_DOTS, MOST_DOTS, first.width)
        self.height_field = self._number("height", LEAST_DOTS, MOST_DOTS, first.height)
        frames = [(str(each), say("film.frames", frames=each)) for each in FRAMES_CHOICES]
        self.frames = self._list("frames", frames, str(first.frames))
        speeds = [(f"{each:g}", say("film.speed", speed=f"{each:g}")) for each in SPEED_CHOICES]
        self.speed = self._list("speed", speeds, f"{first.speed:g}")
        self.pause = self._number("pause", 0, round(PAUSES[1]), first.pause)
        self.pause.setSuffix(say("film.seconds"))
        self.ball_steps = self._number("ball-steps", 1, MOST_BALL_STEPS, first.ball_steps)
        themes = [("", say("export.theme-of-window")), *((k, say(f"theme.{k}")) for k in THEMES)]
        self.theme = self._list("theme", themes, first.theme)
        self.told = self._check("told", first.is_told)
        self.caption = self._check("caption", first.has_caption)
        self._show_what_counts()

    @property
    def choice(self) -> FilmChoice:
        """What is chosen now; a view that is chosen twice is shown once."""
        views = [str(field.currentData()) for field in self.views]
        return FilmChoice(
            kind=FilmKind(self.kind.currentData()),
            views=tuple(dict.fromkeys(view for view in views if view)),
            size=self.size_list.currentData(),
            width=self.width_field.value(),
            height=self.height_field.value(),
            frames=int(self.frames.currentData()),
            speed=float(self.speed.currentData()),
            pause=self.pause.value(),
            ball_steps=self.ball_steps.value(),
            theme=self.theme.currentData(),
            is_told=self.told.isChecked(),
            has_caption=self.caption.isChecked(),
            ending=self._ending,
        )

    def _note(self) -> None:
        self._show_what_counts()
        self.changed.emit()

    def _show_what_counts(self) -> None:
        kind = FilmKind(self.kind.currentData())
        is_exact = self.size_list.currentData() == EXACT
        for field, counts in {
            self.width_field: is_exact,
            self.height_field: is_exact,
            self.ball_steps: kind is FilmKind.DESCENT,
        }.items():
            field.setVisible(counts)
            self._labels[field].setVisible(counts)
        self.told.setVisible(kind is FilmKind.BEATS)

    def _forbid_run(self, is_forbidden: bool) -> None:
        place, model = self.kind.findData(FilmKind.RUN.value), self.kind.model()
        assert isinstance(model, QStandardItemModel)
        model.item(place).setEnabled(not is_forbidden)
        if is_forbidden:
            self.kind.setItemData(place, say("film.no-run"), Qt.ItemDataRole.ToolTipRole)
            if self.kind.currentIndex() == place:
                self.kind.setCurrentIndex(0)

    def _list(self, name: str, items: Sequence[tuple[str, str]], chosen: str) -> QComboBox:
        field = QComboBox()
        for key, words in items:
            field.addItem(words, key)
        field.setCurrentIndex(max(field.findData(chosen), 0))
        fit(field, width="picker")
        self._add(name, field)
        field.currentIndexChanged.connect(self._note)
        return field

    def _number(self, name: str, least: int, most: int, value: int) -> QSpinBox:
        field = QSpinBox()
        field.setRange(least, most)
        field.setValue(value)
        field.setKeyboardTracking(False)  # not at each digit that is typed
        self._add(name, field)
        field.valueChanged.connect(self._note)
        return field

    def _check(self, name: str, is_on: bool) -> QCheckBox:
        field = QCheckBox(say(f"film-field.{name}"))
        field.setChecked(is_on)
        field.toggled.connect(self._note)
        self._rows.addWidget(field, self._rows.rowCount(), 1)
        return field

    def _add(self, name: str, field: QWidget) -> None:
        label, row = QLabel(say(f"film-field.{name}")), self._rows.rowCount()
        label.setBuddy(field)
        self._labels[field] = label
        field.setAccessibleName(label.text())
        self._rows.addWidget(label, row, 0)
        self._rows.addWidget(field, row, 1)


def _kinds(trained: int) -> list[tuple[str, str]]:
    run = say_count("film.run", trained)
    named = {FilmKind.RUN: run}
    return [
        (kind.value, named[kind] if kind in named else say(f"film-kind.{kind.value}"))
        for kind in FilmKind
    ]


def _views(place: str) -> list[tuple[str, str]]:
    views = [(key, VIEWS[key].title) for key in FIGURES]
    return views if place == _PLACES[0] else [(_NONE, say("film.no-view")), *views]
