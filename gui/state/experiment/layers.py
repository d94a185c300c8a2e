"""Changing the network: its layers, their neurons, activations and biases."""

from math import isfinite

from msgspec.structs import replace

from engine.activations import ACTIVATIONS
from engine.experiment import Experiment
from engine.functions.activation import Activation
from engine.network import LayerPlan, NetworkPlan
from engine.remedies import Chosen
from engine.reshaping import (
    Reshaping,
    bias_set,
    layer_added,
    layer_removed,
    neuron_removed,
    neurons_set,
)
from gui.state.action import action
from gui.state.experiment.challenge import check_told
from gui.state.experiment.changing import begun_anew, fitting, gone_on
from gui.state.refusal import Refused
from gui.state.run import derived
from gui.state.state import State

MOST_LAYERS, MOST_NEURONS = 20, 500  # that a person adds; files may have more


@action("experiment.add_layer", undone_as="adding-layer")
def add_layer(state: State, after: int) -> State:
    """Add a hidden layer behind a layer, 0 for the inputs; it is like its neighbour."""
    plan = _plan(state)
    if not 0 <= after < plan.depth:
        raise Refused("refused.no-place-for-layer", after=after, last=plan.depth - 1)
    if plan.depth >= MOST_LAYERS:
        raise Refused("refused.most-layers", most=MOST_LAYERS)
    return _reshape(state, layer_added(plan, after))


@action("experiment.remove_layer", undone_as="removing-layer")
def remove_layer(state: State, layer: int) -> State:
    """Remove a hidden layer; they count from 1."""
    _check_hidden(state, layer)
    return _reshape(state, layer_removed(_plan(state), layer))


@action("experiment.add_neuron", undone_as="adding-neuron")
def add_neuron(state: State, layer: int) -> State:
    """Add a neuron at the end of a hidden layer."""
    _check_hidden(state, layer)
    return set_neurons(state, layer, _plan(state).sizes[layer] + 1)


@action("experiment.remove_neuron", undone_as="removing-neuron")
def remove_neuron(state: State, layer: int, unit: int) -> State:
    """Remove a neuron of a hidden layer that has others; they count from 0."""
    _check_hidden(state, layer)
    plan = _plan(state)
    neurons = plan.sizes[layer]
    if not 0 <= unit < neurons:
        raise Refused("refused.no-neuron", layer=layer, neuron=unit + 1, neurons=neurons)
    if neurons == 1:
        raise Refused("refused.last-neuron", layer=layer)
    return _reshape(state, neuron_removed(plan, layer, unit))


@action("experiment.set_neurons", undone_as="neurons")
def set_neurons(state: State, layer: int, count: int) -> State:
    """Give a hidden layer so many neurons: the first ones stay."""
    _check_hidden(state, layer)
    plan = _plan(state)
    if count == plan.sizes[layer]:
        return state
    if not 1 <= count <= MOST_NEURONS:
        raise Refused("refused.neurons", count=count, most=MOST_NEURONS)
    return _reshape(state, neurons_set(plan, layer, count))


@action("experiment.set_activation", undone_as="activation")
def set_activation(
    state: State, layer: int, name: str, values: tuple[float, ...], fitted: bool
) -> State:
    """Give a layer another activation, from the step on screen on.

    values: of its parameters, none for the usual ones; fitted: whether what does not go with it is
    changed too.
    """
    plan = _plan(state)
    if not 1 <= layer <= plan.depth:
        raise Refused("refused.no-layer", layer=layer, layers=plan.depth)
    if layer == plan.depth:
        check_told(state)  # a refusal would tell the loss
    wanted = _activation(name, values)
    if wanted == plan.layers[layer - 1].activation:
        return state
    experiment = _with_layer(state, layer, activation=wanted)
    return gone_on(state, fitting(experiment, Chosen.ACTIVATION, fitted))


@action("experiment.set_layer_bias", undone_as="layer-bias")
def set_layer_bias(state: State, layer: int, bias: bool) -> State:
    """Give the neurons of a layer biases, at first 0, or take theirs away."""
    plan = _plan(state)
    if not 1 <= layer <= plan.depth:
        raise Refused("refused.no-layer", layer=layer, layers=plan.depth)
    if plan.layers[layer - 1].bias == bias:
        return state
    return _reshape(state, bias_set(plan, layer, bias))


def _plan(state: State) -> NetworkPlan:
    return derived.experiment(state).network


def _activation(name: str, values: tuple[float, ...]) -> Activation:
    if name not in ACTIVATIONS:
        raise Refused("refused.no-activation", name=name)
    usual = ACTIVATIONS[name]
    if not values:
        return usual
    keys = tuple(usual.settings)
    if len(values) != len(keys) or not all(map(isfinite, values)):
        raise Refused("refused.function-values", values=values)
    return usual.with_values(**dict(zip(keys, values, strict=True)))


def _with_layer(state: State, layer: int, activation: Activation) -> Experiment:
    experiment = derived.experiment(state)
    plan: LayerPlan = replace(experiment.network.layers[layer - 1], activation=activation)
    layers = (*experiment.network.layers[: layer - 1], plan, *experiment.network.layers[layer:])
    network = replace(experiment.network, layers=layers)
    return replace(experiment, network=network, title="")  # which may name the one before


def _check_hidden(state: State, layer: int) -> None:
    plan = _plan(state)
    if layer in (0, plan.depth):
        raise Refused("refused.follows-data")
    if not 0 < layer < plan.depth:
        raise Refused("refused.no-layer", layer=layer, layers=plan.depth)


def _reshape(state: State, reshaping: Reshaping) -> State:
    experiment = replace(derived.experiment(state), network=reshaping.network)
    return begun_anew(state, experiment, reshaping)
