"""The fast way along one weight gives what moving the weight by hand gives."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.backprop import cost
from engine.experiment import Experiment
from engine.frozen import Array
from engine.landscape import loss_along
from engine.network import flat_index, with_value
from engine.training import Run
from tests.networks import experiments, mazur


def _by_hand(
    experiment: Experiment, layer: int, unit: int, source: int | None, values: Array
) -> list[float]:
    before = experiment.first_parameters()
    index = flat_index(experiment.network.sizes, layer, unit, source)
    return [
        cost(
            experiment.network,
            experiment.loss,
            with_value(before, index, float(value)),
            experiment.data.inputs,
            experiment.data.targets,
        )
        for value in values
    ]


def _fast(
    experiment: Experiment, layer: int, unit: int, source: int | None, values: Array
) -> Array:
    return loss_along(
        experiment.network,
        experiment.loss,
        experiment.first_parameters(),
        experiment.data.inputs,
        experiment.data.targets,
        layer,
        unit,
        source,
        values,
    )


@given(experiments(), st.data())
def test_it_equals_a_forward_pass_for_each_value(
    experiment: Experiment, data: st.DataObject
) -> None:
    sizes = experiment.network.sizes
    layer = data.draw(st.integers(1, len(sizes) - 1))
    unit = data.draw(st.integers(0, sizes[layer] - 1))
    source = data.draw(st.none() | st.integers(0, sizes[layer - 1] - 1))
    values = np.linspace(-3, 3, 7)
    expected = _by_hand(experiment, layer, unit, source, values)
    assert _fast(experiment, layer, unit, source, values) == pytest.approx(expected, rel=1e-12)


def test_many_values_in_several_tiles_are_all_computed() -> None:
    values = np.linspace(-2, 2, 100_001)
    losses = _fast(mazur(), 1, 0, 0, values)
    some = [0, 1, 33_333, 50_000, 99_999, 100_000]
    assert losses[some] == pytest.approx(_by_hand(mazur(), 1, 0, 0, values[some]), rel=1e-13)


def test_its_slope_at_the_present_weight_is_the_printed_gradient() -> None:
    h = 1e-5
    below, above = _fast(mazur(), 2, 0, 0, np.array([0.4 - h, 0.4 + h]))
    assert f"{(above - below) / (2 * h):.9f}" == "0.082167041"


def test_at_the_present_weight_it_is_the_loss_of_the_step() -> None:
    trace = Run(mazur()).trace(0)
    assert _fast(mazur(), 1, 1, 0, np.array([0.25]))[0] == pytest.approx(trace.loss, rel=1e-14)
