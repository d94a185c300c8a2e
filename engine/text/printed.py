"""Figures as books and programs print them, and ours set beside them digit for digit."""

import re
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

import numpy as np

from engine.text.numbers import MINUS, power_of_ten, shown_in_full
from engine.written.typed_number import TEX, TypedNumber, read_number

LARGEST_ROUNDED = 1e12  # times the printed figure: beyond, ours is written in full
ROUNDING = 8 * float(np.finfo(np.float64).eps)  # relative: two programs that add in another order
_POWER = re.compile(r"10\^\s*[{(]?([+-]?[0-9]+)[})]?")
_PRECISION = 400  # digits: enough for every float64 and every figure that is read


def agrees(printed: str, value: float) -> bool:
    """Return whether a number, rounded to the digits of a printed one, is the printed one.

    A figure with more digits than float64 carries, such as the seventeen of a program, is met by
    what differs by no more than the rounding of a few operations. Raises BadNumber.
    """
    figure = read_number(printed)
    if not np.isfinite(value):
        return False
    apart = abs(Decimal(value) - _exactly(figure))
    return apart <= max(_half_of_last_digit(figure), Decimal(ROUNDING * abs(figure.value)))


def rounded_as(printed: str, value: float) -> str:
    """Return a number with the decimals, and the power of ten, of a printed one.

    One that is much larger is written in full. Raises BadNumber.
    """
    figure = read_number(printed)
    place = figure.last_place
    if place is None or not np.isfinite(value):
        return shown_in_full(value)
    if abs(value) > LARGEST_ROUNDED * max(abs(figure.value), 1.0):
        return shown_in_full(value)
    power = figure.power or 0
    with localcontext() as context:
        context.prec = _PRECISION
        scaled = Decimal(value).scaleb(-power)
        rounded = scaled.quantize(Decimal(1).scaleb(place - power), ROUND_HALF_EVEN)
    text = f"{rounded:f}".replace("-", MINUS)
    return f"{text}×{power_of_ten(power)}" if figure.power is not None else text


def shown_as_printed(printed: str) -> str:
    """Return a printed figure for the screen: hyphens and TeX as the signs they stand for."""
    plain = printed
    for tex, sign in TEX:
        plain = plain.replace(tex, sign)
    plain = _POWER.sub(lambda found: power_of_ten(int(found[1])), plain.strip())
    return plain.replace("-", MINUS)


def _exactly(figure: TypedNumber) -> Decimal:
    return Decimal(figure.value) if figure.decimal is None else figure.decimal


def _half_of_last_digit(figure: TypedNumber) -> Decimal:
    place = figure.last_place
    return Decimal(0) if place is None else Decimal(5).scaleb(place - 1)
