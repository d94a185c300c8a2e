"""A widget that shows formulas: each term can be pointed at, and says its full number."""

from collections.abc import Sequence

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from engine.text.plain import derivation_to_text
from engine.text.speech import derivation_to_speech
from engine.written.expression import Equation
from engine.written.quantity import Quantity
from gui.formula.fonts import metrics
from gui.formula.layout import FormulaLayout, lay_out
from gui.formula.paint import paint
from gui.formula.terms_view import TermsView
from gui.look.theme import Theme
from gui.words.catalog import say

_SMALLEST = 0.5  # of the type, so that it can still be read


class FormulaView(TermsView[FormulaLayout]):
    """Lines of formulas, broken to the width there is."""

    def __init__(
        self, type_name: str = "formula", *, chooses: bool = False, parent: QWidget | None = None
    ) -> None:
        self._equations: tuple[Equation, ...] = ()
        self._digits = 4
        self._bold_result = False
        super().__init__(type_name, chooses=chooses, parent=parent)

    def show_equations(
        self, equations: Sequence[Equation], digits: int, theme: Theme, *, bold_result: bool
    ) -> None:
        """Show these lines; nothing is laid out again where they are the same."""
        wanted = (tuple(equations), digits, bold_result)
        if wanted != (self._equations, self._digits, self._bold_result):
            self._equations, self._digits, self._bold_result = wanted
            self._renew(
                derivation_to_speech(self._equations, digits, say),
                derivation_to_text(self._equations, digits),
            )
        self._theme = theme
        self.update()

    def _laid(self, width: int) -> FormulaLayout:
        """Return the lines as they stand: smaller where a fraction is wider than the view."""
        found = self._set(float(self._size), width)
        if found.width > width > 0:
            found = self._set(self._size * max(width / found.width, _SMALLEST), width)
        return found

    def _set(self, size: float, width: int) -> FormulaLayout:
        return lay_out(
            self._equations,
            metrics(),
            size,
            float(width),
            self._digits,
            bold_result=self._bold_result,
        )

    def _paint(self, painter: QPainter, theme: Theme, lit: Quantity | None) -> None:
        highlighted = frozenset() if lit is None else frozenset({lit})
        paint(self.laid_out(), painter, 0, 0, theme, highlighted)
