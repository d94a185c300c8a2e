"""The room: shows the form of an arrangement for which there is room, or one view alone."""

from collections.abc import Sequence
from functools import cached_property

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from gui.arrangements import ARRANGEMENTS, LESSON, OWN, ArrangedForms, Form
from gui.look.fit import has_new_look
from gui.menu.menu import Menu
from gui.state.store import Store
from gui.views import MIDDLE, VIEWS
from gui.window.desk import Desk
from gui.window.dock import Panel
from gui.window.stage import Stage

_MIDDLE = MIDDLE.key


class PanelRoom(QStackedWidget):
    """Everything between the bars. Each form of an arrangement keeps its own sizes.

    layouts: the arrangements as they were left, by the name of the form; one's own have one each.
    """

    chosen = Signal(str)
    """Emitted with the arrangement that is shown now, and when there are more or fewer of them."""

    full_size_changed = Signal(bool)
    """Emitted when one panel takes all the room, and when it gives it back."""

    def __init__(self, store: Store, menu: Menu, parent: QWidget) -> None:
        super().__init__(parent)
        self._store, self._menu = store, menu
        self._forms, self.desk = ArrangedForms(), Desk(store, menu, self)
        self.arrangement, self.layouts = ARRANGEMENTS[0].key, dict[str, QByteArray]()
        self._form: int | None = 0  # None while there is room for one panel only
        self._lent: str | None = None  # the view that is on the stage
        self._is_full = False
        self._laid_out = self.layout_name()  # under which the desk's present layout is kept
        self.addWidget(self.desk)
        self.chosen.connect(self.desk.foot.suit)
        queued = Qt.ConnectionType.QueuedConnection  # the button is released before it is gone
        self.desk.full_size_asked.connect(self.show_in_full_size, queued)
        menu.leave_full_size.triggered.connect(self.leave_full_size)
        for key, panel in self.desk.panels.items():
            toggled = panel.toggleViewAction().triggered
            toggled.connect(lambda on, key=key: self.bring(key) if on else None)

    @cached_property
    def stage(self) -> Stage:
        """Where one view is shown alone, made when one is."""
        stage = Stage(self._store, self._menu, self)
        stage.others.aboutToShow.connect(self._offer_others)
        self.addWidget(stage)
        return stage

    def choose(self, arrangement: str) -> None:
        """Show another arrangement, one of the table or one's own."""
        self.leave_full_size()
        self._keep()
        self._show_as_it_fits(arrangement)
        self.chosen.emit(self.arrangement)

    def _show_as_it_fits(self, arrangement: str) -> None:
        self.arrangement, self._form = arrangement, 0
        self.desk.show_middle(self._forms.has_network(arrangement))
        self._form = self._fitting_form()
        self._take()
        self.refit()

    def show_beside_lesson(self, panels: Sequence[str], *, with_network: bool) -> None:
        """Show these panels beside a lesson: at once, or when nothing is shown alone any more."""
        is_on = self.arrangement == LESSON
        if is_on and not self._is_full:
            self._keep()
        if self._forms.set_beside_lesson(panels, with_network=with_network) and is_on:
            if self._is_full:
                self._form = None  # so that it is laid out anew
            else:
                self._show_as_it_fits(LESSON)

    def first_layout(self) -> None:
        """Show the present arrangement as it is at first."""
        self.leave_full_size()
        if self.arrangement in self._forms:
            self.layouts.pop(self.layout_name(), None)
            self._laid_out = ""
        self._take()

    def keep_as(self, name: str) -> None:
        """Keep what is shown now as an arrangement of one's own."""
        self.leave_full_size()
        self._keep()
        self.arrangement, self._form = OWN + name, 0
        self.desk.show_middle(True)
        self.layouts[self.arrangement], self._laid_out = self.desk.saved(), self.arrangement
        self.refit()
        self.chosen.emit(self.arrangement)

    def forget(self) -> None:
        """Forget the arrangement of one's own that is shown; the first one takes its place."""
        forgotten = self.arrangement
        self.choose(ARRANGEMENTS[0].key)
        self.layouts.pop(forgotten, None)
        self.chosen.emit(self.arrangement)

    def own(self) -> list[str]:
        """Return the names of the arrangements of one's own."""
        return [key.removeprefix(OWN) for key in self.layouts if key.startswith(OWN)]

    def left_as(self) -> tuple[str, dict[str, QByteArray]]:
        """Return the arrangement and all layouts, that on screen as it is now."""
        self.leave_full_size()
        self._keep()
        return self.arrangement, self.layouts

    def dress(self) -> None:
        """Follow a change of the theme or of the scale of everything."""
        if self._lent is not None:
            self.stage.dress()

    def restore(self, shown: str, layouts: dict[str, QByteArray]) -> None:
        """Use the layouts of an earlier session, and show the arrangement shown in it."""
        self.layouts = dict(layouts)
        if shown in self._forms or shown in layouts:
            self.arrangement, self._form = shown, 0  # the form is that of another arrangement
        self._laid_out = "" if self.layout_name() in self.layouts else self._laid_out
        self._take()
        if self.isVisible():
            self.refit()
        self.chosen.emit(self.arrangement)

    def refit(self) -> None:
        """Show more or fewer panels if the room is now for more or fewer."""
        form = self._form if self._is_full else self._fitting_form()
        if form != self._form:
            self._keep()
            self._form = form
            self._take()
        if (forms := self._forms.of(self.arrangement)) and form is not None and not self._is_full:
            self.desk.hold_middle(forms[form])

    def bring(self, key: str) -> None:
        """Show a panel, wherever it stands."""
        if self._lent is None:
            self.desk.show_panel(key)
        else:
            self._lend(key)

    def leave_full_size(self) -> None:
        """Show all panels again."""
        if self._is_full:
            self._is_full = False
            self._clear_stage()
            self.full_size_changed.emit(False)
            self.refit()

    def show_in_full_size(self, panel: Panel | None) -> None:
        """Show one panel alone (None: the network), larger than at its place."""
        if self._form is not None:
            self._is_full = True
            self._lend(_MIDDLE if panel is None else panel.objectName())
            self.full_size_changed.emit(True)

    def make_ready_for_picture(self) -> None:
        """Do at once what otherwise waits until after the first paint."""
        for panel in self.desk.panels.values():
            panel.make_ready()

    def layout_name(self) -> str:
        """Return under which name the present layout is kept."""
        return self._forms.layout_name(self.arrangement, self._form)

    def _keep(self) -> None:
        if self._form is not None:
            self.layouts[self.layout_name()] = self.desk.saved()

    def _take(self) -> None:
        """Show the chosen form as it was left, or else as it is at first."""
        self._clear_stage()
        forms = self._forms.of(self.arrangement)
        if self._form is not None:
            self._lay_out(self.layout_name(), None if forms is None else forms[self._form])
        elif forms is not None and not self._laid_out.startswith(f"{self.arrangement}/"):
            self._lay_out(f"{self.arrangement}/", forms[-1])  # it says what is offered
        if self._form is None:
            self._lend(self._forms.alone(self.arrangement) or _MIDDLE)

    def _lay_out(self, name: str, form: Form | None) -> None:
        """Put the panels where they were left under a name, else as a form says."""
        if name == self._laid_out:
            return  # Qt leaves something behind each time it restores a layout
        self._laid_out = name
        kept = self.layouts.get(name)
        if (kept is None or not self.desk.restored(kept)) and form is not None:
            self.desk.take(form)

    def _fitting_form(self) -> int | None:
        """Return the richest form for which there is room, None if there is for none."""
        forms = self._forms.of(self.arrangement)
        # a form is asked only where none before it fits: that makes its cards
        needed = map(self.desk.room_for, forms) if forms else (self.desk.minimumSizeHint(),)
        fits = (least.boundedTo(self.size()) == least for least in needed)
        return next((index for index, enough in enumerate(fits) if enough), None)

    def _lend(self, key: str) -> None:
        """Show one view alone, on the stage."""
        self._clear_stage()
        desk, alone = self.desk, not self._is_full
        self.stage.resize(self.size())
        if key == _MIDDLE:
            self.stage.show_view(None, desk.network, "network_least", desk.foot, alone=alone)
        else:
            entry, view = VIEWS[key], desk.panels[key].view
            self.stage.show_view(entry.title, view, entry.least, desk.foot, alone=alone)
        self._lent = key
        self.setCurrentWidget(self.stage)

    def _clear_stage(self) -> None:
        """Give back what the stage shows."""
        if self._lent is None:
            return
        self.stage.make_ready_to_return()
        if self._lent != _MIDDLE:
            self.desk.panels[self._lent].take_back()
        self.desk.take_back_the_middle()
        self._lent = None
        self.setCurrentWidget(self.desk)

    def _offer_others(self) -> None:
        self.stage.others.clear()
        for key in (_MIDDLE, *self.desk.shown_panels()):
            action = self.stage.others.addAction(VIEWS[key].title)
            action.triggered.connect(lambda _=False, key=key: self._lend(key))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)  # the room there is decides what is shown

    def event(self, event: QEvent) -> bool:
        asked = event.type() == QEvent.Type.LayoutRequest and not self._is_full
        if (asked and self._fitting_form() != self._form) or has_new_look(event):
            QTimer.singleShot(0, self, self.refit)  # when every part has its new size or words
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refit()
