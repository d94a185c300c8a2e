"""Mistakes made on purpose are what they are called, and are found exactly where they should be."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.backprop import trace_step
from engine.checks import Verdict, check_gradients, check_parameter
from engine.experiment import Experiment, Mistake
from engine.memory import first_memory
from engine.network import flat_index
from engine.run.training import Run
from engine.story.formulas.derivation import derive
from engine.tape.tape import Tape
from engine.tape.taught import MistakenTape
from engine.text.file.document import read_experiment, write_experiment
from engine.written.expression import evaluate
from engine.written.quantity import Kind, ParameterPlace, Quantity
from tests.networks import every_loss, experiments, mazur, random_experiment


def _making(experiment: Experiment, *mistakes: Mistake) -> Experiment:
    training = replace(experiment.training, mistakes=frozenset(mistakes), train_biases=True)
    return replace(experiment, training=training)


def _verdicts(experiment: Experiment, steps: int = 0) -> dict[int, set[Verdict]]:
    """Return the verdicts on all gradients of a step, layer by layer."""
    run = Run(experiment)
    assert run.advance(steps) == steps
    trace = run.trace(steps)
    found: dict[int, set[Verdict]] = {}
    sizes = experiment.network.sizes
    for layer in range(1, len(sizes)):
        for unit in range(sizes[layer]):
            for source in (*range(sizes[layer - 1]), None):
                check = check_parameter(
                    experiment.problem, trace, ParameterPlace(layer, unit, source)
                )
                found.setdefault(layer, set()).add(check.verdict)
    return found


def test_without_mistakes_every_gradient_agrees() -> None:
    assert _verdicts(mazur(), 2) == {1: {Verdict.AGREE}, 2: {Verdict.AGREE}}


def test_a_wrong_sign_is_wrong_everywhere() -> None:
    assert _verdicts(_making(mazur(), Mistake.WRONG_SIGN)) == {
        1: {Verdict.WRONG},
        2: {Verdict.WRONG},
    }


def test_a_forgotten_slope_is_wrong_wherever_the_slope_is_not_1() -> None:
    assert _verdicts(_making(mazur(), Mistake.FORGOTTEN_SLOPE)) == {
        1: {Verdict.WRONG},
        2: {Verdict.WRONG},
    }
    straight = random_experiment(1, (2, 3, 1), hidden="identity", output="identity")
    assert _verdicts(_making(straight, Mistake.FORGOTTEN_SLOPE)) == {
        1: {Verdict.AGREE},
        2: {Verdict.AGREE},
    }
    last_only = random_experiment(1, (2, 3, 1), hidden="sigmoid", output="identity")
    assert _verdicts(_making(last_only, Mistake.FORGOTTEN_SLOPE)) == {
        1: {Verdict.WRONG},
        2: {Verdict.AGREE},
    }


def test_a_gradient_that_is_never_reset_is_right_in_the_first_step_alone() -> None:
    mistaken = _making(mazur(), Mistake.NOT_RESET)
    assert _verdicts(mistaken, 0) == {1: {Verdict.AGREE}, 2: {Verdict.AGREE}}
    assert _verdicts(mistaken, 1) == {1: {Verdict.WRONG}, 2: {Verdict.WRONG}}


def test_gradients_that_are_never_reset_add_up() -> None:
    run = Run(_making(mazur(), Mistake.NOT_RESET))
    run.advance(3)
    total = np.zeros(len(run.trace(0).before.flat))
    for step in range(3):
        trace = run.trace(step)
        clean = trace_step(
            mazur().problem.on(trace.x, trace.targets), mazur().training, trace.before
        )
        total += clean.gradient.flat
        assert trace.gradient.flat == pytest.approx(total)
        assert run.parameters(step + 1).flat == pytest.approx(trace.before.flat - 0.5 * total)


def test_with_a_wrong_sign_the_loss_climbs() -> None:
    run = Run(_making(mazur(), Mistake.WRONG_SIGN))
    run.advance(5)
    assert (np.diff(every_loss(run)) > 0).all()


@given(experiments(), st.lists(st.sampled_from(Mistake), min_size=1, unique=True))
def test_every_formula_with_numbers_makes_the_mistake_too(
    experiment: Experiment, mistakes: list[Mistake]
) -> None:
    gentle = replace(experiment.training, learning_rate=0.01)
    run = Run(_making(replace(experiment, training=gentle), *mistakes))
    assume(run.advance(2) == 2)
    trace = run.trace(1)
    assume(np.isfinite(trace.gradient.flat).all())
    sizes = experiment.network.sizes
    for layer in range(1, len(sizes)):
        for unit in range(sizes[layer]):
            kinds = [Kind.D_A, Kind.DELTA]
            if experiment.network.shape.has_bias(layer):
                kinds += [Kind.D_BIAS, Kind.BIAS_AFTER]
            quantities = [Quantity(kind, layer, unit) for kind in kinds]
            quantities += [Quantity(k, layer, unit, 0) for k in (Kind.D_WEIGHT, Kind.WEIGHT_AFTER)]
            for quantity in quantities:
                derivation = derive(run.experiment, trace, quantity, 0)
                assume(np.isfinite(derivation.value))
                for line in derivation.numbers:
                    value = evaluate(line, {})
                    assert value == pytest.approx(derivation.value, rel=1e-8, abs=1e-11)


@given(experiments())
def test_without_a_mistake_the_slow_tape_takes_the_same_steps_as_the_fast_one(
    experiment: Experiment,
) -> None:
    slow, fast = MistakenTape(experiment), Tape(experiment)
    first = experiment.first_parameters()
    fast.load(first, first_memory(experiment.training, first))
    with np.errstate(all="ignore"):
        for _ in range(3):
            for tape in (slow, fast):
                tape.step(slice(0, len(experiment.data.inputs)))
        assume(slow.finite())
        assert slow.state == pytest.approx(fast.state, rel=1e-8, abs=1e-10)
        assert slow.cost() == pytest.approx(fast.cost(), rel=1e-8, abs=1e-12)


def test_a_run_replays_its_mistakes_exactly() -> None:
    mistaken = _making(random_experiment(2), Mistake.NOT_RESET, Mistake.FORGOTTEN_SLOPE)
    run, again = Run(mistaken), Run(mistaken, memory_bytes=1)
    assert run.advance(40) == again.advance(40) == 40
    again.parameters(3)
    assert np.array_equal(run.parameters(31).flat, again.parameters(31).flat)


def test_a_mistake_switched_on_later_leaves_the_steps_before_alone() -> None:
    run = Run(mazur())
    run.advance(4)
    branch = run.branch(2, _making(mazur(), Mistake.NOT_RESET))
    branch.advance(3)
    assert np.array_equal(branch.parameters(2).flat, run.parameters(2).flat)
    assert branch.trace(1).gradient.flat == pytest.approx(run.trace(1).gradient.flat)
    assert branch.trace(3).gradient.flat != pytest.approx(run.trace(3).gradient.flat)


def test_a_check_of_one_parameter_is_that_of_all() -> None:
    experiment = mazur()
    first = experiment.first_parameters()
    checks = check_gradients(experiment.problem, experiment.training, first)
    trace = Run(experiment).trace(0)
    for check in checks:
        assert check == check_parameter(experiment.problem, trace, check.place)
    index = flat_index(first.shape, ParameterPlace(2, 0, 0))
    assert trace.gradient.flat[index] == pytest.approx(0.082167041, abs=1e-9)


def test_mistakes_are_never_saved(tmp_path: Path) -> None:
    file = tmp_path / "mistaken.json"
    file.write_bytes(write_experiment(_making(mazur(), Mistake.WRONG_SIGN)))
    again = read_experiment(file)
    assert again.training.mistakes == frozenset()
