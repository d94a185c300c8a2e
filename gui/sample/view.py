"""The panel with the sample that is followed, and the pad to draw one's own."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from gui.look.fit import Arranging, current, fit
from gui.look.sizes import growth
from gui.look.theme import THEMES
from gui.panels.scrolled import scrolled
from gui.sample.bars import output_bars
from gui.sample.bars_view import BarsView
from gui.sample.buttons_view import DrawingRow, SampleRow
from gui.sample.inputs_view import InputsTable
from gui.sample.picture_view import PictureView
from gui.sample.said import verdict, whose
from gui.sample.subject import (
    SampleSubject,
    form_of,
    levels_shown,
    subject_of,
    subject_of_drawing,
)
from gui.state.experiment import samples
from gui.state.run import derived
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.turns import turns_of
from gui.words.catalog import say
from gui.words.functions import table_name

_UPRIGHT = 1.15  # times as high as wide: the outputs stand below the picture
_DIGITS = range(Qt.Key.Key_0, Qt.Key.Key_9 + 1)


class SampleView(Arranging):
    """Whose it is, its inputs as a picture or a list, the outputs as bars, and buttons."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._turns = store, turns_of(store)
        self.whose, self.verdict = QLabel(), QLabel()
        self.verdict.setObjectName("faint")
        self.picture, self.numbers = PictureView(), InputsTable(store)
        self.inputs = QStackedWidget()
        self.inputs.addWidget(self.picture)
        self.inputs.addWidget(self.numbers)
        self.of_sample, self.of_drawing = SampleRow(store), DrawingRow()
        self.buttons = QStackedWidget()
        self.buttons.addWidget(self.of_sample)
        self.buttons.addWidget(self.of_drawing)
        bars = scrolled(BarsView, self)
        self.bars = bars.view
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        fit(self._body, spacing="apart")
        self._body.addWidget(self.inputs, 1)
        self._body.addWidget(bars, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        fit(column, spacing="close")
        column.addWidget(self.whose)
        column.addWidget(self.verdict)
        column.addLayout(self._body, 1)
        column.addWidget(self.buttons)
        self.picture.drawn.connect(self._refresh)
        self.picture.installEventFilter(self)
        self.of_sample.draw_asked.connect(self._begin)
        self.of_drawing.used.connect(self._use)
        self.of_drawing.cleared.connect(self.picture.begin)
        self.of_drawing.left.connect(self._leave)
        store.changed.connect(self._show)
        self._refresh()

    def _begin(self) -> None:
        self.of_drawing.choose(None)
        self.picture.begin()
        self.picture.setFocus()

    def _leave(self) -> None:
        self.picture.leave()
        self._refresh()

    def _use(self) -> None:
        """Add the drawing to the training set, as a sample of the class chosen."""
        state, drawn = self._store.state, self._drawn(self._store.state)
        label = self.of_drawing.chosen
        if drawn is None:
            return
        data = derived.experiment(state).data
        targets = data.sample_targets(samples.followed_sample(state)).tolist()
        if label is not None:
            targets = samples.class_targets(state, label)
        inputs = tuple(drawn.inputs.tolist())
        if self._store.carry_out(samples.add_sample.call(inputs, tuple(targets), is_test=False)):
            self._leave()

    def _drawn(self, state: State) -> SampleSubject | None:
        form = form_of(derived.experiment(state).data)
        if form is None or self.picture.drawing is None:
            return None
        return subject_of_drawing(state, form.levels(self.picture.drawing))

    def _show(self, before: State, after: State) -> None:
        if before.document.opened is not after.document.opened:
            self.picture.leave()
        if self._turns.are_taken(after):
            self._turns.ask(self._refresh)
        elif before.mode is Mode.TRAINING or not derived.same_numbers(before, after):
            self._refresh()

    def _refresh(self) -> None:
        if not self.isVisible():
            return
        state = self._store.state
        data, theme = derived.experiment(state).data, THEMES[state.view.theme]
        form, drawn = form_of(data), self._drawn(state)
        subject = drawn or subject_of(state)
        self.whose.setText(whose(state, subject))
        drawing = self.picture.drawing
        is_blank = drawn is not None and drawing is not None and not drawing.any()
        said = say("sample.draw-here") if is_blank else verdict(state, subject)
        self.verdict.setText(said)
        self.inputs.setCurrentWidget(self.numbers if form is None else self.picture)
        if form is None:
            self.numbers.rows.show_subject(subject)
        else:
            self.picture.names = tuple(map(table_name, data.input_names))
            levels = levels_shown(state, subject)
            self.picture.show_levels(levels, form, theme, state.view.digits)
        self.bars.show_bars(output_bars(state, subject), theme)
        self.buttons.setCurrentWidget(self.of_sample if drawn is None else self.of_drawing)
        self.of_sample.show_state(state, are_pictures=form is not None)
        self.of_drawing.show_state(state)

    def arrange(self) -> None:
        upright = self.height() > _UPRIGHT * self.width()
        direction = QBoxLayout.Direction
        self._body.setDirection(direction.TopToBottom if upright else direction.LeftToRight)
        unit = current().unit
        larger = growth(self.width() / unit, self.height() / unit)
        for part in (self.picture, self.numbers, self.bars):
            part.grow(larger)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let keys on the pad choose the class, use the drawing, or leave it."""
        kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        is_drawing = self.picture.drawing is not None
        if is_drawing and isinstance(event, QKeyEvent) and event.type() in kinds:
            key = event.key()
            if key in _DIGITS or key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
                if event.type() == QEvent.Type.KeyPress:
                    self._answer(key)
                event.accept()
                return True
        return super().eventFilter(watched, event)

    def _answer(self, key: int) -> None:
        if key in _DIGITS:
            self.of_drawing.choose(key - Qt.Key.Key_0)
        elif key == Qt.Key.Key_Escape:
            self._leave()
        elif self.of_drawing.use.isEnabled():
            self._use()
