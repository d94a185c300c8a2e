"""In which colour what a path comes to is written."""

from engine.text.covered import is_covered
from engine.text.numbers import DASH
from gui.look.theme import Theme


def ink_of(text: str, value: float, theme: Theme) -> str:
    """Return the colour of a product's sign, which a dash or a question mark does not tell."""
    if text == DASH:
        return theme.text_faint
    return theme.text_soft if is_covered(text) else theme.gradient(value)
