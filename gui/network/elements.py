"""The drawing for who does not see it: one invisible child of the view for each item in it.

Qt offers the children of a widget to screen readers, but nothing of what a widget paints.
"""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QLabel

from engine.written.quantity import Kind, Quantity
from gui.network.layout import NetworkLayout
from gui.network.shapes import Rect
from gui.network.told import ToldItem, places, told_items
from gui.network.view import NetworkView
from gui.state.run import derived
from gui.state.state import State
from gui.state.store import Store
from gui.turns import turns_of


class Elements(QObject):
    """Keeps the children of a drawing in step with it; made once somebody listens."""

    def __init__(self, view: NetworkView, store: Store) -> None:
        super().__init__(view)
        self._view, self._store = view, store
        self._elements: list[QLabel] = []
        self._turns = turns_of(store)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._tell)
        view.installEventFilter(self)
        store.changed.connect(self._follow)
        self._tell()

    def _follow(self, before: State, after: State) -> None:
        if not derived.same_numbers(before, after) or before.inputs != after.inputs:
            if self._turns.are_taken(after):
                self._turns.ask(self._tell)
            else:
                self._soon.start()
            if derived.last_revealed(before) != derived.last_revealed(after):
                self._announce(after)

    def _announce(self, state: State) -> None:
        """Let the numbers that have just been computed be read out, after what they are."""
        from gui.network.spoken import spoken_beat

        numbers = "" if self._turns.are_taken(state) else spoken_beat(state)
        if numbers:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._view, numbers))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._soon.start()
        return super().eventFilter(watched, event)

    def _tell(self) -> None:
        items = told_items(self._store.state)
        while len(self._elements) > len(items):
            self._elements.pop().deleteLater()
        drawing = self._view.current_frame()
        where, layout = places(drawing), self._view.layout_on_screen()
        for index, item in enumerate(items):
            if index == len(self._elements):
                self._elements.append(self._made())
            element = self._elements[index]
            _place(element, _place_of(item, where, layout))
            if element.accessibleName() != item.name:
                element.setAccessibleName(item.name)
            if element.accessibleDescription() != item.description:
                element.setAccessibleDescription(item.description)

    def _made(self) -> QLabel:
        element = QLabel(self._view)  # without text it paints nothing
        element.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        element.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        element.show()
        return element


def _place_of(item: ToldItem, where: dict[Quantity, Rect], layout: NetworkLayout) -> Rect:
    """Return where an item is, or where what it belongs to is: not every number is drawn."""
    if item.item is not None and item.item in where:
        return where[item.item]
    if item.item is not None and item.item.kind in (Kind.LOSS, Kind.TARGET):
        left = layout.side_x - layout.side_width / 2
        return Rect(left, 0.0, layout.side_width, layout.height)
    layer = item.layer if item.item is None else item.item.layer
    if layer is None:
        return Rect(0.0, 0.0, layout.width, layout.height)
    column = layout.columns[layer]
    top, bottom = min(column.ys) - column.radius, max(column.ys) + column.radius
    return Rect(column.x - column.half_width, top, 2 * column.half_width, bottom - top)


def _place(element: QLabel, rect: Rect) -> None:
    wanted = round(rect.x), round(rect.y), max(round(rect.width), 1), max(round(rect.height), 1)
    if element.geometry().getRect() != wanted:
        element.setGeometry(*wanted)
