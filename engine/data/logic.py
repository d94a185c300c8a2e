"""Truth tables as samples: the corners of a square with what a logical function says of them."""

from collections.abc import Mapping

import numpy as np

from engine.data.dataset import Dataset, Inline
from engine.frozen import freeze

CORNERS = ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0))
TRUTH: Mapping[str, tuple[float, ...]] = {
    "and": (0.0, 0.0, 0.0, 1.0),
    "or": (0.0, 1.0, 1.0, 1.0),
    "xor": (0.0, 1.0, 1.0, 0.0),
}
"""What each function says of the corners, in their order."""


def truth_table(name: str) -> Dataset:
    """Return the samples of a logical function; raise KeyError for one that is not known."""
    return Dataset(freeze(CORNERS), freeze(TRUTH[name])[:, np.newaxis])


def logic_of(data: Dataset) -> str:
    """Return the name of the function whose truth table these samples are, "" for none."""
    if not isinstance(data.source, Inline) or len(data.test_inputs):
        return ""
    if not np.array_equal(data.inputs, CORNERS) or data.targets.shape[1] != 1:
        return ""
    said = tuple(data.targets[:, 0].tolist())
    return next((name for name, values in TRUTH.items() if values == said), "")
