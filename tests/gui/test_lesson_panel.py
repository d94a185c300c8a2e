"""A lesson in the window: its cards, what is tried and asked, with mouse and keys."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from engine.text.numbers import short
from engine.written.quantity import parse
from gui.disk import files
from gui.lessons.answers import ChoiceAnswer, NumberAnswer, OrderAnswer
from gui.lessons.asked import OptionLook
from gui.lessons.content import card_now
from gui.lessons.figure import lesson_blocks
from gui.lessons.flow import PlacedWords
from gui.lessons.page_view import PageView
from gui.lessons.panel import LessonPanel
from gui.lessons.runs import PageMark, TextBlock, Words
from gui.lessons.spoken import page_spoken
from gui.state.experiment import editing
from gui.state.hiding import actions as hiding_actions
from gui.state.lesson import derived as lesson_derived
from gui.state.run import actions, derived
from gui.state.view import actions as view_actions
from gui.window.panel_cover import CoverCard
from gui.window.window import Window
from tests.gui.lesson_window import click_item, go_to_card, lesson_panel, mark_of, settle
from tests.windows import lent, opened, put_back

LESSON = """
format = "gradientscope-lesson"
version = 1
language = "en"
title = "Some cards"
experiment = "mazur-2-2-2"

[[cards]]
key = "text"
title = "Numbers that live"
text = '''
The gradient is {dw[2,0,0]}, its letter {symbol dw[2,0,0]}, and $a = \\\\sigma(z)$.

{formula dw[2,0,0]}
'''
step = 0
beat = "loss"
panels = ["explanation"]
try = "Press End."
done = [{fact = "scene", equals = "after"}]

[[cards]]
key = "number"
title = "A number"
text = "One gradient."
step = 0
beat = "delta 2"
[cards.ask]
kind = "number"
text = "How large is it?"
quantity = "dw[2,0,0]"
reason = "Three slopes."

[[cards]]
key = "sign"
title = "A sign"
text = "One sign."
step = 0
beat = "delta 2"
[cards.ask]
kind = "sign"
text = "Which sign?"
quantity = "dw[2,1,0]"
varies = true
reason = "Minus."

[[cards]]
key = "choice"
title = "A choice"
text = "One of three."
panels = ["numbers", "tree"]
try = "Change the third."
[cards.ask]
kind = "choice"
text = "Which one?"
covers = ["tree"]
options = ["the first", "the second", "the third $w$"]
right = 1
reasons = ["Too early.", "It is.", "Too late."]

[[cards]]
key = "pick"
title = "A click"
text = "In the picture."
step = 0
beat = "delta 2"
[cards.ask]
kind = "pick"
text = "Which edge has the largest gradient?"
among = "dw[2]"
which = "largest"
reason = "It has the larger factors."

