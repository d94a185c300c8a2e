"""A handout has every number of a step, in full and in line."""

import re

from hypothesis import given
from msgspec.structs import replace

from engine.backprop import StepTrace
from engine.experiment import Experiment, Training, UpdateRule
from engine.optimizers import OPTIMIZERS
from engine.penalty import Penalty
from engine.run.training import Run
from engine.text.grid import columns
from engine.text.handout.markdown_handout import trace_to_markdown
from gui.words.catalog import say
from tests.engine.test_tables import overflowing
from tests.networks import experiments, mazur, present, random_experiment


def numbers_of(trace: StepTrace) -> list[float]:
    """Return every number of a step once a place."""
    arrays = [trace.x, trace.targets, trace.before.flat, trace.after.flat]
    for layer in trace.layers:
        arrays += [layer.z, layer.a, layer.d_a, layer.delta, layer.d_weights, present(layer.d_bias)]
    return [float(value) for array in arrays for value in array.ravel()]


def test_a_handout_has_every_number_in_full() -> None:
    experiment = random_experiment(3, training=Training(0.1, batch_size=4))
    trace = Run(experiment).trace(0)
    written = trace_to_markdown(experiment, trace, say)
    found = set(re.findall(r"-?\d+\.\d+(?:e-?\d+)?", written))
    assert {repr(number) for number in numbers_of(trace)} <= found
    assert {repr(trace.loss), repr(trace.loss_after)} <= found


def test_a_handout_speaks_the_terms_of_the_field() -> None:
    written = trace_to_markdown(mazur(), Run(mazur()).trace(0), say)
    for term in ("## Forward pass", "## Loss", "## Backward pass", "∂C/∂a", "δ = ∂C/∂z", "w₂₁⁽¹⁾"):
        assert term in written


@given(experiments(batch_size=3))
def test_the_columns_of_a_handout_are_in_line(experiment: Experiment) -> None:
    written = trace_to_markdown(experiment, Run(experiment).trace(0), say)
    tables_written = [block for block in written.split("\n\n") if block.startswith("|")]
    assert len(tables_written) == 2 + 3 * experiment.network.depth
    for table in tables_written:
        bars = {
            tuple(i for i, sign in enumerate(line) if sign == "|") for line in table.split("\n")
        }
        assert len(bars - {()}) == 1


def test_a_handout_states_a_penalty_and_the_optimiser() -> None:
    training = Training(
        0.1, optimizer=OPTIMIZERS["adam"], update_rule=UpdateRule.IN_PLACE, train_biases=False
    )
    experiment = replace(random_experiment(3, training=training), penalty=Penalty(0.01, 0.02))
    trace = Run(experiment).trace(0)
    written = trace_to_markdown(experiment, trace, say)
    assert "- Update: Adam with learning rate 0.1" in written
    assert "biases are not trained" in written
    assert "classic mistake" in written
    assert "0.02/2 × sum of w² + 0.01 × sum of |w|" in written
    told = {repr(trace.penalty), repr(trace.penalty_after)}
    told |= {repr(float(each)) for each in trace.penalty_gradient.weights(1).ravel()}
    assert all(number in written for number in told)


def test_a_plain_handout_speaks_of_no_penalty() -> None:
    written = trace_to_markdown(mazur(), Run(mazur()).trace(0), say)
    assert "penalty" not in written.lower()
    assert "- Update: new = old − 0.5 × gradient, weights only" in written


def test_a_handout_tells_infinity_as_such() -> None:
    experiment = overflowing()
    written = trace_to_markdown(experiment, Run(experiment).trace(0), say)
    assert "∞" in written
    assert "inf" not in written.replace("infinity", "")


def test_numbers_end_in_line_and_names_start_in_line() -> None:
    assert columns([("a", "1"), ("bb", "-10")]) == ["a     1", "bb  -10"]
