"""The tree of dependence comes to the gradient, whatever is put together in it."""

from math import isnan, prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.backprop import StepTrace
from engine.experiment import Experiment
from engine.run.training import Run
from engine.story.chain.paths import dependence
from engine.story.chain.tree import Branch, grow
from engine.written.quantity import Kind, Quantity, parse
from tests.networks import experiments, mazur, random_experiment


def _leaves(branch: Branch, product: float = 1.0) -> list[float]:
    """Return the product of the derivatives along every way, by multiplying them anew."""
    product *= branch.derivative
    if not branch.branches:
        return [product]
    return [value for each in branch.branches for value in _leaves(each, product)]


def _nodes(branch: Branch) -> list[Branch]:
    return [branch, *(node for each in branch.branches for node in _nodes(each))]


def _first(experiment: Experiment) -> StepTrace:
    return Run(experiment).trace(0)


def test_the_tree_of_mazurs_w1_has_the_two_printed_paths() -> None:
    experiment = mazur()
    tree = grow(experiment, _first(experiment), parse("w[1,0,0]"), 0, 99)
    assert [f"{value:.9f}" for value in _leaves(tree.root)] == ["0.000668396", "-0.000229828"]
    assert f"{tree.root.through:.9f}" == "0.000438568"
    assert tree.paths == 2


@given(experiments(), st.data())
def test_the_ways_add_up_to_the_gradient(experiment: Experiment, data: st.DataObject) -> None:
    trace = _first(experiment)
    layer = data.draw(st.integers(1, experiment.network.depth))
    unit = data.draw(st.integers(0, experiment.network.sizes[layer] - 1))
    source = data.draw(st.integers(0, experiment.network.sizes[layer - 1] - 1))
    row = data.draw(st.integers(0, len(trace.x) - 1))
    which = Quantity(Kind.WEIGHT, layer, unit, source)
    tree = grow(experiment, trace, which, row, 10**6)
    own = trace.layers[layer - 1].delta[row, unit] * trace.a(layer - 1)[row, source]
    assert sum(_leaves(tree.root)) == pytest.approx(own, rel=1e-9, abs=1e-15)
    assert tree.root.through == pytest.approx(own, rel=1e-9, abs=1e-15)
    assert tree.paths == dependence(experiment, trace, which, row).count == tree.root.leaves


@pytest.mark.parametrize("root", ["w[1,2,1]", "b[1,0]", "z[2,3]", "a[1,1]", "x[0,2]"])
@pytest.mark.parametrize("most", [1, 4, 7, 20, 1000])
def test_neurons_put_together_carry_what_they_would_carry_alone(root: str, most: int) -> None:
    experiment = random_experiment(3, (4, 6, 6, 3), output="softmax", loss="cross_entropy")
    trace, which = _first(experiment), parse(root)
    whole, folded = (grow(experiment, trace, which, 1, count) for count in (10**6, most))
    assert folded.root.through == pytest.approx(whole.root.through, rel=1e-9)
    for node in _nodes(folded.root):
        if node.branches:
            parts = sum(each.through for each in node.branches)
            assert parts == pytest.approx(node.through, rel=1e-9, abs=1e-15)


def test_a_wide_network_is_folded_to_the_ways_there_is_room_for() -> None:
    experiment = random_experiment(3, (64, 32, 10), samples=2)
    tree = grow(experiment, _first(experiment), parse("w[1,4,7]"), 0, 8)
    others = [node for node in _nodes(tree.root) if node.quantity is None]
    assert tree.root.leaves <= 8
    assert sum(node.count for node in others) == 10 - (tree.root.leaves - 1)
    assert all(isnan(node.derivative) for node in others)


def test_the_neurons_drawn_are_those_that_carry_most() -> None:
    experiment = random_experiment(5, (3, 4, 9), samples=1)
    trace = _first(experiment)
    tree = grow(experiment, trace, parse("w[1,2,0]"), 0, 4)
    through = {
        path.arrows[3].tail.unit: abs(path.product)
        for path in dependence(experiment, trace, parse("w[1,2,0]"), 0).paths
    }
    drawn = {
        node.quantity.unit
        for node in _nodes(tree.root)
        if node.quantity is not None and node.quantity.kind is Kind.Z and node.quantity.layer == 2
    }
    assert drawn == set(sorted(through, key=lambda unit: -through[unit])[: len(drawn)])
    assert len(drawn) == 3


@given(experiments(), st.data())
def test_a_neurons_tree_comes_to_its_delta(experiment: Experiment, data: st.DataObject) -> None:
    trace = _first(experiment)
    layer = data.draw(st.integers(1, experiment.network.depth))
    unit = data.draw(st.integers(0, experiment.network.sizes[layer] - 1))
    tree = grow(experiment, trace, Quantity(Kind.Z, layer, unit), 0, 5)
    delta = trace.layers[layer - 1].delta[0, unit]
    assert tree.root.through == pytest.approx(delta, rel=1e-9, abs=1e-15)


def test_a_single_path_is_the_product_of_three_derivatives() -> None:
    experiment = mazur()
    trace = _first(experiment)
    tree = grow(experiment, trace, parse("w[2,0,0]"), 0, 9)
    factors = [node.derivative for node in _nodes(tree.root)][1:]
    a, y, sent = trace.layers[1].a[0, 0], 0.01, trace.layers[0].a[0, 0]
    assert factors == pytest.approx([sent, a * (1 - a), a - y])
    assert prod(factors) == pytest.approx(0.082167041, abs=1e-9)
