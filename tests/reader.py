"""A reader with a calculator: works out what is printed, and knows nothing of the engine.

Reads the plain text of formulas, with true minus signs, ×10⁻³, parentheses and functions.
"""

import re
from dataclasses import dataclass
from decimal import Decimal, localcontext

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--")
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?")
_TOKEN = re.compile(rf"\s*(?:({_NUMBER.pattern})|([A-Za-z√]+)|(.))")
_LEFT_OUT = re.compile(r"⋯ \(\d+ more, together ([^)]*)\)")
_ABSOLUTE = re.compile(r"\|([^|]*)\|")
SIGNS = re.compile(r"(?:^| )(=|≈) ")


class NoNumbers(Exception):
    """A text with letters in it, that nobody can work out."""


def number(printed: str) -> Decimal:
    """Return a printed number, such as −1.25×10⁻³ or +0.5."""
    return Decimal(printed.translate(_RAISED).replace("×10", "E"))


def worked_out(text: str) -> Decimal:
    """Return what a line of numbers comes to, worked out from its text."""
    with localcontext() as context:
        context.prec = 60
        plain_text = _ABSOLUTE.sub(r"abs(\1)", _LEFT_OUT.sub(r"(\1)", text))
        return _Calculator(plain_text).result()


def rounds_to(value: Decimal, printed: str, digits: int) -> bool:
    """Return whether a number, rounded to the digits of a printed one, is the printed one.

    Zeros at the end are not printed where nothing was rounded: so the chosen digits count.
    """
    wanted = number(printed)
    if not wanted:
        return not value
    mantissa = printed.partition("×")[0].translate(_RAISED)
    shown = len(mantissa.lstrip("+-0.").replace(".", ""))
    places = max(shown if "." in mantissa else 0, digits)
    unit = Decimal(1).scaleb(wanted.adjusted() - places + 1)
    return abs(value - wanted) <= unit / 2


@dataclass(frozen=True)
class Claim:
    """`text`, worked out, is said to be `printed`; exactly: by = and not by ≈."""

    text: str
    printed: str
    exactly: bool

    def holds(self, digits: int) -> bool:
        return rounds_to(worked_out(self.text), self.printed, digits)

    def is_halfway(self, digits: int) -> bool:
        """Return whether it lies halfway between two printed numbers: both would be right."""
        value = worked_out(self.text)
        nudge = abs(value) * Decimal("1e-30")
        both = (value - nudge, value + nudge)
        return any(not rounds_to(near, self.printed, digits) for near in both)


def claims(derivation: str) -> list[Claim]:
    """Return what lines of formulas in plain text say of numbers.

    Lines that begin with a sign go on from those above; each of them comes to the last number.
    """
    found = []
    for chain in re.split(r"\n(?![=≈])", derivation):
        parts = SIGNS.split(chain.replace("\n", " "))
        texts, signs = parts[0::2], parts[1::2]
        *before, printed = texts
        for text, sign in zip(before, signs, strict=True):
            try:
                worked_out(text)
                number(printed)
            except (NoNumbers, ArithmeticError):
                continue
            found.append(Claim(text, printed, sign == "="))
    return found


class _Calculator:
    def __init__(self, text: str) -> None:
        self._tokens = [match.group(1, 2, 3) for match in _TOKEN.finditer(text.strip())]
        self._at = 0

    def result(self) -> Decimal:
        value = self._sum()
        if self._at < len(self._tokens):
            raise NoNumbers
        return value

    def _sign(self) -> str | None:
        return self._tokens[self._at][2] if self._at < len(self._tokens) else None

    def _take(self, *signs: str) -> str | None:
        sign = self._sign()
        if sign not in signs:
            return None
        self._at += 1
        return sign

    def _sum(self) -> Decimal:
        value = Decimal(0)
        sign: str | None = self._take("−", "+") or "+"
        while sign:
            value += self._product() if sign == "+" else -self._product()
            sign = self._take("−", "+")
        return value

    def _product(self) -> Decimal:
        value = self._power()
        while self._at < len(self._tokens) and self._sign() not in (")", "+", "−", ",", "|"):
            if self._take("/"):
                value /= self._power()
            else:
                self._take("×")
                value *= self._power()
        return value

    def _power(self) -> Decimal:
        base = self._atom()
        return base ** self._atom() if self._take("^") else base

    def _atom(self) -> Decimal:
        if self._at == len(self._tokens):
            raise NoNumbers
        printed, name, _ = self._tokens[self._at]
        self._at += 1
        if printed:
            return number(printed)
        if name == "e":
            return Decimal(1).exp()
        self._at -= name is None
        if not self._take("("):
            raise NoNumbers
        arguments = [self._sum()]
        while self._take(","):
            arguments.append(self._sum())
        if not self._take(")"):
            raise NoNumbers
        return _called(name, arguments) if name else arguments[0]


def _called(name: str, arguments: list[Decimal]) -> Decimal:
    (first, *_) = arguments
    match name:
        case "ln":
            return first.ln()
        case "tanh":
            up, down = first.exp(), (-first).exp()
            return (up - down) / (up + down)
        case "max":
            return max(arguments)
        case "abs":
            return abs(first)
        case "step":
            return Decimal(first > 0)
        case "√":
            return first.sqrt()
    raise NoNumbers


def plain(latex: str) -> str:
    """Return the lines of an `aligned` environment in the plain form that is read here."""
    text = re.sub(r"\\(begin|end)\{aligned\}", "", latex).strip()
    text = text.replace(r"\\", "").replace(r"\approx", "≈").replace("&", "")
    text = re.sub(r"\\text\{(⋯|\$\\cdots\$)", r"\\text{⋯", text)
    text = re.sub(r"\\text\{(⋯ \(\d+ more, together )\$([^$]*)\$\)\}", r"\1\2)", text)
    text = re.sub(r" \\times 10\^\{(-?\d+)\}", lambda m: "×10" + _raised(m[1]), text)
    text = text.replace(r"\times", "×").replace(r"\,", " ")
    text = re.sub(r"\\left([(|])|\\right([)|])", r"\1\2", text)
    text = _ABSOLUTE.sub(r"abs(\1)", text)
    text = re.sub(r"\\(ln|tanh|max|exp)", r"\1", text).replace(r"\operatorname{step}", "step")
    while (match := re.search(r"\\(frac|sqrt)(?=\{)", text)) is not None:
        ends = [_closing(text, match.end())]
        if match[1] == "frac":
            ends.append(_closing(text, ends[0] + 1))
        inner = [text[match.end() + 1 : ends[0]]]
        inner += [text[ends[0] + 2 : ends[1]]] if len(ends) == 2 else []
        new = f"(({inner[0]})/({inner[1]}))" if len(inner) == 2 else f"√({inner[0]})"
        text = text[: match.start()] + new + text[ends[-1] + 1 :]
    text = text.replace("^{", "^(").replace("}", ")").replace("-", "−")
    return "\n".join(line.strip() for line in text.splitlines())


def _raised(exponent: str) -> str:
    return exponent.translate(str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"))


def _closing(text: str, start: int) -> int:
    """Return where the brace that opens at `start` is closed."""
    depth = 0
    for at in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        if depth == 0:
            return at
    raise NoNumbers
