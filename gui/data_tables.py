"""Data that lie in tables: the built-in ones, and a table read again with other settings."""

from functools import cache
from pathlib import Path

from msgspec.structs import replace

from engine.data.dataset import FromTable
from engine.experiment import Experiment
from engine.starting import experiment_of
from engine.text.file.document import parse_experiment, write_experiment
from engine.text.file.schema import BuiltinPart
from engine.text.file.table_part import read_builtin

BUILTIN = ("iris", "penguins", "digits")
_TABLES = Path(__file__).resolve().parents[1] / "resources" / "data"
_TEST_FRACTION = 0.2


@cache
def builtin_experiment(name: str) -> Experiment:
    """Return an experiment with one of the built-in tables, normalised and divided."""
    part = BuiltinPart(name, test_fraction=_TEST_FRACTION, seed=0, normalise=True)
    return experiment_of(read_builtin(part, _TABLES))


def read_again(experiment: Experiment, source: FromTable) -> Experiment:
    """Return the experiment with its table read anew; raise BadExperiment where it cannot be."""
    wanted = replace(experiment, data=replace(experiment.data, source=source))
    folder = Path(source.folder)
    return parse_experiment(write_experiment(wanted), folder=folder, builtin=_TABLES)
