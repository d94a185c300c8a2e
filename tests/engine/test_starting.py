"""What one begins with: truth tables that are true, and an experiment that fits any samples."""

from operator import and_, or_, xor

import numpy as np
import pytest
from msgspec.structs import replace

from engine.data.dataset import Dataset, Generated
from engine.data.drawn import drawn
from engine.data.generators import GENERATORS
from engine.data.logic import TRUTH, logic_of, truth_table
from engine.faults import faults
from engine.frozen import freeze
from engine.run.training import Run
from engine.starting import experiment_of, new_experiment
from engine.text.file.document import parse_experiment, write_experiment

OPERATORS = {"and": and_, "or": or_, "xor": xor}


@pytest.mark.parametrize("name", TRUTH)
def test_a_truth_table_says_what_the_operator_says(name: str) -> None:
    data = truth_table(name)
    corners = {tuple(row) for row in data.inputs.tolist()}
    assert corners == {(0, 0), (0, 1), (1, 0), (1, 1)}
    for (a, b), (said,) in zip(data.inputs.tolist(), data.targets.tolist(), strict=True):
        assert said == OPERATORS[name](int(a), int(b))
    assert logic_of(data) == name


def test_samples_that_are_no_truth_table_have_no_such_name() -> None:
    data = truth_table("xor")
    assert logic_of(replace(data, targets=freeze([[1], [1], [1], [1]]))) == ""
    assert logic_of(replace(data, inputs=freeze(data.inputs + 0.1))) == ""
    assert logic_of(Dataset(freeze([[0.0]]), freeze([[1.0]]))) == ""


def test_one_begins_with_what_a_single_neuron_can_learn() -> None:
    run = Run(new_experiment())
    run.advance(2000)
    weights, bias = run.parameters(2000).weights(1)[0], run.parameters(2000).bias(1)
    assert bias is not None
    z = run.experiment.data.inputs @ weights + bias
    assert np.array_equal(z > 0, run.experiment.data.targets[:, 0] == 1)


@pytest.mark.parametrize("name", GENERATORS)
def test_an_experiment_for_any_samples_has_no_fault_and_stands_in_a_file(name: str) -> None:
    experiment = experiment_of(drawn(Generated(name, 20, 0.1, 0, 0.25)))
    assert faults(experiment) == ()
    again = parse_experiment(write_experiment(experiment))
    assert again.first_parameters().flat.tobytes() == experiment.first_parameters().flat.tobytes()
