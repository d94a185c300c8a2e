"""Networks trained in lockstep take the steps of the tape, each its own."""

from collections.abc import Sequence

import numpy as np
import pytest
from msgspec.structs import replace

from engine.activations import ACTIVATIONS
from engine.experiment import Experiment, Initialization, Mistake, Training, UpdateRule
from engine.losses import LOSSES
from engine.optimizers import OPTIMIZERS
from engine.penalty import Penalty
from engine.reduction import Reduction
from engine.run.training import Run
from engine.sweep.likeness import likeness, teams
from engine.sweep.lockstep import Lockstep
from engine.sweep.outcome import Outcome
from engine.sweep.sweep import Sweep
from tests.networks import ELEMENTWISE, random_experiment

STEPS = 25


def _drawn(first: Experiment, seed: int) -> Experiment:
    """Return the same experiment with first weights of its own."""
    init = Initialization("xavier_uniform", seed)
    return replace(first, given=None, init=init)


def _team(first: Experiment, rates: Sequence[float] = (0.03, 0.1, 0.01, 0.3)) -> list[Experiment]:
    return [
        replace(
            _drawn(first, seed), training=replace(first.training, learning_rate=rate, seed=seed)
        )
        for seed, rate in enumerate(rates)
    ]


def _teams(experiments: Sequence[Experiment]) -> list[list[int]]:
    return teams([likeness(each) for each in experiments])


def _near(training: Training) -> float:
    """Return how near two ways of adding the same numbers lead.

    RMSprop divides a gradient by the root of its mean square and eps: where the gradient is hardly
    more than eps = 1e-8, the 1e-16 by which two sums differ are 1e-8 of a step.
    """
    return 1e-7 if training.optimizer.name == "rmsprop" else 1e-11


