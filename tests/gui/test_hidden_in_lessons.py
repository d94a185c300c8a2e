"""What a class is not shown stands in no card of a lesson either, until it is revealed."""

import re
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.text.covered import is_covered
from engine.text.lesson.lesson import FactRun
from engine.written.expression import Role
from engine.written.quantity import Kind, parse
from gui.disk import files
from gui.disk.lessons import bundled_lesson
from gui.formula.fonts import metrics
from gui.formula.layout import GlyphRun, TermBox, lay_out
from gui.lessons.content import runs_of
from gui.lessons.figure import lesson_blocks
from gui.lessons.page_view import PageView
from gui.lessons.runs import EquationsBlock, LiveNumber, TextBlock
from gui.presenting.choice import ScreenChoice
from gui.presenting.screen import Screen
from gui.state.curve import actions as curve_actions
from gui.state.experiment import editing
from gui.state.hiding import actions as hiding
from gui.state.hiding.derived import is_hidden
from gui.state.lesson import facts
from gui.state.run import actions, derived
from gui.window.window import Window
from tests import lessons_walk
from tests.gui.drawn_texts import drawn_texts
from tests.gui.lesson_window import go_to_card, lesson_panel, settle
from tests.windows import opened

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
The gradient is **{dw[2,0,0]}**, its neighbour {dw[2,0,1]}, the loss {fact loss}.

