"""Lets figures leave the window: the dialog, the menu of each panel, the key that copies one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from gui.figures import SHEETS
from gui.state.experiment.challenge import is_told
from gui.state.state import Mode, State
from gui.views import FIGURES, MIDDLE, VIEWS
from gui.window.hiding_offers import offer_hiding
from gui.words.catalog import say

if TYPE_CHECKING:
    from gui.export.choice import FigureChoice
    from gui.export.layout import Drawing
    from gui.window.export_program import ProgramForm
    from gui.window.export_sheets import SheetsForm
    from gui.window.export_tables import TablesForm
    from gui.window.window import Window

_DELETE = Qt.WidgetAttribute.WA_DeleteOnClose
_COPY = QKeySequence.StandardKey.Copy


class Exporting(QObject):
    """Offers the figure of the panel that is clicked, or that the keyboard is in.

    What happens in a panel comes here only if nothing within it takes it for itself.
    """

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        desk = window.desk
        self._panels: dict[QWidget, str] = {desk.card: MIDDLE.key, desk.network: MIDDLE.key}
        for key in FIGURES:
            if key in desk.panels:
                desk.panels[key].setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # it can be copied then
                self._panels |= {desk.panels[key]: key, desk.panels[key].view: key}
        self._clicked: str | None = None
        self._home = window.centralWidget()  # has the keyboard after a click on the network
        assert self._home is not None
        for widget in (*self._panels, self._home):
            widget.installEventFilter(self)
        window.menu.file.export.triggered.connect(lambda: self.ask(self._focused()))
        window.menu.file.export_film.triggered.connect(self._ask_for_film)
        window.menu.file.export_table.triggered.connect(self._ask_tables)
        window.menu.file.export_program.triggered.connect(self._ask_program)
        window.menu.file.export_sheets.triggered.connect(self._ask_sheets)
        window.menu.file.print.triggered.connect(self._print)
        window.documents.reopened.connect(self._bring)

    def ask(self, view: str | None) -> None:
        """Open the dialog with a view, or with the one that was exported last."""
        from gui.window.export_dialog import ExportDialog

        window = self._window
        dialog = ExportDialog(
            self._moment(),
            self._choice(view),
            self._drawing(),
            window.documents.saving.suggested_name(),
            window.notice.tell,
            window,
        )
        dialog.setAttribute(_DELETE)
        dialog.open()

    def copy(self, view: str) -> None:
        """Put the figure of a view on the clipboard."""
        from gui.window.export_clipboard import copy_figure

        copy_figure(self._moment(), self._choice(view).request(), None)
        self._window.notice.tell(say("notice.copied-figure", view=VIEWS[view].title))

    def _copy_table(self, view: str) -> None:
        """Put what a view shows on the clipboard as a table for spreadsheets."""
        from gui.covered_tables import covered_tables
        from gui.window.export_table_clipboard import copy_tables

        moment = self._moment()
        copy_tables(covered_tables(moment, SHEETS[view]()(moment)))
        self._window.notice.tell(say("notice.copied-table", table=VIEWS[view].title))

    def _ask_tables(self) -> None:
        from gui.window.export_tables import TablesForm

        self._open(TablesForm)

    def _ask_program(self) -> None:
        from gui.window.export_program import ProgramForm

        if is_told(self._window.store.state):
            self._open(ProgramForm)
        else:
            self._window.notice.say(say("program-export.challenge"))

    def _ask_sheets(self) -> None:
        from gui.window.export_sheets import SheetsForm

        if is_told(self._window.store.state):
            self._open(SheetsForm)
        else:
            self._window.notice.say(say("sheet-export.challenge"))

    def _open(self, form: "type[TablesForm | ProgramForm | SheetsForm]") -> None:
        window = self._window
        name = window.documents.saving.suggested_name()
        dialog = form(window.store.state, name, window.notice.tell, window)
        dialog.setAttribute(_DELETE)
        dialog.open()

    def _bring(self, view: str) -> None:
        """Show the panel of which a figure was opened."""
        if view in self._window.desk.panels:
            self._window.room.bring(view)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(watched, QWidget):
            return False
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            pressed = watched.childAt(event.position().toPoint()) or watched
            self._clicked = self._view_around(pressed)
            return False
        view = self._clicked if watched is self._home else self._panels.get(watched)
        if view is None:
            return False
        if isinstance(event, QContextMenuEvent) and watched is not self._home:
            self._offer(view, event, _offered_in(watched.childAt(event.pos())))
            return True
        is_key = isinstance(event, QKeyEvent) and event.matches(_COPY)
        if is_key and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # the key is not that of the whole window here
            return True
        if is_key and event.type() == QEvent.Type.KeyPress:
            self.copy(view)
            return True
        return False

    def _offer(self, view: str, event: QContextMenuEvent, others: Sequence[QAction]) -> None:
        menu = QMenu(self._window)
        menu.setAttribute(_DELETE)
        if others:
            menu.addActions(others)
            menu.addSeparator()
        export = menu.addAction(say("command-name.export-panel"))
        export.triggered.connect(lambda: self.ask(view))
        copy = menu.addAction(say("command-name.copy-panel"))
        copy.triggered.connect(lambda: self.copy(view))
        if view in SHEETS:
            as_table = menu.addAction(say("command-name.copy-table"))
            as_table.triggered.connect(lambda: self._copy_table(view))
        offer_hiding(menu, self._window, view)
        menu.popup(event.globalPos())

    def _focused(self) -> str | None:
        return self._view_around(self._window.focusWidget())

    def _view_around(self, widget: QWidget | None) -> str | None:
        """Return the view of the panel that a widget is in, None for one in none."""
        while widget is not None and widget not in self._panels:
            widget = widget.parentWidget()
        return None if widget is None else self._panels[widget]

    def _choice(self, view: str | None) -> "FigureChoice":
        from msgspec.structs import replace

        from gui.export.choice import last_choice

        last = last_choice()
        return last if view is None else replace(last, view=view)

    def _moment(self) -> State:
        """Return what is shown; where a beat is just going to its end, that."""
        from msgspec.structs import replace

        state = self._window.store.state
        if state.mode is not Mode.ONE_BEAT:
            return state
        return replace(state, mode=Mode.PAUSED, cursor=replace(state.cursor, part=1.0))

    def _drawing(self) -> "Drawing":
        from gui.window.export_window import still_of

        return still_of(self._window)

    def _ask_for_film(self) -> None:
        from gui.export.film.choice import last_film
        from gui.window.export_film_dialog import FilmDialog

        window, first = self._window, last_film()
        name = window.documents.saving.suggested_name()
        dialog = FilmDialog(window.store.state, first, name, window.notice.tell, window)
        dialog.setAttribute(_DELETE)
        dialog.open()

    def _print(self) -> None:
        from gui.export.layout import figure_page, laid_out
        from gui.window.export_printing import ask_to_print

        choice, window = self._choice(self._focused()), self._window
        page = figure_page(laid_out(self._moment(), choice.request(), self._drawing()))
        ask_to_print(page, window.documents.saving.suggested_name(), window, window.notice.say)


def _offered_in(clicked: QWidget | None) -> Sequence[QAction]:
    """Return what the table offers that was clicked, if it was one."""
    while clicked is not None and not isinstance(clicked, QAbstractItemView):
        clicked = clicked.parentWidget()
    return () if clicked is None else clicked.actions()
