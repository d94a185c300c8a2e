"""Signals run where the numbers go, and edges mean what they carry."""

from itertools import pairwise

import pytest
from msgspec.structs import replace

from engine.story.beats import Scene
from engine.story.readings import read
from engine.written.quantity import Kind, Quantity
from gui.network.edges import edge_width
from gui.network.hit import distance
from gui.network.shapes import Disc
from gui.state.run import derived
from gui.state.state import State, View, first_state
from tests.gui.drawings import at, drawn, edge, worked
from tests.networks import random_experiment


def _dots(state: State) -> list[Disc]:
    return list(drawn(state).moving.discs)


@pytest.mark.parametrize(
    ("scene", "layer", "sign"),
    [
        (Scene.WEIGHTED_SUM, 1, 1),
        (Scene.WEIGHTED_SUM, 2, 1),
        (Scene.LOSS, 2, 1),
        (Scene.OUTPUT_SLOPE, 2, -1),
        (Scene.WEIGHT_GRADIENT, 2, -1),
        (Scene.SUM_OVER_PATHS, 1, -1),
        (Scene.WEIGHT_GRADIENT, 1, -1),
    ],
)
def test_signals_run_right_forward_and_left_backward(scene: Scene, layer: int, sign: int) -> None:
    earlier, later = _dots(at(scene, layer, 0.35)), _dots(at(scene, layer, 0.36))
    assert earlier
    assert len(earlier) == len(later)
    for one, other in zip(earlier, later, strict=True):
        assert (other.x - one.x) * sign > 0


def test_signals_have_arrived_when_numbers_appear() -> None:
    for beat in range(17):
        assert not _dots(worked(beat, 0.75))
        assert not _dots(worked(beat, 1.0))


def test_dots_are_ordered_as_the_gradients_they_stand_for() -> None:
    state = first_state(random_experiment(3, (3, 4, 2), samples=1))
    moment = at(Scene.WEIGHT_GRADIENT, 2, 0.4, state)
    gradient = derived.trace(state).layers[1].d_weights
    edges = [e for e in drawn(moment).below.lines if e.quantity and e.quantity.layer == 2]
    found = []
    for dot in _dots(moment):
        weight = min(edges, key=lambda edge: distance(edge, dot.x, dot.y)).quantity
        assert weight is not None
        assert weight.source is not None
        found.append((abs(float(gradient[weight.unit, weight.source])), dot.radius))
    assert len({size for size, _ in found}) == gradient.size
    assert [radius for _, radius in sorted(found)] == sorted(radius for _, radius in found)


def test_gradients_of_different_layers_are_drawn_to_one_measure() -> None:
    small = max(dot.radius for dot in _dots(at(Scene.WEIGHT_GRADIENT, 1, 0.4)))
    large = max(dot.radius for dot in _dots(at(Scene.WEIGHT_GRADIENT, 2, 0.4)))
    assert small < 0.6 * large


def test_an_edge_grows_from_its_old_width_to_its_new_one_exactly() -> None:
    weight = Quantity(Kind.WEIGHT, 2, 0, 0)
    trace = derived.trace(worked())
    peak = max(
        float(abs(p.weights(layer)).max()) for p in (trace.before, trace.after) for layer in (1, 2)
    )
    before = edge_width(read(trace, weight), peak, 1.0)
    after = edge_width(read(trace, Quantity(Kind.WEIGHT_AFTER, 2, 0, 0)), peak, 1.0)
    widths = [edge(drawn(at(Scene.UPDATE, 2, p)), weight).width for p in (0.2, 0.4, 0.6)]
    assert edge(drawn(at(Scene.UPDATE, 2, 0.0)), weight).width == before
    assert all(min(before, after) < width < max(before, after) for width in widths)
    assert widths == sorted(widths, reverse=True)
    for part in (0.75, 1.0):
        assert edge(drawn(at(Scene.UPDATE, 2, part)), weight).width == after
    assert edge(drawn(at(Scene.LOSS_AFTER, 2, 1.0)), weight).width == after


def test_at_the_end_of_a_beat_only_its_own_emphasis_tells_it_apart() -> None:
    assert drawn(at(Scene.WEIGHT_GRADIENT, 2, 1.0)).below.lines != (
        drawn(at(Scene.BIAS_GRADIENT, 2, 1.0)).below.lines
    )


def test_reduced_motion_has_no_moving_dots() -> None:
    calm = replace(worked(), view=View(reduced_motion=True))
    for scene, layer in ((Scene.WEIGHTED_SUM, 1), (Scene.WEIGHT_GRADIENT, 2)):
        assert not _dots(at(scene, layer, 0.4, calm))
    early, late = (drawn(at(Scene.WEIGHT_GRADIENT, 2, p, calm)).moving for p in (0.2, 0.6))
    assert early.lines != late.lines


def test_negative_weights_are_dashed_and_of_another_colour() -> None:
    state = first_state(random_experiment(2, (3, 4, 2), samples=1))
    weights = derived.trace(state).before.weights(1)
    drawing = drawn(state)
    looks = {True: set[object](), False: set[object]()}
    for unit in range(4):
        for source in range(3):
            line = edge(drawing, Quantity(Kind.WEIGHT, 1, unit, source))
            looks[bool(weights[unit, source] < 0)].add(line.dash)
    assert len(looks[True]) == len(looks[False]) == 1
    assert looks[True] != looks[False]


def test_a_large_layer_draws_its_strongest_edges_only() -> None:
    state = first_state(random_experiment(2, (64, 32, 10), samples=1))
    lines = [line for line in drawn(state).below.lines if line.quantity]
    assert len(lines) <= 500
    widths = [line.width for line in lines if line.quantity and line.quantity.layer == 1]
    assert widths == sorted(widths)
    layers = [line.quantity.layer for line in lines if line.quantity]
    looks = [
        (layer, line.width, line.colour, line.dash)
        for layer, line in zip(layers, lines, strict=True)
    ]
    pens = 1 + sum(one != other for one, other in pairwise(looks))
    assert pens == len(set(looks)) <= 2 * 2 * 13  # two layers, two signs, thirteen strengths
