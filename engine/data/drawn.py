"""Whole sets of samples from a generator."""

import numpy as np

from engine.data.dataset import Dataset, Generated, split
from engine.data.generators import GENERATORS, generate
from engine.fault import Faulty


class NoiseTooLarge(Faulty):
    """Noise with which a sample is no longer finite."""


def drawn(source: Generated) -> Dataset:
    """Return the samples of a generator, divided; raise NoiseTooLarge where one is not finite."""
    inputs, targets = generate(source.name, source.samples, source.noise, source.seed)
    if not (np.isfinite(inputs).all() and np.isfinite(targets).all()):
        raise NoiseTooLarge("file.noise-too-large", "data.noise", value=source.noise)
    names = tuple(f"x{number}" for number in range(1, GENERATORS[source.name].inputs + 1))
    fraction, seed = source.test_fraction, source.seed
    return split(inputs, targets, fraction, seed, source, input_names=names)
