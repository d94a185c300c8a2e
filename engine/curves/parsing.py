"""Reads a formula typed by the user into a tree; what it cannot read is told with its place.

sum      = ["-"] product {("+" | "-") product}
product  = power {["*" | "/"] power}
power    = atom ["^" ["-"] power]
atom     = number | variable | function "(" sum ")" | "(" sum ")"
"""

import math
import re
from collections.abc import Iterator
from typing import NoReturn

from msgspec import Struct

from engine.curves.formula import (
    Applied,
    Constant,
    Operation,
    Term,
    Variable,
    compiled,
    is_constant,
)
from engine.curves.jets import FUNCTIONS
from engine.fault import Faulty
from engine.written.typed_number import BadNumber, read_number

LONGEST = 200  # characters
DEEPEST = 20  # brackets within brackets, or powers of powers
CONSTANTS = {"e": math.e, "pi": math.pi, "π": math.pi}
_SAME = {"**": "^", "·": "*", "×": "*", "−": "-", "–": "-"}
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_HIGH = "⁻?[⁰¹²³⁴-⁹]+"
_NUMBER = r"(?:[0-9]+(?:\.[0-9]*|,[0-9]+)?|[.,][0-9]+)(?:[eE][+−-]?[0-9]+)?"
_NAME = r"[A-Za-zπ_][A-Za-z0-9_]*"
_TOKEN = re.compile(
    rf"(?P<number>{_NUMBER})|(?P<name>{_NAME})|(?P<raised>{_HIGH})|(?P<other>\*\*|\S)"
)
# 2.57×10⁻⁶ is one number, unless what stands around it would take a part of it for itself
_SCALED = re.compile(
    rf"(?P<number>{_NUMBER}\s*[*·×]\s*10(?:{_HIGH}|\s*(?:\^|\*\*)\s*[−-]?[0-9]+))"
    r"(?![0-9.,eE⁰¹²³⁴-⁹]|\s*(?:\^|\*\*))"
)
_BINDS_TIGHTER = frozenset({"/", "^"})
_SIGNS = frozenset("+-*/^()")


class BadFormula(Faulty):
    """A formula that cannot be read; `at` is the character it stops at, counted from 0."""

    def __init__(self, key: str, at: int, **details: object) -> None:
        super().__init__(key, **details)
        self.at = at


def parse(text: str, variables: tuple[str, ...] = ("w",)) -> Term:
    """Return the formula that a text stands for; raise BadFormula with what is wrong.

    Nothing of the text is ever run: only numbers, the variables, the constants and the functions
    of `jets` are understood. A product needs no sign: 2w, 3(w - 1).
    """
    if len(text) > LONGEST:
        raise BadFormula("formula.too-long", LONGEST, most=LONGEST, count=len(text))
    return _Reader(tuple(_tokens(text)), len(text.rstrip()), variables).whole()


class _Token(Struct, frozen=True):
    """kind: number, name, raised, sign, odd or end; place: of its first character."""

    kind: str
    text: str
    place: int


def _tokens(text: str) -> Iterator[_Token]:
    at, before = 0, ""
    while found := _TOKEN.search(text, at):
        if found.lastgroup == "number" and before not in _BINDS_TIGHTER:
            found = _SCALED.match(text, found.start()) or found
        written, place, at = found.group(), found.start(), found.end()
        before = _SAME.get(written, written)
        if found.lastgroup in ("number", "name", "raised"):
            yield _Token(found.lastgroup, written, place)
        else:
            yield _Token("sign" if before in _SIGNS else "odd", before, place)


