"""A session as it is written: its keys and their types.

Experiments, data and stretches of runs stand once each, and are told elsewhere by their number in
the list: what was the same thing is the same thing again.
"""

from collections.abc import Mapping
from typing import Any

from msgspec import field

from engine.data.dataset import FromTable, Generated, Inline, Source
from engine.text.file.schema import ExperimentPart, FilePart
from engine.text.session.pieces import ArrayPart

SOURCES: Mapping[str, type[Source]] = {
    "inline": Inline,
    "generated": Generated,
    "table": FromTable,
}


class SourcePart(FilePart, frozen=True):
    """Where data come from: the name of its kind, and its values."""

    kind: str
    values: dict[str, Any]


class SessionData(FilePart, frozen=True):
    """The samples themselves, so that a table that has gone or changed does no harm.

    Where there are too many of them for a figure, there is none but the `digest` by which those
    that are read again from where they came from are known.
    """

    source: SourcePart
    input_names: list[str]
    target_names: list[str]
    inputs: ArrayPart | None = None
    targets: ArrayPart | None = None
    test_inputs: ArrayPart | None = None
    test_targets: ArrayPart | None = None
    digest: str | None = None
    mean: ArrayPart | None = None
    deviation: ArrayPart | None = None


class SessionExperiment(FilePart, frozen=True):
    """settings: as in its file, without samples and weights; data: the number of its samples.

    mistakes: made on purpose, which no file keeps.
    """

    settings: ExperimentPart
    data: int
    given: ArrayPart | None = None
    mistakes: tuple[str, ...] = ()


class SegmentPart(FilePart, frozen=True):
    """experiment: the number of the one whose settings hold from a step on."""

    first_step: int
    experiment: int
    first_count: int = 0


class LossesPart(FilePart, frozen=True):
    """kept: the losses after every so many steps, and after them that at the newest step."""

    stride: int
    kept: ArrayPart
    newest_step: int | None = None


class DivergencePart(FilePart, frozen=True):
    """Where a run stopped because a number was no longer finite."""

    step: int
    quantity: str
    layer: int = 0
    unit: int = 0


class RunPart(FilePart, frozen=True):
    """segments: their numbers; states: of every so many steps, (some, rows, count) each.

    newest: the state with which a step begins.
    """

    segments: list[int]
    steps: int
    stride: int
    states: list[ArrayPart]
    losses: LossesPart
    test_losses: LossesPart | None = None
    newest_step: int | None = None
    newest: ArrayPart | None = None
    divergence: DivergencePart | None = None


class SessionLesson(FilePart, frozen=True):
    """A lesson as its file was; experiments: their numbers, by the names that it has for them."""

    name: str
    source: str
    experiments: dict[str, int]


class SessionPart(FilePart, frozen=True):
    """program: the version that wrote it; file: that of the experiment, None where it has none.

    state: what is on screen, where an experiment, a run or a lesson is its number in the list.
    """

    format: str
    version: int
    program: str
    file: str | None
    state: dict[str, Any]
    data: list[SessionData]
    experiments: list[SessionExperiment]
    segments: list[SegmentPart]
    runs: list[RunPart]
    lessons: list[SessionLesson] = field(default_factory=list)
