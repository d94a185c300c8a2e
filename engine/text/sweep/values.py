"""What is swept and through which values, as somebody types it: `learning_rate=0.01,0.1,1`."""

import json
import re
from typing import Any, NoReturn

from msgspec import Struct

from engine.fault import Faulty

Value = Any
"""A value of an experiment's file: what JSON can hold."""

MOST_RUNS = 20_000
_RANGE = re.compile(r"(-?\d{1,18})\.\.(-?\d{1,18})")
_WORD = re.compile(r"[A-Za-z_][\w.\-]*")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")


class BadSweep(Faulty):
    """A sweep that cannot be made; the place of its `fault` is the key as it was typed."""


class SweepAxis(Struct, frozen=True):
    """A key of the file, as it was typed, and the values it goes through."""

    key: str
    values: tuple[Value, ...]


def read_axis(text: str) -> SweepAxis:
    """Return what `KEY=VALUE,VALUE,...` sweeps; raise BadSweep where it says nothing."""
    key, sign, values = text.partition("=")
    key = key.strip()
    if not (sign and key and values.strip()):
        raise BadSweep("sweep.no-axis", "", text=text)
    return SweepAxis(key, read_values(values, key))


def read_values(text: str, key: str) -> tuple[Value, ...]:
    """Return values between commas: JSON, words without quotes, and a..b for whole numbers.

    Raises BadSweep at the place `key` for one that is none of these.
    """
    values: list[Value] = []
    for part in _parts(text):
        values += _values_of(part.strip(), key)
        if len(values) > MOST_RUNS:
            raise BadSweep("sweep.too-many", key, most=MOST_RUNS)
    return tuple(values)


def _parts(text: str) -> list[str]:
    """Return what stands between the commas that lie outside of brackets and quotes."""
    parts, depth, quoted, escaped = [""], 0, False, False
    for letter in text:
        if letter == "," and depth <= 0 and not quoted:
            parts.append("")
            continue
        parts[-1] += letter
        if quoted:
            quoted = letter != '"' or escaped
            escaped = letter == "\\" and not escaped
        elif letter == '"':
            quoted = True
        else:
            depth += (letter in "[{") - (letter in "]}")
    return parts


def _values_of(part: str, key: str) -> list[Value] | range:
    if not part:
        raise BadSweep("sweep.empty-value", key)
    found = _RANGE.fullmatch(part)
    if found is not None:
        first, last = int(found[1]), int(found[2])
        if last < first:
            raise BadSweep("sweep.range-backwards", key, range=part)
        if last - first >= MOST_RUNS:
            raise BadSweep("sweep.too-many", key, most=MOST_RUNS)
        return range(first, last + 1)
    if ".." in part and not part.startswith(('"', "[", "{")):
        raise BadSweep("sweep.range", key, range=part)
    return [_value(part, key)]


def _value(part: str, key: str) -> Value:
    def refuse(word: str) -> NoReturn:
        raise BadSweep("sweep.no-value", key, value=word)

    try:
        return json.loads(part, parse_constant=refuse)
    except (ValueError, RecursionError) as error:
        if isinstance(error, BadSweep):
            raise
    if _NUMBER.fullmatch(part):
        return float(part)
    if not _WORD.fullmatch(part):
        refuse(part)
    return part
