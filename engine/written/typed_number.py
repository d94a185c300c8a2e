"""The one way to read a number that a person typed, copied or found in print."""

import re
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING

from msgspec import Struct

from engine.fault import Faulty

if TYPE_CHECKING:
    from fractions import Fraction

LONGEST = 200  # characters
_SHOWN = 40  # of them in a sentence
_POWER_DIGITS = 4  # of an exponent; with more, nothing is near

_FULL_WIDTH = {chr(ord(sign) + 0xFEE0): sign for sign in "0123456789+-.,/eE*^()"}
_MINUS = dict.fromkeys("−–‐‑‒﹣", "-")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_SAME = str.maketrans({**_FULL_WIDTH, **_MINUS})
TEX = (("{,}", ","), ("\\times", "×"), ("\\cdot", "·"), ("\\,", " "), ("$", ""))

_DIGITS = r"[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+"
_TIMES = r"\s*[×·⋅*xX]\s*"
_TEN = r"10\s*(?:(?:\^|\*\*)\s*(?P<power>[+-]?[0-9]+|\{[+-]?[0-9]+\}|\([+-]?[0-9]+\))"
_TEN += r"|(?P<raised>[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))"
_NUMBER = (  # compiled where one is read
    rf"(?P<sign>[+-]?)\s*"
    rf"(?:(?P<digits>{_DIGITS})(?:[eEdD](?P<exponent>[+-]?[0-9]+)|{_TIMES}{_TEN})?"
    rf"|{_TEN.replace('power', 'bare').replace('raised', 'high')})"
)
_GROUPED = r"[+-]?[0-9]+(?:[.,'’\s][0-9]+){2,}|[+-]?[0-9]+['’\s][0-9]{3}"


class BadNumber(Faulty):
    """A text that is no number; its `fault` says why."""


class TypedNumber(Struct, frozen=True):
    """A number as it was written.

    value: the nearest float64; decimal: the same digits exactly, whose exponent is the place of
    the last one (0.0820 has -4, 2.57e-6 has -8), or None for a quotient, which has no last digit;
    power: of ten, as it was written (-6 in 2.57e-6), None where none was.
    """

    value: float
    decimal: Decimal | None
    power: int | None = None

    @property
    def last_place(self) -> int | None:
        """Return the power of ten of the last digit that was written."""
        if self.decimal is None:
            return None
        exponent = self.decimal.as_tuple().exponent
        assert isinstance(exponent, int)  # what is read here is finite
        return exponent


def read_number(text: str) -> TypedNumber:
    """Read a number; raise BadNumber if the text is none, or none that a float64 can be.

    Understood are 0.45, .5, 0,5 (a comma is a decimal comma), signs with the true minus as well,
    2.57e-6, 2.57×10⁻⁶, 2.57*10^-6, 10⁻⁶, the same as LaTeX, and the quotient of two such
    numbers, 1/3.
    """
    if len(text) > LONGEST:
        raise BadNumber("number.too-long", text=_shown(text), most=LONGEST)
    plain = text
    for tex, sign in TEX:
        plain = plain.replace(tex, sign)
    plain = plain.translate(_SAME).strip()
    if not plain:
        raise BadNumber("number.empty")
    above, slash, below = plain.partition("/")
    dividend, power = _decimal(above.strip(), text)
    if not slash:
        return TypedNumber(_float(dividend, text), dividend, power)
    divisor, _ = _decimal(below.strip(), text)
    if divisor == 0:
        raise BadNumber("number.divides-by-zero", text=_shown(text))
    from fractions import Fraction  # a quotient is seldom typed

    for part in (dividend, divisor):
        _float(part, text)  # or its exponent may have no end
    return TypedNumber(_quotient(Fraction(dividend) / Fraction(divisor), text), None)


def _decimal(plain: str, text: str) -> tuple[Decimal, int | None]:
    """Return a number, and the power of ten that is written with it."""
    if plain.isascii() and plain.replace(".", "", 1).isdigit():  # most of them
        return Decimal(plain), None
    found = re.fullmatch(_NUMBER, plain)
    if found is None:
        key = "number.grouped" if re.fullmatch(_GROUPED, plain) else "number.none"
        raise BadNumber(key, text=_shown(text))
    digits = (found["digits"] or "1").replace(",", ".")
    power = found["exponent"] or found["power"] or found["bare"] or found["raised"] or found["high"]
    if power is None:
        return Decimal(f"{found['sign']}{digits}"), None
    power = power.translate(_RAISED).strip("{}()")
    if len(power.lstrip("+-0")) > _POWER_DIGITS:
        key = "number.too-small" if power.startswith("-") else "number.too-large"
        raise BadNumber(key, text=_shown(text))
    return Decimal(f"{found['sign']}{digits}e{power}"), int(power)


def _float(number: Decimal, text: str) -> float:
    value = float(number)
    if not isfinite(value):
        raise BadNumber("number.too-large", text=_shown(text))
    if value == 0 and number != 0:
        raise BadNumber("number.too-small", text=_shown(text))
    return value


def _quotient(exact: "Fraction", text: str) -> float:
    try:
        value = exact.numerator / exact.denominator
    except OverflowError:
        raise BadNumber("number.too-large", text=_shown(text)) from None
    if value == 0 and exact != 0:
        raise BadNumber("number.too-small", text=_shown(text))
    return value


def _shown(text: str) -> str:
    text = text.strip()
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
