"""Reads a lesson strictly: all that is wrong with it is told, each with its place."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from msgspec import Struct

from engine.experiment import Experiment
from engine.fault import Fault, Faulty
from engine.run.batches import batches_of
from engine.text.file.known import check_among
from engine.text.file.schema import shown
from engine.text.lesson.asking import ask, clickable
from engine.text.lesson.conditions import condition
from engine.text.lesson.facts import FactForm
from engine.text.lesson.gathering import Gathering
from engine.text.lesson.lesson import Ask, BadLesson, Condition, Lesson, LessonCard
from engine.text.lesson.paragraphs import line, paragraphs
from engine.text.lesson.scenes import beat_at
from engine.text.lesson.schema import (
    FORMAT,
    VERSION,
    AskPart,
    CardPart,
    ConditionPart,
    LessonPart,
)
from engine.text.lesson.subject import CardSubject
from engine.text.toml import parse_toml, part_of

MOST_STEPS = 10_000  # which take a card at most a second or two to begin
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)

ReadExperiment = Callable[[str], Experiment]
"""Returns the experiment of a name; raises Faulty where it cannot be used."""

ReadAction = Callable[[Sequence[object], ReadExperiment], object]
"""Returns an action that is written as a list; raises Faulty where it is none."""


AfterActions = Callable[[Experiment, tuple[object, ...]], Experiment]
"""Returns what actions make of an experiment; raises Faulty where one is refused."""


class Surroundings(Struct, frozen=True, eq=False):
    """What lessons may name. What is None has been checked before; check_latex raises Faulty for
    what cannot be set.
    """

    facts: Mapping[str, FactForm]
    read_experiment: ReadExperiment
    read_action: ReadAction
    after_actions: AfterActions
    languages: Collection[str] | None = None
    panels: Collection[str] | None = None
    check_latex: Callable[[str], object] | None = None


def parse_lesson(content: bytes, name: str, around: Surroundings) -> Lesson:
    """Return the lesson of a text; raise BadLesson with all that is wrong with it.

    name: of its file.
    """
    faults = Gathering()
    lesson = faults.read("", None, _Reader(around, faults).lesson, content, name)
    if lesson is None or faults.faults:
        error = BadLesson.of(faults.faults[0])
        error.faults = tuple(faults.faults)
        raise error
    return lesson


class _Reader:
    """Reads one lesson; every experiment is read once."""

    def __init__(self, around: Surroundings, faults: Gathering) -> None:
        self._around, self._faults = around, faults
        self._experiments: dict[str, Experiment] = {}
        self._keys: set[str] = set()

    def lesson(self, content: bytes, name: str) -> Lesson:
        found = parse_toml(content)
        if found.get("format") != FORMAT:
            raise BadLesson("lesson.no-format", format=FORMAT, version=VERSION)
        part = part_of(found, LessonPart)
        if part.version != VERSION:
            raise BadLesson("figures.version", "version", version=part.version, known=VERSION)
        read = self._faults.read
        languages = self._around.languages
        if languages is not None:
            read("language", None, check_among, languages, part.language, "")
        read("title", None, _check_title, part.title)
        read("experiment", None, self._experiment, part.experiment)
        if not part.cards:
            self._faults.add(Fault("figures.none", "cards"))
        cards = [
            self._card(given, part.experiment, self._faults.below(f"cards[{index}]"))
            for index, given in enumerate(part.cards)
        ]
        told = [card for card in cards if card is not None]
        text = content.decode("utf-8-sig")
        return Lesson(name, part.language, part.title, tuple(told), self._experiments, text)

    def _card(self, given: dict[str, Any], usual: str, faults: Gathering) -> LessonCard | None:
        part = faults.read("", None, part_of, given, CardPart)
        if part is None:
            return None
        faults.read("key", None, self._check_key, part.key)
        faults.read("title", None, _check_title, part.title)
        faults.read("panels", None, self._check_panels, part.panels)
        if part.experiment:
            faults.read("experiment", None, self._experiment, part.experiment)
        name = part.experiment or usual
        if name not in self._experiments:  # which has been told
            return None
        experiment, actions = self._experiments[name], self._actions(part.actions, faults)
        begun = faults.read("actions", None, self._around.after_actions, experiment, actions)
        subject = CardSubject(begun or experiment, self._around.facts, self._around.check_latex)
        return LessonCard(
            part.key,
            part.title,
            faults.read("text", (), paragraphs, part.text, subject),
            name,
            is_opened=part.experiment != "",
            step=None if part.step is None else faults.read("step", 0, _step, part.step),
            beat=None
            if part.beat is None
            else faults.read("beat", 0, beat_at, part.beat, subject.beats),
            select=faults.read("select", None, clickable, part.select, subject)
            if part.select
            else None,
            sample=faults.read("sample", None, _sample, part, subject),
            batch=part.batch,
            panels=part.panels,
            actions=actions,
            trying=faults.read("try", (), line, part.trying, subject),
            done=_conditions(part.done, subject, faults),
            ask=self._ask(part, subject, faults.below("ask")),
        )

    def _experiment(self, name: str) -> Experiment:
        if name not in self._experiments:
            try:
                self._experiments[name] = self._around.read_experiment(name)
            except Faulty as error:
                raise BadLesson("lesson.bad-experiment", reason=error.fault) from None
        return self._experiments[name]

    def _check_key(self, key: str) -> None:
        if not _KEY.fullmatch(key):
            raise BadLesson("lesson.no-key", value=shown(key))
        if key in self._keys:
            raise BadLesson("lesson.same-key", value=shown(key))
        self._keys.add(key)

    def _check_panels(self, panels: tuple[str, ...]) -> None:
        if len(set(panels)) < len(panels):
            raise BadLesson("figures.twice")
        for index, panel in enumerate(panels):
            if self._around.panels is not None:
                check_among(self._around.panels, panel, f"[{index}]")

    def _actions(
        self, given: tuple[tuple[object, ...], ...], faults: Gathering
    ) -> tuple[object, ...]:
        read = (
            faults.read(f"actions[{index}]", None, self._around.read_action, each, self._experiment)
            for index, each in enumerate(given)
        )
        return tuple(action for action in read if action is not None)

    def _ask(self, part: CardPart, subject: CardSubject, faults: Gathering) -> Ask | None:
        given = part.ask
        if given is None:
            return None
        found = faults.read("", None, lambda: ask(part_of(given, AskPart), subject, faults))
        for index, panel in enumerate(() if found is None else found.covers):
            faults.read(f"covers[{index}]", None, check_among, part.panels, panel, "")
        return found


def _conditions(
    given: list[dict[str, Any]], subject: CardSubject, faults: Gathering
) -> tuple[Condition, ...]:
    read = (
        faults.read(f"done[{index}]", None, _condition, each, subject)
        for index, each in enumerate(given)
    )
    return tuple(each for each in read if each is not None)


def _condition(given: dict[str, Any], subject: CardSubject) -> Condition:
    return condition(part_of(given, ConditionPart), subject)


def _check_title(title: str) -> None:
    if not title.strip():
        raise BadLesson("lesson.empty")


def _step(step: int) -> int:
    if not 0 <= step <= MOST_STEPS:
        raise BadLesson("lesson.step", step=step, most=MOST_STEPS)
    return step


def _sample(part: CardPart, subject: CardSubject) -> int | None:
    most = batches_of(subject.experiment).size_at(0)
    if part.sample is not None and part.batch:
        raise BadLesson("figures.sample-of-batch")
    if part.sample is not None and not 0 <= part.sample < most:
        raise BadLesson("lesson.no-sample", sample=part.sample, last=most - 1)
    return part.sample
