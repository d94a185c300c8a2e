"""Weights stand at their edges: on nothing else, in one size, always in the same place."""

import re
from itertools import combinations

import pytest
from msgspec.structs import replace

from engine.experiment import Training
from engine.story.notation import Notation
from engine.text.names import name
from engine.written.quantity import Kind, Quantity
from gui.disk import files
from gui.look.theme import THEMES
from gui.network.edges import edge
from gui.network.frame import frame
from gui.network.geometry import geometry
from gui.network.layout import Detail
from gui.network.moment import Moment
from gui.state.choices import WeightLabels
from gui.state.run import actions
from gui.state.state import Cursor, State, first_state
from gui.state.view import actions as view_actions
from tests.covering import in_turn
from tests.gui.drawings import all_words, drawn, worked
from tests.gui.overlaps import assert_calm, labels_of, weights_of
from tests.networks import random_experiment

# What a window of 1440 x 900, 1280 x 720 and 1024 x 768 leaves to the drawing, and more.
PANELS = [(734.0, 324.0), (630.0, 216.0), (470.0, 264.0), (998.0, 461.0)]
EXAMPLES = [each.path.stem for each in files.examples()]
CLICKED = [(4, 5, 3), (2, 8, 1), (6, 12, 12, 3), (12, 12)]
RANDOM = [(1, 1), (2, 3, 2), (3, 4, 4, 2), (5, 7, 1), (2, 8, 8, 1), (6, 12, 12, 3), (12, 12)]


def _example(name: str) -> State:
    path = files.resolve(name)
    return first_state(files.read(path), path.stem)


def _random(sizes: tuple[int, ...], samples: int = 2) -> State:
    return first_state(random_experiment(5, sizes, samples=samples, training=Training(0.3)))


@pytest.mark.parametrize(("name", "panel"), in_turn(EXAMPLES, PANELS, 2))
def test_labels_of_every_example_lie_on_nothing_and_stay(
    name: str, panel: tuple[float, float]
) -> None:
    assert_calm(_example(name), panel, every=1 if panel == PANELS[0] else 4)


@pytest.mark.parametrize(("sizes", "panel"), in_turn(RANDOM, PANELS, 2))
def test_labels_of_random_networks_lie_on_nothing_and_stay(
    sizes: tuple[int, ...], panel: tuple[float, float]
) -> None:
    assert_calm(_random(sizes), panel, every=1 if panel == PANELS[1] else 5)


