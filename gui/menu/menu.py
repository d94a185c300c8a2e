"""Every command of the window as a QAction: its words, its keys, what it does."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu

from gui.arrangements import ARRANGEMENTS, Arrangement
from gui.menu.file_menu import FileMenu
from gui.menu.keys import KEYS, told
from gui.state.action import Action
from gui.state.run import actions
from gui.state.state import Mode, State
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.words.actions import redo_text, undo_text
from gui.words.catalog import say

if TYPE_CHECKING:
    from gui.menu.drawing_menu import DrawingMenu
    from gui.menu.experiment_menu import ExperimentMenu
    from gui.menu.hide_menu import HideMenu
    from gui.menu.lessons_menu import LessonsMenu
    from gui.menu.regions_menu import RegionsMenu
    from gui.menu.run_menu import RunMenu


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
        store = self._store
        self.file = FileMenu(self._window.menuBar().addMenu(say("menu.file")), self._action)
        self.file.quit.triggered.connect(self._window.close)
        self.paste = self._action("paste")
        self.undo = self._action("undo", store.undo)
        self.redo = self._action("redo", store.redo)
        self.copy_latex = self._action("copy-latex")
        self.copy_text = self._action("copy-text")
        self.copy_image = self._action("copy-image")
        self.deselect = self._action("deselect", lambda: store.apply(view_actions.select, None))
        self.leave_full_size = self._action("leave-full-size")
        self.leave_full_size.setIconText(say("button.back"))
        self.leave_full_size.setEnabled(False)  # as long as Escape selects nothing
        self.settings = self._action("settings")
        self.copy_experiment = self._action("copy-experiment")
        self.change_number = self._action("change-number")
        self.about = self._action("about")
        self.keys = self._action("keys")
        self.report = self._action("report")
        self.palette = self._action("palette")

    def _make_playback(self) -> None:
        self.to_the_start = self._does("to-the-start", actions.to_the_start)
        self.previous_beat = self._does("previous-beat", actions.previous_beat)
        self.previous_beat.setIconText(say("button.beat"))
        self.play = self._does("play", actions.toggle_playing)
        self.play.setCheckable(True)
        self.next_beat = self._does("next-beat", actions.next_beat)
        self.next_beat.setIconText(say("button.beat"))
        self.phase_end = self._does("phase-end", actions.to_phase_end)
        self.phase_end.setIconText(say("button.phase"))
        self.next_step = self._does("next-step", actions.next_step)
        self.next_step.setIconText(say("button.step"))
        self.previous_step = self._does("previous-step", actions.previous_step)
        self.first_beat = self._does("first-beat", actions.first_beat)
        self.last_beat = self._does("last-beat", actions.last_beat)
        self.going_on = self._action("going-on", self._toggle_going_on)
        self.going_on.setCheckable(True)
        self.train = self._action("train", self._toggle_training)
        self.train.setCheckable(True)
        self.reset = self._does("reset", actions.reset)
        self.reset.setIconText(say("button.reset"))
        self.new_weights = self._action("new-weights")  # does it once the switches are there
        self.new_weights.setIconText(say("button.new-weights"))

    def _make_view(self) -> None:
        self.theme = self._action("dark-theme", self._toggle_theme)
        self.language = self._action("other-language")
        self.language.setIconText(say("button.other-language"))
        self.present = self._action("present")
        self.larger = self._action("larger", self._scale_to(view_actions.larger))
        self.smaller = self._action("smaller", self._scale_to(view_actions.smaller))
        self.usual_size = self._action("usual-size", self._scale_to(lambda _: 1.0))
        self.reduced_motion = self._action("reduced-motion", self._toggle_motion)
        self.reduced_motion.setCheckable(True)
        self.more_digits = self._action("more-digits", self._add_digits(1))
        self.fewer_digits = self._action("fewer-digits", self._add_digits(-1))
        self.arrangements = {each.key: self._arrangement(each) for each in ARRANGEMENTS}
        self.keep_arrangement = self._action("keep-arrangement")
        self.forget_arrangement = self._action("forget-arrangement")
        self.restore_layout = self._action("restore-layout")

    def _arrangement(self, arrangement: Arrangement) -> QAction:
        action = self._action(arrangement.command)
        action.setCheckable(True)
        return action

    def _scale_to(self, change: Callable[[float], float]) -> Callable[[], None]:
        store = self._store
        return lambda: store.apply(view_actions.set_scale, change(store.state.view.scale))

    def _add_digits(self, more: int) -> Callable[[], None]:
        store = self._store
        return lambda: store.apply(view_actions.set_digits, store.state.view.digits + more)

    def _fill_bar(self) -> None:
        bar = self._window.menuBar()
        edit = bar.addMenu(say("menu.edit"))
        edit.addActions([self.undo, self.redo])
        edit.addSeparator()
        edit.addActions([self.copy_latex, self.copy_text, self.copy_image])
        edit.addSeparator()
        edit.addActions([self.copy_experiment, self.paste])
        edit.addSeparator()
        edit.addActions([self.change_number, self.deselect])
        edit.addSeparator()
        edit.addAction(self.settings)
        view = bar.addMenu(say("menu.view"))
        view.addActions([self.present, self.theme, self.language])
        view.addActions([self.larger, self.smaller, self.usual_size])
        self._digits_menu = view.addMenu(say("menu.digits"))
        self._labels_menu = view.addMenu(say("menu.labels"))
        self._neurons_menu = view.addMenu(say("menu.neurons"))
        self._regions_menu = view.addMenu(say("menu.regions"))
        self._hide_menu = view.addMenu(say("menu.hide"))
        view.addAction(self.reduced_motion)
        playback = bar.addMenu(say("menu.playback"))
        playback.addActions([self.play, self.previous_beat, self.next_beat])
        playback.addActions([self.first_beat, self.phase_end, self.last_beat])
        playback.addSeparator()
        playback.addActions([self.previous_step, self.next_step, self.to_the_start])
        playback.addAction(self.going_on)
        playback.addSeparator()
        playback.addActions([self.train, self.reset, self.new_weights])
        self._playback_menu = playback
        self._experiment_menu = bar.addMenu(say("menu.experiment"))
        self._lessons_menu = bar.addMenu(say("menu.lessons"))
        self.panels: QMenu = bar.addMenu(say("menu.window"))
        bar.addMenu(say("menu.help")).addActions([self.palette, self.keys, self.report, self.about])

    @cached_property
    def experiment(self) -> "ExperimentMenu":
        """The switches of the experiment: they load every loss, after the first paint."""
        from gui.menu.experiment_menu import ExperimentMenu

        return ExperimentMenu(self._experiment_menu, self._store, self.new_weights)

    @cached_property
    def lessons(self) -> "LessonsMenu":
        """The course and the cards of a lesson, made after the first paint."""
        from gui.menu.lessons_menu import LessonsMenu

        return LessonsMenu(self._lessons_menu, self._action)

    @cached_property
    def run(self) -> "RunMenu":
        """The commands of the run as a whole, made after the first paint."""
        from gui.menu.run_menu import RunMenu

        escaping = {"deselect": self.deselect, "leave-full-size": self.leave_full_size}
        return RunMenu(self._playback_menu, self._store, self._action, escaping)

    @cached_property
    def drawing(self) -> "DrawingMenu":
        """How the network is drawn, made after the first paint too."""
        from gui.menu.digits_menu import DigitsMenu
        from gui.menu.drawing_menu import DrawingMenu

        DigitsMenu(self._digits_menu, self._store, [self.more_digits, self.fewer_digits])
        menus = self._labels_menu, self._neurons_menu
        return DrawingMenu(*menus, self._store, self._action)

    @cached_property
    def regions(self) -> "RegionsMenu":
        """What the regions show, made after the first paint as well."""
        from gui.menu.regions_menu import RegionsMenu

        return RegionsMenu(self._regions_menu, self._store, self._action)

    @cached_property
    def hide(self) -> "HideMenu":
        """What a class is not shown, made after the first paint too."""
        from gui.menu.hide_menu import HideMenu

        return HideMenu(self._hide_menu, self._store, self._action)

    def _action(self, name: str, slot: Callable[[], object] | None = None) -> QAction:
        text = say(f"command-name.{name}")
        # by name: for a text in its place PySide looks into all that it knows of icons
        action = QAction(self._window, text=text)
        if name in KEYS:
            action.setShortcuts(KEYS[name].sequences)
            first = told(action.shortcut())
            action.setToolTip(say("command-tip", command=text, keys=first))
        if slot is not None:
            action.triggered.connect(lambda _checked=False: slot())
        self._window.addAction(action)
        return action

    def _does(self, name: str, action: Action[[]]) -> QAction:
        return self._action(name, lambda: self._store.apply(action))

    def _toggle_training(self) -> None:
        training = self._store.state.mode is Mode.TRAINING
        self._store.apply(actions.pause if training else actions.start_training)

    def _toggle_going_on(self) -> None:
        goes_on = self._store.state.view.goes_on
        self._store.apply(view_actions.set_going_on, not goes_on)

    def _toggle_theme(self) -> None:
        theme = view_actions.other_theme(self._store.state.view.theme)
        self._store.apply(view_actions.set_theme, theme)

    def _toggle_motion(self) -> None:
        reduced = self._store.state.view.reduced_motion
        self._store.apply(view_actions.set_reduced_motion, not reduced)

    def _show(self, before: State | None, after: State) -> None:
        playing = after.mode in (Mode.PLAYING, Mode.ONE_BEAT)
        self.play.setChecked(playing)
        self.play.setText(say(f"command-name.{'pause' if playing else 'play'}"))
        self.train.setChecked(after.mode is Mode.TRAINING)
        trains = after.mode is Mode.TRAINING
        self.train.setText(say(f"command-name.{'pause' if trains else 'train'}"))
        dark = after.view.theme.startswith("dark")
        self.theme.setText(say(f"command-name.{'light' if dark else 'dark'}-theme"))
        self.reduced_motion.setChecked(after.view.reduced_motion)
        self.going_on.setChecked(after.view.goes_on)
        self.more_digits.setEnabled(after.view.digits < view_actions.DIGITS[-1])
        self.fewer_digits.setEnabled(after.view.digits > view_actions.DIGITS[0])
        self.undo.setEnabled(self._store.can_undo)
        self.undo.setText(undo_text(self._store.undone_next))
        self.redo.setEnabled(self._store.can_redo)
        self.redo.setText(redo_text(self._store.redone_next))
