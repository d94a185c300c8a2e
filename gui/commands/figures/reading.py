"""Reads the list of a lecture's figures, strictly, before anything is drawn."""

import re
from collections.abc import Callable, Collection, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from engine.fault import Fault, Faulty
from engine.text.figures.listing import BadList, ByLanguage, FigurePart, parts_of, read_list
from engine.text.file.known import check_among
from engine.text.file.schema import shown
from engine.written.quantity import BadAddress, parse
from gui.commands.arguments import FILM_KINDS, NEURONS, PICTURES, TEXT_AS, THEMES
from gui.commands.figures.listed import Lecture, ListedFigure, PlainAction, Said, in_language
from gui.commands.request import is_there
from gui.disk import files
from gui.export.figure import check_size
from gui.export.film.formats import FILM_FORMATS, check_format
from gui.export.film.moments import FilmKind, Tempo
from gui.export.formats import ENDINGS, TextAs, check_package
from gui.export.request import PRESETS, WINDOW, FigureSize, of_mm, of_pixels
from gui.export.several import JOINT, MOST_VIEWS
from gui.state.choices import NeuronContent, WeightLabels
from gui.state.plain import BadCall, listed, read_call
from gui.views import FIGURES
from gui.words import catalog
from gui.words.faults import fault_sentence

Value = TypeVar("Value")
ALL = "all"
_NAME = re.compile(r"[^\W_](?:[\w .+-]*[\w+-])?")
_SIZE = re.compile(r"(\d{1,5}(?:\.\d+)?)x(\d{1,5}(?:\.\d+)?)(mm)?")


def read_lecture(path: Path) -> Lecture:
    """Read a list; raise BadList where it cannot be used as a whole.

    What is wrong with one figure is a sentence among its problems, and the others remain.
    """
    listed = read_list(path)
    figures: dict[str, ListedFigure] = {}
    problems = []
    for name, part in parts_of(listed):
        try:
            if isinstance(part, Fault):
                raise BadList.of(part)
            figure = _figure(part, path.parent, figures)
            figures[figure.name.casefold()] = figure
        except Faulty as error:
            place = f"{name}.{error.fault.place}" if error.fault.place else name
            fault = replace(error.fault, place=place).within(str(path))
            problems.append((name, fault_sentence(fault)))
    title = in_language(_said(listed.title, "title")) or path.stem
    return Lecture(title, tuple(figures.values()), tuple(problems))


def _figure(part: FigurePart, folder: Path, others: Collection[str]) -> ListedFigure:
    _check_name(part.name, others)
    _check_words(part)
    formats, size = _formats(part.formats), _size(part.size)
    if part.transparent and part.view == WINDOW:
        raise BadList("figures.transparent-window", "transparent")
    _check_view(part.view, formats)
    if part.batch and part.sample is not None:
        raise BadList("figures.sample-of-batch", "sample")
    _at("scale", lambda: check_size(size.dots_across, part.scale))
    return ListedFigure(
        part.name,
        part.view,
        _experiment(part.experiment, folder),
        size,
        section=_said(part.section, "section"),
        title=_said(part.title, "title"),
        step=None if part.step is None else _count(part.step, "step"),
        beats=_beats(part.beat),
        sample=None if part.sample is None else _count(part.sample, "sample"),
        batch=part.batch,
        select=_at("select", lambda: parse(part.select)) if part.select else None,
        actions=tuple(_action(each, index) for index, each in enumerate(part.actions)),
        neurons=NeuronContent(part.neurons) if part.neurons else None,
        labels=WeightLabels(part.labels) if part.labels else None,
        scale=part.scale,
        theme=part.theme or None,
        formats=formats,
        languages=_several(part.languages, catalog.of_figures(), "languages", none=True),
        film=FilmKind(part.film),
        text=TextAs(part.text) if part.text else None,
        transparent=part.transparent,
        caption=part.caption,
        plain=part.plain,
    )


