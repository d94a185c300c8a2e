"""What the command `render` does for a film."""

from argparse import Namespace
from typing import TYPE_CHECKING

from gui.commands.progress import show_progress
from gui.commands.request import BadRequest
from gui.words.catalog import say

if TYPE_CHECKING:
    from gui.export.layout import Drawing
    from gui.export.request import FigureRequest
    from gui.state.state import State

FILM_SIZE = (1280, 720)
FILMS = (".gif", ".webp", ".mp4")
_FOR_FILMS = ("film", "frames_per_second", "speed", "pause", "narration", "ball_steps")
_NOT_FOR_FILMS = ("beat", "transparent")


def check_film(wanted: Namespace, kind: str) -> None:
    """Raise BadRequest for what is asked of a film that is none, or cannot be one."""
    is_film, path = kind in FILMS, wanted.output
    for name in _NOT_FOR_FILMS if is_film else _FOR_FILMS:
        if _is_asked(wanted, name):
            key = "command.no-film-option" if is_film else "command.for-films"
            raise BadRequest(say(key, path=path, option=_option(name)))
    if not is_film and "+" in wanted.view:
        raise BadRequest(say("command.one-view", path=path))
    if not is_film:
        return
    _check_what_is_filmed(wanted)
    _check_tempo(wanted, kind)


def _check_what_is_filmed(wanted: Namespace) -> None:
    if wanted.film == "run" and not wanted.step:
        raise BadRequest(say("command.film-of-no-steps"))
    if wanted.all_beats and wanted.film not in (None, "beats"):
        raise BadRequest(say("command.film-or-beats", film=wanted.film))
    if wanted.narration and wanted.film not in (None, "beats"):
        raise BadRequest(say("command.no-narration", film=wanted.film))
    if wanted.ball_steps is not None and wanted.film != "descent":
        raise BadRequest(say("command.ball-steps"))


def _check_tempo(wanted: Namespace, kind: str) -> None:
    from gui.export.film.formats import check_format
    from gui.export.film.moments import FRAMES, PAUSES, SPEEDS, Tempo

    limits = {"frames_per_second": FRAMES, "speed": SPEEDS, "pause": PAUSES}
    for name, (least, most) in limits.items():
        value = getattr(wanted, name)
        if value is not None and not least <= value <= most:
            told = {"value": f"{value:g}", "least": f"{least:g}", "most": f"{most:g}"}
            raise BadRequest(say("command.outside", option=_option(name), **told))
    try:
        check_format(kind, wanted.frames_per_second or Tempo().frames)
    except ValueError as error:
        raise BadRequest(str(error)) from None


def film(
    wanted: Namespace, state: "State", request: "FigureRequest", window: "Drawing | None"
) -> bytes:
    """Return the film that the arguments ask for; a terminal sees how far it is.

    window: what draws the window, where that is wanted. Raises ValueError with a sentence for a
    size that no film has, Refused for a step that cannot be taken.
    """
    from gui.export.film.film import Film, check_film_size
    from gui.export.film.moments import BALL_STEPS, FilmKind, Tempo, of_beats, of_descent, of_run

    check_film_size(request.size)
    usual, kind = Tempo(), FilmKind(wanted.film or "beats")
    tempo = Tempo(
        usual.frames if wanted.frames_per_second is None else wanted.frames_per_second,
        usual.speed if wanted.speed is None else wanted.speed,
        usual.pause if wanted.pause is None else wanted.pause,
    )
    if kind is FilmKind.BEATS:
        moments = of_beats(state, tempo, is_told=wanted.narration)
    elif kind is FilmKind.RUN:
        moments = of_run(state, wanted.step, tempo)
    else:
        balls = BALL_STEPS if wanted.ball_steps is None else wanted.ball_steps
        moments = of_descent(state, balls, tempo)
    made = Film(moments, request, wanted.output.suffix.lower(), tempo.frames, window)
    show_progress(made.size, (1 for _ in made.pieces()), "command.frames")
    return made.content


def _is_asked(wanted: Namespace, name: str) -> bool:
    return getattr(wanted, name) not in (None, False)


def _option(name: str) -> str:
    return "--" + name.replace("_", "-")
