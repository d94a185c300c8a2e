"""How wide a line of text is, without Qt.

The widths are those of DejaVu Sans, the widest of the usual system fonts: what is laid out with
them has room in any other.
"""

from functools import lru_cache

from engine.text.covered import as_wide

LINE_HEIGHT = 1.22  # of the size
_THOUSANDTHS = {
    250: "⁽⁾'′",
    280: "ijl",
    320: " ,.·IJ",
    345: "/:;\\|f",
    400: "-()[]t!r₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹",
    515: "*_`–∂szc⁻?",
    600: "LFkvxyŷPTY",
    640: "oδaeEhnuσηSbdgpq$0123456789{}",
    700: "KAVXZBRC",
    780: "UNHDG&OQ",
    840: "w∞#+<=>^~−×→M",
    1000: "%½mW@…",
}
_EM = {sign: width / 1000 for width, signs in _THOUSANDTHS.items() for sign in signs}
_OTHER = 0.72
_IDEOGRAPH = 1.0
_BOLD = 1.12


@lru_cache(maxsize=16384)
def _em(text: str) -> float:
    signs = as_wide(text)  # as it is when it is uncovered
    return sum(_EM.get(sign, _IDEOGRAPH if ord(sign) > 0x2E80 else _OTHER) for sign in signs)


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return how much room a text of this size takes, in the unit of the size."""
    return _em(text) * size * (_BOLD if bold else 1.0)
