"""A network of another shape keeps the parameters that still fit, number by number."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.activations import ACTIVATIONS
from engine.initializers import draw_parameters
from engine.network import LayerPlan, NetworkPlan, Parameters, count_parameters, flat_index, of_flat
from engine.reshaping import (
    Reshaping,
    bias_set,
    ends_set,
    followed,
    layer_added,
    layer_removed,
    neuron_removed,
    neurons_set,
    reshaped,
)
from engine.written.quantity import Kind, ParameterPlace, Quantity
from tests.networks import present


def _plan(*sizes: int, without_bias: frozenset[int] = frozenset()) -> NetworkPlan:
    layers = (
        LayerPlan(units, ACTIVATIONS["tanh"], layer not in without_bias)
        for layer, units in enumerate(sizes[1:], start=1)
    )
    return NetworkPlan(sizes[0], tuple(layers))


def _numbered(plan: NetworkPlan) -> Parameters:
    """Return parameters that all differ, and differ from all that are drawn."""
    return of_flat(plan.shape, 1000.0 + np.arange(count_parameters(plan.shape)))


def _after(plan: NetworkPlan, reshaping: Reshaping) -> tuple[Parameters, Parameters, Parameters]:
    """Return the parameters before, those drawn, and those of the changed network."""
    before, drawn = _numbered(plan), draw_parameters("normal", 7, reshaping.network.shape)
    return before, drawn, reshaped(before, reshaping, drawn)


def _value(parameters: Parameters, layer: int, unit: int, source: int | None) -> float:
    return float(parameters.flat[flat_index(parameters.shape, ParameterPlace(layer, unit, source))])


def test_a_removed_neuron_takes_its_own_weights_along_and_no_others() -> None:
    plan = _plan(2, 3, 1)
    before, _, after = _after(plan, neuron_removed(plan, 1, 1))
    assert after.sizes == (2, 2, 1)
    assert np.array_equal(after.weights(1), before.weights(1)[[0, 2]])
    assert np.array_equal(present(after.bias(1)), present(before.bias(1))[[0, 2]])
    assert np.array_equal(after.weights(2), before.weights(2)[:, [0, 2]])
    assert np.array_equal(present(after.bias(2)), present(before.bias(2)))


def test_an_added_neuron_gets_drawn_weights_and_the_others_keep_theirs() -> None:
    plan = _plan(2, 3, 1)
    before, drawn, after = _after(plan, neurons_set(plan, 1, 4))
    assert np.array_equal(after.weights(1)[:3], before.weights(1))
    assert np.array_equal(after.weights(1)[3], drawn.weights(1)[3])
    assert np.array_equal(after.weights(2)[:, :3], before.weights(2))
    assert after.weights(2)[0, 3] == drawn.weights(2)[0, 3]
    assert present(after.bias(1))[3] == 0


def test_between_layers_that_did_not_follow_each_other_weights_are_drawn() -> None:
    plan = _plan(2, 3, 4, 1)
    for reshaping, drawn_layers in (
        (layer_removed(plan, 2), {2}),
        (layer_added(plan, 1), {2, 3}),
    ):
        _, drawn, after = _after(plan, reshaping)
        found = {
            layer
            for layer in after.shape.layers
            if np.array_equal(after.weights(layer), drawn.weights(layer))
        }
        assert found == drawn_layers


@pytest.mark.parametrize(("after", "neurons"), [(0, 3), (1, 3), (2, 5)])
def test_an_added_layer_is_like_the_one_before_it(after: int, neurons: int) -> None:
    changed = layer_added(_plan(2, 3, 5, 1), after).network
    assert changed.sizes[after + 1] == neurons


def test_the_first_hidden_layer_has_four_neurons() -> None:
    assert layer_added(_plan(2, 1), 0).network.sizes == (2, 4, 1)


def test_a_bias_that_was_not_there_is_zero_and_one_taken_away_is_gone() -> None:
    plan = _plan(2, 3, 1, without_bias=frozenset({1}))
    _, _, with_bias = _after(plan, bias_set(plan, 1, True))
    assert np.array_equal(present(with_bias.bias(1)), np.zeros(3))
    before, _, without = _after(plan, bias_set(plan, 2, False))
    assert without.bias(2) is None
    assert np.array_equal(without.weights(2), before.weights(2))


def _changes() -> st.SearchStrategy[Callable[[NetworkPlan], Reshaping]]:
    return st.sampled_from(
        [
            lambda plan: layer_added(plan, 0),
            lambda plan: layer_added(plan, plan.depth - 1),
            lambda plan: layer_removed(plan, 1),
            lambda plan: neuron_removed(plan, 1, plan.sizes[1] - 1),
            lambda plan: neurons_set(plan, 1, plan.sizes[1] + 2),
            lambda plan: ends_set(plan, plan.inputs + 1, 2),
            lambda plan: bias_set(plan, 1, not plan.layers[0].bias),
        ]
    )


@given(
    sizes=st.lists(st.integers(1, 5), min_size=3, max_size=5),
    without=st.frozensets(st.integers(1, 2)),
    change=_changes(),
)
def test_every_number_that_can_be_followed_is_kept_and_every_other_drawn(
    sizes: list[int], without: frozenset[int], change: Callable[[NetworkPlan], Reshaping]
) -> None:
    plan = _plan(*sizes, without_bias=without)
    if plan.sizes[1] == 1:
        plan = _plan(sizes[0], 2, *sizes[2:], without_bias=without)
    reshaping = change(plan)
    before, drawn, after = _after(plan, reshaping)
    kept = {}
    for place in plan.shape.places():
        kind = Kind.BIAS if place.source is None else Kind.WEIGHT
        moved = followed(Quantity(kind, place.layer, place.unit, place.source), reshaping)
        if moved is not None:
            kept[moved.layer, moved.unit, moved.source] = _value(
                before, place.layer, place.unit, place.source
            )
    for place in reshaping.network.shape.places():
        at = place.layer, place.unit, place.source
        expected = kept.get(at, _value(drawn, *at))
        assert _value(after, *at) == expected


def test_what_is_gone_cannot_be_followed() -> None:
    plan = _plan(2, 3, 1)
    reshaping = neuron_removed(plan, 1, 0)
    assert followed(Quantity(Kind.A, 1, 0), reshaping) is None
    assert followed(Quantity(Kind.WEIGHT, 2, 0, 0), reshaping) is None
    assert followed(Quantity(Kind.WEIGHT, 2, 0, 2), reshaping) == Quantity(Kind.WEIGHT, 2, 0, 1)
    assert followed(Quantity(Kind.A, 2, 0), layer_added(plan, 1)) == Quantity(Kind.A, 3, 0)
    without = bias_set(plan, 1, False)
    assert followed(Quantity(Kind.BIAS, 1, 0), without) is None
    assert followed(Quantity(Kind.BIAS, 2, 0), without) == Quantity(Kind.BIAS, 2, 0)
