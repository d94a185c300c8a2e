"""A widget that shows formulas: each term can be pointed at, and says its full number."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from engine.text.plain import derivation_to_text
from engine.text.speech import derivation_to_speech
from engine.written.expression import Equation
from engine.written.quantity import Quantity
from gui.formula.fonts import metrics
from gui.formula.layout import FormulaLayout, lay_out, term_at
from gui.formula.paint import paint
from gui.look.fit import current, fit
from gui.look.theme import Theme
from gui.words.catalog import say

_SMALLEST = 0.5  # of the type, so that it can still be read


class FormulaView(QWidget):
    """Lines of formulas, broken to the width there is."""

    term_hovered = Signal(object)
    """Emitted with the quantity under the pointer, or None."""

    term_clicked = Signal(object)
    """Emitted with the quantity that was clicked."""

    def __init__(self, type_name: str = "formula", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = 1
        self._equations: tuple[Equation, ...] = ()
        self._digits = 4
        self._bold_result = False
        self._theme: Theme | None = None
        self._layouts: dict[int, FormulaLayout] = {}  # by width: Qt asks for several heights
        self._hovered: Quantity | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        fit(self, type=type_name)

    def set_type(self, size: int) -> None:
        """Write formulas at a size in pixels."""
        self._size, self._layouts = size, {}
        self._fit()

    def show_equations(
        self, equations: Sequence[Equation], digits: int, theme: Theme, *, bold_result: bool
    ) -> None:
        """Show these lines; nothing is laid out again where they are the same."""
        wanted = (tuple(equations), digits, bold_result)
        if wanted != (self._equations, self._digits, self._bold_result):
            self._equations, self._digits, self._bold_result = wanted
            self._layouts, self._hovered = {}, None
            self.setAccessibleName(derivation_to_speech(self._equations, digits, say))
            self.setAccessibleDescription(derivation_to_text(self._equations, digits))
            self._fit()
        self._theme = theme
        self.update()

    def laid_out(self) -> FormulaLayout:
        """Return the lines as they stand: smaller where a fraction is wider than the view."""
        width = self.width()
        if width not in self._layouts:
            found = self._set(float(self._size), width)
            if found.width > width > 0:
                found = self._set(self._size * max(width / found.width, _SMALLEST), width)
            self._layouts[width] = found
        return self._layouts[width]

    def _set(self, size: float, width: int) -> FormulaLayout:
        return lay_out(
            self._equations,
            metrics(),
            size,
            float(width),
            self._digits,
            bold_result=self._bold_result,
        )

    def _fit(self) -> None:
        # as high as its lines at this width: Qt's own height-for-width lags behind in scroll areas
        self.setFixedHeight(ceil(self.laid_out().height) + current().length("hair"))

    def _term_under(self, event: QMouseEvent | QHelpEvent) -> Quantity | None:
        place = event.pos()
        return term_at(self.laid_out(), float(place.x()), float(place.y()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._fit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hovered = self._term_under(event)
        if hovered != self._hovered:
            self._hovered = hovered
            self.term_hovered.emit(hovered)
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        term = self._term_under(event)
        if event.button() == Qt.MouseButton.LeftButton and term is not None:
            self.term_clicked.emit(term)

    def leaveEvent(self, event: QEvent) -> None:
        if self._hovered is not None:
            self._hovered = None
            self.term_hovered.emit(None)
            self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.toolTip() if self._hovered else "", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._theme is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        highlighted = frozenset() if self._hovered is None else frozenset({self._hovered})
        paint(self.laid_out(), painter, 0, 0, self._theme, highlighted)
