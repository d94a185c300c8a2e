"""Draws one figure of a list: every picture of it, in every format."""

from collections.abc import Iterator
from hashlib import sha256

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from engine.fault import Faulty
from gui.commands.figures.listed import ListedFigure
from gui.commands.figures.moment import states_of
from gui.export.beats import TOGETHER, alike
from gui.export.figure import file_of_figure, png
from gui.export.film.film import Film, check_film_size
from gui.export.film.formats import FILM_FORMATS
from gui.export.film.moments import (
    BALL_STEPS,
    FilmKind,
    Tempo,
    of_beats,
    of_descent,
    of_run,
)
from gui.export.layout import Drawing, LaidOut, figure_image, laid_out
from gui.export.request import WINDOW
from gui.state.state import State
from gui.words import catalog
from gui.words.catalog import say
from gui.words.faults import fault_sentence

SMALL_ACROSS, SMALL_DOWN = 760, 440  # dots of a picture on the contact sheet
_SMALL_FOLDER = ".contact-sheet"


class DrawnStill(Struct, frozen=True):
    """One picture of a figure. contents: what its files hold, by their names.

    small: the one among the files that the contact sheet shows.
    """

    stem: str
    language: str
    step: int
    beat: int
    small: str
    contents: dict[str, bytes]


class DrawnFigure(Struct, frozen=True):
    """A figure that was drawn, or a sentence on why it could not be."""

    stills: tuple[DrawnStill, ...] = ()
    problem: str = ""


def is_small(file: str) -> bool:
    """Return whether a file is a picture for the contact sheet, by its name."""
    return file.startswith(f"{_SMALL_FOLDER}/")


def drawn(figure: ListedFigure) -> DrawnFigure:
    """Draw all pictures of a figure; Qt must be there. The language in use stays as it was."""
    usual = catalog.language()
    try:
        return DrawnFigure(tuple(_stills(figure, figure.languages or (usual,))))
    except Faulty as error:
        return DrawnFigure(problem=fault_sentence(error.fault))
    except ValueError as error:  # whose text is a sentence
        return DrawnFigure(problem=str(error))
    except Exception as error:  # one figure that fails is none of the others' business
        return DrawnFigure(problem=say("figures.failed", error=f"{type(error).__name__}: {error}"))
    finally:
        catalog.use(usual)


def _stills(figure: ListedFigure, languages: tuple[str, ...]) -> Iterator[DrawnStill]:
    states = states_of(figure)
    for language in languages:
        catalog.use(language)
        window = _window(figure)
        laid = alike([laid_out(state, figure.request, window) for state in states])
        together = {}
        for ending in figure.formats:
            name = f"{figure.stem(language)}{ending}"
            if ending in FILM_FORMATS:
                together[name] = _film(figure, states[-1], ending)
            elif figure.is_several and ending in TOGETHER:
                together[name] = TOGETHER[ending](laid)
        for each in laid:
            yield _still(figure, each, language, together)
            together = {}


def _still(
    figure: ListedFigure, laid: LaidOut, language: str, together: dict[str, bytes]
) -> DrawnStill:
    """Return one picture. together: the files of several, which are counted as the first one's."""
    at, contents = laid.state.cursor, dict(together)
    stem = figure.stem(language, at.beat)
    for ending in figure.formats:
        is_together = ending in FILM_FORMATS or (figure.is_several and ending in TOGETHER)
        if not is_together:
            contents[f"{stem}{ending}"] = file_of_figure(laid, ending)
    small = f"{_SMALL_FOLDER}/{sha256(stem.encode()).hexdigest()[:16]}.png"
    contents[small] = png(_smaller(figure_image(laid)))
    return DrawnStill(stem, language, at.step, at.beat, small, contents)


def _film(figure: ListedFigure, state: State, ending: str) -> bytes:
    """Return the film of a state's step, run or descent, at the speed that it has on screen."""
    tempo = Tempo(speed=state.view.speed)
    match figure.film:
        case FilmKind.BEATS:
            moments = of_beats(state, tempo)
        case FilmKind.RUN:
            moments = of_run(state, state.cursor.step, tempo)
        case FilmKind.DESCENT:
            moments = of_descent(state, state.curve.steps or BALL_STEPS, tempo)
    check_film_size(figure.size)
    film = Film(moments, figure.request, ending, tempo.frames)
    for _ in film.pieces():
        pass
    return film.content


def _smaller(image: QImage) -> QImage:
    scale = min(SMALL_ACROSS / image.width(), SMALL_DOWN / image.height())
    if scale >= 1:
        return image
    smooth = Qt.TransformationMode.SmoothTransformation
    aspect = Qt.AspectRatioMode.IgnoreAspectRatio
    across, down = (max(round(scale * side), 1) for side in (image.width(), image.height()))
    return image.scaled(across, down, aspect, smooth)


def _window(figure: ListedFigure) -> Drawing | None:
    if figure.view != WINDOW:
        return None
    from gui.commands.window_picture import draw_window, on_page

    return on_page(draw_window) if figure.size.least_type else draw_window
