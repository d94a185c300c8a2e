"""Where in an experiment's file a key leads that somebody typed in short."""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from msgspec import Struct

from engine.activations import ACTIVATIONS
from engine.optimizers import OPTIMIZERS
from engine.text.file.schema import ExperimentPart, LayerPart
from engine.text.sweep.values import BadSweep

SEED = "seed"
_SEEDS = ("network.init.seed", "training.seed")  # what `seed` alone sets: not that of the data
_OPTIMIZER = "training.optimizer"
_INDEXED = re.compile(r"(.+?)((?:\[\d{1,9}\])+)")
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_MOST_NAMED = 5  # of keys that may be meant
USUAL = (
    *("learning_rate", "seed", "optimizer", "batch_size", "layers[0].neurons", "scheme"),
    *("l2", "noise"),
)


def paths_of(key: str, part: ExperimentPart) -> tuple[str, ...]:
    """Return the whole paths in a file that a key sets: one, but for `seed`.

    A key is a path, or the end of one where no other path ends so. Raises BadSweep otherwise.
    """
    if key == SEED:
        return _SEEDS
    own, known = list(_own(part)), list(_known(part))
    for paths in (own, known):
        found = _ending_in(key, paths)
        if len(found) == 1:
            return tuple(found)
        if found:
            raise BadSweep("sweep.key-ambiguous", key, paths=tuple(found[:_MOST_NAMED]))
    indexed = _INDEXED.fullmatch(key)
    lists = _ending_in(indexed[1], known) if indexed else []
    if indexed is not None and len(lists) == 1:
        return (lists[0] + indexed[2],)
    ends = dict.fromkeys(path.rpartition(".")[2] for path in known)
    near = get_close_matches(key, [*ends, *known], _MOST_NAMED)
    raise BadSweep("sweep.key-unknown", key, known=", ".join(near or USUAL))


def steps_of(path: str) -> list[str | int]:
    """Return the keys and indices along a path."""
    return [key or int(index) for key, index in _STEP.findall(path)]


def _ending_in(key: str, paths: list[str]) -> list[str]:
    if key in paths:
        return [key]
    return [path for path in paths if path.endswith(f".{key}")]


def _own(part: ExperimentPart) -> Iterator[str]:
    """Yield every path that the file has, or has by default."""
    yield from _within(part, "")
    name = part.training.optimizer.get("name", "sgd")
    optimizer = OPTIMIZERS[name] if name in OPTIMIZERS else OPTIMIZERS["sgd"]
    yield from (f"{_OPTIMIZER}.{key}" for key in ("name", "learning_rate", *optimizer.settings))


def _known(part: ExperimentPart) -> Iterator[str]:
    """Yield those and what other optimisers have."""
    yield from _own(part)
    keys = {key for each in OPTIMIZERS.values() for key in each.settings}
    yield from (f"{_OPTIMIZER}.{key}" for key in sorted(keys))


def _within(part: Struct, before: str) -> Iterator[str]:
    for name in part.__struct_fields__:
        path, value = f"{before}{name}", getattr(part, name)
        yield path
        if isinstance(value, Struct):
            yield from _within(value, f"{path}.")
        elif isinstance(value, list):
            for index, each in enumerate(value):
                if isinstance(each, LayerPart):
                    yield f"{path}[{index}]"
                    yield from _within(each, f"{path}[{index}].")
    if isinstance(part, LayerPart):
        yield from (f"{before}activation.{key}" for key in _parameters_of(part))


def _parameters_of(layer: LayerPart) -> Iterator[str]:
    given = layer.activation
    name = given if isinstance(given, str) else given.get("name")
    if isinstance(name, str) and name in ACTIVATIONS:
        yield from ACTIVATIONS[name].settings
