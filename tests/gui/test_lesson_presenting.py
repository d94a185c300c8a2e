"""A lesson in front of a class: large, led by a remote, with the votes that are typed."""

from datetime import datetime
from itertools import combinations
from math import hypot

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.text.lesson.lesson import AskSign
from engine.text.numbers import short
from gui.app import application
from gui.disk import files
from gui.disk.lessons import bundled_lesson
from gui.lessons.class_question import fitting_question
from gui.lessons.runs import PageMark
from gui.lessons.votes import Votes
from gui.look.theme import contrast
from gui.network.marks import LARGEST
from gui.network.shapes import Disc, Rect
from gui.presenting.choice import USUAL, ScreenChoice
from gui.presenting.network_drawing import class_drawing
from gui.presenting.notes import Notes
from gui.presenting.screen import Screen
from gui.presenting.spoken import spoken
from gui.state.lesson import actions, derived
from gui.state.state import first_state
from gui.state.store import Store
from gui.words.catalog import CHINESE, SOURCE
from gui.words.catalog import spoken as said_in
from tests.gui.drawn_texts import drawn_texts

_20_PT = 20 * 96 / 72  # px


@pytest.fixture
def screen(qtbot: QtBot) -> Screen:
    """Return the screen of the class at a card with a choice."""
    application()
    example = files.resolve("mazur-2-2-2")
    store = Store(first_state(files.read(example), example.stem))
    lesson = bundled_lesson("08-indices")
    at = [card.key for card in lesson.cards].index("one-neuron-more")
    store.apply(actions.open_lesson, lesson, at)
    made = Screen(store, ScreenChoice(panels=("lesson",)))
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    made.activateWindow()
    while not made.isActiveWindow():
        QCoreApplication.processEvents()
    return made


