"""The one function through which a number becomes text."""

import math

from engine.written.quantity import Kind

MINUS = "\N{MINUS SIGN}"
DASH = "\N{EN DASH}"  # what stands for a number that has not been computed yet
ALL_DIGITS = 17  # that tell any two float64 apart
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_ACTIVATIONS = frozenset({Kind.A, Kind.A_AFTER})


def short(value: float, digits: int = 4, *, sign: bool = False, kind: Kind | None = None) -> str:
    """Write a number for the screen with so many significant digits.

    An activation just below 1, or just above -1, gets as many more as 1 - |a| needs to be read:
    `0.99998`, never `1.000`; only 1 itself is written `1`.

    Zeros at the end are dropped only where nothing was rounded: 0.15 stays `0.15`, but
    0.1499999 becomes `0.1500`. Below 1e-4 and from 1e6 on it is written with a power of ten.
    `sign` puts a plus before what is above zero. The digits before the point are always complete.
    """
    if math.isnan(value):
        return "not a number"
    lead = MINUS if value < 0 else "+" if sign and value > 0 else ""
    if math.isinf(value):
        return lead + "∞"
    if value == 0:
        return "0"
    digits = significant(value, digits, kind)
    mantissa, _, exponent = f"{abs(value):.{digits - 1}e}".partition("e")
    power = int(exponent)
    exact = float(f"{mantissa}e{power}") == abs(value)
    if -4 <= power < 6:
        text = f"{abs(value):.{max(digits - 1 - power, 0)}f}"
        return lead + (_trim(text) if exact else text)
    return f"{lead}{_trim(mantissa) if exact else mantissa}×{power_of_ten(power)}"


def significant(value: float, digits: int, kind: Kind | None) -> int:
    """Return with how many digits a number of a kind is written where so many are chosen."""
    left = 1 - abs(value)
    if kind not in _ACTIVATIONS or not 0 < left < 1:
        return digits
    return max(digits, math.ceil(-math.log10(left)))


def side_of_1(value: float, digits: int) -> str | None:
    """Return the shortest true text for an activation that needs more digits, else None."""
    if significant(value, digits, Kind.A) == digits:
        return None
    return "<1" if value > 0 else f">{MINUS}1"


def power_of_ten(exponent: int) -> str:
    """Write 10 with an exponent."""
    return f"10{str(exponent).translate(_RAISED)}"


def _trim(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def full(value: float) -> str:
    """Write a number so that it reads back as the same float64; for files and fields."""
    return repr(float(value))


def shown_in_full(value: float) -> str:
    """Write a number for the screen so that it reads back as the same float64."""
    return full(value).replace("-", MINUS) if math.isfinite(value) else short(value)
