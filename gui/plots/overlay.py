"""What lies over a plot on screen: the button that shows all of it, and the value that is read."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from gui.look.fit import current
from gui.look.sizes import Sizes
from gui.words.catalog import say


class Overlay:
    """Small widgets of a plot that stay within it."""

    def __init__(self, plot: QWidget, fit: Callable[[], object]) -> None:
        self._plot = plot
        self.fit = QToolButton(plot)
        self.fit.setObjectName("overPlot")
        self.fit.setText(say("plot.fit"))
        self.fit.setToolTip(say("plot.fit-tip"))
        self.fit.setCursor(Qt.CursorShape.PointingHandCursor)
        self.fit.clicked.connect(fit)
        self.fit.hide()
        self._below: QToolButton | None = None
        self._sizes = current()
        self.value = QLabel(plot)
        self.value.setObjectName("overPlot")
        self.value.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.value.hide()

    def show_fit(self, shown: bool) -> None:
        """Show the button as long as the range is one chosen by hand."""
        self.fit.setVisible(shown)
        self.place()

    def enlarge(self, sizes: Sizes) -> None:
        """Write values in the type of the plot from now on; buttons have that of all controls."""
        self._sizes = sizes
        self.place()

    def add_below(self, button: QToolButton) -> None:
        """Let a button of the view's own stand beside the name of the lower axis."""
        button.setObjectName("belowPlot")
        button.setParent(self._plot)
        button.show()
        self._below = button
        self.place()

    def place(self) -> None:
        """Put the buttons into their corners: the one that shows all of it above, on the right."""
        if not self.fit.isHidden():
            gap = self._sizes.length("over_plot")
            self.fit.adjustSize()
            self.fit.move(self._plot.width() - gap - self.fit.width(), gap)
        if self._below is not None:
            self._below.adjustSize()
            corner = QPoint(self._plot.width(), self._plot.height())
            self._below.move(corner - QPoint(self._below.width(), self._below.height()))

    def show_value(self, text: str, at: QPoint) -> QRect:
        """Write what is read beside a place, where it is not cut, and return where it stands."""
        # not while the application is given another style: Qt would dress the label twice at once
        dress = f"font-size: {self._sizes.length('small')}px"
        if self.value.styleSheet() != dress:
            self.value.setStyleSheet(dress)
        self.value.setText(text)
        self.value.adjustSize()
        away = 2 * self._sizes.length("over_plot")
        box = QRect(at + QPoint(away, -away - self.value.height()), self.value.size())
        if box.right() > self._plot.width():
            box.moveRight(at.x() - away)
        box.moveLeft(max(box.left(), 0))
        if box.top() < 0:
            box.moveTop(at.y() + away)
        self.value.move(box.topLeft())
        self.value.show()
        return self.value.geometry()

    def hide_value(self) -> None:
        self.value.hide()
