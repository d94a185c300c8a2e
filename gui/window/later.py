"""A view that is built when it is first seen, so that the window appears without waiting."""

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar, runtime_checkable

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from gui.look.fit import Arranging, area, fit

V = TypeVar("V", bound=QWidget)


@runtime_checkable
class DrawnLater(Protocol):
    """A view whose drawing waits until after the first paint."""

    def make_ready(self) -> None:
        """Draw now."""


@runtime_checkable
class SeenWhole(Protocol):
    """A view that scrolls where it is larger than its place."""

    def whole_area(self) -> QSize:
        """Return how large a place is in which all of it is seen at its usual size, in pixels."""


class Later(QScrollArea, Generic[V]):
    """Holds the place of a view; where the place is lower than the view can be, it scrolls.

    build: returns the view in the widget it is given; least: the name of the size that a place
    has at least; a view with longer words needs more width. Lent to another place, the view takes
    what there is.
    """

    def __init__(
        self, build: Callable[[QWidget], V], least: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._build = build
        self._view: V | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard belongs to what is in it
        self._least, self.is_lent = QSize(), False
        # in a widget of ours: for the viewport, which Qt has made, PySide would look through all
        # classes of widgets that it knows, a thirtieth of the start
        self._inside = _Inside(self, self)
        self.setWidget(self._inside)
        fit(self, place=least)

    def set_place(self, width: int, height: int) -> None:
        """Need so much at the desk, in pixels."""
        self._least = QSize(width, height)
        self.updateGeometry()

    @property
    def view(self) -> V:
        """The view, built now if it was not."""
        if self._view is None:
            self._view = self._build(self._inside)
            self._view.windowTitleChanged.connect(self.setWindowTitle)
            self.setWindowTitle(self._view.windowTitle())
            self._inside.hold(self._view)
            self.updateGeometry()
        return self._view

    def show_cover(self, cover: QWidget | None) -> None:
        """Let something stand in place of the view, which keeps its room; None: the view again."""
        self._inside.show_cover(cover)

    def build_now(self) -> None:
        """Build the view if it was not."""
        _ = self.view

    def make_ready(self) -> None:
        """Build the view, and draw what it otherwise draws later."""
        if isinstance(self.view, DrawnLater):
            self.view.make_ready()

    def whole_area(self) -> QSize:
        """Return how large a place is in which all of the view is seen, if it scrolls."""
        return self.view.whole_area() if isinstance(self.view, SeenWhole) else QSize()

    def minimumSizeHint(self) -> QSize:
        if self.is_lent:
            return QSize(0, 0)
        within = self._inside.minimumSizeHint().width()
        return QSize(max(self._least.width(), within), self._least.height())

    def sizeHint(self) -> QSize:
        return area("waiting_area")  # whatever comes: the panels around it must not move

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._view is None:  # the empty card is on screen now: there is time
            QTimer.singleShot(0, self.build_now)


class _Inside(QWidget):
    """Is as large as the view needs at least, and without a layout of its own.

    For one whose height depends on its width, QScrollArea takes the height it would like to have.
    """

    def __init__(self, around: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = around
        self._held: QWidget | None = None
        self._cover: QWidget | None = None

    def show_cover(self, cover: QWidget | None) -> None:
        """Hide what is held behind something else, or show it again."""
        if self._cover is not None and self._cover is not cover:
            self._cover.hide()
        self._cover = cover
        if cover is not None:
            cover.setParent(self)
            cover.resize(self.size())
            cover.show()
        if self._held is not None:
            self._held.setVisible(cover is None)

    def hold(self, view: QWidget) -> None:
        """Show a view that was built here."""
        self._held = view
        view.resize(self.size())
        if isinstance(view, Arranging):
            view.arrange()  # while it is hidden Qt tells it of no size
        view.setVisible(self._cover is None)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        if self._held is None:
            return QSize(0, 0)
        own, chosen = self._held.minimumSizeHint(), self._held.minimumSize()
        return QSize(chosen.width() or own.width(), chosen.height() or own.height())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._around.updateGeometry()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        for widget in (self._held, self._cover):
            if widget is not None:
                widget.resize(self.size())
