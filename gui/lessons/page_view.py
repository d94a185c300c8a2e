"""A widget that shows paragraphs of a lesson: its numbers can be pointed at, and chosen."""

from collections.abc import Sequence

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from engine.written.quantity import Quantity
from gui.formula.terms_view import TermsView
from gui.lessons.page import PageLayout, lay_page
from gui.lessons.paint_page import paint_page, typesetting
from gui.lessons.runs import PageBlock
from gui.lessons.spoken import page_spoken
from gui.look.theme import Theme


class PageView(TermsView[PageLayout]):
    """Paragraphs, broken to the width there is."""

    def __init__(self, type_name: str = "lesson", parent: QWidget | None = None) -> None:
        self.blocks: tuple[PageBlock, ...] = ()
        super().__init__(type_name, chooses=True, parent=parent)

    def show_blocks(self, blocks: Sequence[PageBlock], theme: Theme) -> None:
        """Show these paragraphs; nothing is set again where they are the same."""
        if tuple(blocks) != self.blocks:
            self.blocks = tuple(blocks)
            self._renew(page_spoken(self.blocks))
        self._theme = theme
        self.update()

    def _laid(self, width: int) -> PageLayout:
        return lay_page(self.blocks, typesetting(), float(self._size), float(width))

    def _paint(self, painter: QPainter, theme: Theme, lit: Quantity | None) -> None:
        paint_page(self.laid_out(), painter, theme, lit)
