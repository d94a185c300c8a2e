"""Writes what a session holds once each: data, experiments, stretches of runs, runs, lessons."""

from pathlib import Path, PurePath
from typing import TypeVar

import msgspec
from msgspec.structs import astuple, replace

from engine.data.dataset import Dataset, FromTable, Source
from engine.experiment import Experiment
from engine.frozen import freeze
from engine.run.record import LossesKept, RunRecord
from engine.run.segments import Segment
from engine.run.training import Run
from engine.text.file.data_part import path_from
from engine.text.file.document import part_of
from engine.text.file.schema import InlinePart
from engine.text.lesson.lesson import Lesson
from engine.text.session.parts import (
    SOURCES,
    DivergencePart,
    LossesPart,
    RunPart,
    SegmentPart,
    SessionData,
    SessionExperiment,
    SessionLesson,
    SourcePart,
)
from engine.text.session.pieces import ArrayPart, PieceWriter, Writing, digest_of

MOST_SENT = 50_000  # numbers of samples that could be had again: 0.4 MB

T = TypeVar("T")


class TableWriter:
    """Writes each thing once, and gives it its number in the list of its kind."""

    def __init__(self, pieces: PieceWriter, folder: Path | None, *, is_sent: bool = False) -> None:
        """folder: which the session stays with, so that tables are told from there on.

        is_sent: whether it goes where no file goes with it, and tells no folder. Then samples are
        left out that are more than MOST_SENT numbers and can be had again.
        """
        self._folder, self._is_sent = folder, is_sent
        self.data: list[SessionData] = []
        self.experiments: list[SessionExperiment] = []
        self.segments: list[SegmentPart] = []
        self.runs: list[RunPart] = []
        self.lessons: list[SessionLesson] = []
        self.pieces = pieces
        self._numbers: dict[int, int] = {}
        self._held: list[object] = []  # so that no other thing gets the identity of one of these

    def run(self, run: Run, record: RunRecord) -> Writing[int]:
        """Write a run as it was when the record was made."""
        if id(run) in self._numbers:
            return self._numbers[id(run)]
        segments: list[int] = []
        for segment in record.segments:
            segments.append((yield from self._segment(segment)))
        states: list[ArrayPart] = []
        for array in record.states:
            states.append((yield from self.pieces.part(array)))
        newest = None
        if record.newest is not None:
            newest = yield from self.pieces.part(record.newest[1])
        tests = None
        if record.test_losses is not None:
            tests = yield from self._losses(record.test_losses)
        stopped = record.divergence
        part = RunPart(
            segments=segments,
            steps=record.steps,
            stride=record.stride,
            states=states,
            losses=(yield from self._losses(record.losses)),
            test_losses=tests,
            newest_step=None if record.newest is None else record.newest[0],
            newest=newest,
            divergence=None if stopped is None else DivergencePart(*astuple(stopped)),
        )
        return self._numbered(run, self.runs, part)

    def experiment(self, experiment: Experiment) -> Writing[int]:
        """Write an experiment with the mistakes made in it."""
        if id(experiment) in self._numbers:
            return self._numbers[id(experiment)]
        data = yield from self._data(experiment.data)
        given = None
        if experiment.given is not None:
            given = yield from self.pieces.part(experiment.given.flat)
        settings = part_of(replace(experiment, given=None), InlinePart([], []))
        mistakes = tuple(sorted(each.value for each in experiment.training.mistakes))
        part = SessionExperiment(settings, data, given, mistakes)
        yield
        return self._numbered(experiment, self.experiments, part)

    def lesson(self, lesson: Lesson) -> Writing[int]:
        """Write a lesson with the experiments that it takes, which may lie beside its file."""
        numbers = {}
        for name, each in lesson.experiments.items():
            numbers[name] = yield from self.experiment(each)
        part = SessionLesson(lesson.name, lesson.source, numbers)
        return self._numbered(lesson, self.lessons, part)

    def _segment(self, segment: Segment) -> Writing[int]:
        if id(segment) in self._numbers:
            return self._numbers[id(segment)]
        experiment = yield from self.experiment(segment.experiment)
        part = SegmentPart(segment.first_step, experiment, segment.first_count)
        return self._numbered(segment, self.segments, part)

    def _data(self, data: Dataset) -> Writing[int]:
        if id(data) in self._numbers:
            return self._numbers[id(data)]
        kind = next(name for name, each in SOURCES.items() if isinstance(data.source, each))
        samples = data.inputs, data.targets, data.test_inputs, data.test_targets
        is_many = sum(each.size for each in samples) > MOST_SENT
        left_out = self._is_sent and is_many and kind != "inline"
        source = self._told(data.source, has_samples=not left_out)
        part = SessionData(
            source=SourcePart(kind, msgspec.to_builtins(source)),
            input_names=list(data.input_names),
            target_names=list(data.target_names),
        )
        if left_out:
            part = replace(part, digest=digest_of(*samples))
        else:
            part = yield from self._with_samples(part, data)
        return self._numbered(data, self.data, part)

    def _with_samples(self, part: SessionData, data: Dataset) -> Writing[SessionData]:
        array, scale = self.pieces.part, data.normalisation
        return replace(
            part,
            inputs=(yield from array(data.inputs)),
            targets=(yield from array(data.targets)),
            test_inputs=(yield from array(data.test_inputs)),
            test_targets=(yield from array(data.test_targets)),
            mean=None if scale is None else (yield from array(scale.mean)),
            deviation=None if scale is None else (yield from array(scale.deviation)),
        )

    def _told(self, source: Source, *, has_samples: bool) -> Source:
        if not isinstance(source, FromTable) or source.builtin:
            return source
        if self._is_sent:
            path = PurePath(source.path).name if has_samples else source.path
            return replace(source, path=path, folder="")
        if self._folder is None:
            return source
        return replace(source, path=path_from(self._folder, source), folder="")

    def _losses(self, losses: LossesKept) -> Writing[LossesPart]:
        newest = () if losses.newest is None else losses.newest[1:]
        kept = yield from self.pieces.part(freeze((*losses.kept, *newest)))
        return LossesPart(losses.stride, kept, None if losses.newest is None else losses.newest[0])

    def _numbered(self, thing: object, table: list[T], part: T) -> int:
        table.append(part)
        self._numbers[id(thing)] = len(table) - 1
        self._held.append(thing)
        return len(table) - 1
