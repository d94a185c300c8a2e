"""Gives layouts and widgets their sizes by name, and gives them anew when all is enlarged."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLayout, QWidget

from gui.look.sizes import Sizes

_KEPT = "fitted"  # the property in which an object keeps the names of its sizes
_ENLARGED = "enlarged"
_GROWN = "grown"  # that in which it keeps how many times larger it is than those
_SETTERS = {
    "margins": "setContentsMargins",
    "spacing": "setSpacing",
    "across": "setHorizontalSpacing",
    "down": "setVerticalSpacing",
    "width": "setFixedWidth",
    "area": "setFixedSize",
    "least_width": "setMinimumWidth",
    "most_width": "setMaximumWidth",
    "least_height": "setMinimumHeight",
    "least": "setMinimumSize",
    "icon": "setIconSize",
    "place": "set_place",
    "type": "set_type",
    "words": "setStyleSheet",
}


class _Current:
    """The sizes in use: those of the whole application, as its style sheet is."""

    sizes = Sizes()


def current() -> Sizes:
    """Return the sizes in use."""
    return _Current.sizes


def area(name: str) -> QSize:
    """Return the size in use of a thing that is asked how large it would like to be."""
    return QSize(*current().of(name))


def fit(target: QLayout | QWidget, **names: str) -> None:
    """Give a layout or widget the sizes of these names, now and whenever they change."""
    target.setProperty(_KEPT, (target.property(_KEPT) or {}) | names)
    _give(target, names)


def grow(target: QWidget, growth: float) -> None:
    """Give a widget that was fitted its sizes so many times larger, now and whenever they change.

    Of a label with words this is its type. Nothing is done where it has that size.
    """
    if growth != (target.property(_GROWN) or 1.0):
        target.setProperty(_GROWN, growth)
        _give(target, target.property(_KEPT))


def enlarge(root: QWidget, scale: float) -> None:
    """Use the sizes of a scale from now on, also for all that stands in a window already."""
    if scale == current().unit == root.property(_ENLARGED):
        return  # another window may have been given other sizes meanwhile
    root.setProperty(_ENLARGED, scale)
    _Current.sizes = Sizes(scale)
    for child in (root, *root.findChildren(QWidget), *root.findChildren(QLayout)):
        if names := child.property(_KEPT):
            _give(child, names)


def has_new_look(event: QEvent) -> bool:
    """Return whether a change of a widget means that theme or sizes may be others now.

    Qt tells so as the style sheet is set, which comes after the sizes.
    """
    return event.type() == QEvent.Type.StyleChange


class Arranging(QFrame):
    """What places its parts by the room it has: as its size changes, and as all sizes do."""

    def arrange(self) -> None:
        """Place the parts for the present size; they stay where they are unless this is said."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if has_new_look(event):
            self.arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()


def least_width(row: QLayout) -> int:
    """Return what the widgets of a row need beside each other.

    The row itself answers for the last time it was on screen, which may have been at other sizes.
    """
    items = [row.itemAt(index) for index in range(row.count())]
    widgets = [each for item in items if item and (each := item.widget()) and not each.isHidden()]
    widths = [
        min(max(w.minimumSizeHint().width(), w.minimumWidth()), w.maximumWidth()) for w in widgets
    ]
    return sum(widths) + row.spacing() * max(len(widths) - 1, 0)


def _give(target: QObject, names: Mapping[str, str]) -> None:
    sizes = Sizes(current().unit * (target.property(_GROWN) or 1.0))
    for kind, name in names.items():
        give, size = getattr(target, _SETTERS[kind]), sizes.of(name)
        if kind == "icon":
            give(QSize(*size))
        elif kind == "words":
            give(f"font-size: {size[0]}px")
        else:
            give(*size)