{formula dw[2,0,0]}
'''
step = 0
beat = "after"

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
"""
# of the worked example, to four digits: two gradients as its author printed them, and the loss
_OWN, _OTHER, _LOSS = "0.08217", "0.08267", "0.2984"
_LEFT = Qt.MouseButton.LeftButton
_DW_BEAT = 8  # of layer 2: the next one would reveal it


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Window:
    path = tmp_path / "some-cards.toml"
    path.write_text(LESSON, "utf-8")
    made = opened(qtbot, 1440, 900)
    made.documents.open(path)
    settle()
    return made


def _painted(window: Window) -> str:
    """Return all that is painted in the card, a piece a line."""
    page = lesson_panel(window).page
    size = page.width(), page.height()
    drawn = drawn_texts(lambda painter: page.render(painter, QPoint()), *size)
    return "\n".join(each.text for each in drawn)


def _terms(page: PageView, number: str) -> list[TermBox]:
    return [each for each in page.laid_out().terms if each.quantity == parse(number)]


def test_a_covered_number_is_neither_painted_nor_said(window: Window) -> None:
    page = lesson_panel(window).page
    assert all(each in _painted(window) for each in (_OWN, _OTHER, _LOSS))
    window.store.apply(hiding.hide_quantity, parse("dw[2,0,0]"), True)
    settle()
    assert _OWN not in _painted(window) + page.accessibleName()
    assert _OTHER in _painted(window)
    assert _painted(window).splitlines().count("?") == 2  # in the text and in the formula
    window.store.apply(hiding.hide_kind, Kind.D_WEIGHT, True)
    window.store.apply(hiding.hide_kind, Kind.LOSS, True)
    settle()
    for each in (_OWN, _OTHER, _LOSS):
        assert each not in _painted(window) + page.accessibleName()
    assert page.accessibleName().count("hidden") == 4


def test_nothing_in_a_card_moves_when_a_number_is_revealed(window: Window) -> None:
    page = lesson_panel(window).page
    told = [replace(each, role=page.laid_out().terms[0].role) for each in page.laid_out().terms]
    window.store.apply(hiding.hide_kind, Kind.D_WEIGHT, True)
    settle()
    hidden = page.laid_out().terms
    assert [(each.quantity, each.x, each.y, each.width) for each in hidden] == [
        (each.quantity, each.x, each.y, each.width) for each in told
    ]


def test_the_colour_of_a_plate_tells_no_sign(window: Window) -> None:
    def role() -> Role:
        settle()
        return _terms(lesson_panel(window).page, "dw[2,0,0]")[0].role

    def changed() -> tuple[Role, Role]:
        """Return the roles for a gradient above 0, and below: the output is then below 0.01."""
        window.store.apply(editing.set_parameter, parse("b[2,0]"), 0.6)
        above = role()
        window.store.apply(editing.set_parameter, parse("b[2,0]"), -9.0)
        return above, role()

    above, below = changed()
    assert above is not below
    window.store.apply(hiding.hide_kind, Kind.D_WEIGHT, True)
    above, below = changed()
    assert above is below


def test_a_click_on_its_plate_reveals_a_number_in_a_card(window: Window) -> None:
    window.store.apply(hiding.hide_kind, Kind.D_WEIGHT, True)
    settle()
    page = lesson_panel(window).page
    term = _terms(page, "dw[2,0,0]")[0]
    middle = QPoint(round(term.x + term.width / 2), round(term.y + term.height / 2))
    QTest.mouseMove(page, middle)
    assert _OWN not in page.toolTip()
    QTest.mouseClick(page, _LEFT, pos=middle)
    settle()
    assert _OWN in _painted(window)
    assert _OTHER not in _painted(window)
    assert window.store.state.selected is None
    QTest.mouseClick(page, _LEFT, pos=middle)
    assert window.store.state.selected == parse("w[2,0,0]")


def test_a_click_on_a_dash_reveals_nothing_before_it_is_known(window: Window) -> None:
    window.store.apply(hiding.hide_kind, Kind.D_WEIGHT, True)
    window.store.apply(actions.first_beat)
    settle()
    page = lesson_panel(window).page
    term = _terms(page, "dw[2,0,0]")[0]
    middle = QPoint(round(term.x + term.width / 2), round(term.y + term.height / 2))
    QTest.mouseClick(page, _LEFT, pos=middle)
    window.store.apply(actions.go_to, 0, _DW_BEAT, 1.0)
    settle()
    assert is_hidden(window.store.state, parse("dw[2,0,0]"))
    assert _OWN not in _painted(window)


def test_keys_reveal_a_number_in_a_card(window: Window) -> None:
    window.store.apply(hiding.hide_kind, Kind.D_WEIGHT, True)
    settle()
    page = lesson_panel(window).page
    page.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(page, Qt.Key.Key_Return)
    settle()
    assert _OWN in _painted(window)


def test_an_answer_that_is_shown_is_not_hidden_any_longer(window: Window) -> None:
    panel = go_to_card(window, "number")
    window.store.apply(hiding.hide_kind, Kind.D_WEIGHT, True)
    settle()
    QTest.mouseClick(panel.question.show_answer, _LEFT)
    settle()
    assert _OWN in panel.question.verdict.accessibleName()
    assert not is_hidden(window.store.state, parse("dw[2,0,0]"))
    assert is_hidden(window.store.state, parse("dw[2,0,1]"))


def test_a_class_does_not_see_it_either(window: Window, qtbot: QtBot) -> None:
    window.store.apply(hiding.hide_kind, Kind.D_WEIGHT, True)
    screen = Screen(window.store, ScreenChoice(panels=("lesson",)))
    qtbot.addWidget(screen)
    screen.resize(1280, 720)
    screen.show()
    texts = drawn_texts(lambda painter: screen.render(painter, QPoint()), 1280, 720)
    assert not any(_OWN in each.text for each in texts)
    QTest.keyClick(screen, Qt.Key.Key_H)
    texts = drawn_texts(lambda painter: screen.render(painter, QPoint()), 1280, 720)
    assert any(_OWN in each.text for each in texts)


@pytest.mark.parametrize("name", [lesson.name for lesson in files.lessons()])
def test_no_card_of_the_course_tells_what_is_hidden(name: str) -> None:
    lesson = bundled_lesson(name)
    kinds = tuple(kind.value for kind in Kind)
    for index, card in enumerate(lesson.cards):
        state = actions.last_beat(lessons_walk.opened(lesson, index))
        state = replace(state, document=replace(state.document, hidden=kinds))
        for block in lesson_blocks(state, card):
            if isinstance(block, TextBlock):
                live = [each for each in block.runs if isinstance(each, LiveNumber)]
                told = [each.text for each in live if each.quantity is not None]
                assert all(is_covered(each) for each in told), card.key
            elif isinstance(block, EquationsBlock):
                laid = lay_out(block.equations, metrics(), 20.0, 600.0, block.digits)
                own = [each for each in laid.pieces if isinstance(each, GlyphRun)]
                told = [each.text for each in own if each.quantity is not None]
                assert not any(re.search(r"\d\.\d", each) for each in told), card.key


def test_a_ball_on_the_curve_of_the_network_tells_no_hidden_weight() -> None:
    lesson = bundled_lesson("04-descent")
    state = lessons_walk.opened(lesson, 0)
    state = curve_actions.choose_curve(state, "network")
    weight = derived.value(state, derived.parameter(state))
    assert facts.value(state, "ball_place") == weight
    run = FactRun("ball_place", bold=False)
    (shown,) = runs_of(state, (run,))
    hidden = replace(state, document=replace(state.document, hidden=("w", "b")))
    (told,) = runs_of(hidden, (run,))
    assert isinstance(shown, LiveNumber)
    assert isinstance(told, LiveNumber)
    assert not is_covered(shown.text)
    assert is_covered(told.text)
    assert told.widest == shown.text
