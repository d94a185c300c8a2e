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
        self._buttons = [self.fit]
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

    def add(self, button: QToolButton) -> None:
        """Let a button of the view's own stand beside the one that shows all."""
        button.setParent(self._plot)
        button.setObjectName("overPlot")
        button.show()
        self._buttons.append(button)
        self.place()

    def place(self) -> None:
        """Put the buttons into the upper right corner."""
        gap = self._sizes.length("over_plot")
        right = self._plot.width() - gap
        for button in reversed(self._buttons):
            if not button.isHidden():
                button.adjustSize()
                right -= button.width()
                button.move(right, gap)
                right -= gap

    def show_value(self, text: str, at: QPoint) -> None:
        """Write what is read beside a place, where it is not cut."""
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

    def hide_value(self) -> None:
        self.value.hide()
