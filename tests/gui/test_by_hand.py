"""The panel 'By hand': a whole step worked with the keyboard, number by number."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from engine.exercise.judging import Worth
from engine.story.beats import Scene
from engine.written.quantity import Kind, parse
from gui.disk import files
from gui.exercise.by_hand_panel import ByHandPanel
from gui.exercise.line_row import LineRow
from gui.panels.comparison import comparisons
from gui.state.action_log import ActionLog
from gui.state.exercise import actions, derived
from gui.state.hiding import actions as hiding
from gui.state.replay import replay
from gui.state.run import actions as run_actions
from gui.state.run import derived as run_derived
from gui.state.state import State, first_state
from gui.state.store import Store
from gui.state.view import actions as view_actions
from gui.words import catalog
from main import main
from tests.windows import opened
from tests.worksheets import tex_answers


@pytest.fixture(params=["en", "zh"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    with catalog.spoken(request.param):
        yield str(request.param)


def _panel(qtbot: QtBot, name: str = "mazur-2-2-2", blanks: int | None = None) -> ByHandPanel:
    path = files.resolve(name)
    store = Store(first_state(files.read(path), path.stem))
    store.apply(actions.set_blanks, blanks)
    made = ByHandPanel(store)
    qtbot.addWidget(made)
    made.resize(460, 640)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def _state(panel: ByHandPanel) -> State:
    return panel._store.state


def _begin(panel: ByHandPanel) -> None:
    QTest.mouseClick(panel.begin, Qt.MouseButton.LeftButton)
    QCoreApplication.processEvents()


def _type(text: str) -> None:
    """Type a number into the field that has the keyboard, and press Enter."""
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    QCoreApplication.processEvents()


def _rows(panel: ByHandPanel) -> list[LineRow]:
    return [row for row in panel.findChildren(LineRow) if row.shown is not None]


def _marks(panel: ByHandPanel) -> dict[str, Worth]:
    return {str(each): judged.worth for each, judged in derived.judgements(_state(panel)).items()}


FIRST = ("0.3775", "0.3925", "0.5933", "0.5969", "1.106", "1.225", "0.7514", "0.7729", "0.2984")


def test_what_a_key_says_typed_into_the_window_is_all_right(
    qtbot: QtBot, tmp_path: Path, language: str
) -> None:
    out = tmp_path / "sheet.tex"
    assert main(["worksheet", "mazur-2-2-2", "--lang", language, "-o", str(out)]) == 0
    catalog.use(language)  # a command leaves its own language behind
    panel = _panel(qtbot)
    _begin(panel)
    found = tex_answers((tmp_path / "sheet-key.tex").read_bytes())
    assert len(found) == 42
    for answer in found:
        assert derived.next_unfound(_state(panel)) is not None
        _type(answer)
    marks = _marks(panel)
    assert [each for each, worth in marks.items() if not worth.counts] == []
    assert derived.next_unfound(_state(panel)) is None
    state = _state(panel)
    assert run_derived.beat(state).scene is Scene.LOSS_AFTER
    assert panel.once_more.hasFocus()


def test_the_cursor_stands_before_what_is_asked_and_moves_on_as_it_is_found(qtbot: QtBot) -> None:
    panel = _panel(qtbot)
    _begin(panel)
    for text in FIRST:
        line = derived.next_unfound(_state(panel))
        assert line is not None
        state = _state(panel)
        assert state.cursor.beat == line.beat - 1
        assert not run_derived.is_known(state, line.quantity)
        _type(text)
    assert run_derived.is_known(_state(panel), parse("C"))
    assert not run_derived.is_known(_state(panel), parse("da[2,0]"))


def test_no_field_and_no_formula_tells_a_number_that_is_asked_for(qtbot: QtBot) -> None:
    panel = _panel(qtbot)
    _begin(panel)
    for text in FIRST:
        for row in _rows(panel):
            assert row.shown is not None
            said = row.formula.accessibleDescription()
            assert text not in said or row.field.text() == text
        _type(text)


def test_figures_of_a_book_wait_for_the_numbers_that_they_tell(qtbot: QtBot) -> None:
    panel = _panel(qtbot)
    assert len(comparisons(_state(panel))) > 5
    _begin(panel)
    assert comparisons(_state(panel)) == ()
    _type("0.3775")
    _type("0.3925")
    assert [each.letter for each in comparisons(_state(panel))] == ["z₁⁽¹⁾"]
    QTest.mouseClick(panel.stop, Qt.MouseButton.LeftButton)
    assert not derived.is_worked(_state(panel))
    assert len(comparisons(_state(panel))) > 5


def test_the_first_wrong_number_is_named_and_a_click_leads_to_it(
    qtbot: QtBot, language: str
) -> None:
    panel = _panel(qtbot)
    _begin(panel)
    for text in FIRST:
        _type(text)
    _type("0.7414")
    _type("-0.2171")
    _type("0.7414")  # delta without the slope of the activation
    assert _marks(panel)["delta[2,0]"] is Worth.SLIP
    judged = derived.judgements(_state(panel))[parse("delta[2,0]")]
    assert judged.slip == "slope-forgotten"
    assert not panel.wrong.isVisible()  # the line itself says it
    _type("-0.03810")
    _type("")  # the page stays while a number on it is wrong: Enter again goes on
    assert panel.wrong.text().startswith("δ₁⁽²⁾")
    assert derived.pages(_state(panel))[derived.page(_state(panel))].beat == 8
    # the rest is right for a delta of 0.7414
    _type("0.4399")
    assert _marks(panel)["dw[2,0,0]"] is Worth.FOLLOWS
    row = next(r for r in _rows(panel) if r.shown and str(r.shown.quantity) == "dw[2,0,0]")
    assert "δ₁⁽²⁾" in row.said.text()
    QTest.mouseClick(panel.to_mistake, Qt.MouseButton.LeftButton)
    assert derived.pages(_state(panel))[derived.page(_state(panel))].beat == 7
    assert _state(panel).selected == parse("a[2,0]")
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.selectAll()
    _type("0.1385")
    assert _marks(panel)["delta[2,0]"] is Worth.RIGHT
    # and what followed from the mistake is one now
    assert not _marks(panel)["dw[2,0,0]"].counts


def test_the_network_waits_for_a_wrong_number_while_the_lines_go_on(qtbot: QtBot) -> None:
    panel = _panel(qtbot)
    _begin(panel)
    for text in ("0.3775", "0.4925", "", "0.5933"):
        _type(text)
    assert _state(panel).cursor.beat == 0
    assert derived.pages(_state(panel))[derived.page(_state(panel))].beat == 2
    assert not run_derived.is_known(_state(panel), parse("z[1,1]"))


def test_only_the_last_line_is_blank_at_first_and_then_one_more_each_time(qtbot: QtBot) -> None:
    panel = _panel(qtbot, blanks=1)
    _begin(panel)
    assert [str(line.quantity) for line in derived.asked(_state(panel))] == ["C_after"]
    _type("0.2910")
    assert panel.once_more.isVisible()
    QTest.keyClick(panel.once_more, Qt.Key.Key_Space)
    state = _state(panel)
    assert state.cursor.step == 1
    assert [str(line.quantity) for line in derived.asked(state)] == ["b_after[2,1]", "C_after"]
    assert derived.is_worked(state)
    assert not derived.choice(state).typed


def test_a_line_can_be_shown_and_everything_begun_again(qtbot: QtBot) -> None:
    panel = _panel(qtbot)
    _begin(panel)
    QTest.mouseClick(panel.show_me, Qt.MouseButton.LeftButton)
    rows = _rows(panel)
    assert rows[0].field.text() == "0.3775"
    assert rows[0].said.text() == catalog.say("by-hand.told")
    assert QApplication.focusWidget() is rows[1].field
    QTest.mouseClick(panel.again, Qt.MouseButton.LeftButton)
    assert not derived.choice(_state(panel)).shown
    assert _rows(panel)[0].field.text() == ""


def test_arrows_and_tab_lead_from_field_to_field_and_nothing_typed_is_lost(qtbot: QtBot) -> None:
    panel = _panel(qtbot)
    _begin(panel)
    first, second = (row.field for row in _rows(panel))
    assert first.hasFocus()
    QTest.keyClicks(first, "0.3775")
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert _marks(panel) == {"z[1,0]": Worth.RIGHT}
    assert second.hasFocus()
    QTest.keyClick(second, Qt.Key.Key_Up)
    assert first.hasFocus()
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    QTest.keyClicks(second, "1,5x")
    QTest.keyClick(second, Qt.Key.Key_Return)
    assert _marks(panel)["z[1,1]"] is Worth.UNREADABLE
    assert second.text() == "1,5x"
    assert second.accessibleDescription()


def test_typed_digits_are_no_shortcuts_of_the_window(qtbot: QtBot) -> None:
    window = opened(qtbot, 1280, 720)
    window.room.bring("by-hand")
    window.make_ready_for_picture()
    panel = window.findChild(ByHandPanel)
    assert panel is not None
    window.store.apply(actions.set_blanks, None)
    _begin(panel)
    digits, theme = window.store.state.view.digits, window.store.state.view.theme
    _type("d.,l")
    assert window.store.state.view.digits == digits
    assert window.store.state.view.theme == theme
    assert _rows(panel)[0].field.text() == "d.,l"


def test_a_large_network_shows_few_lines_at_a_time(qtbot: QtBot) -> None:
    panel = _panel(qtbot, "digits-64-32-10")
    _begin(panel)
    assert len(derived.asked(_state(panel))) > 7000
    assert len(panel.findChildren(QLineEdit)) < 20
    assert 0 < len(_rows(panel)) <= 12
    assert "(1 " in panel.heading.text()


def test_kinds_can_be_asked_for_alone(qtbot: QtBot) -> None:
    panel = _panel(qtbot)
    panel._store.apply(actions.ask_for, "delta")
    _begin(panel)
    assert {line.quantity.kind.value for line in derived.asked(_state(panel))} == {"delta"}
    assert _state(panel).cursor.beat == 6
    assert len([row for row in _rows(panel) if row.shown and row.shown.is_asked]) == 2
    for text in ("0.1385", "-0.03810", "0.008771", "0.009954"):
        _type(text)
    assert derived.next_unfound(_state(panel)) is None


def test_an_edit_ends_what_was_worked(qtbot: QtBot) -> None:
    panel = _panel(qtbot)
    _begin(panel)
    _type("0.3775")
    panel._store.apply(run_actions.train, 1)
    assert not derived.is_worked(_state(panel))
    assert panel.begin.isVisible()
    panel._store.apply(run_actions.go_to, 0, 0, 1.0)
    assert _marks(panel) == {"z[1,0]": Worth.RIGHT}  # the step is what it was


@pytest.mark.parametrize("alone_first", [False, True])
def test_the_first_of_a_batch_and_a_sample_alone_have_lines_of_their_own(alone_first: bool) -> None:
    """The letters of the one carry a number, those of the other none."""
    xor = files.read(files.resolve("xor-2-4-1"))
    of_batch = view_actions.follow_sample(first_state(xor), 0)
    alone = first_state(replace(xor, training=replace(xor.training, batch_size=1)))
    for state in (alone, of_batch) if alone_first else (of_batch, alone):
        begun = actions.begin(actions.set_blanks(state, None))
        first = derived.next_blank(begun)
        assert first is not None
        assert first.quantity.sample == (0 if state is of_batch else None)
        assert derived.page(begun) == 0


def test_it_is_all_done_again_from_a_log(qtbot: QtBot) -> None:
    panel = _panel(qtbot, blanks=1)
    lines: list[str] = []
    log = ActionLog(lines.append, _state(panel), "test")
    panel._store.watch(log.note)
    panel._store.apply(actions.set_blanks, None)
    _begin(panel)
    for text in ("0.3775", "0.5", "", "0.5933"):
        _type(text)
    QTest.mouseClick(panel.show_me, Qt.MouseButton.LeftButton)
    panel._store.apply(view_actions.set_digits, 5)
    log.flush()
    again = replay(lines, files.experiment_of).state
    assert again.by_hand == _state(panel).by_hand
    assert again.cursor == _state(panel).cursor


def _tab(times: int = 1, key: Qt.Key = Qt.Key.Key_Tab) -> QWidget:
    for _ in range(times):
        held = QApplication.focusWidget()
        assert held is not None
        QTest.keyClick(held, key)
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_tab_leads_through_the_fields_and_then_into_the_formulas(qtbot: QtBot) -> None:
    panel = _panel(qtbot)
    _begin(panel)
    rows = _rows(panel)
    assert rows[0].field.hasFocus()
    assert _tab() is rows[1].field
    assert _tab() is rows[0].formula
    assert _tab() is rows[1].formula
    assert _tab() is panel.show_me
    assert _tab(1, Qt.Key.Key_Backtab) is rows[1].formula


def test_arrows_and_enter_choose_a_number_of_a_line(qtbot: QtBot) -> None:
    panel = _panel(qtbot)
    _begin(panel)
    formula = _rows(panel)[0].formula  # z1 = w11 x1 + w12 x2 + b1
    there = list(dict.fromkeys(str(term.quantity) for term in formula.laid_out().terms))
    assert {"w[1,0,0]", "x[0,0]", "w[1,0,1]", "x[0,1]", "b[1,0]"} < {*there}
    QTest.keyClick(formula.field, Qt.Key.Key_Left)  # from an empty field back to its line
    assert formula.hasFocus()
    for text in there[:-1][::-1]:
        QTest.keyClick(formula, Qt.Key.Key_Left)
        if text.startswith("w"):
            QTest.keyClick(formula, Qt.Key.Key_Return)
            assert str(_state(panel).selected) == text
    QTest.keyClick(formula, Qt.Key.Key_Right)
    assert formula.hasFocus()
    for _ in there:
        QTest.keyClick(formula, Qt.Key.Key_Right)
    assert formula.field.hasFocus()


def test_an_arrow_stays_in_a_field_with_digits_before_it(qtbot: QtBot) -> None:
    panel = _panel(qtbot)
    _begin(panel)
    field = _rows(panel)[0].field
    QTest.keyClicks(field, "12")
    for _ in range(2):
        QTest.keyClick(field, Qt.Key.Key_Left)
        assert field.hasFocus()
    QTest.keyClick(field, Qt.Key.Key_Left)
    assert not field.hasFocus()


def test_what_is_said_of_a_number_of_a_line_tells_none_that_is_asked_for(qtbot: QtBot) -> None:
    panel = _panel(qtbot)
    _begin(panel)
    formula = _rows(panel)[0].formula
    QTest.keyClick(formula.field, Qt.Key.Key_Left)
    heard = set()
    for _ in formula.laid_out().terms:
        heard.add(formula.accessibleDescription())
        QTest.keyClick(formula, Qt.Key.Key_Left)
    assert any("0.15" in each for each in heard)
    assert any("0.35" in each for each in heard)
    assert not any("0.377" in each for each in heard)
    assert any("–" in each for each in heard)


def test_what_a_class_is_not_shown_stands_in_no_line_until_it_is_revealed(qtbot: QtBot) -> None:
    panel = _panel(qtbot)
    panel._store.apply(hiding.hide_kind, Kind.WEIGHT, True)
    panel._store.apply(hiding.hide_kind, Kind.Z, True)
    _begin(panel)
    row = _rows(panel)[0]
    assert row.formula.accessibleName().count("hidden") == 2  # both weights, and not what is asked
    assert "0.15" not in row.formula.accessibleDescription()
    term = next(each for each in row.formula.laid_out().terms if str(each.quantity) == "w[1,0,0]")
    weights = [each for each in row.formula.laid_out().terms if each.quantity == term.quantity]
    plate = max(weights, key=lambda each: (each.y, each.x))
    middle = QPoint(round(plate.x + plate.width / 2), round(plate.y + plate.height / 2))
    QTest.mouseClick(row.formula, Qt.MouseButton.LeftButton, pos=middle)
    assert "0.15" in row.formula.accessibleDescription()
    assert row.formula.accessibleName().count("hidden") == 1
    _type("0.3775")
    assert _marks(panel) == {"z[1,0]": Worth.RIGHT}


def test_outputs_after_the_update_can_be_asked_for(qtbot: QtBot) -> None:
    panel = _panel(qtbot)
    panel._store.apply(actions.ask_for, "a_after")
    _begin(panel)
    asked = [row for row in _rows(panel) if row.field.isVisible()]
    assert len(asked) == 2
    assert asked[0].field.hasFocus()
    for row in _rows(panel):
        assert "0.7421" not in row.formula.accessibleName()
    _type("0.7421")
    _type("0.7753")
    assert _marks(panel) == {"a_after[2,0]": Worth.RIGHT, "a_after[2,1]": Worth.RIGHT}
