"""Lines of text as nodes of TikZ: their size, face and colour, and the end that keeps its place."""

from math import cos, radians, sin

from engine.written.quantity import Kind, Quantity
from gui.export.tex.alignment import ANCHORS, MIDDLE, Alignment
from gui.export.tex.letters import has_ideographs, tex_text
from gui.export.tex.palette import TexPalette
from gui.export.tex.places import Places
from gui.export.tex.statements import BP, Command, Options, length, number, own_options
from gui.recording.marks import TextMark

_LETTERS = 1.1  # times as large: Latin Modern has smaller letters than the screen
_SQUEEZED = 0.995
_SPACE = 0.25  # of the size of letters
_ROLES = {
    Kind.WEIGHT: "weight words",
    Kind.BIAS: "bias words",
    Kind.TARGET: "target words",
    Kind.A: "neuron words",
    Kind.INPUT: "neuron words",
}


class TypedText:
    """Writes the lines of text of some pages. letters: how much larger than on screen."""

    def __init__(
        self, palette: TexPalette, places: Places, alignment: Alignment, letters: float = _LETTERS
    ) -> None:
        self.palette, self._places, self._alignment = palette, places, alignment
        self._letters = letters

    def command(
        self, mark: TextMark, owner: Quantity | None = None, anchor: str | None = None
    ) -> Command:
        """Return what writes a line that belongs to a number, None for no one of them.

        anchor: which end keeps its place, None for the one that others suggest.
        """
        anchor = anchor or self._alignment.anchor(mark)
        x, y = self._along(mark, ANCHORS[anchor])
        at = f"({number(x)},{number(y)})" if mark.angle else self._places.at(x, y, owner)
        role = _ROLES.get(owner.kind, "words") if owner is not None else "words"
        if self._places.is_inside(*self.middle(mark), owner):
            role = "value"
        return Command(r"\node", role, self._options(mark, anchor), f"at {at} {{{_said(mark)}}};")

    def style(self, mark: TextMark, anchor: str) -> str:
        """Return the options of a node for a line of text."""
        return ", ".join(own_options(self._options(mark, anchor), {}))

    def middle(self, mark: TextMark) -> tuple[float, float]:
        """Return the middle of the baseline of a line of text."""
        return self._along(mark, ANCHORS[MIDDLE])

    def _along(self, mark: TextMark, share: float) -> tuple[float, float]:
        turn, far = radians(mark.angle), share * mark.width
        return mark.x + far * cos(turn), mark.y + far * sin(turn)

    def _options(self, mark: TextMark, anchor: str) -> Options:
        wide = has_ideographs(mark.text)  # such letters are as large as those on screen
        size = (1.0 if wide else self._letters) * BP * mark.size
        faces = r"\bfseries\boldmath" if mark.is_bold else ""
        faces += r"\itshape" if mark.is_italic else ""
        colour, opacity = mark.colour
        return (
            ("size", f"{size:.2f}".rstrip("0").rstrip(".")),
            ("font", faces or "{}"),
            ("text", self.palette.name(colour)),
            ("anchor", anchor),
            ("rotate", number(-mark.angle)),
            ("text opacity", number(opacity)),
        )


def _said(mark: TextMark) -> str:
    said = tex_text(mark.text.strip())
    if mark.text.endswith(" "):  # a sign before words, from which it keeps apart
        return rf"\shrunk{{{length(mark.width - _SPACE * mark.size)}}}{{{said}}}"
    if mark.stretch < _SQUEEZED or has_ideographs(mark.text):
        return rf"\squeezed{{{length(mark.width)}}}{{{said}}}"
    return said
