"""Every command of the window as a QAction: its words, its keys, what it does."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from gui.menu.experiment_menu import ExperimentMenu
from gui.state.action import Action
from gui.state.run import actions
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.words.actions import redo_text, undo_text

_Keys = str | QKeySequence.StandardKey


class Menu(QObject):
    """The menu bar; the toolbar shows some of the same actions."""

    def __init__(self, window: QMainWindow, store: Store) -> None:
        super().__init__(window)
        self._window, self._store = window, store
        self._make_file_and_edit()
        self._make_playback()
        self._make_view()
        self._fill_bar()
        store.changed.connect(self._show)
        self._show(None, store.state)

    def _make_file_and_edit(self) -> None:
        store, standard = self._store, QKeySequence.StandardKey
        self.open = self._action(self.tr("Open…"), [standard.Open])
        self.save_as = self._action(self.tr("Save as…"), [standard.Save, standard.SaveAs])
        self.save_picture = self._action(self.tr("Save picture of the network…"), ["Ctrl+E"])
        self.quit = self._action(self.tr("Quit"), [standard.Quit], self._window.close)
        self.undo = self._action(self.tr("Undo"), [standard.Undo], store.undo)
        self.redo = self._action(self.tr("Redo"), [standard.Redo], store.redo)
        self.copy_latex = self._action(self.tr("Copy formula as LaTeX"), ["Ctrl+Shift+C"])
        self.copy_text = self._action(self.tr("Copy formula as text"), ["Ctrl+Shift+T"])
        self.copy_image = self._action(self.tr("Copy formula as image"), ["Ctrl+Shift+I"])
        self.deselect = self._action(
            self.tr("Select nothing"), ["Escape"], lambda: store.apply(view_actions.select, None)
        )
        self.leave_full_size = self._action(self.tr("Back to all panels"), ["Escape"])
        self.leave_full_size.setEnabled(False)  # as long as Escape selects nothing
        self.about = self._action(self.tr("About Gradientscope"), [])
        self.keys = self._action(self.tr("Keyboard shortcuts"), ["F1"])

    def _make_playback(self) -> None:
        tr = self.tr
        self.to_the_start = self._does(tr("Back to the start"), ["Ctrl+Home"], actions.to_the_start)
        self.previous_beat = self._does(tr("Previous beat"), ["Left"], actions.previous_beat)
        self.previous_beat.setIconText(tr("beat"))
        self.play = self._does(tr("Play"), ["Space"], actions.toggle_playing)
        self.play.setCheckable(True)
        self.next_beat = self._does(tr("Next beat"), ["Right"], actions.next_beat)
        self.next_beat.setIconText(tr("beat"))
        self.next_step = self._does(
            tr("Next training step"), ["Ctrl+Right", "PgDown"], actions.next_step
        )
        self.next_step.setIconText(tr("step"))
        self.previous_step = self._does(
            tr("Previous training step"), ["Ctrl+Left", "PgUp"], actions.previous_step
        )
        self.first_beat = self._does(tr("First beat of this step"), ["Home"], actions.first_beat)
        self.last_beat = self._does(tr("Last beat of this step"), ["End"], actions.last_beat)
        self.train = self._action(tr("Train"), ["T"], self._toggle_training)
        self.train.setCheckable(True)
        self.reset = self._does(tr("Reset to the first weights"), ["Ctrl+R"], actions.reset)
        self.reset.setIconText(tr("Reset"))

    def _make_view(self) -> None:
        self.theme = self._action(self.tr("Dark theme"), ["Ctrl+D"], self._toggle_theme)
        self.reduced_motion = self._action(self.tr("Reduced motion"), [], self._toggle_motion)
        self.reduced_motion.setCheckable(True)
        self.digits = {n: self._digits_action(n) for n in view_actions.DIGITS}
        self.restore_layout = self._action(self.tr("Restore the layout"), [])

    def _digits_action(self, digits: int) -> QAction:
        action = self._action(
            str(digits), [], lambda: self._store.apply(view_actions.set_digits, digits)
        )
        action.setCheckable(True)
        return action

    def _fill_bar(self) -> None:
        bar = self._window.menuBar()
        file = bar.addMenu(self.tr("File"))
        file.addAction(self.open)
        self.examples = file.addMenu(self.tr("Open example"))
        file.addActions([self.save_as, self.save_picture])
        file.addSeparator()
        file.addAction(self.quit)
        edit = bar.addMenu(self.tr("Edit"))
        edit.addActions([self.undo, self.redo])
        edit.addSeparator()
        edit.addActions([self.copy_latex, self.copy_text, self.copy_image])
        edit.addSeparator()
        edit.addAction(self.deselect)
        view = bar.addMenu(self.tr("View"))
        view.addAction(self.theme)
        view.addMenu(self._digits_menu())
        view.addAction(self.reduced_motion)
        view.addSeparator()
        self.panels: QMenu = view
        playback = bar.addMenu(self.tr("Playback"))
        playback.addActions([self.play, self.previous_beat, self.next_beat])
        playback.addActions([self.first_beat, self.last_beat])
        playback.addSeparator()
        playback.addActions([self.previous_step, self.next_step, self.to_the_start])
        playback.addSeparator()
        playback.addActions([self.train, self.reset])
        self.experiment = ExperimentMenu(bar.addMenu(self.tr("Experiment")), self._store)
        bar.addMenu(self.tr("Help")).addActions([self.keys, self.about])

    def _digits_menu(self) -> QMenu:
        menu = QMenu(self.tr("Significant digits"), self._window)
        menu.addActions(list(self.digits.values()))
        return menu

    def _action(
        self, text: str, keys: list[_Keys], slot: Callable[[], object] | None = None
    ) -> QAction:
        action = QAction(text, self._window)
        action.setShortcuts([QKeySequence(key) for key in keys])
        first = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{text} ({first})" if first else text)
        if slot is not None:
            action.triggered.connect(lambda _checked=False: slot())
        self._window.addAction(action)
        return action

    def _does(self, text: str, keys: list[_Keys], action: Action[[]]) -> QAction:
        return self._action(text, keys, lambda: self._store.apply(action))

    def _toggle_training(self) -> None:
        training = self._store.state.mode is Mode.TRAINING
        self._store.apply(actions.pause if training else actions.start_training)

    def _toggle_theme(self) -> None:
        dark = self._store.state.view.theme == "dark"
        self._store.apply(view_actions.set_theme, "light" if dark else "dark")

    def _toggle_motion(self) -> None:
        reduced = self._store.state.view.reduced_motion
        self._store.apply(view_actions.set_reduced_motion, not reduced)

    def _show(self, before: State | None, after: State) -> None:
        playing = after.mode in (Mode.PLAYING, Mode.ONE_BEAT)
        self.play.setChecked(playing)
        self.play.setText(self.tr("Pause") if playing else self.tr("Play"))
        self.train.setChecked(after.mode is Mode.TRAINING)
        self.train.setText(self.tr("Pause") if after.mode is Mode.TRAINING else self.tr("Train"))
        dark = after.view.theme == "dark"
        self.theme.setText(self.tr("Light theme") if dark else self.tr("Dark theme"))
        self.reduced_motion.setChecked(after.view.reduced_motion)
        for digits, action in self.digits.items():
            action.setChecked(digits == after.view.digits)
        self.undo.setEnabled(self._store.can_undo)
        self.undo.setText(undo_text(self._store.undone_next))
        self.redo.setEnabled(self._store.can_redo)
        self.redo.setText(redo_text(self._store.redone_next))