@pytest.mark.parametrize(("sizes", "panel"), in_turn(RANDOM[1:], PANELS[:3], 2))
def test_a_clicked_neuron_labels_its_edges_without_covering_anything(
    sizes: tuple[int, ...], panel: tuple[float, float]
) -> None:
    state = _random(sizes)
    for layer in range(len(sizes)):
        kind = Kind.A if layer else Kind.INPUT
        assert_calm(
            replace(state, selected=Quantity(kind, layer, sizes[layer] // 2)), panel, every=8
        )


def _own(sizes: tuple[int, ...], layer: int, unit: int) -> set[Quantity]:
    before = sizes[layer - 1] if layer else 0
    after = sizes[layer + 1] if layer + 1 < len(sizes) else 0
    into = {Quantity(Kind.WEIGHT, layer, unit, source) for source in range(before)}
    return into | {Quantity(Kind.WEIGHT, layer + 1, to, unit) for to in range(after)}


@pytest.mark.parametrize(("sizes", "labels"), in_turn(CLICKED, [*WeightLabels], 2))
def test_all_edges_of_a_clicked_neuron_have_labels_and_the_rest_is_faded(
    sizes: tuple[int, ...], labels: WeightLabels
) -> None:
    state = view_actions.set_labels(_random(sizes), labels)
    for layer in range(len(sizes)):
        at = Quantity(Kind.A if layer else Kind.INPUT, layer, 1 if sizes[layer] > 1 else 0)
        hovers = labels is WeightLabels.ON_HOVER
        chosen = state if hovers else view_actions.select(state, at)
        panel = THEMES["light"], 998.0, 461.0
        drawing = frame(chosen, *panel, hovered=at if hovers else None)
        own = _own(sizes, at.layer, at.unit)
        named = weights_of(labels_of(drawing))
        assert named >= own
        assert named == own or labels is WeightLabels.ALL
        plain = {line.quantity: line.colour for line in frame(state, *panel).below.lines}
        for line in drawing.below.lines:
            if line.quantity and line.quantity not in own:
                assert line.colour != plain[line.quantity]


def test_only_what_is_pointed_at_is_labelled_on_hover() -> None:
    state = view_actions.set_labels(worked(16), WeightLabels.ON_HOVER)
    assert not labels_of(drawn(state))
    weight = Quantity(Kind.WEIGHT, 1, 0, 1)
    drawing = frame(state, THEMES["light"], *PANELS[0], hovered=weight)
    assert weights_of(labels_of(drawing)) == {weight}


@pytest.mark.parametrize("receiver_first", [True, False])
@pytest.mark.parametrize("example", ["mazur-2-2-2", "hagan-1-2-1"])
def test_every_weight_is_written_with_its_layer(example: str, receiver_first: bool) -> None:
    notation = Notation("L", False, receiver_first)
    state = actions.last_beat(_example(example))
    state = replace(state, view=replace(state.view, notation=notation))
    words = all_words(drawn(state, PANELS[0]))
    written = re.findall(r"w[₀-₉]+\S*", words)
    assert sorted(written) == sorted(
        name(Quantity(Kind.WEIGHT, layer, unit, source), notation)
        for layer, sources in enumerate(state.document.experiment.network.sizes[:-1], start=1)
        for unit in range(state.document.experiment.network.sizes[layer])
        for source in range(sources)
    )


def test_the_middle_cards_of_the_worked_example_stand_apart_and_symmetrically() -> None:
    for beat in range(17):
        labels = {
            each.quantity: each.rect
            for each in labels_of(drawn(replace(worked(), cursor=Cursor(0, beat, 1.0)), PANELS[0]))
        }
        assert len(labels) == 8
        for layer in (1, 2):
            one, other = (labels[Quantity(Kind.WEIGHT, layer, j, 1 - j)] for j in (0, 1))
            assert not one.overlaps(other, 1.0)
            assert one.x == pytest.approx(other.x)


@pytest.mark.parametrize("name", EXAMPLES)
def test_labels_lie_on_their_own_edges(name: str) -> None:
    state = _example(name)
    where = geometry(Moment(state, THEMES["light"], 1.0), *PANELS[3])
    for label in labels_of(drawn(state, PANELS[3])):
        weight = label.quantity
        assert weight is not None
        assert weight.source is not None
        line = edge(where.layout, weight.layer, weight.unit, weight.source)
        x, y = label.rect.x + label.rect.width / 2, label.rect.y + label.rect.height / 2
        across = (line.x2 - line.x1) * (y - line.y1) - (line.y2 - line.y1) * (x - line.x1)
        assert across == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize("sizes", [(2, 2, 2), (3, 4, 4, 2), (2, 8, 1)])
def test_labels_stay_where_they_are_while_the_network_is_trained(sizes: tuple[int, ...]) -> None:
    state = _random(sizes, samples=1)
    before = {str(each.quantity): each.rect for each in labels_of(drawn(state, PANELS[0]))}
    later = actions.train(state, 50)
    assert before
    assert {str(each.quantity): each.rect for each in labels_of(drawn(later, PANELS[0]))} == before


@pytest.mark.parametrize("sizes", [(784, 128, 64, 10), (64, 32, 10), (2, 12, 12, 12, 2)])
@pytest.mark.parametrize("panel", PANELS)
def test_captions_of_layers_do_not_overlap(
    sizes: tuple[int, ...], panel: tuple[float, float]
) -> None:
    state = _random(sizes)
    layout = geometry(Moment(state, THEMES["light"], 1.0), *panel).layout
    texts = drawn(state, panel).above.texts
    captions = [t for t in texts if t.rect.y + t.rect.height / 2 == pytest.approx(layout.caption_y)]
    assert len(captions) >= len(sizes)
    for one, other in combinations(captions, 2):
        assert not one.rect.overlaps(other.rect, 2.0), (one, other)
    assert {c.detail for c in layout.columns} != {Detail.CELLS}


@pytest.mark.parametrize("panel", [(438.0, 298.0), (438.0, 250.0), (400.0, 298.0)])
def test_where_few_labels_have_room_that_of_the_selected_weight_covers_no_number_of_a_neuron(
    panel: tuple[float, float],
) -> None:
    state = actions.last_beat(worked())
    sizes = state.document.experiment.network.sizes
    for layer in (1, 2):
        for unit in range(sizes[layer]):
            for source in range(sizes[layer - 1]):
                weight = Quantity(Kind.WEIGHT, layer, unit, source)
                drawing = drawn(view_actions.select(state, weight), panel)
                (label,) = [box for box in drawing.front.boxes if box.quantity == weight]
                covered = [
                    text.text
                    for text in drawing.above.texts
                    if text.rect.overlaps(label.rect) and text.quantity != weight
                ]
                assert covered == [], weight
