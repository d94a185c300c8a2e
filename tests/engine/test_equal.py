"""Whether two experiments are the same, to the last bit or as two processors compute them."""

import numpy as np
import pytest
from msgspec.structs import replace

from engine.data.dataset import Dataset
from engine.equal import agreeing_experiments, equal_experiments
from engine.experiment import Experiment, Initialization, Mistake, Training
from engine.frozen import freeze
from engine.losses import LOSSES
from engine.network import of_flat
from tests.networks import mazur, random_experiment


def _with_weights(experiment: Experiment, factor: float) -> Experiment:
    first = experiment.first_parameters()
    return replace(experiment, given=of_flat(first.shape, first.flat * factor))


def test_what_was_typed_back_is_the_same_again() -> None:
    drawn = replace(random_experiment(4), given=None, init=Initialization("normal", 3))
    typed = _with_weights(drawn, 1.0)
    assert typed.given is not None
    assert equal_experiments(drawn, typed)
    data = drawn.data
    copied = Dataset(freeze(data.inputs), freeze(data.targets), freeze(np.empty((0, 9))))
    assert equal_experiments(drawn, replace(drawn, data=copied))


@pytest.mark.parametrize(
    "other",
    [
        replace(mazur(), title="another"),
        replace(mazur(), training=Training(0.25, train_biases=False)),
        replace(mazur(), loss=LOSSES["squared_error"]),
        replace(mazur(), data=Dataset(freeze([[0.05, 0.11]]), freeze([[0.01, 0.99]]))),
        _with_weights(mazur(), 1 + 2**-52),
    ],
    ids=["title", "training", "loss", "data", "weights"],
)
def test_the_smallest_difference_is_found(other: Experiment) -> None:
    assert not equal_experiments(mazur(), other)


def test_two_processors_agree_where_two_files_do_not() -> None:
    one = mazur()
    made = replace(one.training, mistakes=frozenset({Mistake.WRONG_SIGN}))
    assert agreeing_experiments(one, replace(_with_weights(one, 1 + 1e-15), training=made))
    assert agreeing_experiments(one, replace(one, title="another"))
    assert not agreeing_experiments(one, _with_weights(one, 1.001))
    assert not agreeing_experiments(one, replace(one, training=Training(0.25)))
    assert not agreeing_experiments(one, random_experiment(4))
