"""What is remembered between two starts: layout, theme, digits, speed, scale, lessons done."""

from collections.abc import Iterable, Mapping
from zlib import crc32

from msgspec.structs import replace
from PySide6.QtCore import QByteArray, QLocale, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from engine.hidden import PANELS
from engine.story.notation import Notation
from gui.look.theme import THEMES
from gui.state.choices import NeuronContent, WeightLabels
from gui.state.state import View
from gui.state.view import actions as view_actions
from gui.words.catalog import CHINESE, SOURCE, languages

_PANELS_KNOWN = str(crc32(" ".join(PANELS).encode()))  # a layout of others cannot be used


def user_settings() -> QSettings:
    """Return where everything is remembered."""
    return QSettings(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, "gradientscope", "gradientscope"
    )


def load_language() -> str | None:
    """Return the language that was chosen last, None if none ever was."""
    language = str(user_settings().value("language", ""))
    return language if language in languages() else None


def first_language(asked: str | None) -> str:
    """Return the language to begin in: asked for, chosen last, or else that of the system."""
    if asked is not None:
        return asked
    system = QLocale.system().uiLanguages()
    of_system = CHINESE if system and system[0].startswith(CHINESE) else SOURCE
    return load_language() or of_system


def save_language(language: str) -> None:
    user_settings().setValue("language", language)


def load_view() -> View:
    """Return how things were shown last; what cannot be understood is left at its default."""
    settings, view = user_settings(), View(theme=_system_theme())
    theme = str(settings.value("view/theme", view.theme))
    if theme in THEMES:
        view = replace(view, theme=as_wished(theme))
    digits = _number(settings, "view/digits")
    if digits is not None and 2 <= digits <= 10:
        view = replace(view, digits=int(digits))
    speed = _number(settings, "view/speed")
    if speed is not None and view_actions.SLOWEST <= speed <= view_actions.FASTEST:
        view = replace(view, speed=speed)
    scale = _number(settings, "view/scale")
    if scale is not None and view_actions.SCALES[0] <= scale <= view_actions.SCALES[-1]:
        view = replace(view, scale=scale)
    pace, more = _number(settings, "view/training_speed"), _number(settings, "view/more_steps")
    slowest, fastest = view_actions.SLOWEST_TRAINING, view_actions.FASTEST_TRAINING
    if pace is not None and slowest <= pace <= fastest:
        view = replace(view, training_speed=pace)
    if more is not None and 1 <= more <= view_actions.MOST_STEPS:
        view = replace(view, more_steps=int(more))
    letter, booleans = str(settings.value("notation/loss", "C")), {"true": True, "false": False}
    reduced = booleans.get(str(settings.value("view/reduced_motion")), view.reduced_motion)
    goes_on = booleans.get(str(settings.value("view/goes_on")), view.goes_on)
    deltas = booleans.get(str(settings.value("notation/deltas")), True)
    receiver_first = booleans.get(str(settings.value("notation/receiver_first")), True)
    notation = Notation(letter if letter in ("C", "L") else "C", deltas, receiver_first)
    wanted = str(settings.value("view/labels"))
    labels = next((each for each in WeightLabels if each.value == wanted), view.labels)
    neurons = _content(settings.value("view/neurons")) or view.neurons
    view = replace(view, notation=notation, labels=labels, neurons=neurons)
    return replace(view, reduced_motion=reduced, goes_on=goes_on)


def has_chosen_motion() -> bool:
    """Return whether it was remembered how much moves: from then on the desktop is not asked."""
    return user_settings().contains("view/reduced_motion")


