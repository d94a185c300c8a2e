"""The experiments of a sweep: all combinations of its values, put into the experiment's file."""

from itertools import product
from math import prod
from pathlib import Path
from typing import Any

import msgspec

from engine.data.dataset import Dataset
from engine.experiment import Experiment
from engine.network import NetworkPlan
from engine.optimizers import OPTIMIZERS
from engine.text.file import schema
from engine.text.file.data_part import DataPart, read_data
from engine.text.file.document import parse_experiment
from engine.text.sweep.keys import paths_of, steps_of
from engine.text.sweep.values import MOST_RUNS, BadSweep, SweepAxis, Value

_NO_DATA = {"kind": "inline", "inputs": [], "targets": []}
_NAMED = ("training.optimizer", "loss")  # groups that a name alone stands for


class SweepPlan:
    """All combinations of the values of some axes, the last of them changing fastest.

    rows: the values of each run, one for each key.
    """

    def __init__(
        self,
        text: bytes,
        axes: tuple[SweepAxis, ...],
        title: str = "",
        folder: Path | None = None,
        builtin: Path | None = None,
        data: Dataset | None = None,
    ) -> None:
        """text: of an experiment's file; data: its samples, in place of those the text names; the
        rest as in `parse_experiment`.

        Raises BadExperiment for a file that cannot be used and BadSweep for a bad key.
        """
        self._part = schema.decode(text)
        self._title, self._folder, self._builtin = title, folder, builtin
        self._plain: dict[str, Any] = msgspec.json.decode(text.removeprefix(b"\xef\xbb\xbf"))
        self.keys = tuple(axis.key for axis in axes)
        self._paths = [paths_of(axis.key, self._part) for axis in axes]
        self._check_keys()
        count = prod(len(axis.values) for axis in axes)
        if count > MOST_RUNS:
            raise BadSweep("sweep.too-many", "", most=MOST_RUNS)
        self.rows: tuple[tuple[Value, ...], ...] = tuple(product(*(each.values for each in axes)))
        self._changes_data = any(
            path.partition(".")[0] == "data" for paths in self._paths for path in paths
        )
        if not self._changes_data:
            self._plain["data"] = _NO_DATA  # which would be read again for every row
        self._datasets: dict[tuple[bytes, int, int], Dataset] = {}
        if data is not None:
            self._datasets[b"", data.inputs.shape[1], data.targets.shape[1]] = data

    @property
    def ignores_first_weights(self) -> str:
        """The key that draws first weights where the file gives them, "" where there is none."""
        given = self._part.network.parameters is not None
        for key, paths in zip(self.keys, self._paths, strict=True):
            if given and any(path.startswith("network.init") for path in paths):
                return key
        return ""

    def experiment(self, row: tuple[Value, ...]) -> Experiment:
        """Return the experiment of a run; raise BadExperiment with the place of a bad value."""
        changed = self._plain
        wanted = [
            (path, value) for paths, value in zip(self._paths, row, strict=True) for path in paths
        ]
        for path, value in sorted(wanted, key=lambda each: _order(each[0])):
            changed = _with(changed, path, value)
        text = msgspec.json.encode(changed)
        return parse_experiment(text, self._title, read=self._read_data)

    def _read_data(self, part: DataPart, network: NetworkPlan) -> Dataset:
        """Return the samples of a row; those of equal rows are the same."""
        if not self._changes_data:
            part = self._part.data
        named = msgspec.json.encode(part) if self._changes_data else b""
        key = named, network.inputs, network.sizes[-1]
        if key not in self._datasets:
            self._datasets[key] = read_data(part, network, self._folder, self._builtin)
        return self._datasets[key]

    def _check_keys(self) -> None:
        """Raise BadSweep where two keys set the same, or one what other parts of the file fix."""
        taken: set[str] = set()
        for key, paths in zip(self.keys, self._paths, strict=True):
            sets = {f"{path}.name" if path in _NAMED else path for path in paths}
            if taken & sets:
                raise BadSweep("sweep.key-twice", key)
            taken |= sets
            resized = any(path.endswith(".neurons") for path in paths)
            if resized and self._part.network.parameters is not None:
                raise BadSweep("sweep.sizes-given", key)


def _order(path: str) -> tuple[int, bool]:
    """Return what tells which changes come first: groups, and names before their parameters."""
    return len(steps_of(path)), not path.endswith(".name")


def _with(plain: dict[str, Any], path: str, value: Value) -> dict[str, Any]:
    """Return a file's values with another one at a path; what is not changed is shared."""
    if path in _NAMED and isinstance(value, str):
        path = f"{path}.name"
    changed: dict[str, Any] = _put(plain, steps_of(path), value, path)
    if path == "training.optimizer.name":
        group = changed["training"]["optimizer"]
        if isinstance(value, str) and value in OPTIMIZERS:  # the keys of another do not belong
            belong = {"name", "learning_rate", *OPTIMIZERS[value].settings}
            kept = {key: each for key, each in group.items() if key in belong}
            changed["training"]["optimizer"] = kept
    return changed


def _put(within: Any, steps: list[str | int], value: Value, path: str) -> Any:  # noqa: ANN401
    """Return a copy with a value at the end of some steps; groups that are missing are made."""
    if not steps:
        return value
    step, *rest = steps
    if isinstance(step, int):
        if not (isinstance(within, list) and step < len(within)):
            raise BadSweep("sweep.no-index", path)
        copy: Any = list(within)
        copy[step] = _put(copy[step], rest, value, path)
        return copy
    if isinstance(within, str) and step != "name":  # a function named without parameters
        within = {"name": within}
    copy = dict(within) if isinstance(within, dict) else {}
    copy[step] = _put(copy.get(step), rest, value, path)
    return copy
