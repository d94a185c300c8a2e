"""The command that draws one view to a picture, with no screen."""

import os
from argparse import Namespace
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from engine.fault import Faulty
from gui.commands.filming import FILM_SIZE, FILMS, check_film, film
from gui.commands.request import BadRequest
from gui.disk import files
from gui.export.formats import ENDINGS, VECTORS, TextAs, check_package
from gui.words import catalog
from gui.words.catalog import say
from gui.words.faults import fault_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.experiment import Experiment
    from engine.written.quantity import Quantity
    from gui.commands.reading import CommandSubject
    from gui.export.layout import Drawing
    from gui.export.request import FigureRequest
    from gui.state.state import State

WINDOW_SIZE, VIEW_SIZE = (1440, 900), (1000, 640)


def check_request(wanted: Namespace) -> None:
    """Raise BadRequest for what no experiment can be drawn as."""
    kind = _kind(wanted)
    if kind not in (*ENDINGS, *FILMS):
        raise BadRequest(say("command.no-picture", path=wanted.output))
    if wanted.text is not None and kind not in VECTORS:
        raise BadRequest(say("command.no-text", path=wanted.output, kind=kind))
    if wanted.transparent and wanted.view == "window":
        raise BadRequest(say("command.no-transparent-window"))
    check_film(wanted, kind)
    try:
        check_package(kind)
    except ValueError as error:
        raise BadRequest(str(error)) from None


def render(wanted: Namespace, subject: "CommandSubject") -> None:
    """Draw what the arguments ask for, what they leave open as in the figure that is drawn again.

    Raises OSError if the file cannot be written.
    """
    moment = subject.moment
    if wanted.view is None:
        if moment is None:
            missing = say("argparse.required", arguments="--view")
            raise BadRequest(f"render: {missing}")
        wanted.view = moment.request.view
    check_request(wanted)
    if moment is not None and not wanted.has_language:
        catalog.use(moment.language)
    request = _figure_request(wanted, None if moment is None else moment.request)
    selected = None if wanted.select is None else _selected(wanted.select, subject.experiment)
    app = application(widgets=request.view == "window")
    from gui.export.figure import check_size

    try:
        check_size(request.size.dots_across, request.text_scale)
        state = _state(wanted, subject, selected)
        written = _files(wanted, state, request)
    except Faulty as error:
        raise BadRequest(fault_sentence(error.fault)) from None
    except ValueError as error:
        raise BadRequest(str(error)) from None
    for path, content in written:
        files.write_atomically(path, content)
    del app  # until here it had to stay alive


def _state(wanted: Namespace, subject: "CommandSubject", selected: "Quantity | None") -> "State":
    from gui.export.figure import moved, of_sample
    from gui.state.choices import NeuronContent, WeightLabels
    from gui.state.state import View, first_state
    from gui.state.view import actions

    if subject.moment is None:
        state = moved(
            first_state(subject.experiment, view=View()), wanted.step or 0, _beat(wanted, None)
        )
    else:
        state = subject.moment.state
        step = state.cursor.step if wanted.step is None else wanted.step
        if _is_of_beats(wanted) or (wanted.step, wanted.beat) != (None, None):
            state = moved(state, step, _beat(wanted, state.cursor.beat))
    state = of_sample(state, wanted.sample, wanted.batch)
    if selected is not None:
        state = actions.select(state, selected)
    if wanted.theme is not None:
        state = actions.set_theme(state, wanted.theme)
    if wanted.neurons is not None:
        state = actions.set_neurons(state, NeuronContent(wanted.neurons))
    if wanted.labels is not None:
        state = actions.set_labels(state, WeightLabels(wanted.labels))
    return state


def _beat(wanted: Namespace, usual: int | None) -> int | None:
    if _is_of_beats(wanted):
        return 0
    return usual if wanted.beat is None else int(wanted.beat)


def _files(wanted: Namespace, state: "State", request: "FigureRequest") -> list[tuple[Path, bytes]]:
    is_film = _kind(wanted) in FILMS
    with _window(request, is_film=is_film) as window:
        if is_film:
            return [(wanted.output, film(wanted, state, request, window))]
        if wanted.all_beats:
            from gui.export.beats import files_of_beats

            return files_of_beats(state, request, wanted.output, window)
        from gui.export.figure import file_of

        return [(wanted.output, file_of(state, request, _kind(wanted), window))]


@contextmanager
def _window(request: "FigureRequest", *, is_film: bool) -> "Iterator[Drawing | None]":
    """Give what draws the window, None where something else is wanted."""
    if request.view != "window":
        yield None
        return
    from gui.commands.window_picture import draw_window, filmed_window, on_page

    with filmed_window() if is_film else nullcontext(draw_window) as draw:
        yield on_page(draw) if request.size.least_type else draw


def _is_of_beats(wanted: Namespace) -> bool:
    """Return whether all beats of the step are wanted, one after the other."""
    is_film = _kind(wanted) in FILMS
    return wanted.all_beats or (is_film and wanted.film in (None, "beats"))


def _figure_request(wanted: Namespace, before: "FigureRequest | None") -> "FigureRequest":
    from gui.export.request import PRESETS, FigureRequest, of_pixels

    if before is None:
        usual = WINDOW_SIZE if wanted.view == "window" else VIEW_SIZE
        if _kind(wanted) in FILMS:
            usual = FILM_SIZE
        before = FigureRequest(wanted.view, of_pixels(*usual))
    size = of_pixels(*wanted.size) if wanted.size else before.size
    request = replace(
        before,
        view=wanted.view,
        size=PRESETS[wanted.preset] if wanted.preset else size,
        text_scale=before.text_scale if wanted.scale is None else wanted.scale,
        theme=before.theme if wanted.theme is None else None,
        labels=before.labels if wanted.labels is None else None,
        is_transparent=wanted.transparent or before.is_transparent,
        text=before.text if wanted.text is None else TextAs(wanted.text),
        has_caption=wanted.caption or before.has_caption,
        reopens=not wanted.plain,
    )
    if request.is_transparent and request.view == "window":
        raise BadRequest(say("command.no-transparent-window"))
    return request


def _kind(wanted: Namespace) -> str:
    return str(wanted.output.suffix.lower())


def _selected(text: str, experiment: "Experiment") -> "Quantity":
    from engine.shape import in_network
    from engine.written.quantity import OF_BIASES, BadAddress, parse

    try:
        quantity = parse(text)
    except BadAddress as error:
        raise BadRequest(fault_sentence(replace(error.fault, place="--select"))) from None
    shape = experiment.network.shape
    if quantity.kind in OF_BIASES and quantity.layer in shape.without_bias:
        raise BadRequest(say("command.without-bias", text=text, layer=quantity.layer))
    if not in_network(quantity, shape):
        sizes = "-".join(map(str, shape.sizes))
        raise BadRequest(say("command.outside-network", text=text, sizes=sizes))
    return quantity


def application(*, widgets: bool) -> object:
    """Return a Qt application that needs no screen."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # Qt tells on standard error what a platform without windows cannot do for them
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
    if widgets:
        from gui.app import application

        return application()
    from PySide6.QtGui import QGuiApplication

    return QGuiApplication.instance() or QGuiApplication(["gradientscope"])
