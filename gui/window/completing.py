"""What the window gets after its first paint, which does without: hidden cards, switches, menus."""

from typing import TYPE_CHECKING

from gui.panels.copying import Copying
from gui.window.exporting import Exporting
from gui.window.hiding_told import HidingTold
from gui.window.lesson_commands import LessonCommands
from gui.window.listening import Listening
from gui.window.neurons_kept import NeuronsKept
from gui.window.pages import Pages
from gui.window.recent_menu import RecentMenu
from gui.window.run_commands import RunCommands
from gui.window.setting_commands import SettingCommands
from gui.window.sizes_kept import SizesKept
from gui.window.zooming import Zooming

if TYPE_CHECKING:
    from gui.window.window import Window


def complete(window: "Window") -> SettingCommands:
    """Make all of it, and return what changes settings."""
    store, menu = window.store, window.menu
    NeuronsKept(store, window.room)
    SizesKept(window)
    Zooming(window, store)
    window.desk.make_panels()
    RecentMenu(menu.file.recent, window.documents)
    Copying(store, menu)
    Exporting(window)
    Pages(store, menu, window)
    _ = menu.experiment, menu.drawing, menu.regions, menu.hide
    HidingTold(store, menu, window.notice)
    RunCommands(window)
    LessonCommands(window)
    Listening(window.desk, store)
    return SettingCommands(window)
