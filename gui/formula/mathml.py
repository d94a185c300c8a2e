"""What LaTeX means, as MathML: its elements, what each is in its row, and the gaps between."""

from collections.abc import Sequence
from enum import Enum, auto
from functools import lru_cache
from xml.etree.ElementTree import Element, fromstring

from engine.text.numbers import MINUS
from gui.formula.boxes import MEDIUM, THICK, THIN

_NAMESPACE = "{http://www.w3.org/1998/Math/MathML}"
_RELATIONS = frozenset("=≈<>≤≥≪≫≠→←⇒↦∝∈≡↑↓")
_BINARY = frozenset("+−±×·∘⊙⊗∗")
_PRIMES = frozenset("′″‴")
_SCRIPTED = frozenset({"msub", "msup", "msubsup", "munder", "munderover"})
PAIRS = {"(": ")", "[": "]", "{": "}"}
_SIGNS = {"-": MINUS, "^": "ˆ", "~": "˜"}
LIMITS = frozenset({"∑", "∏", "lim", "max", "min"})


class Sort(Enum):
    """What a part of a row is, by which the gaps around it are chosen, as TeX has them."""

    ORDINARY = auto()
    OPERATOR = auto()
    BINARY = auto()
    RELATION = auto()
    COMMA = auto()
    ENCLOSED = auto()


@lru_cache(maxsize=512)
def mathml(latex: str, is_display: bool = False) -> Element:
    """Return what LaTeX means; raises what `latex2mathml` does where it means nothing."""
    from latex2mathml.converter import convert  # only where a lesson is open

    return fromstring(convert(latex, display="block" if is_display else "inline"))


def tag_of(element: Element) -> str:
    """Return the name of an element of MathML."""
    return element.tag.removeprefix(_NAMESPACE)


def sign_of(element: Element) -> str:
    """Return the sign or letters of an element, "" where it consists of others."""
    text = (element.text or "").strip()
    return _SIGNS.get(text, text)


def closing(elements: Sequence[Element], at: int) -> int | None:
    """Return where the parenthesis is closed that is opened at a place, if one is."""
    sign = sign_of(elements[at])
    if tag_of(elements[at]) != "mo" or sign not in PAIRS:
        return None
    depth = 0
    for index in range(at, len(elements)):
        text = sign_of(elements[index]) if tag_of(elements[index]) == "mo" else ""
        depth += (text == sign) - (text == PAIRS[sign])
        if depth == 0:
            return index
    return None


def primes(element: Element) -> str:
    """Return the primes that an element consists of, "" where it is anything else."""
    text = "".join(element.itertext()).strip()
    return text if set(text) <= _PRIMES else ""


def sort_of(element: Element) -> Sort:
    """Return what an element is in its row; with scripts it is what it was without."""
    base = element
    while tag_of(base) in _SCRIPTED and len(base):
        base = base[0]
    sign = sign_of(base)
    if tag_of(base) != "mo":
        return Sort.OPERATOR if tag_of(base) == "mi" and len(sign) > 1 else Sort.ORDINARY
    if sign in _RELATIONS:
        return Sort.RELATION
    if sign in _BINARY:
        return Sort.BINARY
    if sign in (",", ";"):
        return Sort.COMMA
    is_name = len(sign) > 1 and sign.isalpha()
    return Sort.OPERATOR if sign in LIMITS or is_name else Sort.ORDINARY


def gap_between(left: Sort, right: Sort) -> float:
    """Return the em between two neighbours."""
    both = (left, right)
    if left is Sort.COMMA:
        return THIN
    if Sort.RELATION in both:
        return THICK
    if Sort.BINARY in both:
        return MEDIUM
    is_call = both == (Sort.OPERATOR, Sort.ENCLOSED)
    return THIN if Sort.OPERATOR in both and not is_call else 0.0