def _assert_each_takes_its_own_steps(team: list[Experiment], steps: int = STEPS) -> None:
    assert _teams(team) == [list(range(len(team)))], "they do not fit together"
    lockstep = Lockstep(team)
    lockstep.advance(steps // 3)
    lockstep.advance(steps - steps // 3)
    for experiment, state in zip(team, lockstep.states(), strict=True):
        run = Run(experiment)
        assert run.advance(steps) == steps
        near = _near(experiment.training)
        assert np.allclose(state[0], run.parameters(steps).flat, rtol=near, atol=near / 1000)


@pytest.mark.parametrize("penalty", [Penalty(), Penalty(0.002, 0.01)], ids=["free", "penalised"])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_optimiser_runs_in_lockstep(optimizer: str, penalty: Penalty) -> None:
    training = Training(0.05, batch_size=4, shuffle=True, optimizer=OPTIMIZERS[optimizer])
    first = random_experiment(5, (3, 5, 4, 2), samples=9, training=training)
    _assert_each_takes_its_own_steps(_team(replace(first, penalty=penalty)))


@pytest.mark.parametrize("hidden", ELEMENTWISE)
def test_every_hidden_activation_runs_in_lockstep(hidden: str) -> None:
    _assert_each_takes_its_own_steps(_team(random_experiment(11, (3, 5, 4, 2), hidden, "tanh")))


ENDINGS = [
    (loss, output)
    for loss in LOSSES
    for output in ACTIVATIONS
    if LOSSES[loss].activation in (None, output)
]


@pytest.mark.parametrize("reduction", Reduction)
@pytest.mark.parametrize(("loss", "output"), ENDINGS)
def test_every_loss_runs_in_lockstep(loss: str, output: str, reduction: Reduction) -> None:
    first = random_experiment(7, (2, 3, 2), "tanh", output, loss, 5, reduction=reduction)
    _assert_each_takes_its_own_steps(_team(first))


def test_settings_of_an_optimiser_and_penalties_may_differ() -> None:
    first = random_experiment(3, (2, 4, 1), training=Training(0.1, 2))
    team = []
    for number, momentum in enumerate((0.5, 0.9, 0.5, 0.2, 0.9)):
        optimizer = OPTIMIZERS["momentum"].with_values(momentum=momentum)
        each = replace(_drawn(first, number), penalty=Penalty(l2=0.01 * (number % 2)))
        team.append(replace(each, training=replace(first.training, optimizer=optimizer)))
    _assert_each_takes_its_own_steps(team)


def test_plain_descent_with_and_without_a_penalty_goes_together() -> None:
    team = [
        replace(each, penalty=Penalty(l2=0.02 * (i % 2))) for i, each in enumerate(_team(_plain()))
    ]
    _assert_each_takes_its_own_steps(team)


def _plain() -> Experiment:
    return random_experiment(3, (2, 4, 1), training=Training(0.1, None))


@pytest.mark.parametrize("shuffle", [False, True])
@pytest.mark.parametrize("without_bias", [frozenset[int](), frozenset({1}), frozenset({2})])
def test_each_may_see_samples_of_its_own(shuffle: bool, without_bias: frozenset[int]) -> None:
    training = Training(0.1, batch_size=3, shuffle=shuffle, train_biases=not shuffle)
    team = [
        random_experiment(
            seed, (2, 4, 1), training=replace(training, seed=seed), without_bias=without_bias
        )
        for seed in (1, 2, 3)
    ]
    _assert_each_takes_its_own_steps(team)


def test_what_does_not_fit_is_taken_by_the_tape() -> None:
    plain = _plain()
    in_place = replace(plain, training=replace(plain.training, update_rule=UpdateRule.IN_PLACE))
    mistaken = replace(
        plain, training=replace(plain.training, mistakes=frozenset({Mistake.NOT_RESET}))
    )
    large = random_experiment(1, (500, 200, 10), samples=200)
    assert [likeness(each) for each in (in_place, mistaken, large)] == [None] * 3
    other = random_experiment(3, (2, 5, 1), training=plain.training)
    together = [plain, in_place, other, plain, mistaken]
    assert _teams(together) == [[0, 3], [1], [2], [4]]
    sweep = Sweep(together, 10)
    while sweep.go_on(7):
        pass
    assert sweep.done == sweep.size == 50
    for experiment, outcome in zip(together, sweep.outcomes, strict=True):
        run = Run(experiment)
        run.advance(10)
        assert outcome is not None
        assert outcome.train_loss == pytest.approx(run.loss(10), rel=1e-9)


def test_a_large_team_is_divided_evenly() -> None:
    sizes = [len(team) for team in _teams([_plain()] * 10_000)]
    assert sum(sizes) == 10_000
    assert len(sizes) > 1
    assert max(sizes) - min(sizes) <= 1


def test_a_run_that_diverges_is_told_and_disturbs_no_other() -> None:
    first = random_experiment(2, (2, 4, 1), "relu", "identity", training=Training(0.1, None))
    team = _team(first, (0.05, 1e6, 0.1, 1e5))
    sweep = Sweep(team, 60)
    while sweep.go_on(50):
        pass
    assert sweep.done == sweep.size
    for experiment, outcome in zip(team, sweep.outcomes, strict=True):
        run = Run(experiment)
        taken = run.advance(60)
        expected = Outcome(None, None, taken) if taken < 60 else Outcome(run.loss(60), None)
        assert outcome == expected
    assert [outcome.diverged_at is None for outcome in sweep.outcomes if outcome] == [1, 0, 1, 0]


def test_a_team_of_which_nothing_is_left_ends_early() -> None:
    first = random_experiment(2, (2, 4, 1), "relu", "identity", training=Training(0.1, None))
    sweep = Sweep(_team(first, (1e6, 1e5)), 10**9)
    assert not all(sweep.go_on(1000) for _ in range(50))
    assert [outcome.train_loss for outcome in sweep.outcomes if outcome] == [None, None]


def test_no_step_at_all_gives_the_loss_of_the_first_weights() -> None:
    sweep = Sweep(_team(_plain()), 0)
    assert not sweep.go_on(1000)
    expected = [Run(each).loss(0) for each in _team(_plain())]
    assert [outcome.train_loss for outcome in sweep.outcomes if outcome] == pytest.approx(
        expected, rel=1e-12
    )