class _Reader:
    """Reads tokens from left to right; each method reads one rule of the grammar."""

    def __init__(self, tokens: tuple[_Token, ...], end: int, variables: tuple[str, ...]) -> None:
        self._tokens = (*tokens, _Token("end", "", end))
        self._at = 0
        self._deep = 0
        self._variables = variables

    def whole(self) -> Term:
        term = self._sum()
        if self._now.kind != "end":
            self._stray(self._now)
        return term

    def _stray(self, token: _Token) -> NoReturn:
        """Complain about what cannot follow a complete term."""
        if token.text == ")":
            raise BadFormula("formula.closes-nothing", token.place)
        if token.kind == "number":
            raise BadFormula("formula.no-sign", token.place, number=token.text)
        raise BadFormula("formula.no-meaning", token.place, text=token.text)

    @property
    def _now(self) -> _Token:
        return self._tokens[self._at]

    def _took(self, *signs: str) -> _Token | None:
        """Go on past one of these signs and return it, or None if there is none."""
        token = self._now
        if token.kind != "sign" or token.text not in signs:
            return None
        self._at += 1
        return token

    def _sum(self) -> Term:
        negative = self._took("-") is not None
        term = self._product()
        if negative:
            term = Operation("-", Constant(0.0), term)
        while sign := self._took("+", "-"):
            term = Operation(sign.text, term, self._product())
        return term

    def _product(self) -> Term:
        term = self._power()
        while True:
            sign = self._took("*", "/")
            if sign is None and not (self._now.kind == "name" or self._now.text == "("):
                return term
            factor = self._power()
            if sign is not None and sign.text == "/":
                _refuse_zero(factor, sign.place)
                term = Operation("/", term, factor)
            else:
                term = Operation("*", term, factor)

    def _power(self) -> Term:
        base = self._atom()
        if self._now.kind == "raised":  # belongs to what it stands at: w²^3 is (w²)^3
            base = Operation("^", base, Constant(float(self._now.text.translate(_RAISED))))
            self._at += 1
        sign = self._took("^")
        if sign is None:
            return base
        self._enter(sign)
        negative = self._took("-") is not None
        exponent = self._power()
        if negative:
            exponent = Operation("-", Constant(0.0), exponent)
        self._deep -= 1
        return Operation("^", base, exponent)

    def _atom(self) -> Term:
        token = self._now
        if token.kind == "number":
            self._at += 1
            return self._number(token)
        if token.kind == "name":
            self._at += 1
            return self._named(token)
        if self._took("("):
            return self._bracketed(token)
        if token.kind == "end":
            key = "formula.empty" if self._at == 0 else "formula.ends-too-early"
            raise BadFormula(key, token.place)
        given = {"variable": self._variables[0], "text": token.text}
        raise BadFormula("formula.nothing-before", token.place, **given)

    def _number(self, token: _Token) -> Constant:
        try:
            return Constant(read_number(token.text).value)
        except BadNumber as error:
            raise BadFormula(error.fault.key, token.place, **error.fault.details) from None

    def _named(self, token: _Token) -> Term:
        name = token.text
        if name in self._variables:
            return Variable(name)
        if name in CONSTANTS:
            return Constant(CONSTANTS[name])
        if name not in FUNCTIONS:
            self._unknown(token)
        opening = self._took("(")
        if opening is None:
            given = {"name": name, "variable": self._variables[0]}
            raise BadFormula("formula.needs-brackets", self._now.place, **given)
        return Applied(name, self._bracketed(opening))

    def _unknown(self, token: _Token) -> NoReturn:
        known = ", ".join([*self._variables, "e", "pi", *FUNCTIONS])
        raise BadFormula("formula.unknown", token.place, text=token.text, known=known)

    def _bracketed(self, opening: _Token) -> Term:
        self._enter(opening)
        term = self._sum()
        if self._took(")") is None:
            if self._now.kind != "end":
                self._stray(self._now)
            raise BadFormula("formula.never-closed", opening.place)
        self._deep -= 1
        return term

    def _enter(self, token: _Token) -> None:
        self._deep += 1
        if self._deep > DEEPEST:
            raise BadFormula("formula.too-deep", token.place, most=DEEPEST)


def _refuse_zero(divisor: Term, place: int) -> None:
    if is_constant(divisor) and compiled(divisor)({}).value == 0:
        raise BadFormula("formula.divides-by-zero", place)
