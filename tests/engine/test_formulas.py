"""The screen cannot lie: every formula with numbers comes to the value it explains."""

import csv
import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import fields, replace

from engine.activations import ACTIVATIONS
from engine.experiment import Experiment, UpdateRule
from engine.optimizers import OPTIMIZERS
from engine.penalty import Penalty
from engine.run.training import Run
from engine.story.beats import cut, revealed
from engine.story.formulas.derivation import derive
from engine.story.readings import read
from engine.story.rules import beat_rules
from engine.story.scope import Scope
from engine.written.expression import (
    Expr,
    Fraction,
    FunctionOf,
    Negative,
    Number,
    Power,
    Product,
    Sum,
    SumOver,
    evaluate,
)
from engine.written.quantity import Kind, Quantity, parse
from gui.disk import files
from tests.house import ROOT
from tests.networks import experiments, mazur, random_experiment


def _everything(experiment: Experiment) -> list[Quantity]:
    beats = cut(experiment.network.shape)
    return [number for beat in beats for number in revealed(beat, experiment.network.shape)]


@given(experiments(), st.data())
def test_every_line_with_numbers_comes_to_the_traced_value(
    experiment: Experiment, data: st.DataObject
) -> None:
    trace = Run(experiment).trace(0)
    row = data.draw(st.integers(0, len(trace.x) - 1))
    for quantity in _everything(experiment):
        derivation = derive(experiment, trace, quantity, row)
        assert derivation.value == read(trace, quantity, row)
        for line in derivation.numbers:
            assert evaluate(line, {}) == pytest.approx(derivation.value, rel=1e-9, abs=1e-12)


@given(experiments(batch_size=1))
def test_every_rule_comes_to_the_same_value_when_its_letters_are_looked_up(
    experiment: Experiment,
) -> None:
    trace = Run(experiment).trace(0)
    depth = experiment.network.depth
    largest = max(abs(trace.layers[-1].z).max(), abs(trace.z_after).max())
    assume(largest < 10)  # beyond, ln(1 - a) on paper has lost its digits
    known = {q: read(trace, q) for q in _everything(experiment)}
    for at in experiment.network.shape.places():
        kind = Kind.BIAS if at.source is None else Kind.WEIGHT
        parameter = Quantity(kind, at.layer, at.unit, at.source)
        known[parameter] = read(trace, parameter)
    for unit in range(experiment.network.sizes[-1]):
        target = Quantity(Kind.TARGET, depth, unit)
        known[target] = read(trace, target)
    for quantity in _everything(experiment):
        if quantity.kind in (Kind.WEIGHT_AFTER, Kind.BIAS_AFTER):
            continue  # the learning rate is no quantity of the step
        derivation = derive(experiment, trace, quantity, 0)
        for rule in derivation.rules:
            if _has_a_value(rule):
                value = evaluate(rule, known)
                assert value == pytest.approx(derivation.value, rel=1e-9, abs=1e-12)


NAMES_ONLY = {"sign", "Huber"} | {each.written.letter for each in ACTIVATIONS.values()} - {"tanh"}


def _has_a_value(rule: object) -> bool:
    """Return whether a rule can be worked out: general sums and mere names cannot."""
    if isinstance(rule, SumOver) or (isinstance(rule, FunctionOf) and rule.name in NAMES_ONLY):
        return isinstance(rule, FunctionOf) and rule.value is not None
    if isinstance(rule, tuple):
        return all(_has_a_value(part) for part in rule)
    if isinstance(rule, Sum | Product | Fraction | Power | Negative | FunctionOf):
        return all(_has_a_value(getattr(rule, field.name)) for field in fields(rule))
    return True


@given(
    experiments(),
    st.sampled_from(sorted(OPTIMIZERS)),
    st.sampled_from([0.0, 0.02]),
    st.sampled_from([0.0, 0.01]),
    st.sampled_from(list(UpdateRule)),
)
def test_every_update_is_what_the_optimiser_does(
    experiment: Experiment, optimizer: str, l1: float, l2: float, rule: UpdateRule
) -> None:
    training = replace(
        experiment.training,
        optimizer=OPTIMIZERS[optimizer],
        update_rule=rule,
        train_biases=True,
        learning_rate=0.01,
    )
    run = Run(replace(experiment, training=training, penalty=Penalty(l1, l2)))
    assume(run.advance(4) == 4)  # a step that cannot be taken is not finite
    trace = run.trace(3)
    zs = [*(layer.z for layer in trace.layers), trace.z_after]
    assume(max(float(abs(z).max()) for z in zs) < 700)  # e^z has no number beyond
    for quantity in _everything(experiment):
        derivation = derive(run.experiment, trace, quantity, 0)
        for line in derivation.numbers:
            assert evaluate(line, {}) == pytest.approx(derivation.value, rel=1e-8, abs=1e-11)


