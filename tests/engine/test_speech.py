"""What a formula said in words says, in both languages, written down by a test as a listener."""

import math
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.run.training import Run
from engine.story.beats import cut, revealed
from engine.story.scope import Scope
from engine.text.speech import derivation_to_speech, to_speech
from engine.written.expression import (
    Elided,
    Expr,
    Fraction,
    FunctionOf,
    Negative,
    Number,
    Power,
    Product,
    Sum,
    SumOver,
    Symbol,
    evaluate,
)
from engine.written.quantity import Kind, Quantity, gradient_of
from gui.words.catalog import CHINESE, SOURCE, say, spoken
from tests.networks import mazur

ONE, TWO = Number(1, exact=True), Number(2, exact=True)
# How a listener writes down what is heard: the words of a language, and what they mean.
HEARD = {
    SOURCE: {
        "the natural logarithm of": "ln ",
        "the absolute value of": "abs ",
        "the square root of": "root ",
        "the larger of": "max ",
        "to the power of": "^",
        "tanh of": "tanh ",
        "open bracket": "(",
        "close bracket": ")",
        "squared": "^ 2",
        "minus": "-",
        "plus": "+",
        "times": "*",
        "over": "/",
        "and": ",",
    },
    CHINESE: {
        "作用于": "",
        "的自然对数": "_ln",
        "的绝对值": "_abs",
        "的平方根": "_root",
        "中的较大者": "",
        "的平方": "^ 2",
        "左括号": "(",
        "右括号": ")",
        "乘以": "*",
        "除以": "/",
        "次方": "",
        "取": "max ",
        "与": ",",
        "的": "^",
        "加": "+",
        "减": "-",
        "负": "-",
    },
}
FUNCTIONS: dict[str, Callable[[float], float]] = {
    "ln": math.log,
    "abs": abs,
    "root": math.sqrt,
    "tanh": math.tanh,
}
_TOKEN = re.compile(r"_?[a-z]+|\d+(?:\.\d+)?|[-+*/^(),]")


class Listener:
    """Computes what it hears: sums of products of powers, a function of the one thing after it."""

    def __init__(self, said: str, language: str) -> None:
        for words, sign in HEARD[language].items():
            said = re.sub(rf"\b{words}\b" if words.isascii() else words, f" {sign} ", said)
        self.tokens = _TOKEN.findall(said)
        assert "".join(self.tokens) == said.replace(" ", "")

    def goes_on(self, *tokens: str) -> bool:
        if self.tokens and self.tokens[0] in tokens:
            self.last = self.tokens.pop(0)
            return True
        return False

    def sum(self) -> float:
        total = self.product()
        while self.goes_on("+", "-"):
            total += self.product() if self.last == "+" else -self.product()
        return total

    def product(self) -> float:
        total = self.factor()
        while self.goes_on("*", "/"):
            total = total * self.factor() if self.last == "*" else total / self.factor()
        return total

    def factor(self) -> float:
        if self.goes_on("-"):
            return -self.factor()
        if self.goes_on(*FUNCTIONS):
            return FUNCTIONS[self.last](self.power())
        if self.goes_on("max"):
            one = self.power()
            assert self.goes_on(",")
            return max(one, self.power())
        return self.power()

    def power(self) -> float:
        value = self.atom()
        while self.goes_on("^", *(f"_{name}" for name in FUNCTIONS)):
            if self.last == "^":
                value = float(value ** (-self.atom() if self.goes_on("-") else self.atom()))
            else:
                value = FUNCTIONS[self.last[1:]](value)
        return value

    def atom(self) -> float:
        if self.goes_on("("):
            value = self.sum()
            assert self.goes_on(")")
            return value
        token = self.tokens.pop(0)
        return math.e if token == "e" else float(token)


def numbers() -> st.SearchStrategy[Expr]:
    values = st.floats(0.01, 9).map(lambda value: float(f"{value:.3g}"))
    signed = st.tuples(values, st.sampled_from([1, -1, 1e-6])).map(lambda pair: pair[0] * pair[1])
    constants: st.SearchStrategy[Expr] = st.sampled_from([ONE, TWO, Symbol("e")])
    return signed.map(Number) | constants


