"""Reading lessons: bundled ones by their names in the language in use, others from their files."""

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from xml.etree.ElementTree import Element

from engine.experiment import Experiment
from engine.fault import Fault
from engine.hidden import PANELS
from engine.text.file.schema import shown
from engine.text.lesson.lesson import BadLesson, Lesson
from engine.text.lesson.reading import Surroundings, parse_lesson
from engine.text.toml import BadToml, read_bytes
from gui.disk import files
from gui.formula.mathml import mathml, tag_of
from gui.state.acting import experiment_after
from gui.state.lesson.facts import FORMS
from gui.state.plain import listed_call
from gui.words import catalog

_PARTS = {"mfrac": 2, "msub": 2, "msup": 2, "mroot": 2, "msubsup": 3, "munderover": 3}


def read_lesson(path: Path) -> Lesson:
    """Return the lesson of a file; raise BadLesson with all that is wrong with it."""
    try:
        content = read_bytes(path)
        return parse_lesson(content, path.stem, _around(path.parent))
    except BadToml as error:
        raise _within(path, (error.fault,)) from None
    except BadLesson as error:
        raise _within(path, error.faults) from None


def bundled_lesson(name: str) -> Lesson:
    """Return a bundled lesson in the language in use; raise KeyError where there is none."""
    found = {lesson.name: lesson for lesson in files.lessons()}
    return _bundled(found[name].path)


def in_language(lesson: Lesson) -> Lesson:
    """Return a bundled lesson in the language in use, any other as it is."""
    if any(each.name == lesson.name for each in files.lessons()):
        translated = bundled_lesson(lesson.name)
        if [card.key for card in translated.cards] == [card.key for card in lesson.cards]:
            return translated
    return lesson


@lru_cache(maxsize=32)
def _bundled(path: Path) -> Lesson:
    return read_lesson(path)


def _around(folder: Path) -> Surroundings:
    return Surroundings(
        languages=[each for each in catalog.languages() if each != catalog.PSEUDO],
        facts=FORMS,
        read_experiment=_reader(folder),
        read_action=listed_call,
        after_actions=experiment_after,
        panels=PANELS,
        check_latex=_check_latex,
    )


def _reader(folder: Path) -> Callable[[str], Experiment]:
    """Return what reads a bundled experiment, or one beside the lesson."""

    def read(name: str) -> Experiment:
        path = files.resolve(name)
        return files.read(path if path.is_absolute() else folder / path)

    return read


def _check_latex(latex: str) -> None:
    """Raise BadLesson for what is no LaTeX, or has a command that is not known."""
    try:
        parts = list(mathml(latex).iter())
    except Exception:  # there is a kind for each mistake, and some that are not foreseen
        parts = []
    if not parts or not all(map(_is_whole, parts)) or not _is_closed(latex):
        raise BadLesson("lesson.bad-latex", text=shown(latex))
    unknown = next((part.text for part in parts if "\\" in (part.text or "")), None)
    if unknown is not None:
        raise BadLesson("lesson.latex-command", command=unknown, text=shown(latex))


def _is_whole(part: Element) -> bool:
    return len(part) == _PARTS.get(tag_of(part), len(part))


def _is_closed(latex: str) -> bool:
    """Return whether every brace has its other one, which is not asked when LaTeX is read."""
    depth = 0
    for sign in re.sub(r"\\.", "", latex):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth < 0:
            return False
    return depth == 0


def _within(path: Path, faults: tuple[Fault, ...]) -> BadLesson:
    told = tuple(fault.within(str(path)) for fault in faults)
    error = BadLesson.of(told[0])
    error.faults = told
    return error
