"""Steps worked by hand: their lines, what typed numbers are worth, and the mistakes in them."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.activations import ACTIVATIONS
from engine.data.dataset import Dataset
from engine.exercise.blanks import all_blank, fading, last_blank, of_kinds
from engine.exercise.calculation import Calculation
from engine.exercise.judging import Judgement, Worth, judge
from engine.exercise.lines import formula, has_formula, line_of, lines
from engine.exercise.places import StepNumbers
from engine.exercise.questions import (
    ChoiceQuestion,
    NumberQuestion,
    OrderQuestion,
    PickQuestion,
    SignQuestion,
    Which,
    among,
    judge_choice,
    judge_number,
    judge_order,
    judge_pick,
    judge_sign,
    right_picks,
    shuffled,
)
from engine.exercise.slips import SLIPS
from engine.exercise.suspects import suspects
from engine.exercise.variants import variant
from engine.exercise.work import Work, first_work
from engine.experiment import Experiment, Mistake, Training, UpdateRule
from engine.frozen import freeze
from engine.network import LayerPlan, NetworkPlan, of_layers
from engine.optimizers import OPTIMIZERS
from engine.penalty import Penalty
from engine.reduction import Reduction
from engine.written.expression import Number, Symbol
from engine.written.quantity import ONE_A_SAMPLE, BadAddress, Kind, Quantity, parse, parse_of_sample
from tests.networks import experiments, mazur, random_experiment


def judged(
    typed: str, address: str, work: Work | None = None, own: dict[str, float] | None = None
) -> Judgement:
    """Judge a number of the 2-2-2 example, whose digits are printed in Mazur (2015)."""
    work = work or first_work(mazur(), digits=3)
    numbers = {parse_of_sample(each): value for each, value in (own or {}).items()}
    return judge(typed, line_of(work, parse_of_sample(address)), work, numbers)


def found(typed: str, address: str, work: Work | None = None) -> tuple[str, str]:
    """Return the mistake that is named for a wrong number, and where it enters."""
    judgement = judged(typed, address, work)
    assert judgement.worth is Worth.SLIP
    return judgement.slip, str(judgement.enters)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("0.3775", "z[1,0]"),
        ("0.593269992", "a[1,0]"),
        ("0,298371109", "C"),
        ("0.74136507", "da[2,0]"),
        ("8.2167041e-2", "dw[2,0,0]"),
        ("8.217·10⁻²", "dw[2,0,0]"),
        ("0.0821", "dw[2,0,0]"),  # cut off instead of rounded
        ("0.35891648", "w_after[2,0,0]"),
        ("0.000438568", "dw[1,0,0]"),
        ("0.291027924", "C_after"),
    ],
)
def test_a_published_number_is_right(typed: str, address: str) -> None:
    assert judged(typed, address).worth is Worth.RIGHT


@pytest.mark.parametrize(
    ("typed", "address", "slip", "enters"),
    [
        ("0.0275", "z[1,0]", "bias-forgotten", "z[1,0]"),
        ("0.3775", "a[1,0]", "activation-forgotten", "a[1,0]"),
        ("0.5967", "C", "half-missing", "C"),
        ("-0.7414", "da[2,0]", "error-reversed", "da[2,0]"),
        ("0.7414", "delta[2,0]", "slope-forgotten", "delta[2,0]"),
        ("0.4398", "dw[2,0,0]", "slope-forgotten", "delta[2,0]"),
        ("-0.0822", "dw[2,0,0]", "error-reversed", "da[2,0]"),
        ("0.0827", "dw[2,0,0]", "other-sender", "dw[2,0,0]"),
        ("0.1385", "dw[2,0,0]", "activation-left-out", "dw[2,0,0]"),
        ("0.000668396", "dw[1,0,0]", "one-path", "da[1,0]"),
        ("-0.000229828", "dw[1,0,0]", "one-path", "da[1,0]"),
        ("0.4411", "w_after[2,0,0]", "gradient-added", "w_after[2,0,0]"),
        ("0.3178", "w_after[2,0,0]", "rate-forgotten", "w_after[2,0,0]"),
    ],
)
def test_a_wrong_number_is_traced_to_its_mistake(
    typed: str, address: str, slip: str, enters: str
) -> None:
    assert found(typed, address) == (slip, enters)


def test_a_number_of_no_known_mistake_is_just_wrong() -> None:
    assert judged("0.777", "dw[2,0,0]").worth is Worth.WRONG


@pytest.mark.parametrize("typed", ["", "abc", "1.2.3", "1/0"])
def test_what_is_no_number_is_told_why(typed: str) -> None:
    judgement = judged(typed, "dw[2,0,0]")
    assert judgement.worth is Worth.UNREADABLE
    assert judgement.fault is not None


def test_too_few_digits_are_told_from_wrong_ones() -> None:
    assert judged("0.08", "dw[2,0,0]").worth is Worth.TOO_FEW_DIGITS
    assert judged("0.6", "b[2,0]".replace("b", "b_after")).worth is Worth.RIGHT  # it is exact
    assert judged("1/10", "dw[2,0,0]").worth is Worth.WRONG


def test_few_digits_that_a_mistake_yields_exactly_are_no_rounding() -> None:
    # 3 is the old weight, and 3.4 rounded to a digit
    layer = LayerPlan(1, ACTIVATIONS["identity"])
    start = of_layers([np.array([[3.0]])], [np.array([1.0])])
    data = Dataset(freeze([[2.0]]), freeze([[11.0]]))
    training = Training(0.05, train_biases=False)
    one = Experiment("", NetworkPlan(1, (layer,)), mazur().loss, data, training, given=start)
    work = first_work(one, digits=3)
    assert work.true(parse("w_after[1,0,0]")) == pytest.approx(3.4)
    assert found("3", "w_after[1,0,0]", work) == ("not-updated", "w_after[1,0,0]")


def test_what_follows_from_an_own_wrong_number_counts() -> None:
    # with 0.6 for the error in place of 0.741: 0.6 x 0.186816 x 0.593270 = 0.066499
    own = {"da[2,0]": 0.6}
    delta = judged("0.112", "delta[2,0]", own=own)
    assert delta.worth is Worth.FOLLOWS
    assert delta.because == (Quantity(Kind.D_A, 2, 0),)
    assert judged("0.0665", "dw[2,0,0]", own=own).worth is Worth.FOLLOWS
    assert judged("0.0665", "dw[2,0,0]", own=own | {"delta[2,0]": 0.112}).worth is Worth.FOLLOWS
    assert judged("0.0822", "dw[2,0,0]", own=own).worth is Worth.RIGHT
    assert judged("0.0665", "dw[2,0,0]").worth is Worth.WRONG


def test_what_follows_is_put_down_to_the_first_mistake() -> None:
    own = {"da[2,0]": 0.6, "delta[2,0]": 0.1121}
    judgement = judged("0.0665", "dw[2,0,0]", own=own)
    assert judgement.worth is Worth.FOLLOWS
    assert judgement.because == (Quantity(Kind.D_A, 2, 0),)
    assert judged("0.066", "dw[2,0,0]", own=own).worth is Worth.TOO_FEW_DIGITS


def test_zero_is_right_for_what_only_rounding_keeps_from_it() -> None:
    # the output is as wanted but for rounding: 0.1 + 0.2 is not 0.3
    layer = LayerPlan(1, ACTIVATIONS["identity"])
    start = of_layers([np.array([[0.1]])], [np.array([0.2])])
    data = Dataset(freeze([[1.0]]), freeze([[0.3]]))
    exact = replace(mazur(), network=NetworkPlan(1, (layer,)), given=start, data=data)
    work = first_work(exact)
    assert 0 < abs(work.true(parse("da[1,0]"))) < 1e-15
    assert judged("0", "da[1,0]", work).worth is Worth.RIGHT


def test_a_number_of_another_sample_is_judged_as_its_own() -> None:
    work = first_work(random_experiment(4, samples=3))
    other = parse_of_sample("delta[1,0]@2")
    typed = f"{work.true(other):.5e}"
    assert judge_number(NumberQuestion(other), typed, work).worth is Worth.RIGHT
    assert np.isfinite(variant(work.experiment, 3, (other,)).first_parameters().flat).all()


def test_a_mistake_made_with_own_wrong_numbers_is_named() -> None:
    own = {"da[2,0]": 0.6, "delta[2,0]": 0.112}
    judgement = judged("0.112", "dw[2,0,0]", own=own)
    assert (judgement.slip, judgement.enters) == ("activation-left-out", parse("dw[2,0,0]"))


def test_rounded_own_numbers_make_no_number_wrong() -> None:
    # 0.4 x 0.14 - 0.5 x 0.038 = 0.037, but with all digits 0.0364
    work = first_work(mazur(), digits=2)
    judgement = judged("0.037", "da[1,0]", work, {"delta[2,0]": 0.14, "delta[2,1]": -0.038})
    assert judgement.worth is Worth.RIGHT


@pytest.mark.parametrize("digits", range(2, 7))
def test_no_mistake_is_named_for_a_right_number(digits: int) -> None:
    work = first_work(random_experiment(5, samples=3), digits=digits)
    for line in lines(work):
        assert judge(f"{work.true(line.quantity):.{digits - 1}e}", line, work).worth.counts


@settings(max_examples=40)
@given(experiments(), st.integers(2, 7), st.data())
def test_in_any_experiment_the_right_number_is_right_and_a_mistake_leads_to_another(
    experiment: Experiment, digits: int, data: st.DataObject
) -> None:
    rules = data.draw(st.sampled_from(UpdateRule))
    experiment = replace(experiment, training=replace(experiment.training, update_rule=rules))
    step = first_work(experiment).step
    work = Work(experiment, step, data.draw(st.integers(0, len(step.x) - 1)), digits)
    line = data.draw(st.sampled_from(lines(work)))
    right = work.true(line.quantity)
    for typed in (f"{right:.{digits - 1}e}", repr(right)):
        assert judge(typed, line, work).worth is Worth.RIGHT
    for suspect in suspects(work, line):
        assert suspect.number != right
        assert line_of(work, suspect.enters).beat <= line.beat


def test_lines_stand_in_the_order_of_the_beats_and_say_whose_number_they_are() -> None:
    work = first_work(random_experiment(2, samples=4), row=2)
    told = lines(work)
    assert [line.beat for line in told] == sorted(line.beat for line in told)
    own = [line.quantity for line in told if line.quantity.sample is not None]
    assert {each.sample for each in own} == {2}
    assert {each.kind for each in own} == ONE_A_SAMPLE - {Kind.INPUT, Kind.TARGET} | {
        Kind.D_WEIGHT,
        Kind.D_BIAS,
    }
    alone = lines(first_work(mazur()))
    assert all(line.quantity.sample is None for line in alone)
    assert [str(line.quantity) for line in alone][:5] == [
        "z[1,0]",
        "z[1,1]",
        "a[1,0]",
        "a[1,1]",
        "z[2,0]",
    ]
    assert len(alone) == 44


def test_every_formula_ends_in_the_number_of_its_line() -> None:
    for work in (first_work(mazur()), first_work(random_experiment(3, samples=3), row=1)):
        for line in filter(has_formula, lines(work)):
            last = formula(work, line)[-1].right
            assert isinstance(last, Number)
            assert last.value == pytest.approx(work.true(line.quantity), rel=1e-12)
            assert isinstance(formula(work, line)[0].left, Symbol) or last.quantity is not None


def test_a_number_that_is_given_is_no_line() -> None:
    work = first_work(mazur())
    for address in ("w[1,0,0]", "x[0,1]", "y[2,0]", "z[1,7]"):
        with pytest.raises(BadAddress):
            line_of(work, parse(address))


@settings(max_examples=30)
@given(experiments(), st.sampled_from(sorted(OPTIMIZERS)), st.data())
def test_a_step_computed_again_is_the_same(
    experiment: Experiment, optimizer: str, data: st.DataObject
) -> None:
    training = replace(
        experiment.training,
        optimizer=OPTIMIZERS[optimizer],
        update_rule=data.draw(st.sampled_from(UpdateRule)),
        mistakes=data.draw(st.frozensets(st.sampled_from(Mistake), max_size=2)),
    )
    penalty = data.draw(st.sampled_from([Penalty(), Penalty(0.01, 0.1)]))
    work = first_work(replace(experiment, training=training, penalty=penalty))
    again = {alone: Calculation(StepNumbers(work, alone), digits=17) for alone in (False, True)}
    for line in lines(work):
        number = again[line.quantity.sample is not None].number(line.quantity)
        assert number == pytest.approx(work.true(line.quantity), rel=1e-6, abs=1e-9)


def test_fading_blanks_one_line_more_each_time() -> None:
    told = lines(first_work(mazur()))
    series = fading(told, all_blank(told))
    assert series[0] == {Quantity(Kind.LOSS_AFTER)}
    assert [len(each) for each in series] == list(range(1, len(series) + 1))
    assert all(one < other for one, other in pairwise(series))
    assert series[-1] == all_blank(told)
    assert last_blank(told, 3, all_blank(told)) == series[2]
    assert of_kinds(told, {Kind.DELTA}) == {
        Quantity(Kind.DELTA, layer, unit) for layer in (1, 2) for unit in (0, 1)
    }


def test_questions_are_judged() -> None:
    work = first_work(mazur())
    assert judge_number(NumberQuestion(parse("dw[2,0,0]")), "0.0822", work).worth is Worth.RIGHT
    assert judge_sign(SignQuestion(parse("delta[2,1]")), -1, work).worth is Worth.RIGHT
    assert judge_sign(SignQuestion(parse("delta[2,1]")), 1, work).worth is Worth.WRONG
    assert judge_choice(ChoiceQuestion(3, 1), 1).worth is Worth.RIGHT
    assert judge_choice(ChoiceQuestion(3, 1), 2).worth is Worth.WRONG
    assert judge_order(OrderQuestion(3), (0, 1, 2)).worth is Worth.RIGHT
    assert judge_order(OrderQuestion(3), (0, 2, 1)).worth is Worth.WRONG


def test_what_is_largest_in_a_picture_is_picked_by_its_edge() -> None:
    work = first_work(mazur())
    largest = PickQuestion("dw", Which.LARGEST)
    # 0.08216704, 0.08266763, -0.02260254, -0.02274024, and far smaller ones below
    assert right_picks(largest, work) == (parse("dw[2,0,1]"),)
    assert judge_pick(largest, parse("w[2,0,1]"), work).worth is Worth.RIGHT
    assert judge_pick(largest, parse("w[2,0,0]"), work).worth is Worth.WRONG
    negative = right_picks(PickQuestion("dw[2]", Which.NEGATIVE), work)
    assert negative == (parse("dw[2,1,0]"), parse("dw[2,1,1]"))
    assert right_picks(PickQuestion("dw[1]", Which.ZERO), work) == ()
    given = PickQuestion(right=(parse("w[1,0,0]"),))
    assert judge_pick(given, parse("dw[1,0,0]"), work).worth is Worth.RIGHT
    for wrong in ("dw[9]", "dw[a]", "dw[1", "nothing", "C"):
        with pytest.raises(BadAddress):
            among(wrong, work)


@given(st.integers(2, 7), st.integers(0, 10**6))
def test_items_are_never_shown_in_the_right_order(items: int, seed: int) -> None:
    order = shuffled(items, seed)
    assert sorted(order) == list(range(items))
    assert order != tuple(range(items))
    assert order == shuffled(items, seed)


def test_a_seed_draws_neat_numbers_that_no_mistake_hides_behind() -> None:
    asked = (parse("dw[1,0,0]"), parse("delta[2,1]"))
    one, again, other = (variant(mazur(), seed, asked) for seed in (4, 4, 5))
    first, second = one.first_parameters(), again.first_parameters()
    assert np.array_equal(first.flat, second.flat)
    assert np.array_equal(one.data.inputs, again.data.inputs)
    assert not np.array_equal(first.flat, other.first_parameters().flat)
    for numbers in (first.flat, one.data.inputs, one.data.targets):
        assert np.array_equal(numbers, np.round(numbers, 2))
        assert (numbers != 0).all()
    work = first_work(one)
    for quantity in asked:
        right = work.true(quantity)
        for suspect in suspects(work, line_of(work, quantity)):
            assert f"{suspect.number:.2e}" != f"{right:.2e}"


def test_the_truth_table_of_a_variant_stays() -> None:
    table = random_experiment(1, sizes=(2, 2, 1), samples=4)
    data = replace(table.data, inputs=np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]))
    assert np.array_equal(variant(replace(table, data=data), 3).data.inputs, data.inputs)


def test_a_batch_is_added_where_it_should_be_averaged_and_the_other_way_round() -> None:
    for reduction, slip, factor in (
        (Reduction.MEAN, "samples-added", 4),
        (Reduction.SUM, "samples-averaged", 1 / 4),
    ):
        experiment = random_experiment(8, samples=4, reduction=reduction)
        work = first_work(experiment, digits=4)
        for address in ("C", "dw[1,0,0]", "db[2,1]"):
            right = work.true(parse(address))
            assert found(f"{right * factor:.6e}", address, work) == (slip, address)


def test_each_mistake_has_a_kind_of_number_in_which_it_is_made() -> None:
    assert all(slip.kinds for slip in SLIPS.values())
    assert len(SLIPS) > 50


def test_training_of_biases_that_are_fixed_is_named() -> None:
    work = first_work(mazur(Training(0.5, train_biases=False)), digits=4)
    moved = 0.6 - 0.5 * work.true(parse("db[2,0]"))
    assert found(f"{moved:.5f}", "b_after[2,0]", work) == ("fixed-bias-moved", "b_after[2,0]")
