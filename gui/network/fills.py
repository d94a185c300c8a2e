"""The colours inside neurons: fills that mean activations, and numbers that can be read on them."""

from functools import lru_cache
from math import isfinite

from engine.written.quantity import Kind, Quantity
from gui.look.theme import Theme, blend, contrast

LEAST_FILL = 0.06


def address(layer: int, unit: int) -> Quantity:
    """Return what a click on a neuron selects."""
    return Quantity(Kind.INPUT if layer == 0 else Kind.A, layer, unit)


@lru_cache(maxsize=32)
def fullest(colour: str, ground: str, light: str, dark: str, readable: float) -> float:
    """Return how much of a colour a fill may show so that a number on it has such a contrast."""
    amount = 0.0
    while amount < 0.7:
        fill = blend(colour, ground, amount + 0.01)
        if max(contrast(light, fill), contrast(dark, fill)) < readable:
            break
        amount += 0.01
    return amount


@lru_cache(maxsize=4096)
def _fill(theme: Theme, negative: bool, level: int) -> str:
    colour = theme.negative if negative else theme.positive
    texts = theme.node_text_light, theme.node_text_dark
    most = fullest(colour, theme.card, *texts, theme.readable)
    return blend(colour, theme.card, most * level / 64)


def fill(theme: Theme, value: float, relative: float, grown: float) -> str:
    """Return the fill that means an activation, from the card's colour up."""
    amount = (LEAST_FILL + (1 - LEAST_FILL) * relative) * grown if isfinite(value) else 0.0
    return _fill(theme, value < 0, round(64 * amount))


@lru_cache(maxsize=4096)
def text_on(theme: Theme, ground: str) -> str:
    """Return the colour of a number on a fill."""
    pair = (theme.node_text_dark, theme.node_text_light)
    return max(pair, key=lambda colour: contrast(colour, ground))
