"""How large panels were at each scale: a larger one pushes them apart, and going back undoes it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtWidgets import QTabBar

from gui.look.fit import current
from gui.window.dock import Panel

if TYPE_CHECKING:
    from gui.window.window import Window

_ACROSS, _DOWN = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
Sizes = dict[str, QSize]
"""By the keys of panels."""


class SizesKept(QObject):
    """Gives the panels back, at a scale that they had before, the sizes that they had there."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window, self._room, self._desk = window, window.room, window.desk
        self._left: dict[tuple[str, float], tuple[QSize, Sizes]] = {}
        window.dressing.connect(self._leave)

    def _leave(self) -> None:
        if self._is_desk_shown():
            left = self._room.layout_name(), current().unit
            self._left[left] = self._window.size(), self._sizes()
        QTimer.singleShot(0, self, self._bring_back)  # after the room has the form that fits

    def _is_desk_shown(self) -> bool:
        return self._room.currentWidget() is self._desk

    def _sizes(self) -> Sizes:
        """Return the sizes of the panels in front, each with the row of tabs below it."""
        in_front = (p for p in self._desk.panels.values() if not p.visibleRegion().isEmpty())
        return {p.objectName(): p.size() + QSize(0, self._tabs_below(p)) for p in in_front}

    def _tabs_below(self, panel: Panel) -> int:
        bars = self._desk.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
        place = panel.geometry().bottomLeft() + QPoint(1, 2)
        below = (bar for bar in bars if bar.isVisible() and bar.geometry().contains(place))
        return next((bar.height() for bar in below), 0)

    def _bring_back(self) -> None:
        now = self._room.layout_name(), current().unit
        room, sizes = self._left.get(now, (QSize(), {}))
        if not self._is_desk_shown() or room != self._window.size():
            return
        panels = [self._desk.panels[key] for key in sizes]
        self._desk.resizeDocks(panels, [size.width() for size in sizes.values()], _ACROSS)
        self._desk.resizeDocks(panels, [size.height() for size in sizes.values()], _DOWN)
