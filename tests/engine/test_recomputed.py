"""Hand-checkable: every printed line, worked out from its printed numbers, gives what it says."""

from decimal import Decimal
from math import isfinite

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.activations import ACTIVATIONS
from engine.experiment import Training
from engine.losses import LOSSES
from engine.optimizers import OPTIMIZERS
from engine.penalty import Penalty
from engine.run.training import Run
from engine.story.beats import cut, revealed
from engine.story.formulas.derivation import Derivation, derive
from engine.text.latex import derivation_to_latex
from engine.text.numbers import short
from engine.text.plain import derivation_to_text, to_text
from engine.text.recomputed import Enough, enough
from engine.written.expression import (
    Elided,
    Equation,
    Expr,
    Number,
    Product,
    Sum,
    Symbol,
    evaluate,
    mapped,
)
from engine.written.letters import ONE, minus
from engine.written.quantity import Kind, Quantity
from tests.networks import ELEMENTWISE, random_experiment
from tests.reader import Claim, claims, number, plain, worked_out

DIGITS = st.sampled_from([2, 3, 4, 4, 6, 8, 10])


def some_derivations(seed: int) -> list[Derivation]:
    """Return some numbers of a step somewhere in a run, of any network, loss and optimiser."""
    chance = np.random.default_rng(seed)
    loss = chance.choice(sorted(LOSSES))
    output = LOSSES[loss].activation or chance.choice(sorted(ACTIVATIONS))
    rate, optimizer = chance.choice([0.1, 0.05, 1 / 3]), chance.choice(sorted(OPTIMIZERS))
    experiment = random_experiment(
        seed,
        chance.integers(1, 12 if chance.random() < 0.2 else 5, chance.integers(2, 5)).tolist(),
        chance.choice(ELEMENTWISE),
        output,
        loss,
        int(chance.integers(1, 13)),
        Training(float(rate), int(chance.integers(1, 13)), optimizer=OPTIMIZERS[optimizer]),
    )
    penalty = Penalty(*chance.choice([0.0, 0.01], 2).tolist())
    run = Run(replace(experiment, penalty=penalty))
    trace = run.trace(run.advance(int(chance.choice([0, 1, 20]))))
    shape = experiment.network.shape
    numbers = [each for beat in cut(shape) for each in revealed(beat, shape)]
    row = int(chance.integers(len(trace.x)))
    chosen = [numbers[i] for i in chance.permutation(len(numbers))[:25]]
    return [derive(run.settings(run.steps), trace, each, row) for each in chosen]


@settings(max_examples=20)
@given(st.integers(0, 2**32 - 1), DIGITS)
@example(370935, 2)
@example(2763316757, 4)
def test_every_line_comes_to_its_result_from_its_own_printed_numbers(
    seed: int, digits: int
) -> None:
    for each in some_derivations(seed):
        text = derivation_to_text(each.equations(), digits)
        said = claims(text)
        assert len(said) == len(each.numbers) or not isfinite(each.value), text
        for claim, line in zip(said, each.numbers, strict=False):
            assert claim.printed == short(each.value, digits, kind=each.quantity.kind)
            if claim.exactly:
                assert claim.holds(digits), text
                if claim.is_halfway(digits):  # which no more digits of its numbers can change
                    assert claim.text in derivation_to_text(each.equations(), 15)
            else:
                assert _loses_digits(line, each.value, digits), text
        latex = claims(plain(derivation_to_latex(each.equations(), digits)))
        assert [_meaning(claim) for claim in latex] == [_meaning(claim) for claim in said]


def _meaning(claim: Claim) -> tuple[str, str, bool]:
    return f"{worked_out(claim.text):.20e}", claim.printed, claim.exactly


def _loses_digits(line: Expr, value: float, digits: int) -> bool:
    """Return whether a small change of its numbers changes what it comes to a thousandfold.

    Or whether even with all digits it is not the value: float64 has lost them, as in 1 - tanh(9).
    """
    exact = float(worked_out(to_text(line, 17)))
    if value == 0 or abs(exact - value) > 0.1 * 10.0**-digits * abs(value):
        return True  # as of a saturated SiLU or GELU, whose e^918 float64 does not have either
    whole = evaluate(line, {})
    chance = np.random.default_rng(0)

    def nudged(leaf: Symbol | Number) -> Expr:
        if isinstance(leaf, Symbol) or leaf.exact:
            return leaf
        return replace(leaf, value=leaf.value * (1 + 1e-9 * chance.choice([-1, 1])))

    changes = [abs(evaluate(mapped(line, nudged), {}) - whole) for _ in range(8)]
    return max(changes) > 1000 * 1e-9 * abs(whole)


def test_nearly_every_line_holds_exactly() -> None:
    lines, inexact = 0, 0
    for seed in range(5):
        experiment = random_experiment(seed, (3, 4, 2), "tanh", "softmax", "cross_entropy")
        trace = Run(experiment).trace(0)
        shape = experiment.network.shape
        for beat in cut(shape):
            for quantity in revealed(beat, shape):
                said = claims(
                    derivation_to_text(derive(experiment, trace, quantity, 0).equations(), 4)
                )
                lines += len(said)
                inexact += sum(not claim.exactly for claim in said)
    assert lines > 200
    assert inexact <= lines / 200


