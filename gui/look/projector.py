"""The profile for projectors: the colours of both themes, with stronger letters and lines."""

from msgspec.structs import replace

from gui.look.theme import DARK, LIGHT, Theme

_STROKES = 1.5  # times as broad as at a desk
_READABLE = 7.0  # the contrast of text, as WCAG 2.1 asks for at its highest level

_LIGHT = replace(
    LIGHT,
    ground="#ffffff",
    text="#000000",
    text_soft="#262b36",
    text_faint="#474e5d",
    grid="#d5d9e3",
    control_edge="#8d94a5",
    positive="#17558f",
    negative="#c46a00",
    negative_text="#7d4300",
    gradient_positive="#6a1b78",
    gradient_negative="#0f5c28",
    loss="#a01020",
    slope="#005a62",
    secant="#664a00",
    second_ball="#93285f",
    third_ball="#6f4023",
    fourth_ball="#525200",
    fifth_ball="#464e5d",
    sixth_line="#3d34ba",
    accent="#6a1b78",
    node_edge="#1c2230",
    node_text_dark="#000000",
    strokes=_STROKES,
    readable=_READABLE,
)
_DARK = replace(
    DARK,
    ground="#000000",
    card="#000000",
    label_ground="#000000",
    card_edge="#5b6375",
    text="#ffffff",
    text_soft="#dfe3ec",
    text_faint="#b9c0cf",
    grid="#343b4a",
    control_edge="#747c8f",
    positive="#7cbde3",
    loss="#ff8b96",
    sixth_line="#b3aeff",
    node_edge="#ffffff",
    node_text_dark="#000000",
    node_text_light="#ffffff",
    accent_text="#000000",
    strokes=_STROKES,
    readable=_READABLE,
)
_OF_PROJECTORS = {theme.name: theme for theme in (_LIGHT, _DARK)}


def projected(name: str) -> Theme:
    """Return the theme of a name as it is shown by a projector."""
    return _OF_PROJECTORS[name]
