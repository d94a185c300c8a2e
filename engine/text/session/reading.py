"""Reads what a session holds once each: data, experiments, stretches of runs, runs."""

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec.structs import astuple, replace

from engine.data.dataset import Dataset, FromTable, Normalisation
from engine.experiment import Experiment, Mistake
from engine.frozen import Array
from engine.network import count_parameters, of_flat
from engine.run.divergence import Divergence
from engine.run.record import LossesKept, RunRecord, run_of
from engine.run.segments import Segment
from engine.run.training import Run
from engine.text.file.document import experiment_of
from engine.text.file.schema import BadExperiment
from engine.text.session.parts import (
    SOURCES,
    LossesPart,
    RunPart,
    SegmentPart,
    SessionData,
    SessionExperiment,
    SessionPart,
)
from engine.text.session.pieces import ArrayPart, BadSession, PieceReader

T = TypeVar("T")


class TableReader:
    """Everything a session holds, each thing by its number; raises BadSession for what is wrong."""

    def __init__(
        self, session: SessionPart, pieces: PieceReader, folder: Path | None = None
    ) -> None:
        """folder: that of a session that stays with it, from which tables are told."""
        self._folder = folder
        self._pieces = pieces
        self._data = [self._read_data(part) for part in session.data]
        self._experiments = [self._read_experiment(part) for part in session.experiments]
        self._segments = [self._read_segment(part) for part in session.segments]
        self._runs = [self._read_run(part) for part in session.runs]

    def experiment(self, number: int) -> Experiment:
        """Return an experiment."""
        return _at(self._experiments, number)

    def run(self, number: int) -> Run:
        """Return a run with all its steps."""
        return _at(self._runs, number)

    def _read_data(self, part: SessionData) -> Dataset:
        array = self._pieces.array
        known = SOURCES.get(part.source.kind)
        if known is None:
            raise BadSession("session.source", kind=part.source.kind[:60])
        try:
            source = msgspec.convert(part.source.values, known)
        except msgspec.ValidationError:
            raise BadSession("session.source", kind=part.source.kind) from None
        if self._folder is not None and isinstance(source, FromTable) and not source.builtin:
            source = replace(source, folder=str(self._folder))
        scale = None
        if part.mean is not None and part.deviation is not None:
            scale = Normalisation(array(part.mean), array(part.deviation))
        return Dataset(
            inputs=self._rows(part.inputs),
            targets=self._rows(part.targets),
            test_inputs=self._rows(part.test_inputs),
            test_targets=self._rows(part.test_targets),
            input_names=tuple(part.input_names),
            target_names=tuple(part.target_names),
            normalisation=scale,
            source=source,
        )

    def _rows(self, part: ArrayPart) -> Array:
        if len(part.shape) != 2:
            raise BadSession("session.shape", shape=part.shape)
        return self._pieces.array(part)

    def _read_experiment(self, part: SessionExperiment) -> Experiment:
        data = _at(self._data, part.data)
        try:
            experiment = experiment_of(part.settings, lambda *_: data)
            mistakes = frozenset(map(Mistake, part.mistakes))
        except BadExperiment as error:
            raise BadSession("session.experiment", reason=error.fault) from None
        except ValueError:
            raise BadSession("session.mistake", names=part.mistakes) from None
        if part.given is not None:
            flat, shape = self._pieces.array(part.given), experiment.network.shape
            if flat.shape != (count_parameters(shape),):
                raise BadSession("session.shape", shape=part.given.shape)
            experiment = replace(experiment, given=of_flat(shape, flat))
        return replace(experiment, training=replace(experiment.training, mistakes=mistakes))

    def _read_segment(self, part: SegmentPart) -> Segment:
        return Segment(part.first_step, self.experiment(part.experiment), part.first_count)

    def _read_run(self, part: RunPart) -> Run:
        newest = None
        if part.newest is not None and part.newest_step is not None:
            newest = part.newest_step, self._pieces.array(part.newest)
        stopped = part.divergence
        tests = part.test_losses
        record = RunRecord(
            segments=tuple(_at(self._segments, number) for number in part.segments),
            steps=part.steps,
            stride=part.stride,
            states=tuple(map(self._pieces.array, part.states)),
            newest=newest,
            losses=self._losses(part.losses),
            test_losses=None if tests is None else self._losses(tests),
            divergence=None if stopped is None else Divergence(*astuple(stopped)),
        )
        try:
            return run_of(record)
        except ValueError:
            raise BadSession("session.run") from None

    def _losses(self, part: LossesPart) -> LossesKept:
        kept = tuple(self._pieces.array(part.kept).reshape(-1).tolist())
        if part.newest_step is None:
            return LossesKept(part.stride, kept, None)
        if not kept:
            raise BadSession("session.run")
        return LossesKept(part.stride, kept[:-1], (part.newest_step, kept[-1]))


def _at(table: Sequence[T], number: int) -> T:
    if not 0 <= number < len(table):
        raise BadSession("session.number", number=number)
    return table[number]
