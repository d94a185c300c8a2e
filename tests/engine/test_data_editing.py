"""Samples can be changed one by one, and a run goes on with what they have become."""

import json
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

from engine.backprop import cost
from engine.data import editing
from engine.data.dataset import Dataset, FromTable, Generated, Inline, split
from engine.experiment import Training
from engine.faults import faults
from engine.frozen import freeze
from engine.losses import LOSSES
from engine.penalty import Penalty
from engine.results.targets_of_class import classes_given, targets_of_class
from engine.run.training import Run
from engine.text.file.document import BadExperiment, parse_experiment, write_experiment
from gui.disk import files
from gui.state.plain import experiment_text
from tests.faults import said
from tests.networks import random_experiment

X, Y = np.arange(12.0).reshape(6, 2), np.arange(6.0)[:, None]


def _parted(normalise: bool = False) -> Dataset:
    """Return four training samples and two for testing, of named columns."""
    source = FromTable("t.csv", ("u", "v"), ("w",), 1 / 3, 3, normalise)
    names = {"input_names": ("u", "v"), "target_names": ("w",)}
    return split(X, Y, 1 / 3, 3, source, normalise=normalise, **names)


def _rows(data: Dataset) -> list[list[float]]:
    """Return every sample as one list, in their order, and whether it is for testing."""
    return [
        [*data.sample_inputs(n).tolist(), *data.sample_targets(n).tolist(), data.is_test(n)]
        for n in range(data.samples)
    ]


@pytest.mark.parametrize("sample", [0, 3, 4, 5])
def test_one_number_of_a_sample_changes_alone(sample: int) -> None:
    data = _parted()
    wanted = _rows(data)
    wanted[sample][1] = -7.5
    assert _rows(editing.with_input(data, sample, 1, -7.5)) == wanted
    wanted[sample][2] = 0.25
    assert _rows(
        editing.with_target(editing.with_input(data, sample, 1, -7.5), sample, 0, 0.25)
    ) == (wanted)
    assert _rows(data) == _rows(_parted())


@pytest.mark.parametrize("sample", [0, 3, 4, 5])
def test_a_sample_is_taken_away_or_changes_its_part(sample: int) -> None:
    rows = _rows(_parted())
    left = [row for n, row in enumerate(rows) if n != sample]
    assert _rows(editing.without(_parted(), sample)) == left
    moved = _rows(editing.in_other_part(_parted(), sample))
    changed = [*rows[sample][:-1], not rows[sample][-1]]
    assert changed == (moved[-1] if sample < 4 else moved[4])
    assert sorted(moved) == sorted([*left, changed])


def test_a_sample_is_added_to_either_part_of_data_without_a_test_part() -> None:
    data = Dataset(freeze(X[:1]), freeze(Y[:1]))
    added = editing.with_one_more(data, freeze([8, 9]), freeze([3]), is_test=True)
    assert _rows(added) == [[0, 1, 0, False], [8, 9, 3, True]]
    added = editing.with_one_more(added, freeze([6, 7]), freeze([2]), is_test=False)
    assert _rows(added) == [[0, 1, 0, False], [6, 7, 2, False], [8, 9, 3, True]]
    alone = editing.without(added, 2)
    assert alone.samples == len(alone.inputs) == 2


def test_edited_data_are_inline_as_they_stood() -> None:
    table = _parted(normalise=True)
    edited = editing.with_input(table, 1, 0, 0.5)
    assert edited.source == Inline()
    assert edited.normalisation is table.normalisation is not None
    assert (edited.input_names, edited.target_names) == (("u", "v"), ("w",))
    assert edited.inputs[0].tolist() == table.inputs[0].tolist()  # normalised still
    drawn = split(X, Y, 0.0, 0, Generated("xor", 6, 0.0, 0, 0.0), input_names=("x1", "x2"))
    assert editing.inline(drawn).input_names == ()


def test_edited_data_come_back_from_a_file_with_their_test_part() -> None:
    experiment = replace(random_experiment(1, sizes=(2, 3, 1)), data=editing.inline(_parted()))
    again = parse_experiment(write_experiment(experiment)).data
    assert _rows(again) == _rows(experiment.data)
    assert (again.input_names, again.target_names) == (("u", "v"), ("w",))
    scaled = replace(experiment, data=editing.inline(_parted(normalise=True)))
    used, back = scaled.data.normalisation, parse_experiment(write_experiment(scaled)).data
    assert used is not None
    assert back.normalisation is not None
    assert back.normalisation.mean.tolist() == used.mean.tolist()
    assert back.normalisation.deviation.tolist() == used.deviation.tolist()
    assert _rows(back) == _rows(scaled.data)
    plain = json.loads(write_experiment(random_experiment(1)))["data"]
    assert plain.keys() == {"kind", "inputs", "targets"}  # without tests, nothing is said of them


