"""What a class is shown and how it goes on: a value that the keys of a presentation change."""

from enum import Enum, auto

from msgspec import Struct
from msgspec.structs import replace

from gui.lessons.votes import Votes

USUAL: tuple[str, ...] = ("network", "explanation")

# The views of each number key; the same key once more leads to the next of them.
KINDS: tuple[tuple[str, ...], ...] = (
    ("network",),
    ("explanation",),
    ("tree", "paths"),
    ("numbers",),
    ("slice",),
    ("secant", "neuron"),
    ("plane",),
    ("loss", "gradients", "samples"),
    ("regions", "table", "confusion", "sample"),
)


class Stride(Enum):
    """How far a press of a remote leads."""

    BEATS = "beats"
    PHASES = "phases"
    STEPS = "steps"


class Cover(Enum):
    """What the whole screen is covered with, so that everybody looks at who speaks."""

    NONE = auto()
    BLACK = auto()
    WHITE = auto()


class ScreenChoice(Struct, frozen=True):
    """What is on the screen of the class.

    panels: one view, or two side by side; is_strong: whether lines and letters are stronger than
    at a desk; is_pointing: whether a dot with a trail is the pointer; in_both: whether the other
    language stands beneath, smaller; has_keys: whether the keys are told of in place of the panels;
    asks: whether of a lesson the question of its card is shown, with the votes of the class.
    """

    panels: tuple[str, ...] = USUAL
    stride: Stride = Stride.BEATS
    is_strong: bool = True
    cover: Cover = Cover.NONE
    is_spotlit: bool = False
    is_pointing: bool = True
    in_both: bool = False
    has_keys: bool = False
    asks: bool = False
    votes: Votes = Votes()


def with_panel(shown: ScreenChoice, digit: int, beside: bool) -> ScreenChoice:
    """Return what a number key leads to: a panel alone, or one beside the first; 0: the usual."""
    if digit == 0:
        return replace(shown, panels=USUAL)
    kind, panels = KINDS[digit - 1], shown.panels
    if not beside:
        return replace(shown, panels=(_next_of(kind, panels[0] if len(panels) == 1 else ""),))
    second = _next_of(kind, panels[1] if len(panels) == 2 else panels[0])
    return shown if second == panels[0] else replace(shown, panels=(panels[0], second))


def _next_of(kind: tuple[str, ...], now: str) -> str:
    return kind[(kind.index(now) + 1) % len(kind)] if now in kind else kind[0]


def with_next_stride(shown: ScreenChoice) -> ScreenChoice:
    """Return the same with the next way to go on: beats, phases, steps, and beats again."""
    strides = list(Stride)
    return replace(shown, stride=strides[(strides.index(shown.stride) + 1) % len(strides)])


def covered(shown: ScreenChoice, cover: Cover) -> ScreenChoice:
    """Return the same under a cover, or without it where it is there already."""
    return replace(shown, cover=Cover.NONE if shown.cover is cover else cover)


def is_busy(shown: ScreenChoice) -> bool:
    """Return whether something lies over the picture that Escape takes away."""
    return shown.cover is not Cover.NONE or shown.is_spotlit or shown.has_keys


def cleared(shown: ScreenChoice) -> ScreenChoice:
    """Return the same with nothing over the picture."""
    return replace(shown, cover=Cover.NONE, is_spotlit=False, has_keys=False)
