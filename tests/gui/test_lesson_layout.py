"""Every bundled card in both languages: nothing is cut off, nothing lies over anything else."""

from collections.abc import Iterator, Sequence
from functools import cache

import pytest

from engine.text.lesson.lesson import AskChoice
from gui.disk import files
from gui.disk.lessons import read_lesson
from gui.lessons.asked import ask_blocks
from gui.lessons.class_question import fitting_question
from gui.lessons.content import card_blocks, card_now, runs_of, try_blocks
from gui.lessons.figure import class_blocks, columns_of
from gui.lessons.flow import PlacedWords
from gui.lessons.page import PageLayout, lay_page
from gui.lessons.paint_page import typesetting
from gui.lessons.runs import PageBlock, TextBlock
from gui.network.shapes import Rect
from gui.presenting.places import LEAST_TYPE, page_of
from gui.state.lesson import actions
from gui.state.state import State, first_state
from gui.words.catalog import spoken
from tests import lessons_walk

pytestmark = pytest.mark.usefixtures("qapp")

SIZE_PX = 14.0
WIDTHS = {"1024x768": 400.0, "1280x720": 262.0, "1440x900": 290.0}
COURSE = [(lesson.name, language) for lesson in files.lessons() for language in ("en", "zh")]


@cache
def _states(name: str, language: str) -> list[State]:
    """Return the state in which each card of a lesson begins."""
    example = files.resolve("mazur-2-2-2")
    first = first_state(files.read(example), example.stem)
    path = next(each.paths[language] for each in files.lessons() if each.name == name)
    lesson = read_lesson(path)
    return [actions.open_lesson(first, lesson, index) for index in range(len(lesson.cards))]


def _said(state: State) -> list[PageBlock]:
    """Return all paragraphs of a card, its options too."""
    card = card_now(state)
    assert card is not None
    found = list(card_blocks(state, card))
    if card.ask is not None:
        found += ask_blocks(state, card.ask)
    if isinstance(card.ask, AskChoice):
        found += [TextBlock(runs_of(state, each), label="A") for each in card.ask.options]
        found += [TextBlock(runs_of(state, each)) for each in card.ask.reasons]
    return [*found, *try_blocks(lessons_walk.settled(state), card)]


def _rects(page: PageLayout) -> Sequence[Rect]:
    """Return where ink is: of words from the height of their capitals to their baseline."""
    found = [
        Rect(each.x, each.y - 0.7 * each.size, typesetting().advance(*_of(each)), 0.7 * each.size)
        if isinstance(each, PlacedWords)
        else Rect(each.x, each.y - each.above, each.width, each.above + each.below)
        for each in page.pieces
    ]
    return found + [
        Rect(each.x, each.y, each.formula.width, each.formula.height) for each in page.formulas
    ]


def _level(rects: Sequence[Rect]) -> Iterator[tuple[Rect, Rect]]:
    """Yield each two of which neither stands wholly above the other."""
    ordered = sorted(rects, key=lambda rect: rect.y)
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 :]:
            if other.y >= one.bottom:
                break
            yield one, other


def _of(words: PlacedWords) -> tuple[str, float, bool]:
    return words.text, words.size, words.bold


@pytest.mark.parametrize(("name", "language"), COURSE)
def test_nothing_is_cut_off_and_nothing_lies_over_anything(name: str, language: str) -> None:
    with spoken(language):
        for state in _states(name, language):
            for window, width in WIDTHS.items():
                page = lay_page(_said(state), typesetting(), SIZE_PX, width)
                place = name, state.lesson and state.lesson.at, window
                rects = _rects(page)
                for rect in rects:
                    assert rect.x >= -1, place
                    assert rect.right <= width + 1, (place, rect)
                    assert rect.bottom <= page.height + 1, place
                for one, other in _level(rects):
                    assert not one.overlaps(other, -1.0), (place, one, other)


@pytest.mark.parametrize(("name", "language"), COURSE)
def test_a_class_sees_all_of_a_card_in_large_type(name: str, language: str) -> None:
    screen = page_of(1280, 720, 1)
    (at,) = screen.panels
    with spoken(language):
        for state in _states(name, language):
            card = card_now(state)
            assert card is not None
            place = name, state.lesson and state.lesson.at
            columns = columns_of(class_blocks(state, card), at.width, at.height)
            for page in columns:
                assert page.size >= LEAST_TYPE, place
                assert page.height <= at.height, (place, page.height, at.height)
                assert page.width <= at.width, place
            if card.ask is not None:
                for moment in (state, actions.show_answer(state)):
                    asked = fitting_question(moment, at.width, at.height)
                    assert asked.size >= LEAST_TYPE, place
                    assert asked.height <= at.height, place


@pytest.mark.parametrize(("name", "language"), COURSE)
def test_a_class_sees_all_of_a_question_beside_its_picture(name: str, language: str) -> None:
    at, _ = page_of(1280, 720, 2).panels
    with spoken(language):
        for state in _states(name, language):
            card = card_now(state)
            if card is None or card.ask is None:
                continue
            for moment in (state, actions.show_answer(state)):
                asked = fitting_question(moment, at.width, at.height)
                assert asked.size >= LEAST_TYPE, card.key
                assert asked.height <= at.height, card.key
                assert max(page.width for page in (asked.asked, asked.said)) <= at.width + 1
