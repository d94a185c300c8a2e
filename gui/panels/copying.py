"""Copies the formulas on screen: as LaTeX, as text, as a picture; the panel need not be open."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from gui.look.theme import THEMES
from gui.menu.menu import Menu
from gui.state.store import Store

if TYPE_CHECKING:
    from engine.written.expression import Equation

IMAGE_WIDTH, IMAGE_SCALE = 420.0, 3.0


class Copying(QObject):
    """Carries out the menu's commands that copy; what writes is loaded when it is asked for."""

    def __init__(self, store: Store, menu: Menu) -> None:
        super().__init__(menu)
        self._store = store
        menu.copy_latex.triggered.connect(self._copy_latex)
        menu.copy_text.triggered.connect(self._copy_text)
        menu.copy_image.triggered.connect(self._copy_image)

    def _copy_latex(self) -> None:
        from engine.text.latex import derivation_to_latex

        self._copy(derivation_to_latex)

    def _copy_text(self) -> None:
        from engine.text.plain import derivation_to_text

        self._copy(derivation_to_text)

    def _copy_image(self) -> None:
        """Copy the formulas as a picture, three times as sharp as on screen."""
        from gui.panels.page import explanation_picture

        state = self._store.state
        image = explanation_picture(state, THEMES[state.view.theme], IMAGE_WIDTH, IMAGE_SCALE)
        QGuiApplication.clipboard().setImage(image)

    def _copy(self, write: "Callable[[Sequence[Equation], int], str]") -> None:
        from gui.panels.explain import explanation

        shown = explanation(self._store.state)
        digits = self._store.state.view.digits
        texts = [write(block.equations, digits) for block in shown.blocks]
        QGuiApplication.clipboard().setText("\n".join(texts))