def save_view(view: View) -> None:
    settings = user_settings()
    settings.setValue("view/theme", view.theme)
    settings.setValue("view/digits", view.digits)
    settings.setValue("view/speed", view.speed)
    settings.setValue("view/scale", view.scale)
    settings.setValue("view/training_speed", view.training_speed or "")  # full speed is no number
    settings.setValue("view/more_steps", view.more_steps)
    settings.setValue("view/reduced_motion", str(view.reduced_motion).lower())
    settings.setValue("view/goes_on", str(view.goes_on).lower())
    settings.setValue("view/labels", view.labels.value)
    settings.setValue("view/neurons", view.neurons.value)
    settings.setValue("notation/loss", view.notation.loss)
    settings.setValue("notation/deltas", str(view.notation.deltas).lower())
    settings.setValue("notation/receiver_first", str(view.notation.receiver_first).lower())


def load_neurons() -> dict[str, NeuronContent]:
    """Return what neurons showed in each arrangement, as far as that is remembered."""
    settings = user_settings()
    settings.beginGroup("neurons")
    found = {key: _content(settings.value(key)) for key in settings.allKeys()}
    return {key: content for key, content in found.items() if content is not None}


def save_neurons(contents: Mapping[str, NeuronContent]) -> None:
    settings = user_settings()
    for arrangement, content in contents.items():
        settings.setValue(f"neurons/{arrangement}", content.value)


def load_progress(lesson: str) -> frozenset[str]:
    """Return the keys of the cards of a lesson that are done."""
    done = user_settings().value(f"lessons/{lesson}")
    found = done if isinstance(done, list) else [done] if done else []
    return frozenset(map(str, found))


def add_progress(lesson: str, keys: Iterable[str]) -> None:
    """Remember that some cards of a lesson are done."""
    known = load_progress(lesson)
    if known.issuperset(keys):
        return
    user_settings().setValue(f"lessons/{lesson}", sorted(known.union(keys)))


def forget_progress() -> None:
    """Let all cards of all lessons count as not done."""
    user_settings().remove("lessons")


def restore_geometry(window: QMainWindow) -> bool:
    """Put the window back where it was; return False where nothing is remembered."""
    geometry = user_settings().value("window/geometry")
    return isinstance(geometry, QByteArray) and window.restoreGeometry(geometry)


def save_geometry(window: QMainWindow) -> None:
    user_settings().setValue("window/geometry", window.saveGeometry())


def load_layouts() -> tuple[str, dict[str, QByteArray]]:
    """Return which arrangement was shown last, and all layouts; "" and none where not known.

    What another version of the table of views has left is not understood and not used.
    """
    settings = user_settings()
    if str(settings.value("layouts/version")) != _PANELS_KNOWN:
        return "", {}
    found: dict[str, QByteArray] = {}
    for index in range(settings.beginReadArray("layouts/all")):
        settings.setArrayIndex(index)
        name, layout = settings.value("name"), settings.value("layout")
        if isinstance(name, str) and isinstance(layout, QByteArray):
            found[name] = layout
    settings.endArray()
    return str(settings.value("layouts/shown", "")), found


def save_layouts(shown: str, layouts: Mapping[str, QByteArray]) -> None:
    settings = user_settings()
    settings.remove("window/layout")  # where versions before the arrangements kept their only one
    settings.remove("layouts")
    settings.setValue("layouts/version", _PANELS_KNOWN)
    settings.setValue("layouts/shown", shown)
    settings.beginWriteArray("layouts/all", len(layouts))
    for index, (name, layout) in enumerate(layouts.items()):
        settings.setArrayIndex(index)
        settings.setValue("name", name)
        settings.setValue("layout", layout)
    settings.endArray()


def _content(value: object) -> NeuronContent | None:
    return next((each for each in NeuronContent if each.value == str(value)), None)


def _number(settings: QSettings, key: str) -> float | None:
    try:
        return float(str(settings.value(key)))
    except ValueError:
        return None


def _system_theme() -> str:
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return as_wished("dark" if dark else "light")


def as_wished(theme: str) -> str:
    """Return a theme, or its stronger form where the desktop asks for a high contrast."""
    hints = QGuiApplication.styleHints()
    if not hasattr(hints, "accessibility"):  # Qt knows it since 6.10
        return theme
    is_high = hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
    return f"{THEMES[theme].base}-contrast" if is_high else theme
