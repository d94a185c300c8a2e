"""Every network in every panel: nothing lies on anything; the suite draws some of each."""

from itertools import product

import pytest

from gui.state.choices import NeuronContent, WeightLabels
from tests.gui import test_gradients as gradients
from tests.gui import test_network_frame as frames
from tests.gui import test_neuron_maps as maps
from tests.gui import test_weight_labels as labels

Sizes = tuple[int, ...]
Panel = tuple[float, float]


@pytest.mark.parametrize(("name", "panel"), [*product(labels.EXAMPLES, labels.PANELS)])
def test_labels_of_every_example(name: str, panel: Panel) -> None:
    labels.test_labels_of_every_example_lie_on_nothing_and_stay(name, panel)


@pytest.mark.parametrize(("sizes", "panel"), [*product(labels.RANDOM, labels.PANELS)])
def test_labels_of_random_networks(sizes: Sizes, panel: Panel) -> None:
    labels.test_labels_of_random_networks_lie_on_nothing_and_stay(sizes, panel)


@pytest.mark.parametrize(("sizes", "panel"), [*product(labels.RANDOM[1:], labels.PANELS[:3])])
def test_labels_of_a_clicked_neuron(sizes: Sizes, panel: Panel) -> None:
    labels.test_a_clicked_neuron_labels_its_edges_without_covering_anything(sizes, panel)


@pytest.mark.parametrize(("sizes", "which"), [*product(labels.CLICKED, WeightLabels)])
def test_all_edges_of_a_clicked_neuron(sizes: Sizes, which: WeightLabels) -> None:
    labels.test_all_edges_of_a_clicked_neuron_have_labels_and_the_rest_is_faded(sizes, which)


@pytest.mark.parametrize(
    ("sizes", "panel", "content"), [*product(maps.NETWORKS, maps.PANELS, maps.MAPPED)]
)
def test_maps(sizes: Sizes, panel: Panel, content: NeuronContent) -> None:
    maps.test_nothing_lies_on_a_map_or_on_anything_else(sizes, panel, content)


@pytest.mark.parametrize(("sizes", "panel"), [*product(frames.NETWORKS, frames.MORE_PANELS)])
def test_every_beat(sizes: Sizes, panel: Panel) -> None:
    frames.test_nothing_lies_on_anything_else_in_any_beat(sizes, panel)


@pytest.mark.parametrize(("sizes", "panel", "digits"), [*product(*frames.SATURATED)])
def test_saturated_neurons(sizes: Sizes, panel: Panel, digits: int) -> None:
    frames.test_a_saturated_neuron_never_shows_1(sizes, panel, digits)


@pytest.mark.parametrize(("hidden", "sizes", "panel"), [*product(*gradients.STUCK)])
def test_signs_of_stuck_neurons(hidden: str, sizes: Sizes, panel: Panel) -> None:
    gradients.test_signs_lie_on_no_text_and_no_other_neuron(hidden, sizes, panel)
