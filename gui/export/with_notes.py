"""Figures as slides, with what is told of each as notes for who speaks."""

from collections.abc import Iterator, Sequence

from gui.export.formats import with_text
from gui.export.layout import LaidOut, caption_of, figure_page
from gui.export.slides.deck import DeckPage, pptx
from gui.panels.narrate import narrated
from gui.state.run import derived
from gui.state.state import Mode, State
from gui.words.beats import beat_sentence
from gui.words.catalog import beside
from gui.words.functions import title_of

_ENDING = ".pptx"


def slides_of(figures: Sequence[LaidOut]) -> bytes:
    """Return figures of one size as the bytes of a .pptx file, a slide each."""
    first = figures[0]
    with first.spoken():
        title = first.request.title or title_of(first.state.document.experiment)
        return pptx([_slide(figure) for figure in figures], title)


def _slide(figure: LaidOut) -> DeckPage:
    page = with_text(figure_page(figure), _ENDING, figure.request.text)
    state = figure.state
    told = [each for said in _told(state) for each in (said, beside(said)) if each]
    return DeckPage(page, tuple(told), state.view.notation)


def _told(state: State) -> Iterator[str]:
    """Yield what is told of a moment, and then of the experiment it belongs to."""
    yield narrated(state).now
    if state.mode is not Mode.TRAINING:
        scope = derived.scope(state)
        yield beat_sentence(derived.beat(state), scope, state.view.notation)
    yield caption_of(state)
