"""The lines of a ball's step come to what the optimiser does."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.optimizers import OPTIMIZERS
from engine.story.formulas.substeps import substeps
from engine.written.expression import Symbol, evaluate

NUMBERS = st.floats(-3, 3)


@pytest.mark.parametrize("name", OPTIMIZERS)
@given(
    w=NUMBERS,
    slope=NUMBERS,
    slots=st.tuples(st.floats(0, 2), st.floats(0, 2)),
    count=st.integers(1, 50),
)
def test_the_last_line_is_the_new_weight_and_each_line_comes_to_its_result(
    name: str, w: float, slope: float, slots: tuple[float, float], count: int
) -> None:
    optimizer = OPTIMIZERS[name]
    kept = slots[: optimizer.slots]
    lines = substeps(optimizer, Symbol("w"), w, slope, kept, 0.05, count)
    arrays = tuple(np.array([slot]) for slot in kept)
    after, _ = optimizer.step(np.array([w]), np.array([slope]), arrays, 0.05, count)
    for line in lines:
        result = line.equation.result
        assert result is not None
        assert evaluate(line.equation.right, {}) == result.value
    last = lines[-1].equation.result
    assert last is not None
    assert last.value == pytest.approx(after[0], rel=1e-12, abs=1e-12)


def test_momentum_is_told_as_a_velocity_and_a_step() -> None:
    velocity, step = substeps(OPTIMIZERS["momentum"], Symbol("w"), 2.0, 0.5, (1.0,), 0.1, 3)
    assert (velocity.substep, step.substep) == ("velocity", "velocity-step")
    assert velocity.equation.result is not None
    assert velocity.equation.result.value == pytest.approx(0.9 * 1.0 + 0.5)
