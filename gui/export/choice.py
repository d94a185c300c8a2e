"""What was chosen for a figure last, as it is remembered between two starts."""

from collections.abc import Sequence

from msgspec import Struct

from gui.disk.settings import user_settings
from gui.export.formats import DOTS, ENDINGS, TextAs
from gui.export.request import PRESETS, WINDOW, FigureRequest, FigureSize, of_mm, of_pixels
from gui.look.theme import THEMES
from gui.state.choices import WeightLabels
from gui.views import FIGURES
from gui.words.catalog import of_figures

LEAST_SIDE, MOST_MM, MOST_PIXELS = 20, 420, 4000
TEXT_SCALES = (0.75, 1.0, 1.25, 1.5, 2.0)
MM, PIXELS = "mm", "pixels"
SIZES = (*PRESETS, MM, PIXELS)
_GROUP, _SWITCH = "export", ("true", "false")


class FigureChoice(Struct, frozen=True):
    """What the dialog asks for. size: one of SIZES; width, height: of those that are no preset.

    theme, labels, language: "" for that of the window; ending: of the file that was written last.
    """

    view: str = "network"
    size: str = next(iter(PRESETS))
    width: float = 160.0
    height: float = 100.0
    text_scale: float = 1.0
    theme: str = ""
    labels: str = ""
    is_transparent: bool = False
    text: TextAs | None = None
    has_caption: bool = False
    reopens: bool = True
    language: str = ""
    ending: str = DOTS

    @property
    def figure_size(self) -> FigureSize:
        """How large the figure is."""
        if self.size in PRESETS:
            return PRESETS[self.size]
        return (of_mm if self.size == MM else of_pixels)(self.width, self.height)

    def request(self, title: str = "") -> FigureRequest:
        """Return what is asked for; the window has its own colours and ground."""
        is_window = self.view == WINDOW
        return FigureRequest(
            self.view,
            self.figure_size,
            text_scale=1.0 if is_window else self.text_scale,
            theme=None if is_window else self.theme or None,
            labels=WeightLabels(self.labels) if self.labels and not is_window else None,
            is_transparent=not is_window and self.is_transparent,
            text=self.text,
            has_caption=self.has_caption,
            title=title,
            reopens=self.reopens,
            language="" if is_window else self.language,
        )


def last_choice() -> FigureChoice:
    """Return what was chosen last; what cannot be understood is as at first."""
    settings, first = user_settings(), FigureChoice()
    settings.beginGroup(_GROUP)

    def one_of(key: str, known: Sequence[str], usual: str) -> str:
        found = str(settings.value(key, usual))
        return found if found in known else usual

    def number(key: str, least: float, most: float, usual: float) -> float:
        try:
            found = float(str(settings.value(key, usual)))
        except ValueError:
            return usual
        return found if least <= found <= most else usual

    size = one_of("size", SIZES, first.size)
    most = MOST_MM if size == MM else MOST_PIXELS
    text = one_of("text", ("", *(each.value for each in TextAs)), "")
    return FigureChoice(
        view=one_of("view", (*FIGURES, WINDOW), first.view),
        size=size,
        width=number("width", LEAST_SIDE, most, first.width),
        height=number("height", LEAST_SIDE, most, first.height),
        text_scale=number("text_scale", TEXT_SCALES[0], TEXT_SCALES[-1], first.text_scale),
        theme=one_of("theme", ("", *THEMES), first.theme),
        labels=one_of("labels", ("", *(each.value for each in WeightLabels)), first.labels),
        is_transparent=one_of("transparent", _SWITCH, "false") == "true",
        text=TextAs(text) if text else None,
        has_caption=one_of("caption", _SWITCH, "false") == "true",
        reopens=one_of("reopens", _SWITCH, "true") == "true",
        language=one_of("language", ("", *of_figures()), first.language),
        ending=one_of("ending", ENDINGS, first.ending),
    )


def remember(choice: FigureChoice) -> None:
    """Let the next start begin with a choice."""
    settings = user_settings()
    settings.beginGroup(_GROUP)
    settings.setValue("view", choice.view)
    settings.setValue("size", choice.size)
    settings.setValue("width", choice.width)
    settings.setValue("height", choice.height)
    settings.setValue("text_scale", choice.text_scale)
    settings.setValue("theme", choice.theme)
    settings.setValue("labels", choice.labels)
    settings.setValue("transparent", str(choice.is_transparent).lower())
    settings.setValue("text", choice.text.value if choice.text else "")
    settings.setValue("caption", str(choice.has_caption).lower())
    settings.setValue("reopens", str(choice.reopens).lower())
    settings.setValue("language", choice.language)
    settings.setValue("ending", choice.ending)
