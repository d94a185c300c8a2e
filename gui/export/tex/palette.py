"""Colours of a figure by names that say what they mean, mixed where they are paler."""

from collections.abc import Iterable, Iterator

from gui.look.theme import THEMES, Theme
from gui.recording.marks import (
    AreaMark,
    BoxMark,
    Colour,
    EllipseMark,
    LineMark,
    Mark,
    TextMark,
    every_mark,
)

_MIXED = (
    *("positive", "negative", "gradient_positive", "gradient_negative", "loss", "slope"),
    *("accent", "secant", "second_ball", "third_ball", "fourth_ball", "fifth_ball", "sixth_line"),
    *("node_edge", "text", "text_soft", "text_faint", "caution", "control_edge"),
)
_PLAIN = (
    *("card", *_MIXED, "ground", "card_edge", "grid", "control_hover", "negative_text"),
    *("accent_text", "node_text_dark", "node_text_light", "label_ground"),
)
_CLOSE = 1  # of 255, by which a mixture may miss its colour
_THOUSANDTHS = 1000


class TexPalette:
    """Names colours; those that were asked for are told by `definitions`."""

    def __init__(self, theme: Theme) -> None:
        self._inks = {_tex_name(ink): theme.ink(ink) for ink in _PLAIN}
        self._classes = len(theme.classes)
        self._inks |= {f"class{i}": ink for i, ink in enumerate(theme.classes, 1)}
        self._mixed = [
            *map(_tex_name, _MIXED),
            *(f"class{number}" for number in range(1, self._classes + 1)),
        ]
        self._known: dict[str, str] = {}
        for name, colour in self._inks.items():
            self._known.setdefault(colour, name)
        self._used: set[str] = set()
        self._others: dict[str, str] = {}

    def name(self, colour: str) -> str:
        """Return a colour of #rrggbb as xcolor reads it: `loss`, `positive!43.1!card`."""
        written = self._known.get(colour)
        if written is None:
            written = self._mixture(colour) or self._other(colour)
            self._known[colour] = written
        self._used |= set(written.split("!")[::2])
        return written

    @property
    def card(self) -> str:
        """The colour of the ground, as #rrggbb."""
        return self._inks["card"]

    def ink(self, name: str) -> str:
        """Return the name here of a colour of the theme."""
        of_class = name.removeprefix("class-")
        written = _tex_name(name)
        if of_class != name:
            written = f"class{int(of_class) % self._classes + 1}"
        self._used.add(written)
        return written

    def definitions(self) -> Iterator[str]:
        """Yield what defines the colours that were asked for."""
        for name, colour in (self._inks | {n: c for c, n in self._others.items()}).items():
            if name in self._used:
                yield rf"\definecolor{{{name}}}{{HTML}}{{{colour[1:].upper()}}}"

    def _mixture(self, colour: str) -> str | None:
        wanted, card = _channels(colour), _channels(self._inks["card"])
        best: tuple[float, str] | None = None
        for name in self._mixed:
            ink = _channels(self._inks[name])
            away = [a - b for a, b in zip(ink, card, strict=True)]
            length = sum(each * each for each in away)
            along = sum(a * (w - c) for a, w, c in zip(away, wanted, card, strict=True))
            amount = round(_THOUSANDTHS * along / length) / _THOUSANDTHS if length else 0.0
            if not 0 < amount < 1:
                continue
            missed = max(
                abs(c + amount * a - w) for c, a, w in zip(card, away, wanted, strict=True)
            )
            if missed <= _CLOSE and (best is None or missed < best[0] - 0.5):
                best = missed, f"{name}!{100 * amount:.1f}!card"
        return None if best is None else best[1]

    def _other(self, colour: str) -> str:
        return self._others.setdefault(colour, f"other{len(self._others) + 1}")


def theme_of(marks: tuple[Mark, ...]) -> Theme:
    """Return the theme of which marks have most colours."""
    used = {colour for mark in every_mark(marks) for colour, _ in _colours(mark)}

    def shared(theme: Theme) -> int:
        return len(used & {*theme.classes, *map(theme.ink, _PLAIN)})

    return max(THEMES.values(), key=shared)


def _colours(mark: Mark) -> Iterable[Colour]:
    match mark:
        case LineMark():
            return (mark.pen.colour,)
        case TextMark():
            return (mark.colour,)
        case AreaMark() | BoxMark() | EllipseMark():
            pen = None if mark.pen is None else mark.pen.colour
            return tuple(each for each in (mark.fill, pen) if each is not None)
        case _:
            return ()


def _tex_name(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(map(str.capitalize, others))


def _channels(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
