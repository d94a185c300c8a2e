"""Paths and tree by hand: printed factors give printed products, and these the printed total."""

from collections import defaultdict
from decimal import Decimal
from functools import cache
from itertools import product as every
from math import prod

import pytest

from engine.experiment import Training
from engine.written.quantity import Kind, Quantity
from gui.chain.frame import tree_frame
from gui.chain.paths import ALL_ROWS, path_list
from gui.chain.shapes import BOX_HEIGHT, TreeFrame
from gui.state.run import actions
from gui.state.state import State, first_state
from gui.state.view import actions as view_actions
from tests.networks import random_experiment
from tests.reader import number, rounds_to, worked_out

PARAMETERS = [Quantity(Kind.WEIGHT, 1, 2, 1), Quantity(Kind.BIAS, 2, 0)]
NEURONS = [Quantity(Kind.A, 2, 1), Quantity(Kind.INPUT, 0, 0)]


@cache
def _ended(seed: int, output: str, loss: str, samples: int, digits: int) -> State:
    training = Training(0.1, None)
    experiment = random_experiment(
        seed, (2, 3, 4, 3), "tanh", output, loss, samples, training=training
    )
    return actions.last_beat(view_actions.set_digits(first_state(experiment), digits))


CASES = list(
    every(
        range(2),
        [("sigmoid", "half_squared_error"), ("softmax", "cross_entropy")],
        [1, 3],
        [3, 4],
        [False, True],
    )
)


def _state(case: tuple[int, tuple[str, str], int, int, bool]) -> State:
    seed, (output, loss), samples, digits, whole = case
    state = _ended(seed, output, loss, samples, digits)
    return (
        view_actions.show_whole_batch(state)
        if whole
        else view_actions.follow_sample(state, samples - 1)
    )


@pytest.mark.parametrize("case", CASES)
def test_paths_multiply_and_add_up_to_what_is_printed(
    case: tuple[int, tuple[str, str], int, int, bool],
) -> None:
    samples, digits, whole = case[2:]
    for which, most in every(PARAMETERS, (ALL_ROWS, 3)):
        listed = path_list(view_actions.select(_state(case), which), most)
        assert len(listed.rows) <= most
        for row in listed.rows:
            if row.factors:  # at least as many digits as the others: zeros may be left out
                assert rounds_to(worked_out(row.factors), row.text, digits), row
        summed = sum((number(row.text) for row in listed.rows), Decimal(0))
        assert listed.sign == "="
        assert rounds_to(summed / (samples if whole else 1), listed.total, digits)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("width", [450.0, 2000.0])
def test_a_tree_multiplies_and_adds_up_to_what_is_printed(
    case: tuple[int, tuple[str, str], int, int, bool], width: float
) -> None:
    digits, ways = case[3], 0
    for which in (*PARAMETERS, *NEURONS):
        drawn = tree_frame(view_actions.select(_state(case), which), width, 1400.0)
        total = drawn.caption.split(" = ")[1]
        shares = {(share.x, share.y + BOX_HEIGHT / 2 + 8): share.text for share in drawn.shares}
        for end, factors in _ways(drawn):
            printed = shares.get(end, total)
            assert rounds_to(prod(map(_factor, factors), start=Decimal(1)), printed, digits)
            ways += 1
        summed = sum((number(text) for text in shares.values()), Decimal(0))
        assert not shares or rounds_to(summed, total, digits)
    assert ways >= 4


def _factor(text: str) -> Decimal:
    above, _, below = text.partition("/")
    return number(above) / number(below or "1")


def _ways(drawn: TreeFrame) -> list[tuple[tuple[float, float], list[str]]]:
    """Return where each way has its last neuron, and the numbers on its arrows."""
    onwards = defaultdict(list)
    for link in drawn.links:
        onwards[link.x, link.y].append(link)
    heads = {(link.to_x, link.to_y) for link in drawn.links}
    (root,) = onwards.keys() - heads
    found = []
    waiting = [(root, root, list[str]())]
    while waiting:
        place, end, factors = waiting.pop()
        if place not in onwards and len(factors) > 1 and drawn.boxes[-1].y == place[1]:
            found.append((end, factors))
        for link in onwards.get(place, ()):
            is_above = link.tail is not None and link.tail.kind is Kind.SAMPLE_LOSS
            last = end if is_above or link.head is None else place
            more = [link.text.rpartition(" ")[2]] if link.text else []
            waiting.append(((link.to_x, link.to_y), last, [*factors, *more]))
    return found
