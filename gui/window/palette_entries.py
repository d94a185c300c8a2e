"""Everything that can be found by Ctrl+K: commands of the menu, examples, panels, settings."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidgetAction

from gui.disk import files
from gui.menu.keys import told
from gui.panels.experiment.data_choices import data_choices, data_key
from gui.state.store import Store
from gui.views import PANELS, VIEWS
from gui.window.settings_dialog import ViewSetting, setting_groups
from gui.words.catalog import say
from gui.words.in_english import in_english, without_keys

if TYPE_CHECKING:
    from gui.window.window import Window


class PaletteEntry(Struct, frozen=True, eq=False):
    """What can be done. group: where it stands; keys: that do the same, "" for none.

    english: what it may be called in English, "" where that is spoken.
    can_be_done: whether it can now; is_on: whether it is what is on already; is_seldom_meant: by a
    few letters, being one of many of its kind, or a mistake that nobody should make by mistake.
    """

    title: str
    group: str
    do: Callable[[], object]
    keys: str = ""
    english: str = ""
    can_be_done: bool = True
    is_on: bool = False
    is_seldom_meant: bool = False

    @property
    def name(self) -> str:
        """Return by what it is remembered."""
        return say("palette.within", menu=self.group, part=self.title)


def entries_of(window: "Window") -> tuple[PaletteEntry, ...]:
    """Return all that can be done in a window; what the menu does not name comes last."""
    menu = window.menu
    apart = {menu.file.examples.menuAction(), menu.palette}
    apart |= {panel.toggleViewAction() for panel in window.desk.panels.values()}
    bar = [action for action in window.menuBar().actions() if action.menu() is not None]
    mistakes = {menu.experiment.in_place, *menu.experiment.mistakes.values()}
    found = [
        entry
        for action in bar
        for entry in _of_menu(_menu(action), without_keys(action.text()), apart, mistakes)
    ]
    return (*found, *_data(window), *_examples(window), *_panels(window), *_settings(window))


def _of_menu(
    menu: QMenu,
    group: str,
    apart: set[QAction],
    mistakes: set[QAction],
    within: tuple[str, ...] = (),
) -> Iterator[PaletteEntry]:
    """Yield the entries of a menu; within: the menus that it stands in, but for the outermost."""
    for action in menu.actions():
        is_command = not action.isSeparator() and not isinstance(action, QWidgetAction)
        if not is_command or not action.isVisible() or action in apart:
            continue
        if action.menu() is not None:
            part = say("palette.within", menu=group, part=without_keys(action.text()))
            inside = (*within, without_keys(action.text()))
            yield from _of_menu(_menu(action), part, apart, mistakes, inside)
            continue
        title = without_keys(action.text())
        english = in_english(title, group, *within)
        is_choice = (bool(within) and action.isCheckable()) or len(within) > 1
        if is_choice:  # such as 4, which says nothing without the menu that it stands in
            title = say("palette.setting", setting=within[-1], choice=title)
        yield PaletteEntry(
            title,
            group,
            action.trigger,
            "" if action.shortcut().isEmpty() else told(action.shortcut()),
            english,
            action.isEnabled(),
            action.isCheckable() and action.isChecked(),
            is_choice or action in mistakes,
        )


def _menu(action: QAction) -> QMenu:
    menu = action.menu()
    assert isinstance(menu, QMenu)
    return menu


def _data(window: "Window") -> Iterator[PaletteEntry]:
    """Yield what stands in the experiment panel's list of data."""
    chosen = data_key(window.store.state)
    for key, words in chain.from_iterable(data_choices()):
        yield PaletteEntry(
            say("palette.setting", setting=say("experiment-row.data"), choice=words),
            VIEWS["experiment"].title,
            partial(window.setting_commands.choose_data, key),
            english=in_english(say("experiment-row.data"), words),
            is_on=key == chosen,
            is_seldom_meant=True,
        )


def _examples(window: "Window") -> Iterator[PaletteEntry]:
    open_now = window.store.state.document.name
    for each in files.examples():
        go = partial(window.documents.ask_to_leave_for, each.path)
        is_on = each.name == open_now
        english = f"{each.title} {in_english(say('palette.examples'))}"
        yield PaletteEntry(each.called, say("palette.examples"), go, english=english, is_on=is_on)


def _panels(window: "Window") -> Iterator[PaletteEntry]:
    for each in PANELS:
        group, bring = say("palette.panels"), partial(window.room.bring, each.key)
        yield PaletteEntry(each.title, group, bring, english=in_english(each.title, group))


def _settings(window: "Window") -> Iterator[PaletteEntry]:
    store = window.store
    for settings in setting_groups(store).values():
        for setting in settings:
            name = say(f"setting.{setting.name}")
            for key, words in setting.choices:
                yield PaletteEntry(
                    say("palette.setting", setting=name, choice=words),
                    say("settings.title"),
                    partial(_set, store, setting, key),
                    english=in_english(name, words),
                    is_on=setting.read(store.state) == key,
                    is_seldom_meant=True,
                )


def _set(store: Store, setting: ViewSetting, key: str) -> None:
    store.carry_out(setting.ask(key))
