"""The samples in a picture of the inputs: where they stand, in which colours, which are wrong."""

from functools import lru_cache
from math import sqrt

import numpy as np
import numpy.typing as npt

from engine.data.dataset import Dataset
from engine.frozen import Array
from gui.draw.outlines import class_ink, class_outline
from gui.plots.cloud import DOT, Cloud, Look
from gui.regions.colouring import STRONGEST
from gui.regions.subject import Subject
from gui.state.regions import derived as regions_derived
from gui.state.regions.derived import Sets, Standing
from gui.state.state import State

Which = npt.NDArray[np.intp]

_MANY = 400  # so many have the usual size; of more, each is smaller
_LEAST_DOT = 2.0  # units


def clouds_of(state: State, subject: Subject, told: Sets) -> tuple[Cloud, ...]:
    """Return the samples: of the training part filled, for testing hollow, the wrong ones ringed.

    What has not changed is the same cloud as before.
    """
    samples, standing = regions_derived.data(state), regions_derived.standing(state)
    dots = _dots(samples, standing, subject)
    wrong = regions_derived.wrong(told)
    return (*dots, _rings(standing, wrong.tobytes())) if len(wrong) else dots


def radius(samples: int) -> float:
    """Return the size of each of so many dots in units."""
    return max(DOT * sqrt(_MANY / max(samples, _MANY)), _LEAST_DOT)


@lru_cache(maxsize=4)
def _dots(samples: Dataset, standing: Standing, subject: Subject) -> tuple[Cloud, ...]:
    inks, ink, amount = _colours(samples, standing, subject)
    size, trained = radius(samples.samples), len(samples.inputs)
    clouds = []
    for part, look in (
        (slice(trained, None), Look.HOLLOW),
        (slice(0, trained), Look.FILLED),
    ):
        shades, edge = (None, "card") if amount is None else (amount[part], "text_soft")
        xs, ys = standing.xs[part], standing.ys[part]
        forms = tuple(map(class_outline, range(len(inks))))
        clouds.append(Cloud(xs, ys, inks, ink[part], look, size, shades, edge, forms))
    return tuple(each for each in clouds if len(each.xs))


def _colours(
    samples: Dataset, standing: Standing, subject: Subject
) -> tuple[tuple[str, ...], Which, Array | None]:
    """Return the colours of the samples, which of them each has and how strong it is."""
    targets = regions_derived.all_targets(samples)
    if subject.classes is not None:
        names = tuple(map(class_ink, range(subject.classes.count)))
        return names, subject.classes.of(targets), None
    none = np.zeros(len(targets), np.intp)
    if standing.is_line:
        return ("text_soft",), none, None
    assert subject.unit is not None
    shares = (targets[:, subject.unit] - subject.low) / (subject.high - subject.low)
    return subject.inks, none, STRONGEST * shares


@lru_cache(maxsize=4)
def _rings(standing: Standing, wrong: bytes) -> Cloud:
    which = np.frombuffer(wrong, np.intp)
    size, none = radius(len(standing.xs)), np.zeros(len(which), np.intp)
    return Cloud(standing.xs[which], standing.ys[which], ("loss",), none, Look.RING, size)
