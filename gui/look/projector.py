"""The profile for projectors: the colours of both themes, with stronger letters and lines."""

from gui.look.theme import THEMES, Theme


def projected(name: str) -> Theme:
    """Return the theme of a name as it is shown by a projector."""
    return THEMES[f"{THEMES[name].base}-contrast"]