def grown(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    several = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        several.map(Sum),
        several.map(Product),
        inner.map(Negative),
        st.builds(Fraction, inner, inner),
        st.builds(Power, inner, st.just(TWO)),
        st.builds(Power, st.just(Symbol("e")), inner),
        inner.map(lambda of: FunctionOf("tanh", (of,))),
        inner.map(lambda of: FunctionOf("√", (FunctionOf("abs", (of,)),))),
        st.tuples(inner, inner).map(lambda pair: FunctionOf("max", pair)),
    )


@pytest.mark.parametrize("language", HEARD)
@given(expr=st.recursive(numbers(), grown, max_leaves=10))
def test_what_is_heard_of_a_formula_comes_to_its_value(expr: Expr, language: str) -> None:
    try:
        value = evaluate(expr, {})
    except (OverflowError, ZeroDivisionError):
        return
    if math.isinf(value) or abs(value) > 1e100:
        return
    with spoken(language):
        heard = to_speech(expr, 15, say)
    assert Listener(heard, language).sum() == pytest.approx(value, rel=1e-6, abs=1e-9)


W = Quantity(Kind.WEIGHT, 2, 0, 0)
SAID = {
    SOURCE: (
        "the derivative of C by w 1 1 of layer 2 equals a 1 of layer 1 times the derivative of "
        "sigma at z 1 of layer 2 times the derivative of C by a 1 of layer 2.\n"
        "That equals a 1 of layer 1 times delta 1 of layer 2.\n"
        "That equals 0.5933 times 0.1868 times 0.7414.\n"
        "That equals 0.5933 times 0.1385.\nThat equals 0.08217."
    ),
    CHINESE: (
        "C 对第 2 层的 w 1 1 的偏导数等于第 1 层的 a 1 乘以西格玛在第 2 层的 z 1 处的导数"
        "乘以 C 对第 2 层的 a 1 的偏导数。\n"
        "它等于第 1 层的 a 1 乘以第 2 层的德尔塔 1。\n"
        "它等于 0.5933 乘以 0.1868 乘以 0.7414。\n"
        "它等于 0.5933 乘以 0.1385。\n它等于 0.08217。"
    ),
}


def _scope() -> Scope:
    experiment = mazur()
    return Scope(experiment, Run(experiment).trace(0), None)


@pytest.mark.parametrize("language", HEARD)
def test_a_gradient_is_said_whole(language: str) -> None:
    equations = _scope().derive(gradient_of(W)).equations()
    with spoken(language):
        assert derivation_to_speech(equations, 4, say) == SAID[language]


@pytest.mark.parametrize("language", HEARD)
def test_every_number_of_a_step_can_be_computed_from_what_is_heard(language: str) -> None:
    scope = _scope()
    shape = scope.experiment.network.shape
    numbers = [each for beat in cut(shape) for each in revealed(beat, shape)]
    heard = 0
    with spoken(language):
        for derivation in map(scope.derive, numbers):
            for line in derivation.numbers:
                said = to_speech(line, 15, say)
                assert Listener(said, language).sum() == pytest.approx(derivation.value, rel=1e-9)
                heard += 1
    assert heard > 30


@pytest.mark.parametrize(
    ("expr", "english"),
    [
        (Negative(Number(2.5e-5)), "minus 2.5 times 10 to the power of minus 5"),
        (Symbol("w", "10,2", "(1) new"), "w 10 2 of layer 1 after the update"),
        (Symbol("δ", "1", "(2) [3]"), "delta 1 of layer 2 of sample 3"),
        (SumOver("j", Symbol("δ", "j")), "the sum over j of delta j"),
        (
            Sum((ONE, Elided(7, 0.25))),
            "1 plus 7 more that come to 0.25",
        ),
        (
            FunctionOf("σ", (Symbol("z", "1"),), prime=True),
            "the derivative of sigma at z 1",
        ),
    ],
)
def test_letters_and_numbers_are_said_without_signs(expr: Expr, english: str) -> None:
    assert to_speech(expr, 4, say) == english
