"""Writes formulas as words, for who hears them: nothing is left to where it stands on a page.

What a fraction, a root or a power holds is said between an opening and a closing word unless it is
one letter or number, so that a formula can be written down again from what is heard.
"""

from collections.abc import Sequence

from msgspec import Struct

from engine.text.numbers import MINUS
from engine.text.recomputed import APPROXIMATELY, WrittenLine, written_lines
from engine.text.words import Say
from engine.text.writing import Digits, Factor, elided_value, number_text, terms
from engine.written.expression import (
    Elided,
    Equation,
    Expr,
    Fraction,
    FunctionOf,
    Negative,
    Number,
    Partial,
    Power,
    Product,
    Sum,
    SumOver,
    Symbol,
)

LETTERS = {
    **{"δ": "delta", "η": "eta", "σ": "sigma", "∞": "infinity"},
    **{"ŷ": "y-hat", "m̂": "m-hat", "ŝ": "s-hat"},
}
FUNCTIONS = {"ln": "ln", "abs": "abs", "√": "root", "sign": "sign"}
_LOWERED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def to_speech(expr: Expr, digits: int, say: Say) -> str:
    """Return an expression as words."""
    return _Speaker(Digits(digits), say).row(expr)


def derivation_to_speech(equations: Sequence[Equation], digits: int, say: Say) -> str:
    """Return equations as sentences, one a line; one that goes on begins with what it equals."""
    return "\n".join(_line(line, digits, say) for line in written_lines(equations, digits))


def _line(line: WrittenLine, digits: int, say: Say) -> str:
    right = _Speaker(Digits(digits, line.extra), say).row(line.right)
    if line.result is not None:
        result = to_speech(line.result, digits, say)
        is_about = line.result_sign == APPROXIMATELY
        key = "speech.about-result" if is_about else "speech.result"
        right = say(key, right=right, result=result)
    is_about = line.sign == APPROXIMATELY
    if line.left is None:
        return say("speech.goes-on-about" if is_about else "speech.goes-on", right=right)
    left = to_speech(line.left, digits, say)
    return say("speech.about" if is_about else "speech.equals", left=left, right=right)


class _Speaker(Struct, frozen=True):
    digits: Digits
    say: Say

    def row(self, expr: Expr) -> str:
        said = ""
        for i, term in enumerate(terms(expr)):
            product = self._product(term.factors)
            if i:
                key = "speech.minus" if term.minus else "speech.plus"
                said = self.say(key, before=said, next=product)
            else:
                said = self.say("speech.negative", of=product) if term.minus else product
        return said

    def _product(self, factors: Sequence[Factor]) -> str:
        said = ""
        for factor in factors:
            is_number = isinstance(factor.expr, Number)
            one = self._group(factor.expr) if factor.enclosed and not is_number else None
            one = self._one(factor.expr) if one is None else one
            said = self.say("speech.times", before=said, next=one) if said else one
        return said

    def _group(self, expr: Expr) -> str:
        return self.say("speech.group", of=self.row(expr))

    def _atom(self, expr: Expr) -> str:
        """Return one word as it is, anything longer between an opening and a closing word."""
        match expr:
            case Number(covered=True):
                return self._one(expr)
            case Number():
                text = number_text(expr, self.digits)
                is_short = not text.startswith(MINUS) and "×" not in text
                return self._one(expr) if is_short else self._group(expr)
            case Symbol():
                return letter_to_speech(expr, self.say)
            case _:
                return self._group(expr)

    def _one(self, expr: Expr) -> str:
        match expr:
            case Number(covered=True):
                return self.say("speech.hidden-number")
            case Number(asked=True):
                return self.say("speech.blank")
            case Number():
                return number_to_speech(number_text(expr, self.digits), self.say)
            case Symbol() | Partial():
                return letter_to_speech(expr, self.say)
            case Fraction(above=above, below=below):
                return self.say("speech.over", above=self._atom(above), below=self._atom(below))
            case Power(base=base, exponent=Number(value=2, exact=True)):
                return self.say("speech.squared", base=self._atom(base))
            case Power(base=base, exponent=exponent):
                said = self._atom(base), self._atom(exponent)
                return self.say("speech.power", base=said[0], exponent=said[1])
            case FunctionOf():
                return self._function(expr)
            case SumOver(index=index, of=of):
                return self.say("speech.sum-over", index=index, of=self._atom(of))
            case Elided(count=count):
                value = number_to_speech(elided_value(expr, self.digits), self.say)
                return self.say("speech.elided", count=count, value=value)
            case Sum() | Negative() | Product():
                return self._group(expr)

    def _function(self, function: FunctionOf) -> str:
        arguments = [self._atom(each) for each in function.arguments]
        if function.prime:
            name = _name(function.name, self.say)
            return self.say("speech.slope", name=name, argument=arguments[0])
        if function.name == "max":
            return self.say("speech.max", one=arguments[0], other=arguments[1])
        key = FUNCTIONS.get(function.name)
        if key is not None:
            return self.say(f"speech-function.{key}", argument=arguments[0])
        name = _name(function.name, self.say)
        return self.say("speech.function", name=name, argument=arguments[0])


def number_to_speech(text: str, say: Say) -> str:
    """Return a number as it is written on screen in words: many readers skip a true minus."""
    if text.startswith(MINUS):
        return say("speech.negative", of=number_to_speech(text.removeprefix(MINUS), say))
    mantissa, times, power = text.partition("×10")
    if times:
        exponent = power.translate(_LOWERED)
        said = number_to_speech(exponent.replace("-", MINUS), say)
        return say("speech.power-of-ten", mantissa=mantissa, exponent=said)
    return _name(text, say)


def letter_to_speech(letter: Symbol | Partial, say: Say) -> str:
    """Return a letter with its indices one by one, then its layer, its sample and its time."""
    if isinstance(letter, Partial):
        by, over = letter_to_speech(letter.of, say), letter_to_speech(letter.over, say)
        return say("speech.derivative", over=over, by=by)
    said = _name(letter.name, say)
    if letter.sub:
        indices = letter.sub.split(",") if "," in letter.sub else letter.sub
        said = say("speech.indexed", letter=said, indices=" ".join(indices))
    if letter.prime:
        said = say("speech.prime", letter=said)
    for mark in letter.sup.split():
        number = mark[1:-1]
        if mark.startswith("("):
            said = say("speech.of-layer", letter=said, layer=number)
        elif mark.startswith("["):
            said = say("speech.of-sample", letter=said, sample=number)
        elif mark == "new":
            said = say("speech.after", letter=said)
        else:
            said = say("speech.before", letter=said)
    return said


def _name(name: str, say: Say) -> str:
    return say(f"speech-letter.{LETTERS[name]}") if name in LETTERS else name
