"""Reads what a session holds once each: data, experiments, stretches of runs, runs, lessons."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import msgspec
import numpy as np
from msgspec.structs import astuple, replace

from engine.data.dataset import Dataset, FromTable, Inline, Normalisation, Source
from engine.experiment import Experiment, Mistake
from engine.frozen import Array
from engine.network import NetworkPlan, count_parameters, of_flat
from engine.run.divergence import Divergence
from engine.run.record import LossesKept, RunRecord, run_of
from engine.run.segments import Segment
from engine.run.training import Run
from engine.text.file.data_part import DataPart, read_data, written_data
from engine.text.file.document import experiment_of
from engine.text.file.schema import BadExperiment, CsvPart
from engine.text.session.parts import (
    SOURCES,
    LossesPart,
    RunPart,
    SegmentPart,
    SessionData,
    SessionExperiment,
    SessionLesson,
    SessionPart,
    SourcePart,
)
from engine.text.session.pieces import ArrayPart, BadSession, PieceReader, digest_of

P = TypeVar("P")
T = TypeVar("T")


class TableReader:
    """Everything a session holds, each thing by its number; raises BadSession for what is wrong."""

    def __init__(
        self,
        session: SessionPart,
        pieces: PieceReader,
        folder: Path | None = None,
        builtin: Path | None = None,
    ) -> None:
        """folder: that of a session that stays with it, from which tables are told.

        builtin: that of the built-in data, for samples that are left out of what was sent.
        """
        self._folder, self._builtin = folder, builtin
        self._pieces = pieces
        self._parts = session.data
        self._data: dict[int, Dataset] = {}
        self._experiments = [
            self._read_experiment(part, f"experiments[{number}]")
            for number, part in enumerate(session.experiments)
        ]
        self._segments = _each("segments", session.segments, self._read_segment)
        self._runs = _each("runs", session.runs, self._read_run)
        self._lessons = session.lessons

    def experiment(self, number: int) -> Experiment:
        """Return an experiment."""
        return _at(self._experiments, number)

    def run(self, number: int) -> Run:
        """Return a run with all its steps."""
        return _at(self._runs, number)

    def lesson(self, number: int) -> tuple[SessionLesson, dict[str, Experiment]]:
        """Return a lesson as it was written, and its experiments by their names."""
        part = _at(self._lessons, number)
        return part, {name: self.experiment(each) for name, each in part.experiments.items()}

    def _dataset(self, number: int, network: NetworkPlan) -> Dataset:
        """Return samples by their number, read when a network asks for them first."""
        if number not in self._data:
            with _placed(f"data[{number}]"):
                self._data[number] = self._read_data(_at(self._parts, number), network)
        return self._data[number]

    def _read_data(self, part: SessionData, network: NetworkPlan) -> Dataset:
        array = self._pieces.array
        source = self._source(part.source)
        samples = part.inputs, part.targets, part.test_inputs, part.test_targets
        inputs, targets, test_inputs, test_targets = samples
        if inputs is None or targets is None or test_inputs is None or test_targets is None:
            return self._had_again(part, source, network)
        scale = None
        if part.mean is not None and part.deviation is not None:
            scale = Normalisation(array(part.mean), array(part.deviation))
        data = Dataset(
            inputs=self._rows(inputs),
            targets=self._rows(targets),
            test_inputs=self._rows(test_inputs),
            test_targets=self._rows(test_targets),
            input_names=tuple(part.input_names),
            target_names=tuple(part.target_names),
            normalisation=scale,
            source=source,
        )
        if not _fits_together(data):
            raise BadSession("session.samples")
        return data

    def _source(self, part: SourcePart) -> Source:
        known = SOURCES.get(part.kind)
        if known is None:
            raise BadSession("session.source", "source.kind", kind=part.kind[:60])
        try:
            source = msgspec.convert(part.values, known)
        except msgspec.ValidationError:
            raise BadSession("session.source", "source.values", kind=part.kind) from None
        if msgspec.json.decode(msgspec.json.encode(source)) != part.values:  # an unknown key
            raise BadSession("session.source", "source.values", kind=part.kind)
        if self._folder is not None and isinstance(source, FromTable) and not source.builtin:
            source = replace(source, folder=str(self._folder))
        return source

    def _had_again(self, part: SessionData, source: Source, network: NetworkPlan) -> Dataset:
        if isinstance(source, Inline):
            raise BadSession("session.no-samples")
        none = np.empty((0, 0))
        wanted = written_data(Dataset(none, none, source=source), None)
        try:
            data = read_data(wanted, network, self._folder, self._builtin)
        except BadExperiment as error:
            raise BadSession("session.samples-elsewhere", reason=error.fault) from None
        samples = data.inputs, data.targets, data.test_inputs, data.test_targets
        # what comes along with the program, or is drawn, is what it was
        if isinstance(wanted, CsvPart) and digest_of(*samples) != part.digest:
            raise BadSession("session.other-samples", path=wanted.path)
        return data

    def _rows(self, part: ArrayPart) -> Array:
        if len(part.shape) != 2:
            raise BadSession("session.shape", shape=part.shape)
        return self._pieces.array(part)

    def _read_experiment(self, part: SessionExperiment, place: str) -> Experiment:
        def data(_: DataPart, network: NetworkPlan) -> Dataset:
            return self._dataset(part.data, network)

        try:
            experiment = experiment_of(part.settings, data)
        except BadExperiment as error:
            within = f"{place}.settings.{error.fault.place}"
            raise BadSession.of(replace(error.fault, place=within)) from None
        try:
            mistakes = frozenset(map(Mistake, part.mistakes))
        except ValueError:
            raise BadSession("session.mistake", f"{place}.mistakes", names=part.mistakes) from None
        if part.given is not None:
            with _placed(f"{place}.given"):
                flat, shape = self._pieces.array(part.given), experiment.network.shape
                if flat.shape != (count_parameters(shape),) or not np.isfinite(flat).all():
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


def _fits_together(data: Dataset) -> bool:
    """Return whether rows and columns of a data set are as many as they must be."""
    sizes = data.inputs.shape[1], data.targets.shape[1]
    tested, names, scale = len(data.test_inputs), data.input_names, data.normalisation
    return (
        len(data.inputs) == len(data.targets)
        and tested == len(data.test_targets)
        and (not tested or (data.test_inputs.shape[1], data.test_targets.shape[1]) == sizes)
        and len(names) in (0, sizes[0])
        and len(data.target_names) in (0, sizes[1])
        and (scale is None or scale.mean.shape == scale.deviation.shape == (sizes[0],))
        and (scale is None or bool((scale.deviation > 0).all()))
    )


@contextmanager
def _placed(place: str) -> Iterator[None]:
    """Let a fault found in here be told with its place, of which it may have an inner part."""
    try:
        yield
    except BadSession as error:
        inner = error.fault.place
        within = f"{place}.{inner}" if inner else place
        raise BadSession.of(replace(error.fault, place=within)) from None


def _each(name: str, parts: Sequence[P], read: Callable[[P], T]) -> list[T]:
    found = []
    for number, part in enumerate(parts):
        with _placed(f"{name}[{number}]"):
            found.append(read(part))
    return found


def _at(table: Sequence[T], number: int) -> T:
    if not 0 <= number < len(table):
        raise BadSession("session.number", number=number)
    return table[number]
