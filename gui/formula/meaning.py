"""What a formula in a recorded figure says."""

from gui.formula.layout import FormulaLayout, PrintedFormula
from gui.look.theme import Theme
from gui.recording.meaning import Meaning, Room


class FormulaMeaning(Meaning, frozen=True, kw_only=True, eq=False):
    """Lines of a derivation. size: of their letters, in units of the page; theme: their colours."""

    said: PrintedFormula
    size: float
    theme: Theme

    @classmethod
    def of(cls, layout: FormulaLayout, theme: Theme, room: Room) -> "FormulaMeaning":
        """Return what a formula says that is painted into a room of the page."""
        grown = room[3] / layout.height if layout.height else 1.0
        return cls(room=room, said=layout.said, size=grown * layout.size_px, theme=theme)