def test_a_log_keeps_the_test_part_of_a_table() -> None:
    experiment = replace(random_experiment(1, sizes=(2, 3, 1)), data=_parted())
    assert _rows(files.experiment_of(experiment_text(experiment)).data) == _rows(_parted())


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"test_inputs": [[1, 2, 3]]}, "data.test_targets: has 0 entries for 1 samples in"),
        ({"test_targets": [[1, 2]]}, "data.test_targets: has 1 entries for 0 samples in"),
        ({"test_inputs": [[1]], "test_targets": [[0]]}, "data.test_inputs[0]: has 1 numbers"),
        (
            {"test_inputs": [[1, 2, 3]], "test_targets": [[1, 2]]},
            "data.test_targets[0][1]: 2.0 is not between 0 and 1",
        ),
        (
            {"normalisation": {"mean": [1], "deviation": [1, 1, 1]}},
            "data.normalisation.mean: has 1 entries for 3 neurons",
        ),
        (
            {"normalisation": {"mean": [1, 2, 3], "deviation": [1, 0, 1]}},
            "data.normalisation.deviation[1]: 0.0 is not a number above 0",
        ),
        ({"normalisation": {"mean": [1, 2, 3]}}, "the key 'deviation' is missing"),
        ({"test_inputs": "x"}, "data.test_inputs: 'x' stands where a list belongs"),
    ],
)
def test_a_test_part_that_does_not_fit_is_refused_with_its_place(
    changes: dict[str, Any], complaint: str
) -> None:
    of = random_experiment(1, loss="binary_cross_entropy")
    document = json.loads(write_experiment(of))
    document["data"] |= changes
    with pytest.raises(BadExperiment) as told:
        parse_experiment(json.dumps(document).encode())
    assert complaint in said(told.value)


def test_what_is_not_finite_is_a_fault() -> None:
    experiment = random_experiment(1)
    data = replace(experiment.data, inputs=freeze(np.add(experiment.data.inputs, [0, 0, np.inf])))
    found = faults(replace(experiment, data=data))
    assert [(fault.key, fault.place) for fault in found] == [
        ("fault.not-finite", "data.inputs[0][2]")
    ]


def _branched(first: int, then: int) -> tuple[Run, Run]:
    """Return a run of so many steps, and a branch of it with other data and so many more."""
    run = Run(random_experiment(2, training=Training(0.1, batch_size=4)))
    run.advance(first)
    data = editing.with_one_more(run.experiment.data, freeze([5, -5, 5]), freeze([1, 0]), False)
    after = run.branch(first, replace(run.experiment, data=data))
    after.advance(then)
    return run, after


@pytest.mark.parametrize("then", [0, 1, 7])
def test_losses_are_of_the_data_in_force_at_their_step(then: int) -> None:
    run, after = _branched(5, then)
    for step in range(after.steps + 1):
        wanted = cost(after.settings(step).problem, after.parameters(step))
        assert after.loss(step) == pytest.approx(wanted, rel=1e-13)
    assert after.loss(4) == run.loss(4)
    assert abs(after.loss(5) - run.loss(5)) > 0.001
    assert [*after.recorded(after.steps)][:5] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("stride", [2, 4, 64])
def test_losses_of_other_data_are_right_in_a_record_with_gaps(stride: int) -> None:
    run = Run(random_experiment(2), loss_stride=stride)
    run.advance(8)
    data = editing.with_target(run.experiment.data, 0, 0, 0.125)
    after = run.branch(8, replace(run.experiment, data=data))
    after.advance(9)
    for step in (7, 8, 9, 16, 17):
        wanted = cost(after.settings(step).problem, after.parameters(step))
        assert after.loss(step) == pytest.approx(wanted, rel=1e-13)


def test_a_loss_of_another_penalty_stays_where_only_the_rate_changes() -> None:
    run = Run(random_experiment(2))
    run.advance(3)
    slower = replace(run.experiment, training=Training(0.01, batch_size=None))
    assert run.branch(3, slower).knows_loss(3)
    assert not run.branch(3, replace(run.experiment, penalty=Penalty(l2=0.5))).knows_loss(3)


def test_a_run_counts_the_data_of_every_stretch_as_its_own() -> None:
    run, after = _branched(5, 1)
    held = {id(array) for array in after.arrays()}
    assert id(run.experiment.data.inputs) in held
    assert id(after.experiment.data.inputs) in held


@pytest.mark.parametrize(
    ("targets", "loss", "wanted"),
    [
        ([[0], [1]], "half_squared_error", [[0], [1]]),
        ([[-1], [-1]], "half_squared_error", [[-1], [1]]),
        ([[1], [1]], "hinge", [[-1], [1]]),
        ([[3], [7]], "half_squared_error", [[3], [7]]),
        ([[0.3], [0.5], [0.7]], "half_squared_error", [[0], [1]]),
        ([[1, 0, 0]], "cross_entropy", [[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
        ([[0.01, 0.99]], "half_squared_error", [[0.99, 0.01], [0.01, 0.99]]),
        ([[-1, 1]], "hinge", [[1, -1], [-1, 1]]),
    ],
)
def test_the_targets_of_a_class(
    targets: list[list[float]], loss: str, wanted: list[list[float]]
) -> None:
    data = Dataset(freeze(np.zeros((len(targets), 2))), freeze(targets))
    classes = classes_given(data, LOSSES[loss])
    for label, each in enumerate(wanted):
        found = targets_of_class(classes, label)
        assert found.tolist() == each
        assert classes.of(found[None]).tolist() == [label]
    assert classes.count == len(wanted)


def test_the_targets_for_tests_tell_classes_apart_too() -> None:
    point = freeze([[0, 0]])
    data = Dataset(point, freeze([[3]]), point, freeze([[7]]))
    classes = classes_given(data, LOSSES["huber"])
    assert (classes.low, classes.high) == (3, 7)
