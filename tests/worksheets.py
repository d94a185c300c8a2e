"""Reads what is printed on worksheets and their keys."""

import re
from itertools import pairwise

from tests.pdf_reader import text_of

_NUMBER = re.compile(r"−?\d[\d.]*(×10[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)?")


def answers(key: bytes) -> list[str]:
    """Return what stands in the blanks of a key, in their order.

    The text of a formula is drawn: all that stands there as text is the number of a blank, what
    is filled in, and what is told below.
    """
    pieces = text_of(key).splitlines()
    found: list[str] = []
    for piece, following in pairwise(pieces):
        if piece.strip() == str(len(found) + 1) and _NUMBER.fullmatch(following.strip()):
            found.append(following.strip())
    return found


def blanks(sheet: bytes) -> int:
    """Return how many blanks a sheet has, by their numbers."""
    count = 0
    for piece in text_of(sheet).splitlines():
        if piece.strip() == str(count + 1):
            count += 1
    return count


def tex_answers(key: bytes) -> list[str]:
    """Return what stands in the blanks of a key for LaTeX as one types it, in their order."""
    found = re.findall(r"\\boxed\{\\mathbf\{(.*?)\}\}(?!\})", key.decode())
    return [re.sub(r" ?\\times ?10\^\{(.*)\}", r"e\1", answer) for answer in found]


def tex_blanks(sheet: bytes) -> int:
    """Return how many blanks a sheet for LaTeX has."""
    return sheet.decode().count(r"\boxed{\rule")
