"""What a page of a lesson consists of: paragraphs of words, numbers and formulas, as values."""

from enum import Enum, auto

from msgspec import Struct

from engine.written.expression import Equation, Partial, Role, Symbol
from engine.written.quantity import Quantity


class Words(Struct, frozen=True):
    """Words, perhaps a term that is bold."""

    text: str
    bold: bool = False


class LiveNumber(Struct, frozen=True):
    """A number of this moment, or a text; widest: what it keeps room for, whatever it is now.

    quantity: what a click on it selects, None where that is nothing.
    """

    text: str
    widest: str = ""
    role: Role = Role.PLAIN
    quantity: Quantity | None = None
    bold: bool = False


class Letter(Struct, frozen=True):
    """The letter of a quantity with its indices."""

    symbol: Symbol | Partial


class Latex(Struct, frozen=True):
    """A formula as it is written in LaTeX."""

    latex: str


PageRun = Words | LiveNumber | Letter | Latex


class PageMark(Enum):
    """What stands before a paragraph: whether something is done or right, or only its room."""

    NONE = auto()
    ROOM = auto()
    OPEN = auto()
    DONE = auto()
    RIGHT = auto()
    WRONG = auto()


class TextBlock(Struct, frozen=True):
    """A paragraph. ink: the name of its colour in a theme; heading: whether it is the title.

    label: what stands before it in bold, such as the letter of an option.
    """

    runs: tuple[PageRun, ...]
    ink: str = "text"
    heading: bool = False
    mark: PageMark = PageMark.NONE
    label: str = ""


class EquationsBlock(Struct, frozen=True):
    """Lines of formulas as the explanation has them; bold_result: of a derivation."""

    equations: tuple[Equation, ...]
    digits: int
    bold_result: bool = True


class LatexParagraph(Struct, frozen=True):
    """A formula that stands alone."""

    latex: str


PageBlock = TextBlock | EquationsBlock | LatexParagraph
