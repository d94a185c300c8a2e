"""What the shapes of a slide are called: after the numbers they show."""

from collections import Counter

from engine.story.notation import Notation
from engine.text.names import name
from engine.written.quantity import BadAddress, Quantity, parse_of_sample
from gui.export.slides.shapes import ShapeLabel
from gui.words.catalog import say
from gui.words.quantities import kind_name


class ShapeNames:
    """Numbers shapes and names them, so that a number has the same names on every slide.

    moves: whether shapes of one name may move from slide to slide: PowerPoint's transition Morph
    lets them where the name begins with two exclamation marks.
    """

    def __init__(self, notation: Notation, *, moves: bool) -> None:
        self._notation, self._mark = notation, "!!" if moves else ""
        self._taken: Counter[str] = Counter()
        self._number = 1  # is that of the slide as a whole

    def label(self, address: str, kind: str, said: str = "") -> ShapeLabel:
        """Return the label of the next shape. address: of a number, "" for none; kind: a key.

        said: what is read out, "" for what the number is.
        """
        quantity = _quantity(address)
        if quantity is None:
            named = say(f"slide-shape.{kind}")
        else:
            letter = name(quantity, self._notation)
            named = self._mark + say(f"slide-shape-of.{kind}", letter=letter)
            said = said or say("selection-title", letter=letter, kind=kind_name(quantity.kind))
        self._taken[named] += 1
        if quantity is None or self._taken[named] > 1:
            named = say("numbered-shape", name=named, number=self._taken[named])
        self._number += 1
        return ShapeLabel(self._number, named, said)


def _quantity(address: str) -> Quantity | None:
    try:
        return parse_of_sample(address) if address else None
    except BadAddress:
        return None
