"""The colours of everything drawn: one frozen object a theme."""

from msgspec import Struct
from msgspec.structs import replace

from engine.written.expression import Role


class Theme(Struct, frozen=True):
    """Colours as #rrggbb, named by what they mean. Text on `card` has a contrast of 4.5:1."""

    name: str
    ground: str  # behind the cards
    card: str
    card_edge: str
    text: str
    text_soft: str
    text_faint: str  # captions; still 4.5:1
    grid: str
    control_edge: str
    control_hover: str
    positive: str  # weights and activations above zero
    negative: str
    negative_text: str  # the same, dark enough to be read as text
    gradient_positive: str
    gradient_negative: str
    loss: str  # the loss and its targets
    slope: str  # the derivative of an activation
    secant: str  # a difference quotient, beside the tangent
    second_ball: str  # the first has the accent
    third_ball: str
    fourth_ball: str
    fifth_ball: str
    sixth_line: str  # of a kept run, beside the colours of the balls
    caution: str  # around a refusal or a warning, never text
    accent: str
    accent_text: str  # on an accent ground
    node_edge: str
    node_text_dark: str  # on a light fill
    node_text_light: str  # on a strong fill
    label_ground: str
    classes: tuple[str, ...]  # one after the other, where there are more than two
    # no colours: how many times as broad as at a desk lines are; the least contrast of text
    strokes: float = 1.0
    readable: float = 4.5

    @property
    def base(self) -> str:
        """The name of the theme that this is, or is a stronger form of: light or dark."""
        return self.name.partition("-")[0]

    def ink(self, name: str) -> str:
        """Return the colour of a name, as charts hold it: of a field, or `class-2` of a class."""
        of_class = name.removeprefix("class-")
        if of_class == name:
            return str(getattr(self, name))
        return self.classes[int(of_class) % len(self.classes)]

    def value(self, number: float) -> str:
        """Return the colour of a weight or an activation by its sign."""
        return self.negative if number < 0 else self.positive

    def gradient(self, number: float) -> str:
        """Return the colour of a gradient by its sign."""
        return self.gradient_negative if number < 0 else self.gradient_positive

    def role(self, role: Role) -> str:
        """Return the colour of a term in a formula."""
        return {
            Role.PLAIN: self.text,
            Role.VALUE: self.positive,
            Role.NEGATIVE_VALUE: self.negative_text,
            Role.SLOPE: self.slope,
            Role.LOSS: self.loss,
            Role.GRADIENT: self.gradient_positive,
            Role.NEGATIVE_GRADIENT: self.gradient_negative,
        }[role]


LIGHT = Theme(
    name="light",
    ground="#eef0f5",
    card="#ffffff",
    card_edge="#e1e4ec",
    text="#1c2230",
    text_soft="#444b59",
    text_faint="#6a7183",
    grid="#eceef3",
    control_edge="#d5d9e3",
    control_hover="#f2f3f8",
    positive="#2166ac",
    negative="#e08214",
    negative_text="#a35a00",
    gradient_positive="#762a83",
    gradient_negative="#1b7837",
    loss="#b2182b",
    slope="#00707a",
    secant="#8a6400",
    second_ball="#b03a76",
    third_ball="#7b4a2b",
    fourth_ball="#66660a",
    fifth_ball="#5a6272",
    sixth_line="#4a41c8",
    caution="#c79a00",
    accent="#762a83",
    accent_text="#ffffff",
    node_edge="#444b59",
    node_text_dark="#1c2230",
    node_text_light="#ffffff",
    label_ground="#ffffff",
    classes=(
        *("#e08214", "#2166ac", "#44aa99", "#cc6677", "#999933"),
        *("#443399", "#d9c35f", "#77bfe3", "#8c6242", "#aa4499"),
    ),
)

DARK = Theme(
    name="dark",
    ground="#12151d",
    card="#1b1f2a",
    card_edge="#2a303e",
    text="#e8eaf0",
    text_soft="#bfc5d2",
    text_faint="#959db0",
    grid="#2a303e",
    control_edge="#3a4152",
    control_hover="#262c3a",
    positive="#6aaed6",
    negative="#f2a65a",
    negative_text="#f2a65a",
    gradient_positive="#c9a0dc",
    gradient_negative="#7fc97f",
    loss="#ef6f7c",
    slope="#5cc4cf",
    secant="#d9b44a",
    second_ball="#ee93bd",
    third_ball="#d0a183",
    fourth_ball="#bcbc5c",
    fifth_ball="#a6aebd",
    sixth_line="#a39dff",
    caution="#d9b44a",
    accent="#c9a0dc",
    accent_text="#1b1f2a",
    node_edge="#bfc5d2",
    node_text_dark="#12151d",
    node_text_light="#e8eaf0",
    label_ground="#1b1f2a",
    classes=(
        *("#f2a65a", "#6aaed6", "#5fc9b5", "#e58a99", "#bcbc5c"),
        *("#8f85e0", "#e6d58a", "#9ad4f0", "#c09a7a", "#d07cc3"),
    ),
)

_STROKES = 1.5  # times as broad as at a desk
_READABLE = 7.0  # the contrast of text, as WCAG 2.1 asks for at its highest level

STRONG_LIGHT = replace(
    LIGHT,
    name="light-contrast",
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
STRONG_DARK = replace(
    DARK,
    name="dark-contrast",
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

THEMES = {theme.name: theme for theme in (LIGHT, DARK, STRONG_LIGHT, STRONG_DARK)}


def blend(colour: str, ground: str, amount: float) -> str:
    """Mix `amount` (0 to 1) of a colour into a ground.

    Opaque mixtures instead of transparency: a half-transparent pen draws 17 times slower.
    """
    mixed = (
        round(int(colour[i : i + 2], 16) * amount + int(ground[i : i + 2], 16) * (1 - amount))
        for i in (1, 3, 5)
    )
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2.1 defines it, from 1 to 21."""

    def luminance(colour: str) -> float:
        channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