def test_the_fewest_digits_with_which_a_line_holds_are_taken() -> None:
    # 0.8176 x 0.1491 x 0.6 is 0.07314: the trace's numbers come to 0.07316
    factors = tuple(map(Number, (0.81757447, 0.14914645, 0.6)))
    result = Number(0.81757447 * 0.14914645 * 0.6)
    line = Product(factors)
    found = enough(line, result, 4)
    assert found == Enough(1, True)
    text = derivation_to_text([Equation(None, line, result)], 4)
    assert text == "= 0.81757 × 0.14915 × 0.6 = 0.07316"


def test_a_line_that_seems_to_lie_halfway_gets_the_digits_that_decide() -> None:
    line = Product((Number(0.05), Number(0.0072945)))
    text = derivation_to_text([Equation(None, line, Number(0.05 * 0.0072945))], 2)
    assert text == "= 0.05 × 0.00729 = 0.00036"  # and not 0.05 × 0.0073, which is 0.000365
    halves = Product((Number(0.25), Number(0.5)))
    assert derivation_to_text([Equation(None, halves, Number(0.125))], 2) == "= 0.25 × 0.5 = 0.12"


def test_numbers_that_cancel_get_the_digits_they_need() -> None:
    line = minus(Number(0.751365069), Number(0.7513))
    text = derivation_to_text([Equation(None, line, Number(0.751365069 - 0.7513))], 4)
    assert text == "= 0.75136507 − 0.7513 = 6.507×10⁻⁵"


def test_where_no_digits_help_it_says_about() -> None:
    lost = minus(Sum((Number(0.1), Number(0.2))), Number(0.3))
    equation = Equation(None, lost, Number(0.1 + 0.2 - 0.3))
    assert derivation_to_text([equation], 4) == "= 0.1 + 0.2 − 0.3 ≈ 5.551×10⁻¹⁷"
    assert r"0.3 \approx 5.551 \times 10^{-17}" in derivation_to_latex([equation], 4)
    chain = [Equation(Symbol("d"), lost), Equation(None, Number(5.551e-17))]
    assert derivation_to_text(chain, 4) == "d = 0.1 + 0.2 − 0.3\n≈ 5.551×10⁻¹⁷"


def test_terms_left_out_get_as_many_digits_as_the_others() -> None:
    line = Sum((Number(0.123444), Elided(5, 0.234444)))
    result = Number(0.123444 + 0.234444)
    text = derivation_to_text([Equation(None, line, result)], 4)
    assert text == "= 0.12344 + ⋯ (5 more, together 0.23444) = 0.3579"


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.99998234, 4, "0.99998"),
        (0.9990, 2, "0.999"),
        (0.99904, 2, "0.9990"),
        (0.99999999, 4, "0.99999999"),
        (-0.99998234, 4, "−0.99998"),
        (1.0, 4, "1"),
        (-1.0, 4, "−1"),
        (1 - 2.0**-53, 4, "0.9999999999999999"),
        (0.75136507, 4, "0.7514"),
        (1.00002, 4, "1.000"),
        (0.0, 4, "0"),
    ],
)
def test_a_saturated_activation_shows_how_far_it_is_from_1(
    value: float, digits: int, text: str
) -> None:
    assert short(value, digits, kind=Kind.A) == text
    assert short(value, digits, kind=Kind.A_AFTER) == text


@given(st.floats(1e-16, 0.5), st.integers(2, 12))
def test_no_activation_below_1_is_written_as_1(left: float, digits: int) -> None:
    value = 1 - left
    assume(value < 1)
    shown = number(short(value, digits, kind=Kind.A))
    assert shown < 1
    assert abs((1 - shown) / (1 - Decimal(value)) - 1) <= Decimal("0.51")


def test_a_saturated_slope_is_recomputed_from_the_activation_as_printed() -> None:
    a = Number(0.99998234, quantity=Quantity(Kind.A, 1, 0))
    slope = Number(0.99998234 * (1 - 0.99998234))
    text = derivation_to_text([Equation(None, Product((a, minus(ONE, a))), slope)], 4)
    assert text == "= 0.99998234 × (1 − 0.99998234) = 1.766×10⁻⁵"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1/2 × (0.5 − 1)^2", "0.125"),
        ("2 (−0.5)", "-1"),
        ("1/(1 + e^0)", "0.5"),
        ("(1.5×10⁻³)/3 + max(0, −2)", "0.0005"),
        ("−0.5 + ⋯ (3 more, together −1.5×10⁻¹)", "-0.65"),
        ("√(9) × abs(−2) × tanh(0) + ln(1)", "0"),
    ],
)
def test_the_reader_reads_what_is_printed(text: str, value: str) -> None:
    assert worked_out(text) == Decimal(value)
