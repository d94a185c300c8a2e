"""How fast layers learn, beside each other."""

from collections.abc import Sequence
from math import log10

from engine.text.numbers import power_of_ten, short
from gui.words.catalog import say, say_count

RATIO_DIGITS = 2
_LARGEST = 300  # a ratio may be larger than any float64: from this power of ten on it has a bound


def pace_sentence(sizes: Sequence[float], *, plain: bool) -> str:
    """Return how much slower the slowest layer learns than the fastest, "" for a single one.

    sizes: of the gradients, layer by layer; plain: whether steps are as long as the gradient.
    """
    still = [layer for layer, size in enumerate(sizes, start=1) if size == 0]
    if still:
        return _standstill(still, len(sizes), plain=plain)
    if len(sizes) == 1:
        return ""
    slow, fast = min(sizes), max(sizes)
    times = _times(slow, fast)
    if not times:
        return say("pace.equal" if plain else "pace.equal-gradients")
    return say(
        "pace.slower" if plain else "pace.smaller",
        slow=sizes.index(slow) + 1,
        times=times,
        fast=sizes.index(fast) + 1,
    )


def _standstill(still: list[int], count: int, *, plain: bool) -> str:
    if len(still) == count > 1:
        return say("pace.none" if plain else "pace.no-gradient")
    layers = _counted_up(still)
    return say_count("pace.still" if plain else "pace.zero", len(still), layers=layers)


def _counted_up(layers: Sequence[int]) -> str:
    """Return numbers as they are listed in a sentence: 1, 2 and 3."""
    first = str(layers[0])
    for layer in layers[1:-1]:
        first = say("numbers-list.then", before=first, next=layer)
    return say("numbers-list.last", before=first, last=layers[-1]) if len(layers) > 1 else first


def _times(slow: float, fast: float) -> str:
    """Return a ratio to two digits as a number of times, "" for once."""
    if log10(fast) - log10(slow) >= _LARGEST:
        return say("times.more", number=power_of_ten(_LARGEST))
    ratio = short(fast / slow, RATIO_DIGITS)
    if ratio in ("1", "1.0"):
        return ""
    return say("times.power" if "×" in ratio else "times.ratio", number=ratio)
