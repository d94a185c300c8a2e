"""What was chosen for a film last, as it is remembered between two starts."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from gui.disk.settings import user_settings
from gui.export.film.film import LEAST_DOTS, MOST_DOTS
from gui.export.film.formats import FILM_FORMATS
from gui.export.film.moments import (
    BALL_STEPS,
    FilmKind,
    FilmMoment,
    Tempo,
    of_beats,
    of_descent,
    of_run,
)
from gui.export.formats import ENDINGS
from gui.export.request import FigureRequest, of_pixels
from gui.export.several import JOINT
from gui.look.theme import THEMES
from gui.state.state import State
from gui.views import FIGURES

FILM_SIZES: Mapping[str, tuple[int, int]] = {
    "hd": (1280, 720),
    "full": (1920, 1080),
    "small": (854, 480),
    "square": (1080, 1080),
}
EXACT = "exact"
FRAMES_CHOICES, SPEED_CHOICES = (5, 10, 15, 25, 30, 50, 60), (0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4)
MOST_BALL_STEPS = 1000
_GROUP, _SWITCH = "film", ("true", "false")


class FilmChoice(Struct, frozen=True):
    """What the dialog asks for. views: up to three; size: of FILM_SIZES, or EXACT.

    theme: "" for that of the window; ending: of the file that was written last.
    """

    kind: FilmKind = FilmKind.BEATS
    views: tuple[str, ...] = ("network",)
    size: str = "hd"
    width: int = 1280
    height: int = 720
    frames: int = 25
    speed: float = 1.0
    pause: int = 2
    ball_steps: int = BALL_STEPS
    theme: str = ""
    is_told: bool = True
    has_caption: bool = False
    ending: str = ".gif"

    @property
    def request(self) -> FigureRequest:
        """The figure that every frame is."""
        sides = FILM_SIZES.get(self.size, (self.width, self.height))
        theme, views = self.theme or None, JOINT.join(self.views)
        return FigureRequest(views, of_pixels(*sides), theme=theme, has_caption=self.has_caption)

    def moments(self, state: State) -> list[FilmMoment]:
        """Return what the film shows; raise Refused where a step cannot be taken."""
        tempo = Tempo(self.frames, self.speed, self.pause)
        if self.kind is FilmKind.RUN:
            return of_run(state, state.trained, tempo)
        if self.kind is FilmKind.DESCENT:
            return of_descent(state, self.ball_steps, tempo)
        return of_beats(state, tempo, is_told=self.is_told)


def last_film() -> FilmChoice:
    """Return what was chosen last; what cannot be understood is as at first."""
    settings, first = user_settings(), FilmChoice()
    settings.beginGroup(_GROUP)

    def one_of(key: str, known: Sequence[str], usual: str) -> str:
        found = str(settings.value(key, usual))
        return found if found in known else usual

    def number(key: str, least: int, most: int, usual: int) -> int:
        found = str(settings.value(key, usual))
        return int(found) if found.isdecimal() and least <= int(found) <= most else usual

    views = tuple(str(settings.value("views", "")).split(JOINT))
    known = len(views) <= 3 and all(view in FIGURES for view in views)
    speeds = [f"{speed:g}" for speed in SPEED_CHOICES]
    frames = number("frames", 0, FRAMES_CHOICES[-1], first.frames)
    return FilmChoice(
        kind=FilmKind(one_of("kind", [kind.value for kind in FilmKind], first.kind.value)),
        views=tuple(dict.fromkeys(views)) if known else first.views,
        size=one_of("size", (*FILM_SIZES, EXACT), first.size),
        width=number("width", LEAST_DOTS, MOST_DOTS, first.width),
        height=number("height", LEAST_DOTS, MOST_DOTS, first.height),
        frames=frames if frames in FRAMES_CHOICES else first.frames,
        speed=float(one_of("speed", speeds, f"{first.speed:g}")),
        pause=number("pause", 0, 60, first.pause),
        ball_steps=number("ball_steps", 1, MOST_BALL_STEPS, first.ball_steps),
        theme=one_of("theme", ("", *THEMES), first.theme),
        is_told=one_of("told", _SWITCH, "true") == "true",
        has_caption=one_of("caption", _SWITCH, "false") == "true",
        ending=one_of("ending", (*FILM_FORMATS, *ENDINGS), first.ending),
    )


def remember_film(choice: FilmChoice) -> None:
    """Let the next start begin with a choice."""
    settings = user_settings()
    settings.beginGroup(_GROUP)
    written = {
        "kind": choice.kind.value,
        "views": JOINT.join(choice.views),
        "size": choice.size,
        "width": choice.width,
        "height": choice.height,
        "frames": choice.frames,
        "speed": f"{choice.speed:g}",
        "pause": choice.pause,
        "ball_steps": choice.ball_steps,
        "theme": choice.theme,
        "told": str(choice.is_told).lower(),
        "caption": str(choice.has_caption).lower(),
        "ending": choice.ending,
    }
    for key, value in written.items():
        settings.setValue(key, value)
