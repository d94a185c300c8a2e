"""Accuracy, losses and confusion are those that one gets by going through the samples by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.backprop import predict
from engine.data.dataset import Dataset
from engine.experiment import Experiment
from engine.frozen import Array, freeze
from engine.results import evaluation
from engine.results.classes import NO_CLASS, Classes, classes_of
from engine.results.confusion import confusion_of
from engine.results.evaluation import Evaluation, SetResults, evaluate
from engine.run.training import Run
from tests.networks import experiments, mazur, random_experiment


def results(experiment: Experiment, run: Run | None = None) -> SetResults:
    parameters = (run or Run(experiment)).parameters(0 if run is None else run.steps)
    return evaluate(experiment.problem, parameters, classes_of(experiment.data))


def data(targets: Array, tests: Array | None = None) -> Dataset:
    made = Dataset(freeze(np.zeros((len(targets), 1))), freeze(targets))
    if tests is None:
        return made
    return replace(made, test_inputs=freeze(np.zeros((len(tests), 1))), test_targets=freeze(tests))


def column(*values: float) -> Array:
    return np.array(values)[:, None]


@given(experiments())
def test_losses_and_outputs_are_those_of_each_sample_alone(experiment: Experiment) -> None:
    found, run = results(experiment), Run(experiment)
    problem, parameters = experiment.problem, run.parameters(0)
    for n in range(len(problem.x)):
        alone = problem.on(problem.x[[n]], problem.targets[[n]])
        assert found.outputs[[n]] == pytest.approx(
            predict(problem.network, parameters, alone.x), rel=1e-12, abs=1e-13
        )
        own = results(replace(experiment, data=Dataset(alone.x, alone.targets))).loss
        assert found.losses[n] == pytest.approx(own, rel=1e-9, abs=1e-12)
    assert found.loss == pytest.approx(run.loss(0), rel=1e-12, abs=1e-300)


def test_the_losses_of_the_worked_example_are_the_published_ones() -> None:
    found = results(mazur())
    assert f"{found.losses[0]:.9f}" == "0.298371109"  # Mazur (2015)
    assert found.outputs.round(9).tolist() == [[0.751365070, 0.772928465]]


def test_samples_taken_in_pieces_are_all_there(monkeypatch: pytest.MonkeyPatch) -> None:
    experiment = random_experiment(4, samples=23)
    whole = results(experiment)
    monkeypatch.setattr(evaluation, "_PIECE_NUMBERS", 20)  # 5 samples of 4 numbers
    problem, first = experiment.problem, experiment.first_parameters()
    in_pieces = Evaluation(problem, first, None)
    done = []
    while not in_pieces.is_complete:
        with pytest.raises(ValueError, match="of 23 samples"):
            in_pieces.results()
        in_pieces.more()
        done.append(in_pieces.done)
    assert done == [5, 10, 15, 20, 23]
    assert in_pieces.results().losses == pytest.approx(whole.losses, rel=1e-13)
    assert in_pieces.results().outputs == pytest.approx(whole.outputs, rel=1e-13)


@given(st.lists(st.tuples(st.booleans(), st.floats(-3, 3)), min_size=2, max_size=40))
def test_of_one_output_the_threshold_lies_midway_between_its_two_targets(
    samples: list[tuple[bool, float]],
) -> None:
    low, high = -1.0, 1.5
    classes = Classes(1, low, high)
    assert classes.threshold == 0.25
    for target, output in samples:
        nearer = abs(output - high) < abs(output - low)
        assert classes.of(column(output)).tolist() == [int(nearer)]
        assert classes.of(column(high if target else low)).tolist() == [int(target)]


@given(st.lists(st.lists(st.floats(-5, 5), min_size=4, max_size=4), min_size=1, max_size=20))
def test_of_several_outputs_the_largest_tells_the_class(rows: list[list[float]]) -> None:
    told = Classes(4, 0.0, 1.0).of(np.array(rows))
    assert told.tolist() == [row.index(max(row)) for row in rows]


def test_what_is_no_number_has_no_class_and_counts_as_wrong() -> None:
    for classes, outputs in (
        (Classes(1, 0.0, 1.0), column(np.nan, 0.9)),
        (Classes(2, 0.0, 1.0), np.array([[0.2, np.nan], [0.1, 0.9]])),
    ):
        told = classes.of(outputs)
        assert told.tolist() == [NO_CLASS, 1]
        found = SetResults(outputs, np.zeros(2), 0.0, classes, np.array([1, 1]), told)
        assert found.accuracy == 0.5
        assert found.confusion is not None
        assert found.confusion.counts.tolist() == [[0, 0], [0, 1]]


@pytest.mark.parametrize(
    ("targets", "tests", "expected"),
    [
        (column(0, 1, 1), None, Classes(1, 0.0, 1.0)),
        (column(-1, 1), column(1.0), Classes(1, -1.0, 1.0)),
        (column(0, 0, 0), column(1.0), Classes(1, 0.0, 1.0)),
        (column(0, 0, 0), None, None),  # nothing to tell apart
        (column(0, 0.5, 1), None, None),  # to be fitted
        (column(0, 1), column(0.5), None),
        (np.eye(3), None, Classes(3, 0.0, 1.0)),
        (2 * np.eye(3)[:2] - 1, None, Classes(3, -1.0, 1.0)),
        (np.eye(3)[[0, 0]], None, None),
        (np.array([[0.01, 0.99]]), None, None),  # the worked example's one sample
        (np.array([[1.0, 1.0], [0.0, 1.0]]), None, None),  # both at once
        (np.array([[0.0, 0.0], [0.0, 1.0]]), None, None),
        (np.array([[0.3, 0.7], [0.6, 0.4]]), None, None),  # shares
    ],
)
def test_targets_are_classes_where_each_sample_has_one_of_two_or_more(
    targets: Array, tests: Array | None, expected: Classes | None
) -> None:
    assert classes_of(data(targets, tests)) == expected


@given(st.data(), st.integers(2, 5))
def test_every_sample_is_counted_in_its_cell_of_the_confusion(drawn: st.DataObject, k: int) -> None:
    numbers = st.lists(st.integers(0, k - 1), min_size=1, max_size=30)
    meant = drawn.draw(numbers)
    told = [drawn.draw(st.integers(0, k - 1)) for _ in meant]
    found = confusion_of(k, np.array(meant), np.array(told))
    for i in range(k):
        for j in range(k):
            own = [n for n, pair in enumerate(zip(meant, told, strict=True)) if pair == (i, j)]
            assert found.samples(i, j).tolist() == own
            assert found.counts[i, j] == len(own)


def test_accuracy_is_the_share_on_the_diagonal() -> None:
    experiment = random_experiment(8, (2, 5, 3), output="softmax", loss="cross_entropy", samples=40)
    hot = np.eye(3)[np.random.default_rng(0).integers(3, size=40)]
    experiment = replace(experiment, data=replace(experiment.data, targets=freeze(hot)))
    run = Run(experiment)
    run.advance(20)
    found = results(experiment, run)
    right = sum(int(np.argmax(a) == np.argmax(y)) for a, y in zip(found.outputs, hot, strict=True))
    assert found.accuracy == right / 40
    assert found.wrong is not None
    assert found.confusion is not None
    assert found.wrong.sum() == 40 - right == 40 - np.trace(found.confusion.counts)


def test_there_is_no_accuracy_without_classes_and_none_of_no_samples() -> None:
    found = results(mazur())
    assert (found.accuracy, found.wrong, found.confusion) == (None, None, None)
    experiment = random_experiment(1, (3, 2, 1))
    problem = experiment.problem.on(np.empty((0, 3)), np.empty((0, 1)))
    empty = evaluate(problem, experiment.first_parameters(), Classes(1, 0.0, 1.0))
    assert empty.accuracy is None
    assert (empty.loss, empty.losses.shape) == (0.0, (0,))
