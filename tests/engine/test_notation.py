"""Another notation changes letters and never a number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.experiment import Experiment
from engine.run.training import Run
from engine.story.formulas.derivation import derive
from engine.story.formulas.terms import symbol
from engine.story.notation import STANDARD, Notation, noted, noted_equations, noted_text
from engine.text.latex import derivation_to_latex
from engine.text.names import written
from engine.written.expression import Equation, Partial, Symbol, evaluate
from engine.written.quantity import Kind, Quantity
from tests.networks import experiments, mazur

NOTATIONS = st.builds(Notation, st.sampled_from(["C", "L"]), st.booleans(), st.booleans())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("∂C/∂w₂₁⁽¹⁾ = +0.1", "∂L/∂w₁₂⁽¹⁾ = +0.1"),
        ("w₂,₁₁⁽¹⁾ → w₂₃", "w₁₁,₂⁽¹⁾ → w₃₂"),
        ("δ = +0.1385", "∂L/∂z = +0.1385"),
        ("δ₁⁽²⁾", "∂L/∂z₁⁽²⁾"),
        ("step 0: C of all 3 samples = 0.5", "step 0: L of all 3 samples = 0.5"),
        ("1/C″, C(w), loss C", "1/L″, L(w), loss L"),
        ("Classes, C3 and NC", "Classes, C3 and NC"),
    ],
)
def test_words_take_the_other_letters(text: str, expected: str) -> None:
    assert noted_text(text, Notation("L", deltas=False, receiver_first=False)) == expected
    assert noted_text(text, STANDARD) == text


@given(experiments(), NOTATIONS, st.data())
def test_a_formula_in_any_notation_comes_to_the_same(
    experiment: Experiment, notation: Notation, data: st.DataObject
) -> None:
    trace = Run(experiment).trace(0)
    layer = data.draw(st.integers(1, experiment.network.depth))
    kind = data.draw(st.sampled_from([Kind.DELTA, Kind.D_A, Kind.Z, Kind.D_WEIGHT]))
    source = 0 if kind is Kind.D_WEIGHT else None
    derivation = derive(experiment, trace, Quantity(kind, layer, 0, source), 0)
    for line in derivation.numbers:
        assert evaluate(noted(line, notation), {}) == evaluate(line, {})
    assert len(noted_equations(derivation.equations(), notation)) == len(derivation.equations())


def test_delta_without_a_letter_is_the_derivative_it_stands_for() -> None:
    delta = symbol(Quantity(Kind.DELTA, 2, 0))
    shown = noted(delta, Notation("L", deltas=False))
    assert isinstance(shown, Partial)
    assert written(shown.of) == "z₁⁽²⁾"
    assert shown.over == Symbol("L")
    assert shown.quantity == Quantity(Kind.DELTA, 2, 0)


def test_weights_are_turned_in_rules_and_in_numbers() -> None:
    turned = Notation(receiver_first=False)
    assert noted(Symbol("w", "jk", "(2)"), turned) == Symbol("w", "kj", "(2)")
    assert noted(Symbol("w", "2,11", "(2)"), turned) == Symbol("w", "11,2", "(2)")
    assert noted(Symbol("z", "jk"), turned) == Symbol("z", "jk")


def test_latex_follows_the_notation() -> None:
    experiment = mazur()
    derivation = derive(experiment, Run(experiment).trace(0), Quantity(Kind.D_WEIGHT, 2, 1, 0), 0)
    equations = noted_equations(derivation.equations(), Notation("L", False, False))
    latex = derivation_to_latex(equations, 4)
    assert "w_{12}" in latex
    assert r"\partial L" in latex
    assert r"\delta" not in latex
    assert r"\partial C" not in latex


def test_a_line_that_goes_on_keeps_no_left_side() -> None:
    (line,) = noted_equations([Equation(None, Symbol("C"))], Notation("L"))
    assert line == Equation(None, Symbol("L"))