[[cards]]
key = "order"
title = "An order"
text = "Three of them."
[cards.ask]
kind = "order"
text = "In which order?"
items = ["one", "two", "three"]
reason = "As one counts."
"""


@pytest.fixture
def lesson(tmp_path: Path) -> Path:
    path = tmp_path / "some-cards.toml"
    path.write_text(LESSON, "utf-8")
    return path


@pytest.fixture(scope="module")
def _lent(qapp: QApplication) -> Iterator[Window]:
    yield from lent(1440, 900)


@pytest.fixture
def bare(_lent: Window) -> Window:
    return put_back(_lent)


@pytest.fixture
def window(_lent: Window, lesson: Path) -> Window:
    made = put_back(_lent, "lesson")
    made.documents.open(lesson)
    settle()
    return made


def _texts(view: PageView) -> list[str]:
    blocks = [block for block in view.blocks if isinstance(block, TextBlock)]
    return ["".join(run.text for run in block.runs if isinstance(run, Words)) for block in blocks]


def _click(button: QAbstractButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()


def test_a_lesson_shows_its_card_with_what_it_is_about(window: Window) -> None:
    assert window.room.arrangement == "lesson"
    panel = lesson_panel(window)
    assert panel.isVisible()
    assert _texts(panel.page)[0] == "Numbers that live"
    assert window.desk.panels["explanation"].isVisible()
    go_to_card(window, "choice")
    assert window.desk.panels["numbers"].isVisible()
    assert window.desk.panels["tree"].isVisible()
    assert not window.desk.panels["explanation"].isVisible()


def test_a_panel_that_tells_the_answer_is_covered_until_it_is_given(window: Window) -> None:
    panel = go_to_card(window, "choice")
    tree, numbers = (window.desk.panels[key] for key in ("tree", "numbers"))

    def covers(place: QWidget) -> list[CoverCard]:
        return [each for each in place.findChildren(CoverCard) if each.isVisible()]

    (cover,) = covers(tree)
    assert "once the question is answered" in cover.said.text()
    assert not cover.button.isVisible()
    window.store.apply(hiding_actions.reveal_all)
    assert covers(tree)
    assert not covers(numbers)
    _click(panel.question.show_answer)
    assert not covers(tree)


def test_keys_buttons_and_dots_lead_through_the_cards(window: Window) -> None:
    panel, store = lesson_panel(window), window.store

    def at() -> int:
        assert store.state.lesson is not None
        return store.state.lesson.at

    QTest.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert at() == 1
    _click(panel.next)
    assert at() == 2
    _click(panel.previous)
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert at() == 0
    place = panel.dots.middle(4).toPoint()
    QTest.mouseClick(panel.dots, Qt.MouseButton.LeftButton, pos=place)
    assert at() == 4


def test_what_is_tried_is_recognised_and_stays_so(window: Window) -> None:
    panel = lesson_panel(window)
    assert mark_of(panel.trying) is PageMark.OPEN
    QTest.keyClick(window, Qt.Key.Key_End)
    settle()
    assert mark_of(panel.trying) is PageMark.DONE
    QTest.keyClick(window, Qt.Key.Key_Home)
    settle()
    assert mark_of(panel.trying) is PageMark.DONE


def test_what_is_to_be_tried_comes_once_the_question_is_settled(window: Window) -> None:
    panel, store = go_to_card(window, "choice"), window.store
    card = card_now(store.state)
    assert card is not None
    try_it = "Try it: Change the third."
    assert isinstance(panel.question.fields, ChoiceAnswer)
    _click(panel.question.fields.buttons[0])
    assert not panel.trying.isVisible()
    assert try_it not in page_spoken(lesson_blocks(store.state, card))
    _click(panel.question.fields.buttons[1])
    assert panel.trying.isVisible()
    below = panel.question.mapTo(panel, panel.question.rect().bottomLeft()).y()
    assert panel.trying.mapTo(panel, QPoint()).y() > below
    assert panel.trying.accessibleName() == try_it
    assert page_spoken(lesson_blocks(store.state, card)).splitlines()[-2:] == ["It is.", try_it]
    go_to_card(window, "sign")
    assert not panel.trying.isVisible()
    go_to_card(window, "choice")
    assert panel.trying.isVisible()


def test_a_number_stands_as_a_dash_until_it_is_known_and_a_click_selects_it(
    window: Window,
) -> None:
    panel, gradient = lesson_panel(window), parse("dw[2,0,0]")

    def placed() -> PlacedWords:
        pieces = panel.page.laid_out().pieces
        return next(p for p in pieces if isinstance(p, PlacedWords) and p.quantity == gradient)

    assert placed().text == "–"
    before = panel.page.laid_out().height
    window.store.apply(actions.last_beat)
    settle()
    assert placed().text == "0.08217"
    assert panel.page.laid_out().height >= before
    found = placed()
    place = QPointF(found.x + found.width / 2, found.y - 4).toPoint()
    QTest.mouseClick(panel.page, Qt.MouseButton.LeftButton, pos=place)
    assert window.store.state.selected == parse("w[2,0,0]")


def test_the_arrows_go_from_number_to_number_and_enter_selects(window: Window) -> None:
    panel, store = lesson_panel(window), window.store
    for _ in range(200):
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        if panel.page.hasFocus():
            break
    gradient = "∂C/∂w₁₁⁽²⁾ = –"
    assert gradient in panel.page.accessibleDescription()
    plain, beat = panel.page.grab().toImage(), store.state.cursor.beat
    QTest.keyClick(panel.page, Qt.Key.Key_Right)
    assert gradient not in panel.page.accessibleDescription()
    assert panel.page.grab().toImage() != plain  # the ring is elsewhere
    QTest.keyClick(panel.page, Qt.Key.Key_Left)
    QTest.keyClick(panel.page, Qt.Key.Key_Return)
    assert store.state.selected == parse("w[2,0,0]")
    assert store.state.cursor.beat == beat
    QTest.keyClick(panel.page, Qt.Key.Key_Escape)
    assert not panel.page.hasFocus()
    assert panel.page.accessibleDescription() == ""
    QTest.keyClick(window, Qt.Key.Key_Right)
    assert store.state.cursor.beat == beat + 1
    go_to_card(window, "number")  # without a number
    assert panel.page.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_back_to_the_card_is_offered_once_it_was_left(window: Window) -> None:
    panel, store = lesson_panel(window), window.store
    assert not panel.back.isVisible()
    store.apply(actions.next_step)
    settle()
    assert panel.back.isVisible()
    _click(panel.back)
    assert store.state.cursor.step == 0
    assert not panel.back.isVisible()


def test_a_number_is_judged_by_enter_and_its_mistake_is_named(window: Window) -> None:
    panel = go_to_card(window, "number")
    fields, question = panel.question.fields, panel.question
    assert isinstance(fields, NumberAnswer)
    _click(fields.field)  # type: ignore[arg-type]
    QTest.keyClicks(fields.field, "0.4398")  # without the slope of the activation function
    QTest.keyClick(fields.field, Qt.Key.Key_Return)
    settle()
    assert mark_of(question.verdict) is PageMark.WRONG
    assert fields.isEnabled()
    assert window.store.state.cursor.part == 1.0
    fields.field.clear()
    QTest.keyClicks(fields.field, "0.0822")
    assert fields.check is not None
    _click(fields.check)
    assert mark_of(question.verdict) is PageMark.RIGHT
    assert "Three slopes." in _texts(question.verdict)
    assert not fields.isEnabled()


def test_a_sign_is_asked_again_with_other_numbers(window: Window) -> None:
    panel = go_to_card(window, "sign")
    assert not panel.question.another.isVisible()
    plus, _, minus = panel.question.fields.findChildren(QAbstractButton)[:3]  # type: ignore[union-attr]
    _click(plus)
    assert mark_of(panel.question.verdict) is PageMark.WRONG
    _click(minus)
    assert mark_of(panel.question.verdict) is PageMark.RIGHT
    before = window.store.state.document.experiment
    _click(panel.question.another)
    assert window.store.state.document.experiment is not before
    assert lesson_derived.is_question_open(window.store.state)
    assert not panel.question.verdict.isVisible()


def _marks(panel: LessonPanel) -> list[list[PageMark]]:
    """Return the marks that are painted on each option."""
    fields = panel.question.fields
    assert isinstance(fields, ChoiceAnswer)
    return [[each.mark for each in button.laid_out().marks] for button in fields.buttons]


def test_the_sign_that_was_right_is_marked_as_an_option_is(window: Window) -> None:
    panel = go_to_card(window, "sign")
    assert _marks(panel) == [[], [], []]
    plus, zero, minus = panel.question.fields.buttons  # type: ignore[union-attr]
    _click(plus)
    assert _marks(panel) == [[PageMark.WRONG], [], []]
    assert not plus.isEnabled()
    assert minus.isEnabled()
    _click(panel.question.show_answer)
    marked = [[PageMark.WRONG], [], [PageMark.RIGHT]]
    assert _marks(panel) == marked  # dC/dw = delta a < 0, as 0.99 is not yet reached
    assert not zero.isEnabled()
    assert not minus.isEnabled()
    assert minus.accessibleName().startswith("Right.")
    window.store.apply(editing.set_parameter, parse("w[2,1,0]"), 9.0)
    settle()
    assert _marks(panel) == marked  # of the network that was asked about
    go_to_card(window, "choice")
    assert _marks(go_to_card(window, "sign")) == [[], [], [PageMark.RIGHT]]


def test_a_number_that_was_shown_stays_as_it_was(window: Window) -> None:
    panel = go_to_card(window, "number")
    _click(panel.question.show_answer)
    told = panel.question.verdict.accessibleName().splitlines()[0]
    assert told.endswith("0.08217")
    window.store.apply(editing.set_parameter, parse("w[2,0,0]"), -0.4)
    settle()
    assert panel.question.verdict.accessibleName().splitlines()[0] == told


def test_the_number_that_is_shown_is_that_of_the_sample_on_screen(window: Window) -> None:
    panel = go_to_card(window, "number")
    window.store.apply(editing.open_experiment, files.experiment_of("xor-2-4-1"), "own")
    window.store.apply(view_actions.follow_sample, 2)
    settle()
    _click(panel.question.show_answer)
    state = window.store.state
    step, row = derived.trace(state), derived.shown_row(state)
    assert row is not None
    own = step.layers[1].delta[row, 0] * 4 * step.a(1)[row, 0]  # of its own loss: no 1/N
    told = panel.question.verdict.accessibleName().splitlines()[0]
    assert told.endswith(short(own, 4).replace("−", "minus "))


def test_each_option_is_judged_with_its_own_reason(window: Window) -> None:
    panel = go_to_card(window, "choice")
    fields = panel.question.fields
    assert isinstance(fields, ChoiceAnswer)
    _click(fields.buttons[2])
    assert fields.buttons[2].look is OptionLook.WRONG
    assert _texts(panel.question.verdict) == ["Too late."]
    _click(fields.buttons[1])
    assert fields.buttons[1].look is OptionLook.RIGHT
    assert "It is." in _texts(panel.question.verdict)
    assert not any(button.isEnabled() for button in fields.buttons)


def test_options_are_reached_and_chosen_by_keys(window: Window) -> None:
    panel = go_to_card(window, "choice")
    fields = panel.question.fields
    assert isinstance(fields, ChoiceAnswer)
    for _ in range(200):
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        if fields.buttons[1].hasFocus():
            break
    QTest.keyClick(fields.buttons[1], Qt.Key.Key_Return)
    assert fields.buttons[1].look is OptionLook.RIGHT


def test_a_key_leads_to_the_question_and_an_answer_gives_the_keys_back(window: Window) -> None:
    panel, beat = go_to_card(window, "number"), window.store.state.cursor.beat
    fields = panel.question.fields
    assert isinstance(fields, NumberAnswer)
    QTest.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.AltModifier)
    assert fields.field.hasFocus()
    QTest.keyClicks(fields.field, "0.4398")
    QTest.keyClick(fields.field, Qt.Key.Key_Return)
    QTest.keyClicks(fields.field, "0.0822")  # over the wrong one
    for below in (fields.check, panel.question.show_answer):
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        assert below is not None
        assert below.hasFocus()
    QTest.keyClick(fields.field, Qt.Key.Key_Return)
    assert mark_of(panel.question.verdict) is PageMark.RIGHT
    assert not panel.isAncestorOf(window.focusWidget() or window)
    QTest.keyClick(window, Qt.Key.Key_Home)
    assert window.store.state.cursor.beat == 0 < beat
    panel = go_to_card(window, "choice")
    QTest.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.AltModifier)
    assert isinstance(panel.question.fields, ChoiceAnswer)
    QTest.keyClick(panel.question.fields.buttons[0], Qt.Key.Key_Tab)
    QTest.keyClick(panel.question.fields.buttons[1], Qt.Key.Key_Return)
    assert mark_of(panel.question.verdict) is PageMark.RIGHT


def test_a_click_in_the_picture_answers_in_place_of_selecting(window: Window) -> None:
    panel = go_to_card(window, "pick")
    selected = window.store.state.selected
    frame = window.desk.network.current_frame()  # type: ignore[attr-defined]
    labels = [each.text for each in frame.above.texts if each.quantity == parse("w[2,1,0]")]
    assert labels == ["0.5"]  # without a letter, which might be the one that is asked for
    click_item(window, parse("w[2,1,0]"))
    assert mark_of(panel.question.verdict) is PageMark.WRONG
    assert window.store.state.selected == selected
    network = window.desk.network
    assert network.cursor().shape() == Qt.CursorShape.PointingHandCursor
    QTest.mouseMove(network, QPoint(3, 3))
    assert network.cursor().shape() == Qt.CursorShape.CrossCursor
    click_item(window, parse("w[2,0,1]"))
    assert mark_of(panel.question.verdict) is PageMark.RIGHT
    assert window.store.state.selected == parse("w[2,0,1]")
    click_item(window, parse("w[2,1,0]"))
    assert window.store.state.selected == parse("w[2,1,0]")


def test_rows_are_put_in_order_by_keys_and_by_dragging(window: Window) -> None:
    panel = go_to_card(window, "order")
    fields = panel.question.fields
    assert isinstance(fields, OrderAnswer)
    rows = fields.rows
    assert rows.order != (0, 1, 2)
    rows.setFocus()
    for target in (0, 1):  # bring each to its place, from above
        row = rows.order.index(target)
        for _ in range(3):
            QTest.keyClick(rows, Qt.Key.Key_Up)
        for _ in range(row):
            QTest.keyClick(rows, Qt.Key.Key_Down)
        for _ in range(row - target):
            QTest.keyClick(rows, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert rows.order == (0, 1, 2)
    tops = rows.tops()
    middles = [QPoint(30, round((a + b) / 2)) for a, b in pairwise(tops)]
    QTest.mousePress(rows, Qt.MouseButton.LeftButton, pos=middles[0])
    QTest.mouseMove(rows, middles[1])
    QTest.mouseRelease(rows, Qt.MouseButton.LeftButton, pos=middles[1])
    assert rows.order == (1, 0, 2)
    assert fields.check is not None
    _click(fields.check)
    assert mark_of(panel.question.verdict) is PageMark.WRONG
    _click(panel.question.show_answer)
    assert rows.order == (0, 1, 2)
    assert not fields.isEnabled()


def test_a_verdict_comes_into_sight_where_there_is_little_room(qtbot: QtBot, lesson: Path) -> None:
    window = opened(qtbot, 1024, 700)
    window.documents.open(lesson)
    settle()
    panel = go_to_card(window, "choice")
    fields, verdict = panel.question.fields, panel.question.verdict
    assert isinstance(fields, ChoiceAnswer)
    _click(fields.buttons[0])
    settle()
    seen = verdict.visibleRegion().boundingRect()
    assert seen.height() == verdict.height()


def test_a_screen_reader_hears_card_question_and_options(window: Window) -> None:
    panel = go_to_card(window, "choice")
    name = QAccessible.Text.Name

    def heard(widget: object) -> str:
        return QAccessible.queryAccessibleInterface(widget).text(name)  # type: ignore[arg-type]

    assert heard(panel.page).splitlines()[0] == "A choice"
    assert heard(panel.question.asked) == "Which one?"
    assert isinstance(panel.question.fields, ChoiceAnswer)
    assert heard(panel.question.fields.buttons[2]) == "C. the third w"


def test_a_lesson_that_cannot_be_read_leaves_what_is_open(window: Window, tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text(LESSON.replace('kind = "sign"', 'kind = "sing"'), "utf-8")
    before = window.store.state.lesson
    window.documents.open(bad)
    assert window.notice.isVisible()
    assert window.store.state.lesson is before


def test_a_lesson_is_opened_by_dropping_it(bare: Window, lesson: Path) -> None:
    window, data = bare, QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(lesson))])
    left, no = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(200, 200), Qt.DropAction.CopyAction, data, left, no))
    assert window.store.state.lesson is not None
    assert window.room.arrangement == "lesson"


def test_the_menu_lists_the_course(bare: Window) -> None:
    window, menu = bare, bare.menu.lessons
    assert len(menu.lessons) == len(files.lessons()) >= 13
    menu.lessons[1].trigger()
    assert window.store.state.lesson is not None
    assert window.store.state.lesson.lesson.name == files.lessons()[1].name


def test_without_a_lesson_the_panel_shows_the_course(bare: Window) -> None:
    window = bare
    QTest.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    settle()
    panel = lesson_panel(window)
    assert panel.course.isVisible()
    _click(panel.course.buttons[0])
    assert window.store.state.lesson is not None
    assert not panel.course.isVisible()
    assert panel.page.isVisible()
