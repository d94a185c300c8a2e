"""The gradient is the sum over all paths from the parameter to the loss."""

from itertools import pairwise
from math import fsum, prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.activations import ACTIVATIONS
from engine.experiment import Experiment
from engine.network import LayerPlan, flat_index, of_flat
from engine.run.training import Run
from engine.shape import NetworkShape
from engine.story.chain.paths import MOST_PATHS, Dependence, dependence
from engine.written.quantity import Kind, Quantity, parse
from tests.networks import experiments, mazur, places, present, random_experiment


def _of(experiment: Experiment, address: str, row: int = 0) -> Dependence:
    return dependence(experiment, Run(experiment).trace(0), parse(address), row)


def test_mazurs_first_weight_reaches_the_loss_on_two_paths() -> None:
    found = _of(mazur(), "w[1,0,0]")
    products = [path.product for path in found.paths]
    assert products == pytest.approx([0.000668396021144373, -0.00022982828667002643], abs=1e-17)
    assert found.total == pytest.approx(0.0004385677344743465, abs=1e-18)
    through = [[str(arrow.head) for arrow in path.arrows] for path in found.paths]
    assert through == [
        ["z[1,0]", "a[1,0]", "z[2,0]", "a[2,0]", "C"],
        ["z[1,0]", "a[1,0]", "z[2,1]", "a[2,1]", "C"],
    ]


def test_an_output_weight_has_one_path_of_three_slopes_after_its_own() -> None:
    found = _of(mazur(), "w[2,0,0]")
    assert found.count == len(found.paths) == 1
    derivatives = [arrow.derivative for arrow in found.paths[0].arrows]
    assert derivatives == pytest.approx([0.593269992, 0.186815602, 0.741365070], abs=1e-8)


@given(experiments(), st.data())
def test_paths_of_all_samples_add_up_to_the_gradient(
    experiment: Experiment, data: st.DataObject
) -> None:
    whole = replace(experiment, training=replace(experiment.training, batch_size=None))
    trace, place = Run(whole).trace(0), data.draw(places(whole))
    kind = Kind.BIAS if place.source is None else Kind.WEIGHT
    parameter = Quantity(kind, place.layer, place.unit, place.source)
    each = [dependence(whole, trace, parameter, row) for row in range(len(trace.x))]
    gradient = trace.gradient.flat[flat_index(whole.network.shape, place)]
    scale = fsum(float(np.abs(found.layers[-1].through).sum()) for found in each)
    assert fsum(found.total for found in each) == pytest.approx(
        gradient, rel=1e-12, abs=1e-12 * scale + 1e-300
    )


@given(experiments(), st.data())
def test_every_layer_and_every_path_tell_the_same_sum(
    experiment: Experiment, data: st.DataObject
) -> None:
    trace, sizes = Run(experiment).trace(0), experiment.network.sizes
    layer = data.draw(st.integers(1, len(sizes) - 1))
    unit = data.draw(st.integers(0, sizes[layer] - 1))
    found = dependence(experiment, trace, Quantity(Kind.BIAS, layer, unit), 0)
    for of_layer in found.layers:
        floor = 1e-12 * float(np.abs(of_layer.through).sum()) + 1e-300
        assert fsum(of_layer.through) == pytest.approx(found.total, rel=1e-11, abs=10 * floor)
    for path in found.paths:
        assert path.product == prod(arrow.derivative for arrow in path.arrows)
        assert all(one.head == other.tail for one, other in pairwise(path.arrows))
    assert [abs(p.product) for p in found.paths] == sorted(
        (abs(p.product) for p in found.paths), reverse=True
    )


def test_paths_are_counted_and_beyond_a_limit_no_longer_listed() -> None:
    small = random_experiment(1, sizes=(3, 4, 4, 2))
    assert _of(small, "w[1,0,0]").count == len(_of(small, "w[1,0,0]").paths) == 8
    large = random_experiment(1, sizes=(4, 12, 12, 12, 3))
    found = _of(large, "w[1,5,2]")
    assert found.count == 12 * 12 * 3 > MOST_PATHS
    assert found.paths == ()
    assert [len(of_layer.through) for of_layer in found.layers] == [12, 12, 12, 3]


def test_no_arrow_leads_backwards_and_none_is_there_twice() -> None:
    found = _of(random_experiment(2, sizes=(2, 3, 3, 2)), "b[1,1]")
    ends = [(arrow.tail, arrow.head) for arrow in found.arrows]
    assert len(set(ends)) == len(ends) == 1 + 1 + 3 + 3 + 6 + 2 + 2
    for tail, head in ends:
        assert head.kind is Kind.LOSS or tail.layer <= head.layer


@pytest.mark.parametrize("z", [40.0, 800.0])
def test_a_saturated_cross_entropy_joins_the_last_two_arrows(z: float) -> None:
    experiment = random_experiment(
        3, sizes=(1, 1), output="sigmoid", loss="binary_cross_entropy", samples=1
    )
    assert (
        len(
            _of(
                replace(experiment, given=of_flat(NetworkShape((1, 1)), [0.0, 0.5])), "b[1,0]"
            ).arrows
        )
        == 3
    )
    saturated = replace(experiment, given=of_flat(NetworkShape((1, 1)), [0.0, z]))
    found = _of(saturated, "b[1,0]")
    assert [str(arrow.head) for arrow in found.arrows] == ["z[1,0]", "C"]
    target = float(experiment.data.targets[0, 0])
    assert found.total == pytest.approx(1 - target, rel=1e-12)


def test_softmax_lets_every_output_depend_on_every_pre_activation() -> None:
    experiment = random_experiment(4, sizes=(2, 3), output="identity", samples=1)
    softmax = replace(
        experiment,
        network=replace(experiment.network, layers=(LayerPlan(3, ACTIVATIONS["softmax"]),)),
    )
    found = _of(softmax, "b[1,0]")
    assert found.count == len(found.paths) == 3
    gradient = present(Run(softmax).trace(0).layers[0].d_bias)[0]
    assert found.total == pytest.approx(gradient, rel=1e-12)


def test_only_parameters_have_paths() -> None:
    with pytest.raises(ValueError, match=r"a\[1,0\] is neither a weight nor a bias"):
        _of(mazur(), "a[1,0]")