@pytest.mark.parametrize(
    ("address", "printed"),
    [
        ("z[1,0]", "0.3775"),
        ("a[1,0]", "0.593269992"),
        ("a[2,0]", "0.75136507"),
        ("C", "0.298371109"),
        ("dw[2,0,0]", "0.082167041"),
        ("dw[1,0,0]", "0.000438568"),
        ("w_after[1,0,0]", "0.149780716"),
        ("w_after[2,1,1]", "0.561370121"),
    ],
)
def test_mazurs_printed_figures_are_what_the_formulas_come_to(address: str, printed: str) -> None:
    experiment = mazur()
    derivation = derive(experiment, Run(experiment).trace(0), parse(address), 0)
    decimals = len(printed.partition(".")[2])
    for line in derivation.numbers:
        assert f"{evaluate(line, {}):.{decimals}f}" == printed


def test_a_weight_gradient_is_the_product_of_three_local_slopes() -> None:
    experiment = mazur()
    derivation = derive(experiment, Run(experiment).trace(0), parse("dw[2,0,0]"), 0)
    product = derivation.numbers[0]
    assert isinstance(product, Product)
    values = [factor.value for factor in product.factors if isinstance(factor, Number)]
    # a, sigma'(z) and dC/da from the published delta: 0.138498562 = 0.7414 x 0.1868
    assert values == pytest.approx([0.593269992, 0.186815602, 0.741365070], abs=1e-8)


def test_a_hidden_activation_sums_over_its_paths() -> None:
    experiment = mazur()
    derivation = derive(experiment, Run(experiment).trace(0), parse("da[1,0]"), 0)
    # Mazur's two paths into h1, through o1 and o2: 0.055399425 and -0.019049119
    assert evaluate(derivation.numbers[0], {}) == pytest.approx(0.055399425 - 0.019049119, abs=2e-9)


def test_a_long_sum_is_shortened_but_still_complete() -> None:
    experiment = random_experiment(8, sizes=(60, 2), samples=1)
    derivation = derive(experiment, Run(experiment).trace(0), parse("z[1,0]"), 0)
    terms = getattr(derivation.numbers[0], "terms")  # noqa: B009  # an Expr may have none
    assert len(terms) == 8
    assert evaluate(derivation.numbers[0], {}) == pytest.approx(derivation.value, rel=1e-12)


def test_what_is_not_known_yet_is_explained_without_numbers() -> None:
    experiment = mazur()
    derivation = derive(experiment, Run(experiment).trace(0), parse("z[1,0]"), 0)
    assert [line.right for line in derivation.equations(known=False)] == list(derivation.rules)


@given(experiments())
def test_every_beat_has_a_general_rule(experiment: Experiment) -> None:
    for beat in cut(experiment.network.shape):
        for row in (0, None):
            lines = beat_rules(Scope(experiment, Run(experiment).trace(0), row), beat)
            assert lines
            assert lines[0].left is not None


def test_a_sum_of_infinities_is_no_number_and_no_error() -> None:
    numbers = tuple(Number(value) for value in (float("inf"), 1.0, -float("inf")))
    assert math.isnan(evaluate(Sum(numbers), {}))


def test_a_normalised_input_is_said_to_come_from_what_its_table_says() -> None:
    """Fisher's iris, whose lengths are measured to a tenth of a centimetre."""
    experiment = files.read(files.resolve("iris-4-5-3"))
    step = Run(experiment).trace(0)
    with (ROOT / "resources/data/iris.csv").open(encoding="utf-8") as table:
        measured = {tuple(row[:4]) for row in csv.reader(table)}
    for row in range(len(step.x)):
        written = [
            derive(experiment, step, Quantity(Kind.INPUT, 0, unit), row) for unit in range(4)
        ]
        for unit, found in enumerate(written):
            (line,) = found.numbers
            assert evaluate(line, {}) == pytest.approx(step.x[row, unit], abs=1e-9)
        assert tuple(_first_number(each.numbers[0]) for each in written) in measured


def test_an_input_that_is_as_it_was_given_has_no_formula() -> None:
    experiment = mazur()
    found = derive(experiment, Run(experiment).trace(0), Quantity(Kind.INPUT, 0, 1), 0)
    assert (found.rules, found.numbers, found.value) == ((), (), 0.1)


def _first_number(line: Expr) -> str:
    """Return what is read from the table, as it is printed there."""
    assert isinstance(line, Fraction)
    assert isinstance(line.above, Sum)
    (read_from, _) = line.above.terms
    assert isinstance(read_from, Number)
    return f"{read_from.value:.15g}" if read_from.value % 1 else f"{read_from.value:.1f}"
