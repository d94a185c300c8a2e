"""Breaks a paragraph into lines: words, numbers and formulas on one baseline, without Qt.

Between Chinese characters a line may end anywhere, but none begins with a stop or ends with an
opening bracket (https://www.w3.org/TR/clreq/#prohibition_rules_for_line_start_end).
"""

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from engine.text.writing import Digits
from engine.written.expression import Partial, Role
from engine.written.quantity import Quantity
from gui.formula.boxes import InkBox, Metrics
from gui.formula.latex import latex_box
from gui.formula.layout import Piece, pieces_of
from gui.formula.setting import Setter, Style
from gui.lessons.runs import Latex, Letter, LiveNumber, PageRun, Words

Advance = Callable[[str, float, bool], float]
"""How wide words of a size in pixels are, bold or not."""

ABOVE, BELOW = 0.98, 0.46  # em of a line of words: what is above and below its baseline
BESIDE_WORDS = 1.18  # times the size of the words, letters of formulas look as large
_FRACTION = 0.88  # of that, where the letter is a fraction
_AIR = 0.12  # em over and under a formula that is higher than the words
_CHARACTERS = "\u2e80-\u303f\u3400-\u9fff\uff00-\uffef"  # of Chinese, with its punctuation
_WIDE = re.compile(f"[{_CHARACTERS}]")
_PIECE = re.compile(rf"\s+|[{_CHARACTERS}]|[^\s{_CHARACTERS}]+")
_NEVER_FIRST = frozenset("，。、；：？！）」』】》”’…—％·,.;:?!)]}%")
_NEVER_LAST = frozenset("（「『【《“‘([{")
_NEAR = 0.01  # px
_FORMULA = "x"  # what a formula or number counts as where lines are broken


class PlacedWords(Struct, frozen=True):
    """Words at the left end of their baseline, in px; quantity: what a click on them selects."""

    text: str
    x: float
    y: float
    width: float
    size: float
    bold: bool = False
    ink: str | Role = "text"
    quantity: Quantity | None = None


class PlacedBox(Struct, frozen=True):
    """A formula in one colour, at the left end of its baseline."""

    pieces: tuple[Piece, ...]
    x: float
    y: float
    width: float
    above: float
    below: float
    ink: str = "text"


class Flowed(Struct, frozen=True):
    """A paragraph from its upper left corner; width: of its longest line."""

    placed: tuple[PlacedWords | PlacedBox, ...]
    width: float
    height: float


class Typesetting(Struct, frozen=True):
    """What lines are set with: how wide words are, the letters of formulas."""

    advance: Advance
    metrics: Metrics


class _Atom(Struct, frozen=True):
    """What no line break divides; first, last: the characters that rule the breaks beside it."""

    piece: PlacedWords | PlacedBox
    width: float
    above: float = 0.0
    below: float = 0.0
    first: str = _FORMULA
    last: str = _FORMULA

    @property
    def is_blank(self) -> bool:
        return self.first.isspace()


def flowed(
    runs: Sequence[PageRun], setting: Typesetting, size: float, width: float, ink: str
) -> Flowed:
    """Return a paragraph in lines of a width at most, wherever they can be broken."""
    placed: list[PlacedWords | PlacedBox] = []
    widest = y = 0.0
    atoms = [atom for run in runs for atom in _atoms(run, setting, size, width, ink)]
    for line in _lines(atoms, width):
        above = max(ABOVE * size, *(atom.above + _AIR * size for atom in line))
        below = max(BELOW * size, *(atom.below + _AIR * size for atom in line))
        x = 0.0
        for atom in line:
            piece = atom.piece
            placed.append(replace(piece, x=piece.x + x, y=y + above))
            x += atom.width
        widest = max(widest, x)
        y += above + below
    return Flowed(tuple(_joined(placed)), widest, y)


def _atoms(
    run: PageRun, setting: Typesetting, size: float, most: float, ink: str
) -> Iterator[_Atom]:
    match run:
        case Words(text, bold):
            for piece in _PIECE.findall(text):
                said = " " if piece.isspace() else piece
                width = setting.advance(said, size, bold)
                words = PlacedWords(said, 0.0, 0.0, width, size, bold, ink)
                yield _Atom(words, width, first=said[0], last=said[-1])
        case LiveNumber(text, widest, role, quantity, bold):
            width = setting.advance(text, size, bold)
            room = max(width, setting.advance(widest, size, bold))
            own: str | Role = ink if role is Role.PLAIN else role
            words = PlacedWords(text, (room - width) / 2, 0.0, width, size, bold, own, quantity)
            yield _Atom(words, room)
        case Letter(symbol):
            letters = BESIDE_WORDS * size * (_FRACTION if isinstance(symbol, Partial) else 1.0)
            box = Setter(setting.metrics, Digits(4), "").box(symbol, Style(letters))
            yield _boxed(box, ink)
        case Latex(latex):
            box = latex_box(latex, setting.metrics, BESIDE_WORDS * size)
            if box.width > most:
                smaller = BESIDE_WORDS * size * most / box.width
                box = latex_box(latex, setting.metrics, smaller)
            yield _boxed(box, ink)


def placed_box(box: InkBox, ink: str = "text") -> PlacedBox:
    """Return a box at the origin."""
    return PlacedBox(pieces_of(box), 0.0, 0.0, box.width, box.above, box.below, ink)


def _boxed(box: InkBox, ink: str) -> _Atom:
    return _Atom(placed_box(box, ink), box.width, box.above, box.below)


def _lines(atoms: Sequence[_Atom], most: float) -> Iterator[list[_Atom]]:
    """Yield lines as full as can be, without blanks at their ends."""
    line: list[_Atom] = []
    for chunk in _chunks(atoms):
        taken = sum(atom.width for atom in line) + sum(atom.width for atom in _trimmed(chunk))
        if line and taken > most + _NEAR:
            yield _trimmed(line)
            line = []
        line += chunk
    if line := _trimmed(line):
        yield line


def _chunks(atoms: Sequence[_Atom]) -> Iterator[list[_Atom]]:
    """Yield what stands together on a line, with the blank behind it."""
    chunk: list[_Atom] = []
    for atom in atoms:
        if chunk and _may_break(chunk[-1], atom):
            yield chunk
            chunk = []
        chunk.append(atom)
    if chunk:
        yield chunk


def _may_break(left: _Atom, right: _Atom) -> bool:
    if right.is_blank or right.first in _NEVER_FIRST or left.last in _NEVER_LAST:
        return False
    return left.is_blank or bool(_WIDE.match(left.last) or _WIDE.match(right.first))


def _trimmed(line: list[_Atom]) -> list[_Atom]:
    return line[:-1] if line and line[-1].is_blank else line


def _joined(placed: Sequence[PlacedWords | PlacedBox]) -> Iterator[PlacedWords | PlacedBox]:
    """Yield the same with words that follow each other as one piece, as they are searched for."""
    last: PlacedWords | None = None
    for piece in placed:
        if isinstance(piece, PlacedWords) and last is not None and _goes_on(last, piece):
            last = replace(last, text=last.text + piece.text, width=last.width + piece.width)
            continue
        if last is not None:
            yield last
        last = piece if isinstance(piece, PlacedWords) else None
        if isinstance(piece, PlacedBox):
            yield piece
    if last is not None:
        yield last


def _goes_on(left: PlacedWords, right: PlacedWords) -> bool:
    if left.quantity is not None or right.quantity is not None:
        return False
    is_next = abs(left.x + left.width - right.x) < _NEAR
    return is_next and (left.y, left.bold, left.ink) == (right.y, right.bold, right.ink)
