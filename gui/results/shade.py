"""The ground of a cell of the confusion matrix: the darker, the larger its share of its class."""

from gui.look.theme import Theme, blend
from gui.results.counts import Counts

_DARKEST = 0.42  # how much of a colour is left under the number, which stays readable


def shade(shown: Counts, meant: int, taken_for: int, theme: Theme) -> str:
    """Return the colour of a cell; right ones and wrong ones have one each."""
    colour = theme.positive if meant == taken_for else theme.negative
    return blend(colour, theme.card, _DARKEST * shown.share(meant, taken_for))
