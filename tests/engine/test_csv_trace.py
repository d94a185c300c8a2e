"""A step as CSV has every number once, with an address that reads back."""

import csv
from io import StringIO

from hypothesis import given
from msgspec.structs import replace

from engine.experiment import Experiment, Training
from engine.penalty import Penalty
from engine.run.training import Run
from engine.story.readings import read
from engine.text.handout.csv_trace import trace_to_csv
from engine.written.quantity import OF_BIASES, Kind, parse
from tests.engine.test_handout import numbers_of
from tests.engine.test_tables import overflowing
from tests.networks import experiments, mazur, random_experiment


def rows_of(experiment: Experiment) -> list[dict[str, str]]:
    text = trace_to_csv(experiment, Run(experiment).trace(0))
    return list(csv.DictReader(StringIO(text), strict=True))


def test_the_columns_are_those_of_the_format() -> None:
    first = rows_of(mazur())[0]
    assert list(first) == ["quantity", "kind", "layer", "unit", "source", "sample", "value"]
    assert list(first.values()) == ["x[0,0]", "x", "0", "0", "", "0", "0.05"]


@given(experiments(batch_size=4))
def test_every_row_reads_back_to_the_number_at_its_address(experiment: Experiment) -> None:
    trace = Run(experiment).trace(0)
    seen = set()
    for row in rows_of(experiment):
        quantity = parse(row["quantity"])
        assert quantity.kind.value == row["kind"]
        assert row["layer"] == ("" if "[" not in row["quantity"] else str(quantity.layer))
        assert row["source"] == ("" if quantity.source is None else str(quantity.source))
        place = trace.samples.index(int(row["sample"])) if row["sample"] else 0
        assert float(row["value"]) == read(trace, quantity, place)
        seen.add((row["quantity"], row["sample"]))
    assert len(seen) == len(rows_of(experiment))
    shape = experiment.network.shape
    has_none = len(shape.without_bias) == len(shape.layers)
    kinds = set(Kind) - OF_BIASES if has_none else set(Kind)
    assert {parse(address).kind for address, _ in seen} == kinds


def test_no_number_of_the_step_is_missing() -> None:
    experiment = random_experiment(3, training=Training(0.1, batch_size=4))
    trace = Run(experiment).trace(0)
    values = {float(row["value"]) for row in rows_of(experiment)}
    assert set(numbers_of(trace)) <= values
    assert {trace.loss, trace.loss_after, *trace.losses, *trace.a_after.ravel()} <= values
    kinds = [row["kind"] for row in rows_of(experiment)]
    assert kinds.count("delta") == 4 * (4 + 2)
    assert kinds.count("w_after") == 3 * 4 + 4 * 2


def test_a_sample_keeps_its_number_and_the_batch_has_none() -> None:
    experiment = random_experiment(3, training=Training(0.1, batch_size=2, shuffle=True))
    trace = Run(experiment).trace(0)
    for row in rows_of(experiment):
        if row["kind"] in ("x", "y", "z", "a", "C_sample", "da", "delta", "a_after"):
            assert int(row["sample"]) in trace.samples
        else:
            assert row["sample"] == ""


def test_what_is_not_finite_is_left_empty() -> None:
    assert "" in {row["value"] for row in rows_of(overflowing())}


def test_a_penalty_has_its_own_rows() -> None:
    plain = random_experiment(3)
    experiment = replace(plain, penalty=Penalty(0.01, 0.02))
    trace = Run(experiment).trace(0)
    rows = {row["quantity"]: row for row in rows_of(experiment)}
    assert float(rows["penalty_before"]["value"]) == trace.penalty
    assert float(rows["penalty_after"]["value"]) == trace.penalty_after
    slope = rows["penalty_dw[2,1,3]"]
    assert [slope[key] for key in ("layer", "unit", "source", "sample")] == ["2", "1", "3", ""]
    assert float(slope["value"]) == trace.penalty_gradient.weights(2)[1, 3]
    assert not any("penalty" in row["quantity"] for row in rows_of(plain))
