"""A step is cut into the beats that a lecturer would tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.shape import NetworkShape
from engine.story.beats import GIVEN, Phase, Scene, cut, first_known, in_focus, revealed
from engine.written.quantity import BadAddress, Kind, Quantity, parse
from tests.faults import complaining
from tests.networks import of_depth


def test_a_two_layer_step_is_told_in_seventeen_beats() -> None:
    told = [(beat.scene, beat.layer) for beat in cut(of_depth(2))]
    assert told == [
        (Scene.INPUT, 0),
        (Scene.WEIGHTED_SUM, 1),
        (Scene.ACTIVATION, 1),
        (Scene.WEIGHTED_SUM, 2),
        (Scene.ACTIVATION, 2),
        (Scene.LOSS, 2),
        (Scene.OUTPUT_SLOPE, 2),
        (Scene.DELTA, 2),
        (Scene.WEIGHT_GRADIENT, 2),
        (Scene.BIAS_GRADIENT, 2),
        (Scene.SUM_OVER_PATHS, 1),
        (Scene.DELTA, 1),
        (Scene.WEIGHT_GRADIENT, 1),
        (Scene.BIAS_GRADIENT, 1),
        (Scene.UPDATE, 1),
        (Scene.UPDATE, 2),
        (Scene.LOSS_AFTER, 2),
    ]


@given(st.integers(1, 20))
def test_phases_come_in_the_order_in_which_learning_happens(depth: int) -> None:
    phases = [beat.phase for beat in cut(of_depth(depth))]
    order = list(Phase)
    assert phases == sorted(phases, key=order.index)
    assert set(phases) == set(Phase)


@given(st.lists(st.integers(1, 4), min_size=2, max_size=5))
def test_every_number_becomes_known_once_and_after_what_it_needs(sizes: list[int]) -> None:
    beats = cut(NetworkShape(tuple(sizes)))
    seen: dict[Quantity, int] = {}
    for index, beat in enumerate(beats):
        for number in revealed(beat, NetworkShape(tuple(sizes))):
            assert number not in seen
            assert first_known(number, beats) == index
            seen[number] = index
    for layer in range(1, len(sizes)):
        z, a, d_a, delta = (
            seen[Quantity(kind, layer, 0)] for kind in (Kind.Z, Kind.A, Kind.D_A, Kind.DELTA)
        )
        gradient = seen[Quantity(Kind.D_WEIGHT, layer, 0, 0)]
        assert z < a < seen[Quantity(Kind.LOSS)] < d_a < delta < gradient
        assert gradient < seen[Quantity(Kind.WEIGHT_AFTER, layer, 0, 0)]
        assert seen[Quantity(Kind.WEIGHT_AFTER, layer, 0, 0)] < seen[Quantity(Kind.LOSS_AFTER)]


def test_parameters_and_targets_are_given_before_the_first_beat() -> None:
    for kind in GIVEN:
        source = 0 if kind is Kind.WEIGHT else None
        assert first_known(Quantity(kind, 1, 0, source), cut(of_depth(1))) == -1


def test_a_number_of_another_network_is_refused() -> None:
    with complaining(BadAddress, r"z\[3,0\] is not part of the step"):
        first_known(Quantity(Kind.Z, 3, 0), cut(of_depth(2)))


def test_a_selected_weight_is_explained_by_its_newest_number() -> None:
    beats = cut(of_depth(2))
    weight = parse("w[2,0,1]")
    told = [str(in_focus(weight, beats, at)[0]) for at in (0, 7, 8, 14, 15, 16)]
    assert told == [
        "w[2,0,1]",
        "w[2,0,1]",
        "dw[2,0,1]",
        "dw[2,0,1]",
        "w_after[2,0,1]",
        "w_after[2,0,1]",
    ]


def test_a_selected_neuron_shows_the_first_number_to_come_while_none_is_known() -> None:
    neuron = parse("a[1,0]")
    assert in_focus(neuron, cut(of_depth(2)), 0) == (parse("z[1,0]"), False)
    assert in_focus(neuron, cut(of_depth(2)), 1) == (parse("z[1,0]"), True)
    assert in_focus(neuron, cut(of_depth(2)), 2) == (parse("a[1,0]"), True)


@pytest.mark.parametrize("text", ["dw[2,0,1]", "delta[1,3]", "C", "x[0,12]", "w_after[1,0,0]"])
def test_an_address_reads_back_as_printed(text: str) -> None:
    assert str(parse(text)) == text


@pytest.mark.parametrize("text", ["", "dw", "dw[1,0]", "q[1,0]", "z[1,0,0]", "C[1,0]", "z[1,-1]"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"address|indices"):
        parse(text)
