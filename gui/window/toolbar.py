"""The toolbar: what is used most, as far as there is room; the rest stands in a menu at its end."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QToolButton, QWidget

from gui.disk import files
from gui.look.fit import fit, has_new_look
from gui.menu.menu import Menu
from gui.panels.tool_buttons import (
    CommandButton,
    ExamplePicker,
    LessonButton,
    arrangement_chooser,
    arrangement_switch,
    leave_out_words,
    more_button,
    train_button,
)
from gui.panels.transport import Transport
from gui.state.state import State
from gui.state.store import Store
from gui.window.documents import Documents
from gui.words.functions import title_of

if TYPE_CHECKING:
    from gui.panels.training_bar import TrainingBar
    from gui.window.listed_choices import ListedChoices

Saving = Callable[[bool], None]
"""Takes room away from a part of the toolbar, or gives it back."""


class Toolbar(QWidget):
    """Examples, arrangements, time, training. What saves room comes in an order, all or in part."""

    def __init__(self, store: Store, menu: Menu, documents: Documents, parent: QWidget) -> None:
        super().__init__(parent)
        self._store, self._menu = store, menu
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._picker, self._transport = ExamplePicker(menu.file.examples), Transport(store, menu)
        self._lesson = LessonButton(menu)
        self._switch, self._chooser = arrangement_switch(menu), arrangement_chooser(menu)
        self._train = train_button(menu)
        self._reset, self._new_weights, self._present, self._language = (
            CommandButton(action, with_words=True)
            for action in (menu.reset, menu.new_weights, menu.present, menu.language)
        )
        self._theme = CommandButton(menu.theme, with_words=False)
        self.more = more_button(self)
        self.more.menu().aboutToShow.connect(self._fill_more)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        fit(self._row, spacing="tools")
        for widget in (self._lesson, self._picker, self._switch, self._chooser):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._row.addWidget(self._transport)
        self._row.addStretch(1)
        training = self._train, self._reset, self._new_weights
        for widget in (*training, self._present, self._language, self._theme, self.more):
            self._row.addWidget(widget)
        self._folded: list[QWidget] = []
        self._elsewhere: tuple[QAction, ...] = ()  # of the beats, where one trains
        self._training: TrainingBar | None = None
        self._savings = self._all_savings()
        for example in files.examples():
            action = menu.file.examples.addAction(example.called)
            leave = partial(documents.ask_to_leave_for, example.path)
            action.triggered.connect(lambda _=False, leave=leave: leave())
        store.changed.connect(self._show)
        self._show(None, store.state)
        self._took = 0  # until it has a width

    def _show(self, before: State | None, after: State) -> None:
        if before is None or before.document is not after.document:
            self._picker.show_title(title_of(after.document.experiment))
        if (None if before is None else before.lesson) is not after.lesson:
            from gui.lessons.progress import number_and_title  # only where a lesson is open

            self._lesson.show_lesson(*number_and_title(after))

    def _all_savings(self) -> tuple[Saving, ...]:
        """Return what can be done without, the most easily first."""
        transport = self._transport
        return (
            partial(self._fold, self._theme),
            partial(leave_out_words, [self._present]),
            partial(leave_out_words, [self._reset, self._new_weights]),
            partial(self._fold, self._language),
            partial(self._fold, self._new_weights),
            transport.shorten_speed,
            partial(self._in_lesson, partial(self._fold, self._reset)),
            partial(self._in_lesson, self._narrow_picker),
            self._choose_from_list,
            self._lesson.leave_out,
            partial(self._fold, self._present),
            partial(leave_out_words, transport.buttons),
            partial(leave_out_words, [self._train]),
            partial(self._fold, self._reset),
            self._narrow_picker,
            partial(self._fold, transport.speed),
            partial(self._fold, self._train),
            *(partial(self._fold, button) for button in transport.dispensable[:2]),
            partial(self._fold, self._picker),
            self._leave_out_arrangements,
            *(partial(self._fold, button) for button in transport.dispensable[2:]),
        )

    def _savings_in_training(self, bar: "TrainingBar") -> tuple[Saving, ...]:
        return (
            partial(self._fold, self._theme),
            partial(leave_out_words, [self._present]),
            partial(leave_out_words, [self._new_weights]),
            partial(self._fold, self._language),
            partial(self._in_lesson, partial(self._fold, bar.count)),
            partial(self._in_lesson, self._narrow_picker),
            self._choose_from_list,
            self._lesson.leave_out,
            partial(self._fold, self._present),
            partial(self._fold, bar.count),
            partial(leave_out_words, [bar.train, bar.step]),
            self._narrow_picker,
            partial(self._fold, bar.speed),
            partial(self._fold, self._new_weights),
            *(partial(self._fold, button) for button in bar.dispensable[:2]),
            partial(self._fold, self._picker),
            self._leave_out_arrangements,
            *(partial(self._fold, button) for button in bar.dispensable[2:]),
        )

    def suit(self, arrangement: str) -> None:
        """Show what an arrangement is about: the beats of a step, or training."""
        trains = arrangement == "training"
        if trains == (self._training is not None and not self._training.isHidden()):
            return
        for saving in self._savings:
            saving(False)
        for widget in (self._transport, self._train, self._reset):
            widget.setHidden(trains)
        menu = self._menu
        beats = (menu.to_the_start, menu.previous_beat, menu.play, menu.next_beat, menu.phase_end)
        self._elsewhere = (*beats, menu.reset) if trains else ()
        self._savings = self._savings_in_training(self._bar()) if trains else self._all_savings()
        if self._training is not None:
            self._training.setVisible(trains)
        self._use_room()

    def _bar(self) -> "TrainingBar":
        if self._training is None:
            from gui.panels.training_bar import TrainingBar  # not before the first paint

            self._training = TrainingBar(self._store, self._menu, self)
            self._row.insertWidget(self._row.indexOf(self._transport) + 1, self._training)
        return self._training

    def folded(self) -> list[QAction]:
        """Return the commands for which there is no room, as the menu at the end has them."""
        folded = [action for widget in self._folded for action in self._actions_of(widget)]
        return [*folded, *self._elsewhere]

    def _actions_of(self, widget: QWidget) -> list[QAction]:
        if widget is self._picker:
            return [self._menu.file.examples.menuAction()]
        if widget is self._chooser:
            return list(self._menu.arrangements.values())
        if isinstance(widget, QToolButton):
            return [widget.defaultAction()]
        if isinstance(widget, QLineEdit):
            return [self._listed().counts().menuAction()]
        if self._training is not None and widget is self._training.speed:
            return [self._menu.run.slower, self._menu.run.faster, self._menu.run.full_speed]
        return [self._listed().speeds().menuAction()]

    def _listed(self) -> "ListedChoices":
        from gui.window.listed_choices import ListedChoices  # where there is too little room

        return ListedChoices(self.more.menu(), self._store)

    def _in_lesson(self, saving: Saving, on: bool) -> None:
        """Save earlier than else where a lesson is open, which asks for room itself."""
        saving(on and self._lesson.is_open)

    def _fold(self, widget: QWidget, on: bool) -> None:
        widget.setHidden(on)
        if on and widget not in self._folded:
            self._folded.append(widget)
        elif not on and widget in self._folded:
            self._folded.remove(widget)
        self.more.setVisible(bool(self._folded or self._elsewhere))

    def _choose_from_list(self, on: bool) -> None:
        self._switch.setHidden(on)
        self._chooser.setVisible(on)

    def _leave_out_arrangements(self, on: bool) -> None:
        self._fold(self._chooser, on)
        self._chooser.setVisible(not on and self._switch.isHidden())

    def _narrow_picker(self, on: bool) -> None:
        fit(self._picker, width="example_picker_narrow" if on else "example_picker")

    def _fill_more(self) -> None:
        menu = self.more.menu()
        menu.clear()
        menu.addActions(self.folded())

    def _use_room(self) -> None:
        """Show as much as there is room for."""
        for saving in self._savings:
            saving(False)
        for saving in self._savings:
            if self._needed() > self.width():
                saving(True)
        self._needed()
        self._took = self._row.minimumSize().width()
        self._row.activate()  # at once: the next paint may come before the next layout

    def _needed(self) -> int:
        for part in (self._transport, self._switch, self._training):
            layout = None if part is None else part.layout()
            if part is None or layout is None:
                continue
            layout.invalidate()
            part.updateGeometry()
        words = 0 if self.more.isHidden() else self.more.minimumSizeHint().width()
        return self._row.minimumSize().width() + max(words - self.more.minimumWidth(), 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._row.minimumSize().height())

    def event(self, event: QEvent) -> bool:
        changed = event.type() == QEvent.Type.LayoutRequest and self._took
        if changed and self._row.minimumSize().width() != self._took:
            self._use_room()  # words or icons have come
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if has_new_look(event) and self._took:
            self._use_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._use_room()
