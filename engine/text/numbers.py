"""The one function through which a number becomes text."""

import math

MINUS = "\N{MINUS SIGN}"
DASH = "\N{EN DASH}"  # what stands for a number that has not been computed yet
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def short(value: float, digits: int = 4, *, sign: bool = False) -> str:
    """Write a number for the screen with so many significant digits.

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
    mantissa, _, exponent = f"{abs(value):.{digits - 1}e}".partition("e")
    power = int(exponent)
    exact = float(f"{mantissa}e{power}") == abs(value)
    if -4 <= power < 6:
        text = f"{abs(value):.{max(digits - 1 - power, 0)}f}"
        return lead + (_trim(text) if exact else text)
    return f"{lead}{_trim(mantissa) if exact else mantissa}×{power_of_ten(power)}"


def power_of_ten(exponent: int) -> str:
    """Write 10 with an exponent."""
    return f"10{str(exponent).translate(_RAISED)}"


def _trim(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def full(value: float) -> str:
    """Write a number so that it reads back as the same float64."""
    return repr(float(value))