def _check_words(part: FigurePart) -> None:
    """Refuse what is none of the names there are."""
    labels = [each.value for each in WeightLabels]
    known = {"theme": THEMES, "neurons": NEURONS, "labels": labels, "text": TEXT_AS}
    for key, names in {**known, "film": FILM_KINDS}.items():
        if value := getattr(part, key):
            check_among(names, value, key)


def _check_view(view: str, formats: Collection[str]) -> None:
    """Refuse what is no view; films show single views, or several with a + between them."""
    names = view.split(JOINT)
    for name in names:
        check_among(PICTURES if len(names) == 1 else FIGURES, name, "view")
    if len(names) > MOST_VIEWS:
        raise BadList("figures.most-views", "view", most=MOST_VIEWS)
    films = FILM_FORMATS.keys() & formats
    if len(names) > 1 and len(films) < len(formats):
        raise BadList("figures.views-of-film", "view")
    if view == WINDOW and films:
        raise BadList("figures.film-of-window", "formats")


def _check_name(name: str, others: Collection[str]) -> None:
    """Refuse a name that leads out of the folder, that no file can have, or that another has."""
    if not all(_NAME.fullmatch(each) for each in name.split("/")):
        raise BadList("figures.no-name", "name", value=shown(name))
    if name.casefold() in others:
        raise BadList("figures.same-name", "name", value=shown(name))


def _experiment(name: str, folder: Path) -> Path:
    path = folder / files.resolve(name)  # which stays as it is where it is absolute
    if not is_there(name, path):
        raise BadList("command.no-file", "experiment", name=name)
    return path


def _size(text: str) -> FigureSize:
    if text in PRESETS:
        return PRESETS[text]
    sides = _SIZE.fullmatch(text)
    if sides is None:
        known = ", ".join(PRESETS)
        raise BadList("figures.no-size", "size", value=shown(text), presets=known)
    return (of_mm if sides[3] else of_pixels)(float(sides[1]), float(sides[2]))


def _said(words: ByLanguage, key: str) -> Said:
    if isinstance(words, str):
        return {"": words}
    for language in words:
        check_among(catalog.languages(), language, key)
    return words


def _beats(beat: int | list[int] | str | None) -> tuple[int, ...] | None:
    if beat == ALL:
        return None
    if isinstance(beat, str):
        raise BadList("figures.no-beat", "beat", value=shown(beat))
    beats = [] if beat is None else beat if isinstance(beat, list) else [beat]
    if len(set(beats)) < len(beats):
        raise BadList("figures.twice", "beat")
    return tuple(_count(each, "beat") for each in beats)


def _count(number: int, key: str) -> int:
    if number < 0:
        raise BadList("figures.negative", key, number=number)
    return number


def _formats(given: Sequence[str]) -> tuple[str, ...]:
    """Return the endings of the files, written without their dots."""
    known = [each.removeprefix(".") for each in (*ENDINGS, *FILM_FORMATS)]
    endings = tuple(f".{each}" for each in _several(given, known, "formats"))
    for ending in endings:
        if ending in FILM_FORMATS:
            _at("formats", partial(check_format, ending, Tempo().frames))
        else:
            _at("formats", partial(check_package, ending))
    return endings


def _several(
    given: Sequence[str], known: Collection[str], key: str, *, none: bool = False
) -> tuple[str, ...]:
    for each in given:
        check_among(known, each, key)
    if len(set(given)) < len(given):
        raise BadList("figures.twice", key)
    if not given and not none:
        raise BadList("figures.none", key)
    return tuple(given)


def _action(given: tuple[object, ...], index: int) -> PlainAction:
    place = f"actions[{index}]"
    name, arguments = _at(place, lambda: listed(given))
    _at(place, lambda: read_call(name, arguments, files.experiment_of))
    return name, arguments


def _at(place: str, read: Callable[[], Value]) -> Value:
    """Return what is read; what is wrong with it stands at a place."""
    try:
        return read()
    except (BadCall, BadAddress) as error:
        raise BadList(error.fault.key, place, **error.fault.details) from None
    except ValueError as error:  # whose text is a sentence already
        raise BadList("figures.reason", place, reason=error) from None
