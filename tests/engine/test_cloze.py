"""Lines with blanks: they tell no number that is asked for, and hold for those that are known."""

from math import isclose

from hypothesis import given, settings
from msgspec.structs import replace

from engine.activations import ACTIVATIONS
from engine.data.dataset import Dataset
from engine.exercise.blanks import all_blank, of_kinds
from engine.exercise.cloze import cloze
from engine.exercise.lines import has_formula, line_of, lines
from engine.exercise.work import Work, first_work
from engine.experiment import Experiment, Training
from engine.frozen import freeze
from engine.losses import LOSSES
from engine.network import LayerPlan, NetworkPlan, of_layers
from engine.text.latex import derivation_to_latex
from engine.text.plain import derivation_to_text
from engine.text.speech import derivation_to_speech
from engine.written.expression import Elided, Number, evaluate
from engine.written.leaves import leaves
from engine.written.quantity import Kind, Quantity, parse
from gui.words.catalog import say
from tests.networks import experiments, mazur, random_experiment


@settings(max_examples=30)
@given(experiments())
def test_no_number_that_is_asked_for_stands_in_any_line(experiment: Experiment) -> None:
    work = first_work(experiment)
    there = lines(work)
    unknown = all_blank(there)
    for line in there:
        for equation in cloze(work, line, unknown):
            for leaf in leaves((equation.right, equation.result)):
                if isinstance(leaf, Number) and leaf.quantity in unknown:
                    assert leaf.asked
                    assert leaf.quantity == line.quantity


@settings(max_examples=30)
@given(experiments())
def test_a_line_with_all_its_numbers_comes_to_its_result(experiment: Experiment) -> None:
    work = first_work(experiment)
    for line in lines(work):
        if not has_formula(line):
            continue
        equations = cloze(work, line, {line.quantity})
        right = equations[-1].right
        if all(isinstance(leaf, Number | Elided) for leaf in leaves(right)):
            found = evaluate(right, {})
            assert isclose(found, work.true(line.quantity), rel_tol=1e-6, abs_tol=1e-9)


def _text(work: Work, address: str, *unknown: str) -> str:
    line = line_of(work, parse(address))
    return derivation_to_text(cloze(work, line, {parse(each) for each in unknown}), work.digits)


def test_letters_stand_for_what_is_not_known_and_numbers_for_what_is() -> None:
    work = first_work(mazur())
    assert _text(work, "z[2,0]", "z[2,0]", "a[1,0]") == (
        "z1(2) = w11(2) a1(1) + w12(2) a2(1) + b1(2)\n= 0.4 × a1(1) + 0.45 × 0.5969 + 0.6 = ____"
    )
    assert _text(work, "dw[2,0,0]", "dw[2,0,0]", "delta[2,0]") == (
        "dC/dw11(2) = a1(1) δ1(2)\n= 0.5933 × δ1(2) = ____"
    )
    assert _text(work, "w_after[2,0,0]") == (
        "w11(2)new = w11(2) − η dC/dw11(2)\n= 0.4 − 0.5 × 0.08217 = 0.3589"
    )


def test_a_line_that_copies_a_blank_does_not_tell_it() -> None:
    work = first_work(mazur())
    assert _text(work, "db[2,0]", "delta[2,0]") == "dC/db1(2) = δ1(2)"
    assert _text(work, "db[2,0]", "db[2,0]") == "dC/db1(2) = δ1(2) = ____"


def test_own_numbers_stand_in_for_true_ones() -> None:
    work = first_work(mazur())
    delta, gradient = parse("delta[2,0]"), parse("dw[2,0,0]")
    wrong: dict[Quantity, float] = {delta: 0.75}
    written = cloze(work, line_of(work, gradient), {gradient}, wrong)
    assert derivation_to_text(written, 4).endswith("= 0.5933 × 0.75 = ____")


def test_a_long_sum_is_given_as_far_as_it_is_known() -> None:
    work = first_work(random_experiment(3, sizes=(12, 10, 9)))
    first, second = line_of(work, parse("z[1,0]")), line_of(work, parse("z[2,0]"))
    unknown = all_blank(lines(work))
    assert "more, together" in derivation_to_text(cloze(work, first, unknown), 4)
    assert "more, together" not in derivation_to_text(cloze(work, second, unknown), 4)


def test_what_has_no_formula_is_blank_where_it_is_asked_for_and_only_there() -> None:
    work = first_work(mazur())
    there = lines(work)
    outputs = of_kinds(there, [Kind.A_AFTER])
    assert {str(each) for each in outputs} == {"a_after[2,0]", "a_after[2,1]"}
    assert not outputs & all_blank(there)
    assert _text(work, "a_after[2,0]") == "a1(2)new = 0.7421"
    assert _text(work, "a_after[2,0]", "a_after[2,0]") == "a1(2)new = ____"


def test_the_loss_after_the_update_tells_no_output_that_is_asked_for() -> None:
    work = first_work(mazur())
    assert "0.7753" in _text(work, "C_after", "a_after[2,0]")
    assert "0.7421" not in _text(work, "C_after", "a_after[2,0]")
    # of a saturated output the loss is computed from z, of which the output can be read off
    weights = of_layers([freeze([[30.0]])], [freeze([0.0])])
    saturated = replace(
        mazur(Training(1e-9)),
        network=NetworkPlan(1, (LayerPlan(1, ACTIVATIONS["sigmoid"]),)),
        loss=LOSSES["binary_cross_entropy"],
        data=Dataset(freeze([[1.0]]), freeze([[0.0]])),
        given=weights,
    )
    line = line_of(first_work(saturated), parse("C_after"))
    told = derivation_to_text(cloze(first_work(saturated), line, ()), 4)
    asked = derivation_to_text(cloze(first_work(saturated), line, {parse("a_after[1,0]")}), 4)
    assert "ln(1 + e^" in told
    assert "ln(1 + e^" not in asked


def test_a_blank_is_written_in_every_form() -> None:
    work = first_work(mazur())
    line = line_of(work, parse("a[1,0]"))
    equations = cloze(work, line, {line.quantity})
    assert r"= \boxed{\rule" in derivation_to_latex(equations, 4)
    assert derivation_to_speech(equations, 4, say).endswith(("blank", "blank."))