def _press(screen: Screen, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(screen, key)


def _at(screen: Screen) -> int:
    assert screen.store.state.lesson is not None
    return screen.store.state.lesson.at


def test_a_remote_leads_to_the_question_to_its_answer_and_to_the_next_card(screen: Screen) -> None:
    first = _at(screen)
    _press(screen, Qt.Key.Key_PageDown)
    assert screen.shown.asks
    assert derived.is_question_open(screen.store.state)
    _press(screen, Qt.Key.Key_PageDown)
    assert not derived.is_question_open(screen.store.state)
    assert _at(screen) == first
    _press(screen, Qt.Key.Key_PageDown)
    assert _at(screen) == first + 1
    assert not screen.shown.asks
    _press(screen, Qt.Key.Key_PageUp)
    assert _at(screen) == first


def test_votes_are_typed_and_taken_back(screen: Screen) -> None:
    key = Qt.Key
    _press(screen, key.Key_PageDown, key.Key_A, key.Key_B, key.Key_B)
    _press(screen, key.Key_1, key.Key_2, key.Key_C)
    assert [screen.shown.votes.count(option) for option in range(3)] == [1, 2, 12]
    _press(screen, key.Key_Backspace, key.Key_Backspace)
    assert [screen.shown.votes.count(option) for option in range(3)] == [1, 1, 0]
    _press(screen, key.Key_5, key.Key_Backspace, key.Key_D)  # there is no fourth option
    assert screen.shown.votes == Votes(((0, 1), (1, 1)))
    _press(screen, key.Key_PageDown)
    assert screen.shown.votes.total == 2  # beside the answer
    _press(screen, key.Key_PageDown)
    assert screen.shown.votes == Votes()


def test_letters_are_commands_again_once_the_question_is_over(screen: Screen) -> None:
    strong = screen.shown.is_strong
    _press(screen, Qt.Key.Key_PageDown, Qt.Key.Key_C)
    assert screen.shown.is_strong is strong
    _press(screen, Qt.Key.Key_PageDown, Qt.Key.Key_C)
    assert screen.shown.is_strong is not strong


def test_clicks_lead_as_the_remote_does(screen: Screen) -> None:
    QTest.mouseClick(screen, Qt.MouseButton.LeftButton)
    assert screen.shown.asks
    QTest.mouseClick(screen, Qt.MouseButton.RightButton)
    assert not screen.shown.asks


def test_a_key_shows_the_lesson_beside_the_network_and_puts_it_away(screen: Screen) -> None:
    seen: list[tuple[str, ...]] = []
    for _ in range(3):
        _press(screen, Qt.Key.Key_L)
        seen.append(screen.shown.panels)
    assert seen == [("lesson", "network"), USUAL, ("lesson",)]


def test_the_head_and_the_picture_beside_a_card_go_with_it(screen: Screen) -> None:
    _press(screen, Qt.Key.Key_L)
    screen.store.apply(actions.open_lesson, bundled_lesson("05-slope"), 2)
    assert screen.shown.panels == ("lesson", "secant")
    for card in (3, 4):
        texts = drawn_texts(lambda painter: screen.render(painter, QPoint()), 1280, 720)
        assert f"card {card} of 6" in [each.text for each in texts]
        _press(screen, *[Qt.Key.Key_PageDown] * 3)
    screen.store.apply(actions.go_to_card, 5)
    assert screen.shown.panels == ("lesson", "plane")


def test_all_of_it_can_be_read_in_the_last_row(screen: Screen) -> None:
    for keys in ((), (Qt.Key.Key_PageDown,), (Qt.Key.Key_A,), (Qt.Key.Key_PageDown,)):
        _press(screen, *keys)
        texts = drawn_texts(lambda painter: screen.render(painter, QPoint()), 1280, 720)
        sizes = [each.size for each in texts if each.text.strip()]
        assert min(sizes) >= _20_PT - 0.5, sorted(sizes)[:3]


def test_the_answer_is_marked_among_the_options(screen: Screen) -> None:
    _press(screen, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown)
    page = fitting_question(screen.store.state, 500.0, 220.0)
    assert len(page.rows) == 3
    assert [len(row.marks) for row in page.rows] == [0, 1, 0]
    assert [each.mark for each in page.said.marks] == [PageMark.OPEN]  # of what to try then


def test_the_right_sign_is_marked_among_the_signs(screen: Screen) -> None:
    lesson = bundled_lesson("01-three-steps")
    at = next(i for i, card in enumerate(lesson.cards) if isinstance(card.ask, AskSign))
    screen.store.apply(actions.open_lesson, lesson, at)
    _press(screen, Qt.Key.Key_PageDown, Qt.Key.Key_C)
    assert _row_marks(screen) == [[], [], []]
    _press(screen, Qt.Key.Key_PageDown)
    # 2 (3 × 2 + 1 - 9) × 2 = -8: the slope of the square, and the input
    assert _row_marks(screen) == [[], [], [PageMark.RIGHT]]
    assert screen.shown.votes.count(2) == 1


def _row_marks(screen: Screen) -> list[list[PageMark]]:
    page = fitting_question(screen.store.state, 500.0, 220.0)
    return [[each.mark for each in row.marks] for row in page.rows]


def _texts(screen: Screen) -> list[str]:
    drawn = drawn_texts(lambda painter: screen.render(painter, QPoint()), 1280, 720)
    return [each.text for each in drawn]


def test_what_has_no_room_beside_the_picture_is_whole_alone(screen: Screen) -> None:
    lesson = bundled_lesson("09-sum-over-paths")
    at = [card.key for card in lesson.cards].index("reuse")
    screen.store.apply(actions.open_lesson, lesson, at)
    alone = _texts(screen)
    assert any("Four terms" in each for each in alone)
    assert "…" not in alone
    _press(screen, Qt.Key.Key_L)
    assert "…" in _texts(screen)


def test_what_is_to_be_tried_is_said_to_be_for_the_window(screen: Screen) -> None:
    lesson = bundled_lesson("01-three-steps")  # U trains in the window, and not before a class
    at = [card.key for card in lesson.cards].index("until-it-stays")
    screen.store.apply(actions.open_lesson, lesson, at)
    said = " ".join(_texts(screen))
    assert "In the window:" in said
    assert "Press U" in said
    assert "Try it" not in said


def _notes_seen(notes: Notes) -> list[str]:
    preview = notes.preview
    size = preview.width(), preview.height()
    drawn = drawn_texts(lambda painter: preview.render(painter, QPoint()), *size)
    return [each.text for each in drawn]


def test_the_notes_show_what_the_next_press_leads_to(screen: Screen, qtbot: QtBot) -> None:
    notes = Notes(screen, lambda: datetime(2026, 3, 2, 9, 0))
    qtbot.addWidget(notes)
    notes.resize(1280, 720)
    notes.show()
    cards = bundled_lesson("08-indices").cards
    at = _at(screen)
    assert notes.where.text() == f"card {at + 1} of {len(cards)}"
    assert not notes.next.isVisible()
    for _ in range(3):  # the question, its answer, the next card
        seen = [each for each in _notes_seen(notes) if each.strip()]
        _press(screen, Qt.Key.Key_PageDown)
        qtbot.wait(50)
        now = [each for each in _texts(screen) if each.strip()]
        assert {*seen} == {*now}
    assert _at(screen) == at + 1
    _press(screen, Qt.Key.Key_2)  # without the lesson
    assert notes.next.isVisible()
    assert notes.where.text().startswith("beat ")


def test_the_sign_of_a_dead_neuron_is_there_where_letters_were_too_small(screen: Screen) -> None:
    lesson = bundled_lesson("12-what-goes-wrong")
    at = [card.key for card in lesson.cards].index("dead")
    screen.store.apply(actions.open_lesson, lesson, at)
    _press(screen, Qt.Key.Key_L)
    place = screen.page().panels[1]
    shown = spoken(screen.store.state)
    picture = class_drawing(shown, screen.theme(), place.width, place.height).frame.above
    discs = [disc for disc in picture.discs if disc.radius <= LARGEST]
    assert len(discs) == 3  # of the four, as the card says
    for disc in discs:
        inside = [box for box in picture.boxes if _is_inside(box.rect, disc)]
        assert len(inside) == 2  # both bars of a dagger
        ground = disc.fill
        assert ground is not None
        assert all(contrast(box.fill, ground) > 4.5 for box in inside)


def _is_inside(rect: Rect, disc: Disc) -> bool:
    corners = ((x, y) for x in (rect.x, rect.right) for y in (rect.y, rect.bottom))
    return all(hypot(x - disc.x, y - disc.y) < disc.radius for x, y in corners)


def test_a_card_about_two_paths_has_both_of_them_beside_it(screen: Screen) -> None:
    lesson = bundled_lesson("09-sum-over-paths")
    at = [card.key for card in lesson.cards].index("down-to-the-weight")
    screen.store.apply(actions.open_lesson, lesson, at)
    _press(screen, Qt.Key.Key_L)
    assert screen.shown.panels == ("lesson", "paths")
    seen = _texts(screen)
    assert not any("together" in each for each in seen)
    # 0.0363503 = 0.0553994 + (-0.0190491), as Mazur prints it, times slope and input
    slope = 0.593269992 * (1 - 0.593269992) * 0.05
    for part in (0.0553994, -0.0190491):
        assert short(part * slope, 4, sign=True) in seen


def test_the_formula_below_a_curve_is_whole_beside_a_card(screen: Screen) -> None:
    lesson = bundled_lesson("04-descent")
    at = [card.key for card in lesson.cards].index("the-rule")
    screen.store.apply(actions.open_lesson, lesson, at)
    _press(screen, Qt.Key.Key_L)
    said = " ".join(" ".join(_texts(screen)).split())
    assert "C(w) = 0.24(w − 3)^2 + 1 − cos(3(w − 3))" in said


@pytest.mark.parametrize("own", [SOURCE, CHINESE])
def test_the_head_of_the_last_card_is_whole_in_both_languages(
    screen: Screen, qtbot: QtBot, own: str
) -> None:
    with said_in(own):
        both = Screen(screen.store, ScreenChoice(panels=("lesson",), in_both=True))
        qtbot.addWidget(both)
        both.resize(1280, 720)
        both.show()
        for name in ("01-three-steps", "14-published-mistakes"):
            lesson = bundled_lesson(name)
            both.store.apply(actions.open_lesson, lesson, len(lesson.cards) - 1)
            drawn = drawn_texts(lambda painter: both.render(painter, QPoint()), 1280, 720)
            bottom = both.page().head.bottom * both.page().unit
            head = [each for each in drawn if each.rect.bottom() <= bottom + 1]
            assert len(head) >= 3  # the place, which card it is, and one of them in both
            for one, other in combinations(head, 2):
                inside = one.rect.adjusted(1, 0, -1, 0)  # words in two fonts touch
                assert not inside.intersects(other.rect), (one.text, other.text)
            assert not any(each.text.endswith("…") for each in head)
        both.end()
